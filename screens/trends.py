"""A page with the three counts, by month, quarter, fiscal year or class; one key takes the quarter's report out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from ircon.i18n import _
from ircon.text import one_line
from screens.commands import COUNTS, TRENDS, Situation, footer_entries
from screens.common import Ours
from screens.draw import bars
from screens.draw import trends as draw
from screens.draw.lines import Line, fill
from screens.moving import Moving
from screens.pane import LinePane
from screens.scrolled import Scrolled
from screens.seek import Seek

if TYPE_CHECKING:
    from ircon.store import Store


def read(store: Store) -> draw.Counted:
    """Return the kept counters."""
    from ircon.store import trends
    from ircon.trends import Facet

    counts, waits = (tuple(trends.tallies(store, facet)) for facet in (Facet.CLASS, Facet.MINUTES))
    return draw.Counted(counts, waits, trends.month_now(store))


class TrendsScreen(Moving, Ours):
    """A page to scroll; tab shows the same counts by something else, escape leaves."""

    CSS = "TrendsScreen { background: ansi_default; #keys { height: 1; } }"
    PLACES = COUNTS

    def __init__(self, found: draw.Counted) -> None:
        super().__init__()
        self.found = found
        self.tables = tuple(found.table(by) for by in draw.ORDER)
        self.shown = 0
        self.scrolled = Scrolled()
        self.flash, self.flash_bad = "", False
        self.seek = Seek()

    def compose(self) -> ComposeResult:
        """Compose the table and the keys."""
        self.panes = LinePane(self.page, id="counts", fixed=3), LinePane(self.keys, id="keys")
        yield from self.panes

    def page(self, width: int, height: int) -> Sequence[Line]:
        """Draw the head and what is in sight of the rows."""
        table, ascii = self.tables[self.shown], self.app.config.interface.ascii

        def lines() -> Iterator[Line]:
            yield from draw.rows(table, width, ascii=ascii)
            yield from draw.counted(width)

        head = draw.head(table, width)
        shown = self.scrolled.show(table, (), lines, width, max(1, height - len(head)))
        return [*head, *self.seek.shown(shown, self.scrolled.top)]

    @property
    def situation(self) -> Situation:
        """Where the handler is."""
        return Situation(place=TRENDS)

    def keys(self, width: int, height: int) -> Sequence[Line]:
        """Draw the keys, or the sentence about what just happened."""
        if self.seek.on:
            return [self.seek.foot(width)]
        if self.flash:
            return [fill([(f" {one_line(self.flash)}", "bad" if self.flash_bad else "bold")], width)]
        return [bars.footer(width, footer_entries(self.situation))]

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line, until the next key."""
        self.flash, self.flash_bad = message, bad
        self.draw()

    # --- looking for a word ------------------------------------------------------------

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return rows of the table."""
        return self.scrolled.lines(first, count)

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return self.scrolled.edition

    @property
    def seek_top(self) -> int:
        """The row on top."""
        return self.scrolled.top

    def seek_show(self, line: int) -> None:
        """Bring a row into sight."""
        self.scrolled.bring(line)

    # --- keys ------------------------------------------------------------------------

    @property
    def page_lines(self) -> int:  # type: ignore[override]
        """How many rows a page is."""
        return self.size.height - 5

    def move_by(self, lines: int) -> None:
        """Scroll by so many rows."""
        self._to(self.scrolled.top + lines)

    def move_to(self, *, end: bool) -> None:
        """Scroll to the top, or to the end."""
        self._to(self.scrolled.end if end else 0)

    def _to(self, top: int) -> None:
        self.flash = ""
        self.scrolled.top = max(0, min(top, self.scrolled.end))
        self.draw()

    def _turn(self, step: int) -> None:
        self.shown = (self.shown + step) % len(self.tables)
        self._to(0)

    def action_next_table(self) -> None:
        """The same counts by something else."""
        self._turn(1)

    def action_previous_table(self) -> None:
        """And back."""
        self._turn(-1)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

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
            return _(
                "{first} to {last}, small counts withheld: {note}; also in {path}",
                first=first, last=last, note=sent.note, path=path,
            )  # fmt: skip

        def then(message: str) -> None:
            self.app.write_raw("".join(sequences))
            self.app.show(message)

        self.app.work(job, then)
