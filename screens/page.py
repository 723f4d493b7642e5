"""A page of one text over the whole terminal: a head, the text to scroll, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from screens.commands import Situation, footer_entries
from screens.common import Ours
from screens.draw import bars
from screens.draw.lines import Line
from screens.moving import Moving
from screens.pane import LinePane
from screens.scrolled import Scrolled
from screens.seek import Seek


class Page(Moving, Ours):
    """Base of such pages; ``PLACE`` is where the handler is, ``subject`` what is drawn: another one is drawn anew."""

    CSS_PATH = Path(__file__).with_name("page.tcss")
    PLACE: ClassVar[str] = ""
    PANE: ClassVar[str] = "page"
    subject: object = None

    def __init__(self) -> None:
        super().__init__()
        self.scrolled = Scrolled()
        self.seek = Seek()
        self.flash, self.flash_bad = "", False

    def compose(self) -> ComposeResult:
        """Compose the head, the text and the keys."""
        yield LinePane(self.draw_header, id="header")
        yield LinePane(self.draw_page, id=self.PANE)
        yield LinePane(self.draw_footer, id="footer")

    @property
    def situation(self) -> Situation:
        """Where the handler is."""
        return Situation(place=self.PLACE)

    def head(self, width: int) -> Line:
        """Draw the top line."""
        raise NotImplementedError

    def text(self, width: int) -> Iterator[Line]:
        """Yield the lines of the text."""
        raise NotImplementedError

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line."""
        self.flash, self.flash_bad = message, bad
        self.draw()

    # --- drawing -------------------------------------------------------------------

    def draw_header(self, width: int, height: int) -> Sequence[Line]:
        """Draw the top line."""
        return [self.head(width)]

    def draw_page(self, width: int, height: int) -> Sequence[Line]:
        """Draw what is in sight of the text."""
        lines = self.scrolled.show(self.subject, (), lambda: self.text(width), width, height)
        return self.seek.shown(lines, self.scrolled.top)

    def draw_footer(self, width: int, height: int) -> Sequence[Line]:
        """Draw the keys, or what just happened."""
        if self.seek.on:
            return [self.seek.foot(width)]
        if self.flash:
            return [bars.flash(width, self.flash, bad=self.flash_bad)]
        return [bars.footer(width, footer_entries(self.situation))]

    # --- looking for a word ------------------------------------------------------------

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return lines of the text."""
        return self.scrolled.lines(first, count)

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return self.scrolled.edition

    @property
    def seek_top(self) -> int:
        """The line on top."""
        return self.scrolled.top

    def seek_show(self, line: int) -> None:
        """Bring a line into sight."""
        self.scrolled.bring(line)

    # --- moving --------------------------------------------------------------------

    @property
    def page_lines(self) -> int:  # type: ignore[override]
        """How many lines a page is."""
        return self.scrolled.height - 1

    def move_by(self, lines: int) -> None:
        """Scroll by so many lines."""
        self._to(min(self.scrolled.top + lines, self.scrolled.end))

    def move_to(self, *, end: bool) -> None:
        """Scroll to the top, or to the end."""
        self._to(self.scrolled.end if end else 0)

    def _to(self, top: int) -> None:
        self.flash = ""
        self.scrolled.top = max(0, top)
        self.draw()

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
