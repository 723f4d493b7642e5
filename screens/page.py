"""A page of one text over the whole terminal: a head, the text to scroll, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult

from screens.draw.lines import Line, Rows
from screens.pane import LinePane
from screens.scrolling import Scrolling
from screens.situation import Situation


class Page(Scrolling):
    """Base of such pages; ``PLACE`` is where the handler is, ``subject`` what is drawn: another one is drawn anew."""

    CSS_PATH = Path(__file__).with_name("page.tcss")
    PLACE: ClassVar[str] = ""
    PANE: ClassVar[str] = "page"
    subject: object = None

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

    def text(self, width: int) -> Iterator[Line | Rows]:
        """Yield the lines of the text."""
        raise NotImplementedError

    def draw_header(self, width: int, height: int) -> Sequence[Line]:
        """Draw the top line."""
        return [self.head(width)]

    def draw_page(self, width: int, height: int) -> Sequence[Line]:
        """Draw what is in sight of the text."""
        lines = self.scrolled.show(self.subject, (), lambda: self.text(width), width, height)
        return self.seek.shown(lines, self.scrolled.top)
