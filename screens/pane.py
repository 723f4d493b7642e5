"""A pane of drawn lines: the one widget that everything on the console is made of.

It asks its drawing function for as many lines as it is high and sends only the cells
that differ from those shown before. It never lays out anew when its content changes,
and no text reaches it but as drawn spans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from screens.draw.diff import changed
from screens.draw.lines import Line, fill
from screens.styles import table

Draw = Callable[[int, int], Sequence[Line]]
"""Given width and height in cells, returns the lines to show; what is missing stays blank."""

STRIPS = 600
"""Rendered lines kept for the next time the same line is shown."""


class LinePane(Widget):
    """Shows what its drawing function returns; ``redraw`` after anything it depends on has changed."""

    DEFAULT_CSS = "LinePane { background: ansi_default; width: 1fr; height: 1fr; }"

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._lines: list[Line] = []
        self._drawn_for = Size(0, 0)
        self._strips: dict[Line, Strip] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as they stand on the screen."""
        return self._lines

    def redraw(self) -> None:
        """Draw anew and send what differs. All panes that a key changes are redrawn before the next frame."""
        if not self.size or self.size != self._drawn_for:
            self.refresh()  # the compositor will ask for the lines, in the right size
            return
        old = self._lines
        self._pull()
        regions = [
            Region(span[0], y, span[1], 1)
            for y, (before, after) in enumerate(zip(old, self._lines, strict=True))
            if before is not after and (span := changed(before, after))
        ]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of the pane (Textual's line API)."""
        if self.size != self._drawn_for:
            self._pull()
        line = self._lines[y]
        strip = self._strips.get(line)
        if strip is None:
            if len(self._strips) > STRIPS:
                self._strips.clear()
            styles = table(self.app.no_color)
            strip = Strip([Segment(text, styles[style]) for text, style in line], self.size.width)
            self._strips[line] = strip
        return strip

    def _pull(self) -> None:
        width, height = self._drawn_for = self.size
        drawn = self._draw(width, height)
        self._lines = [fill(line, width) for line in drawn[:height]]
        self._lines += [fill((), width)] * (height - len(self._lines))
