"""The strokes that lines, frames and bars are drawn with: the one place that decides which.

The fine ones are of ambiguous East Asian width (Unicode, UAX #11): a terminal may show each
two cells wide, and all that stands behind it is then out of place. ``ascii = true`` in the
configuration takes the plain ones; as with the language, one process draws in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strokes:
    """Characters one cell wide. ``corners``: the upper two, the lower two; ``eighths`` of a cell or none.

    ``heights``: what stands for little and for much in a sparkline.
    """

    across: str
    up: str
    corners: str
    full: str
    eighths: str = ""
    heights: str = "_.-=+*%#"


FINE = Strokes("─", "│", "╭╮╰╯", "█", " ▏▎▍▌▋▊▉", "▁▂▃▄▅▆▇█")
PLAIN = Strokes("-", "|", "++++", "#")

_now = FINE


def use(*, ascii: bool) -> None:
    """Draw with the plain strokes from here on, or with the fine ones."""
    global _now
    _now = PLAIN if ascii else FINE


def now() -> Strokes:
    """Return the strokes to draw with."""
    return _now


def bar(count: int, most: int, cells: int) -> str:
    """Return a bar of ``cells``, one kept blank, for ``count`` beside ``most``; what is not nothing leaves a trace."""
    room = max(0, cells - 1)
    if not count or not most or not room:
        return " " * cells
    strokes = now()
    if not strokes.eighths:
        return (strokes.full * max(1, room * count // most)).ljust(cells)
    whole, part = divmod(max(1, round(room * 8 * count / most)), 8)
    return (strokes.full * whole + (strokes.eighths[part] if part else "")).ljust(cells)


def spark(counts: Sequence[int], cells: int) -> str:
    """Return the last of ``counts`` side by side in ``cells``, one kept blank: each a height beside the highest shown.

    Nothing stands as a blank.
    """
    room = max(0, cells - 1)
    shown = counts[-room:] if room else ()
    most, heights = max(shown, default=0), now().heights
    drawn = (heights[(count * len(heights) - 1) // most] if count else " " for count in shown)
    return "".join(drawn).ljust(cells)
