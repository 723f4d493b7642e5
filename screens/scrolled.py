"""Text longer than its pane: drawn line by line as far as needed, shown from an offset."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from screens.draw.lines import Line, Rows, fill

Draw = Callable[[], Iterator[Line | Rows]]

_ALL = 1 << 60


class Scrolled:
    """Lines that come one by one, or as ``Rows``, which are drawn when they are seen; ``top`` is the first in sight."""

    def __init__(self) -> None:
        self.top = 0
        self.height = 1
        self._parts: list[list[Line] | Rows] = []
        self._starts: list[int] = []
        self._count = 0
        self._source: Iterator[Line | Rows] = iter(())
        self._subject: object = None
        self._form: tuple[object, ...] = ()
        self._width = 0
        self.edition = 0
        """Grows whenever other lines are drawn than before."""

    def show(self, subject: object, form: tuple[object, ...], draw: Draw, width: int, height: int) -> Sequence[Line]:
        """Return the lines in sight, each ``width`` cells.

        ``draw`` is asked anew when ``subject`` is another object or ``form`` (whatever else
        the drawing depends on) another value than before.
        """
        self.height = height
        if subject is not self._subject or form != self._form or width != self._width:
            self._subject, self._form, self._width = subject, form, width
            self._source, self._parts, self._starts, self._count = draw(), [], [], 0
            self.edition += 1
        self._pull(self.top + height)
        self.top = max(0, min(self.top, self._count - 1))
        return self.lines(self.top, height)

    def _pull(self, count: int) -> None:
        """Have at least so many lines, if there are."""
        while self._count < count and (part := next(self._source, None)) is not None:
            if isinstance(part, Rows):
                self._begin(part)
                self._count += len(part)
                continue
            if not self._parts or isinstance(self._parts[-1], Rows):
                self._begin([])
            self._parts[-1].append(fill(part, self._width))  # type: ignore[union-attr]
            self._count += 1

    def _begin(self, part: list[Line] | Rows) -> None:
        self._parts.append(part)
        self._starts.append(self._count)

    def lines(self, first: int, count: int) -> Sequence[Line]:
        """Return up to ``count`` lines from ``first`` on, in sight or not."""
        self._pull(first + count)
        found: list[Line] = []
        end = min(first + count, self._count)
        at = max(0, bisect_right(self._starts, first) - 1)
        while first < end:
            part, start = self._parts[at], self._starts[at]
            stop = min(len(part), end - start)
            if isinstance(part, Rows):
                found += [fill(part[row], self._width) for row in range(first - start, stop)]
            else:
                found += part[first - start : stop]
            first, at = start + stop, at + 1
        return found

    def bring(self, line: int) -> None:
        """Bring a line into sight, with some before it."""
        if not self.top <= line < self.top + self.height:
            self.top = max(0, line - self.height // 3)

    @property
    def more(self) -> bool:
        """Whether there is more below what is in sight."""
        self._pull(self.top + self.height + 1)
        return self._count > self.top + self.height

    def below(self, most: int) -> int:
        """Return how many lines stand below what is in sight, looking no further than ``most`` of them and one."""
        self._pull(self.top + self.height + most + 1)
        return max(0, self._count - self.top - self.height)

    @property
    def end(self) -> int:
        """The offset at which the last line is in sight."""
        self._pull(_ALL)
        return max(0, self._count - self.height)
