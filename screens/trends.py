"""A page with the three counts, by month, quarter, fiscal year, class, country; y takes the quarter's report out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from ircon.i18n import _
from screens.draw import trends as draw
from screens.draw.lines import Line
from screens.pane import LinePane
from screens.scrolling import Scrolling
from screens.situation import COUNTS, TRENDS, Situation

if TYPE_CHECKING:
    from ircon.store import Store


def read(store: Store) -> draw.Counted:
    """Return the kept counters."""
    from ircon.store import trends
    from ircon.trends import Facet

    facets = Facet.CLASS, Facet.MINUTES, Facet.COUNTRY
    counts, waits, countries = (tuple(trends.tallies(store, facet)) for facet in facets)
    return draw.Counted(counts, waits, trends.month_now(store), countries)


class TrendsScreen(Scrolling):
    """A page to scroll; tab shows the same counts by something else, escape leaves."""

    CSS = "TrendsScreen { background: ansi_default; #keys { height: 1; } }"
    PLACES = COUNTS

    def __init__(self, found: draw.Counted) -> None:
        super().__init__()
        self.found = found
        self.tables = tuple(found.table(by) for by in draw.ORDER)
        self.shown = 0

    def compose(self) -> ComposeResult:
        """Compose the table and the keys."""
        self.panes = LinePane(self.page, id="counts", fixed=3), LinePane(self.draw_footer, id="keys")
        yield from self.panes

    def page(self, width: int, height: int) -> Sequence[Line]:
        """Draw the head and what is in sight of the rows."""
        table = self.tables[self.shown]

        def lines() -> Iterator[Line]:
            yield from draw.rows(table, width)
            yield from draw.counted(width)

        head = draw.head(table, width)
        shown = self.scrolled.show(table, (), lines, width, max(1, height - len(head)))
        return [*head, *self.seek.shown(shown, self.scrolled.top)]

    @property
    def situation(self) -> Situation:
        """Where the handler is."""
        return Situation(place=TRENDS)

    # --- keys ------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        self.shown = (self.shown + step) % len(self.tables)
        self._to(0)

    def action_next_table(self) -> None:
        """The same counts by something else."""
        self._turn(1)

    def action_previous_table(self) -> None:
        """And back."""
        self._turn(-1)

    def action_quarter(self) -> None:
        """Send the report of the last quarter that is over to the clipboard, and write it to a file.

        Small counts are withheld in it: what is pasted from here is what is published.
        """
        from ircon.trends import quarter_before

        month, config, counts = self.found.month, self.app.config, self.found.counts
        first, last = quarter_before(f"{month[:4]}-{(int(month[5:7]) - 1) // 3 * 3 + 1:02d}")
        sequences: list[str] = []

        def job(_store: Store) -> str:
            from ircon import clipboard, publishing

            wanted = [tally for tally in counts if quarter_before(first)[0] <= tally.month <= last]
            text = publishing.quarterly(wanted, first, last, publish=True)
            path = clipboard.write_file(text, config.drafts, f"trends-{first}.md")
            sent = clipboard.send(text, sequences.append, os.environ)
            return _("{note}; also in {path}", note=sent.note, path=clipboard.spoken(path))

        def then(message: str) -> None:
            self.app.write_raw("".join(sequences))
            self.app.show(message)

        self.app.work(job, then)
