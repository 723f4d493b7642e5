"""What changed between two drawn lines, cell by cell, so that only that goes over the wire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, count
from operator import is_not

from ircon.text import width
from screens.draw.lines import Line, Span

Cell = tuple[str, str]
"""One terminal cell: its character (none for the second half of a wide one) and its style."""

SEEN_WHEN_BLANK = frozenset({"bar", "bar-idle", "caret", "found", "match", "match-here"})
"""Styles that show on a blank, too; in all others a blank is a blank."""

GAP = 4
"""Unchanged cells between two changes that are cheaper sent again than jumped over."""


class _OfStyle(dict[str, Cell]):
    """The cells of one style. Each is made once, so that equal cells are the same object."""

    def __init__(self, style: str) -> None:
        super().__init__()
        self._style = style
        self[" "] = (" ", style) if style in SEEN_WHEN_BLANK else _BLANK

    def __missing__(self, char: str) -> Cell:
        made = self[char] = (char, self._style)
        return made


class _Styles(dict[str, _OfStyle]):
    def __missing__(self, style: str) -> _OfStyle:
        made = self[style] = _OfStyle(style)
        return made


_BLANK: Cell = (" ", "")
_STYLES = _Styles()


@lru_cache(maxsize=1_024)
def cells(line: Line) -> Sequence[Cell]:
    """Return one entry a cell; a combining mark joins its base."""
    found: list[Cell] = []
    for text, style in line:
        made = _STYLES[style]
        if text.isascii():
            found.extend([made[char] for char in text])
            continue
        for char in text:
            wide = width(char)
            if wide:
                found.append(made[char])
                if wide == 2:
                    found.append(made[""])
            elif found:
                at = -1 if found[-1][0] or len(found) < 2 else -2
                base, of = found[at]
                found[at] = _STYLES[of][base + char]
    return found


def runs(old: Line, new: Line, gap: int = GAP) -> Iterator[tuple[int, int]]:
    """Yield (first, last + 1) of each stretch of cells in which ``new`` differs from ``old``.

    Both lines take the same number of cells. Stretches with at most ``gap`` unchanged
    cells between them are one. No stretch cuts a wide character of either line in two.
    """
    before, after = cells(old), cells(new)
    differing = compress(count(), map(is_not, before, after))
    start = end = next(differing, -1)
    if start < 0:
        return
    for x in differing:
        if x - end > gap + 1:
            yield _whole(before, after, start, end + 1)
            start = x
        end = x
    yield _whole(before, after, start, end + 1)


def _whole(before: Sequence[Cell], after: Sequence[Cell], start: int, stop: int) -> tuple[int, int]:
    while start and not (before[start][0] and after[start][0]):
        start -= 1
    while stop < len(after) and not (before[stop][0] and after[stop][0]):
        stop += 1
    return start, stop


def spans(line: Line, start: int, stop: int) -> list[Span]:
    """Return the spans of ``line`` from cell ``start`` up to ``stop``; a blank goes with what stands before it."""
    found: list[Span] = []
    text: list[str] = []
    current: str | None = None
    for char, style in cells(line)[start:stop]:
        if style != current and not (char == " " and not style and current and current not in SEEN_WHEN_BLANK):
            if current is not None:
                found.append(("".join(text), current))
            text, current = [], style
        text.append(char)
    if current is not None:
        found.append(("".join(text), current))
    return found
