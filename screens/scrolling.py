"""A page of text that is longer than its pane: the keys that move scroll it, ``*`` looks for a word in it."""

from __future__ import annotations

from collections.abc import Sequence

from screens.draw.lines import Line
from screens.footed import Footed
from screens.moving import Moving
from screens.scrolled import Scrolled


class Scrolling(Moving, Footed):
    """Base of such pages; one with several texts says which of them has the keys (``scrolled``)."""

    def __init__(self) -> None:
        super().__init__()
        self._scrolled = Scrolled()

    @property
    def scrolled(self) -> Scrolled:
        """The text whose keys are live."""
        return self._scrolled

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
