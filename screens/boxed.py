"""A box over the screen, with its own keys in the bottom line: those of the screen below do nothing meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from textual import events, getters
from textual.app import ComposeResult
from textual.screen import ModalScreen

from ircon.i18n import _
from screens.console import Console
from screens.draw import bars
from screens.draw.lines import Line
from screens.leaving import Once
from screens.pane import LinePane
from screens.pointing import Pointed

WIDTH = 76
"""Columns of a box where the terminal has many."""

BESIDE = 12
"""Columns beside a box from which on they are left free: of fewer, what lies below would show scraps of words."""

Entry = tuple[str, str, bool]
"""A key of the footer: how it is called, what it does, whether that can be done."""

Answer = TypeVar("Answer")


class Boxed(Pointed, Once[Answer | None], ModalScreen[Answer | None]):
    """Base of the boxes. Returns an answer, or None."""

    CSS_PATH = Path(__file__).with_name("modal.tcss")
    AUTO_FOCUS = ""
    app = getters.app(Console)

    def __init__(self) -> None:
        super().__init__()
        self.flash, self.flash_bad = "", False
        # Made here, not when composed: something may be said of a box that has only just been pushed.
        self.pane = LinePane(self.box, id="box")
        self.foot = LinePane(self.draw_footer, id="footer")

    def compose(self) -> ComposeResult:
        """Compose the box and the bottom line."""
        yield self.pane
        yield self.foot

    def box(self, width: int, height: int) -> Sequence[Line]:
        """Draw the box."""
        raise NotImplementedError

    @property
    def keys(self) -> Sequence[Entry]:
        """What the footer offers now."""
        raise NotImplementedError

    @property
    def columns(self) -> int:
        """How wide the box is: over the whole terminal where little would be left of it."""
        width = int(self.app.size.width)
        return width if width < WIDTH + BESIDE else WIDTH

    def wheel(self, pane: LinePane, lines: int) -> None:
        """Move the bar."""
        self.press("down" if lines > 0 else "up")

    def draw_footer(self, width: int, height: int) -> Sequence[Line]:
        """Draw the keys, or what was just said."""
        if self.flash:
            return [bars.flash(width, self.flash, bad=self.flash_bad)]
        return [bars.footer(width, self.keys)]

    def redraw(self) -> None:
        """Draw the box and the bottom line anew."""
        self.pane.redraw()
        self.foot.redraw()

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line until the next key; it stands below as well, to be read later."""
        self.flash, self.flash_bad = message, bad
        self.foot.redraw()
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1] if self in stack else self.app.main  # a key may come when it has been left
        getattr(below, "say", self.app.main.say)(message, bad=bad)

    async def on_event(self, event: events.Event) -> None:
        """Whatever key comes, the bottom line shows the keys again."""
        if isinstance(event, events.Key) and self.flash:
            self.flash = ""
            self.foot.redraw()
        await super().on_event(event)


def choosing() -> list[Entry]:
    """Return what can be pressed where one of several answers is chosen."""
    return [("enter", _("or its own key chooses"), True), ("j k", _("move"), True), ("esc", _("back"), True)]


def typing(done: str) -> list[Entry]:
    """Return what can be pressed where words are typed; ``done`` says what enter does with them."""
    return [("enter", done, True), ("esc", _("back"), True)]
