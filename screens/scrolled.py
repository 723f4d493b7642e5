"""Text longer than its pane: drawn line by line as far as needed, shown from an offset."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from screens.draw.lines import Line, fill


class Scrolled:
    """Lines that come one by one; ``top`` is the first one in sight."""

    def __init__(self) -> None:
        self.top = 0
        self.height = 1
        self._lines: list[Line] = []
        self._source: Iterator[Line] = iter(())
        self._subject: object = None
        self._form: tuple[object, ...] = ()
        self._width = 0
        self.edition = 0
        """Grows whenever other lines are drawn than before."""

    def show(
        self, subject: object, form: tuple[object, ...], draw: Callable[[], Iterator[Line]], width: int, height: int
    ) -> Sequence[Line]:
        """Return the lines in sight, each ``width`` cells.

        ``draw`` is asked anew when ``subject`` is another object or ``form`` (whatever else
        the drawing depends on) another value than before.
        """
        self.height = height
        if subject is not self._subject or form != self._form or width != self._width:
            self._subject, self._form, self._width = subject, form, width
            self._source, self._lines = draw(), []
            self.edition += 1
        self._pull(self.top + height)
        self.top = max(0, min(self.top, len(self._lines) - 1))
        return self._lines[self.top : self.top + height]

    def _pull(self, count: int) -> None:
        while len(self._lines) < count and (line := next(self._source, None)) is not None:
            self._lines.append(fill(line, self._width))

    def lines(self, first: int, count: int) -> Sequence[Line]:
        """Return up to ``count`` lines from ``first`` on, in sight or not."""
        self._pull(first + count)
        return self._lines[first : first + count]

    def bring(self, line: int) -> None:
        """Bring a line into sight, with some before it."""
        if not self.top <= line < self.top + self.height:
            self.top = max(0, line - self.height // 3)

    @property
    def more(self) -> bool:
        """Whether there is more below what is in sight."""
        self._pull(self.top + self.height + 1)
        return len(self._lines) > self.top + self.height

    @property
    def end(self) -> int:
        """The offset at which the last line is in sight."""
        self._pull(1_000_000)
        return max(0, len(self._lines) - self.height)
