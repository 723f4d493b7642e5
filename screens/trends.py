"""A page with the three counts, by month, quarter, fiscal year or class; one key takes the quarter's report out."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events, getters
from textual.app import ComposeResult

from ircon.i18n import _
from ircon.text import one_line
from screens.console import Console
from screens.draw import trends as draw
from screens.draw.lines import BLANK, Line, fill
from screens.leaving import Once
from screens.pane import LinePane
from screens.scrolled import Scrolled

if TYPE_CHECKING:
    from ircon.store import Store


def read(store: Store) -> draw.Counted:
    """Return the kept counters."""
    from ircon.store import trends
    from ircon.trends import Facet

    counts, waits = (tuple(trends.tallies(store, facet)) for facet in (Facet.CLASS, Facet.MINUTES))
    return draw.Counted(counts, waits, trends.month_now(store))


class TrendsScreen(Once[None]):
    """A page to scroll; tab shows the same counts by something else, escape leaves."""

    CSS = "TrendsScreen { background: ansi_default; #keys { height: 1; } }"
    AUTO_FOCUS = ""
    app = getters.app(Console)

    def __init__(self, found: draw.Counted) -> None:
        super().__init__()
        self.found = found
        self.tables = tuple(found.table(by) for by in draw.ORDER)
        self.shown = 0
        self.scrolled = Scrolled()
        self.flash, self.flash_bad = "", False

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
        return [*head, *self.scrolled.show(table, (), lines, width, max(1, height - len(head)))]

    def keys(self, width: int, height: int) -> Sequence[Line]:
        """Draw the keys, or the sentence about what just happened."""
        if self.flash:
            return [fill([(f" {one_line(self.flash)}", "bad" if self.flash_bad else "bold")], width)]
        keys = [(" tab ", "key"), (f"{_('by something else')}   ", ""), ("j k ", "key"), (f"{_('scroll')}   ", "")]
        keys += [("y ", "key"), (f"{_('quarterly report')}   ", ""), ("esc ", "key"), (_("back"), "")]
        return [fill(keys or BLANK, width)]

    def draw(self) -> None:
        """Redraw what differs."""
        for pane in self.panes:
            pane.redraw()

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line, until the next key."""
        self.flash, self.flash_bad = message, bad
        self.draw()

    def on_key(self, event: events.Key) -> None:
        """Show the next table, scroll, take the quarter's report out, or leave."""
        event.stop()
        event.prevent_default()
        self.flash = ""
        page = max(1, self.size.height - 5)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": page, "space": page, "pageup": -page,
                 "ctrl+d": page // 2, "ctrl+u": -page // 2}  # fmt: skip
        if event.key in ("escape", "q", "R"):
            self.dismiss(None)
            return
        if event.key in ("tab", "shift+tab", "right", "left"):
            step = 1 if event.key in ("tab", "right") else -1
            self.shown, self.scrolled.top = (self.shown + step) % len(self.tables), 0
        elif event.key in ("g", "home"):
            self.scrolled.top = 0
        elif event.key in ("G", "end"):
            self.scrolled.top = self.scrolled.end
        elif event.key == "y":
            self.take_out()
        elif step := steps.get(event.key, 0):
            self.scrolled.top = max(0, min(self.scrolled.top + step, self.scrolled.end))
        self.draw()

    def take_out(self) -> None:
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
