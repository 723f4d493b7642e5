"""A page with the messages of an incident as they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from textual import events, getters
from textual.app import ComposeResult

from ircon.i18n import _
from screens.console import Console
from screens.draw.lines import BLANK, Line, fill
from screens.draw.original import Sheet, original
from screens.leaving import Once
from screens.pane import LinePane
from screens.scrolled import Scrolled
from screens.seek import Seek
from screens.seeking import Seeking

if TYPE_CHECKING:
    from ircon.store import Store

MOST = 20
"""Messages of an incident that are laid open at once."""

MOST_LINES = 50_000
"""Lines that are drawn at most; ``ircon original`` gives all of it."""


def sheets(store: Store, number: int) -> tuple[Sheet, ...]:
    """Return the messages of an incident laid open, oldest first."""
    from ircon.intake import original
    from ircon.store import incidents

    found = []
    for arrived in incidents.arrivals(store, number)[:MOST]:
        data = incidents.original(store, arrived.report)
        dumped = data if len(data) <= original.DUMPED else b""
        found.append(Sheet(arrived.report, arrived.at, len(data), original.lay_open(data), dumped))
    return tuple(found)


class OriginalScreen(Seeking, Once[None]):
    """A page to scroll; escape leaves it."""

    CSS = "OriginalScreen { background: ansi_default; }"
    AUTO_FOCUS = ""
    app = getters.app(Console)

    def __init__(self, found: Sequence[Sheet]) -> None:
        super().__init__()
        self.found = tuple(found)
        self.scrolled = Scrolled()
        self.seek = Seek()

    def compose(self) -> ComposeResult:
        """Compose one pane."""
        self.pane = LinePane(self.lines, id="original")
        yield self.pane

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Draw the visible part of the page."""
        dash = "-" if self.app.config.interface.ascii else "─"

        def draw() -> Iterator[Line]:
            return islice(original(self.found, width, dash=dash), MOST_LINES)

        drawn = self.scrolled.show(self.found, (), draw, width, height - 1)
        shown = list(self.seek.shown(drawn, self.scrolled.top, self.scrolled.edition))
        if self.seek.on:
            return [*shown, *[fill(BLANK, width)] * (height - 1 - len(shown)), self.seek.foot(width)]
        note = _("more below") if self.scrolled.more else ""
        foot = [(" j k ", "key"), (f"{_('scroll')}   ", ""), ("* ", "key"), (f"{_('look for a word')}   ", "")]
        foot += [("esc ", "key"), (f"{_('back')}   ", ""), (note, "dim")]
        return [*shown, *[fill(BLANK, width)] * (height - 1 - len(shown)), fill(foot, width)]

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return lines of the page."""
        return self.scrolled.lines(first, count)

    @property
    def seek_top(self) -> int:
        """The line on top."""
        return self.scrolled.top

    def seek_show(self, line: int) -> None:
        """Bring a line into sight."""
        self.scrolled.bring(line)

    def seek_draw(self) -> None:
        """Draw anew."""
        self.pane.redraw()

    def on_key(self, event: events.Key) -> None:
        """Look for a word, scroll, or leave."""
        event.stop()
        event.prevent_default()
        if self.seek_key(event):
            return
        if event.character == "*":
            self.seek_begin()
            return
        page = max(1, self.size.height - 2)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": page, "space": page, "pageup": -page,
                 "ctrl+d": page // 2, "ctrl+u": -page // 2, "g": -MOST_LINES, "home": -MOST_LINES}  # fmt: skip
        if event.key in ("G", "end"):
            self.scrolled.top = self.scrolled.end
            self.pane.redraw()
        elif event.key in steps:
            self.scrolled.top = max(0, self.scrolled.top + steps[event.key])
            self.pane.redraw()
        elif event.key in ("escape", "q", "o", "enter"):
            self.dismiss(None)
