"""A pane of drawn lines: the one widget that everything on the console is made of.

It asks its drawing function for as many lines as it is high and sends only the cells
that differ from those shown before. It never lays out anew when its content changes,
and no text reaches it but as drawn spans.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.color import TRANSPARENT
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from ircon.errors import IrconError
from ircon.text import one_line
from screens.console import Console
from screens.draw.diff import runs
from screens.draw.lines import Line, fill
from screens.frame import Frame
from screens.pointing import WHEEL, Pointed
from screens.styles import Ink

Draw = Callable[[int, int], Sequence[Line]]
"""Given width and height in cells, returns lines of exactly that width; what is missing below stays blank."""

STRIPS = 600
"""Rendered lines kept for the next time the same line is shown."""


@cache
def rich_style(ink: Ink) -> Style | None:
    """Return an ink as the compositor wants it."""
    if ink == Ink():
        return None
    return Style(
        color=None if ink.fg is None else Color.from_ansi(ink.fg),
        bgcolor=None if ink.bg is None else Color.from_ansi(ink.bg),
        bold=ink.bold or None,
        dim=ink.dim or None,
        underline=ink.underline or None,
        reverse=ink.reverse or None,
    )


class PaneRow(Horizontal):
    """Panes side by side."""

    virtual_size = Reactive(Size(0, 0), repaint=False)  # as for a pane


class LinePane(Widget):
    """Shows what its drawing function returns; ``redraw`` after anything it depends on has changed."""

    app = getters.app(Console)
    ALLOW_SELECT = False
    DEFAULT_CSS = "LinePane { background: ansi_default; width: 1fr; height: 1fr; }"

    virtual_size = Reactive(Size(0, 0), repaint=False)  # else all is laid out and painted twice when it changes

    def __init__(self, draw: Draw, *, id: str | None = None, fixed: int = 0) -> None:
        """``fixed``: how many lines on top stay where they are when the others scroll."""
        super().__init__(id=id)
        self.fixed = fixed
        self._draw = draw
        self._lines: list[Line] = []
        self._drawn_for = Size(0, 0)
        self._strips: dict[Line, Strip] = {}

    @property
    def lines(self) -> Sequence[Line]:
        """The lines as they stand on the screen."""
        return self._lines

    def redraw(self, frame: Frame | None = None) -> None:
        """Draw anew and send what differs: through ``frame`` at once, or with the compositor's next one.

        All panes that a key changes are redrawn before the next frame.
        """
        region = self.region
        if not region or region.size != self._drawn_for:
            self.refresh()  # the compositor will ask for the lines, in the right size
            return
        old = self._lines
        self._pull()
        if frame is not None and region.width == self.screen.size.width:
            old = self._scroll(frame, region, old)
        for y, (before, after) in enumerate(zip(old, self._lines, strict=True)):
            if before is after or before == after:
                continue
            if frame is not None:
                frame.change(region.x, region.y + y, before, after)
                continue
            for start, stop in runs(before, after):
                self.refresh(Region(start, y, stop - start, 1))

    def _scroll(self, frame: Frame, region: Region, old: list[Line]) -> list[Line]:
        """Where most rows only moved, have the terminal move them; return what then stands on the screen."""
        head, new = self.fixed, self._lines
        for step in (1, -1):
            before = old[head + max(0, step) : len(old) + min(0, step)]
            after = new[head + max(0, -step) : len(new) + min(0, -step)]
            same = sum(a is b for a, b in zip(before, after, strict=True))
            if same >= 4 and same > 2 * sum(a is b for a, b in zip(old[head:], new[head:], strict=True)):
                frame.scroll(region.y + head, region.bottom - 1, step)
                blank = [fill((), region.width)]
                return [*old[:head], *old[head + 1 :], *blank] if step > 0 else [*old[:head], *blank, *old[head:-1]]
        return old

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of ``crop``. They are drawn already: no border, no padding, no styles to apply."""
        if self.size != self._drawn_for:
            self._pull()
        strips = [self.render_line(y) for y in crop.line_range]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, TRANSPARENT) for strip in strips]
        if crop.column_span != (0, self.size.width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def render_line(self, y: int) -> Strip:
        """Return line ``y`` of the pane (Textual's line API)."""
        width = self._drawn_for.width
        if y >= len(self._lines):
            return Strip.blank(width)
        line = self._lines[y]
        strip = self._strips.get(line)
        if strip is None:
            if len(self._strips) > STRIPS:
                self._strips.clear()
            inks = self.app.inks
            strip = Strip([Segment(text, rich_style(inks[style])) for text, style in line], width)
            self._strips[line] = strip
        return strip

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Have the screen scroll what is under the wheel."""
        self._wheel(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Have the screen scroll back what is under the wheel."""
        self._wheel(event, -WHEEL)

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        event.stop()
        if isinstance(self.screen, Pointed):
            self.screen.wheel(self, lines)

    def on_click(self, event: events.Click) -> None:
        """Have the screen do what is under the mouse."""
        event.stop()
        if isinstance(self.screen, Pointed):
            self.screen.clicked(self, event)

    def _pull(self) -> None:
        width, height = self._drawn_for = self.size
        try:
            drawn = list(self._draw(width, height)[:height])
        except IrconError as error:  # somebody writes for longer than a reader waits: the next drawing may read again
            drawn = [fill([(f" {one_line(str(error))}", "bad")], width)][:height]
        self._lines = drawn + [fill((), width)] * (height - len(drawn))
