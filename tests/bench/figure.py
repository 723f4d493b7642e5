"""One measured figure with its targets, and the table of them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

LOG = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in ``unit`` (nan where it could not be), and what it may be at most (None: no target).

    ``and_then`` is what it should be beyond that.
    """

    name: str
    measured: float
    unit: str = ""
    at_most: float | None = None
    note: str = ""
    and_then: float | None = None

    @property
    def verdict(self) -> str:
        """One word or two: does it hold?"""
        if math.isnan(self.measured):
            return "not measured"
        if self.at_most is None:
            return ""
        if self.measured > self.at_most:
            return "MISSED"
        return "holds" if self.and_then is None or self.measured > self.and_then else "holds both"


def ratio(ours: Sequence[float], floor: Sequence[float]) -> float:
    """Return the median of the per-round ratios: each round is compared with itself, as machines drift."""
    return statistics.median(a / b for a, b in zip(ours, floor, strict=True))


def _amount(value: float | None, unit: str) -> str:
    if value is None or math.isnan(value):
        return "-"
    shown = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"
    return f"{shown} {unit}".rstrip()


def table(figures: Iterable[Figure]) -> str:
    """Lay the figures out for reading."""
    rows = [("figure", "must", "and then", "measured", "verdict", "")]
    for figure in figures:
        must, then = (
            "" if target is None else f"<= {_amount(target, figure.unit)}"
            for target in (figure.at_most, figure.and_then)
        )
        measured = _amount(figure.measured, figure.unit)
        rows.append((figure.name, must, then, measured, figure.verdict, figure.note))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    padded = ([*(cell.ljust(width) for cell, width in zip(row[:5], widths, strict=True)), row[5]] for row in rows)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)
