"""What changed between two drawn lines, in cells, so that only that goes over the wire."""

from __future__ import annotations

from ircon.text import width
from screens.draw.lines import Line

_SEEN_WHEN_BLANK = frozenset({"bar", "bar-idle", "caret", "found"})
"""Styles that show on a blank, too; in all others a blank is a blank."""


def changed(old: Line, new: Line) -> tuple[int, int] | None:
    """Return (first cell, number of cells) in which ``new`` differs from ``old``; None where they are equal.

    Both lines must take the same number of cells. The span starts and ends at character
    boundaries of both lines, so that no half of a wide character is ever drawn.
    """
    if old == new:
        return None
    before, after = _cells(old), _cells(new)
    total = min(len(before), len(after))
    start = 0
    while start < total and before[start] == after[start]:
        start += 1
    end = 0
    while end < total - start and before[-1 - end] == after[-1 - end]:
        end += 1
    last = max(len(before), len(after)) - end
    while start and (not before[start : start + 1][0][0] or not after[start : start + 1][0][0]):
        start -= 1
    while last < total and (not before[last][0] or not after[last][0]):
        last += 1
    return start, last - start


def _cells(line: Line) -> list[tuple[str, str]]:
    """One entry a cell; the second cell of a wide character has no text, a combining mark joins its base."""
    cells: list[tuple[str, str]] = []
    for text, style in line:
        if text.isascii():
            blank = (" ", style if style in _SEEN_WHEN_BLANK else "")
            cells.extend([blank if char == " " else (char, style) for char in text])
            continue
        for char in text:
            wide = width(char)
            if wide:
                cells.append((char, style))
                if wide == 2:
                    cells.append(("", style))
            elif cells:
                at = -1 if cells[-1][0] or len(cells) < 2 else -2
                cells[at] = (cells[at][0] + char, cells[at][1])
    return cells
