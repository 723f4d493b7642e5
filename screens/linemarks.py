"""Which lines of a timeline are marked for a notice: kept by report and line, whatever the timeline shows of them."""

from __future__ import annotations

from collections.abc import Iterable

from ircon.timeline import Kind, Row, Timeline


class Marks:
    """The marks, and where a range that is being marked begins. Plain state, changed by keys."""

    def __init__(self) -> None:
        self.lines: set[tuple[int, int]] = set()
        self.begun: int | None = None

    def __len__(self) -> int:
        return len(self.lines)

    def sign(self, found: Timeline, number: int, cursor: int) -> str:
        """Return what stands in front of a row: marked, within the range that is being marked, or neither."""
        if self.begun is not None and min(self.begun, cursor) <= number <= max(self.begun, cursor):
            return "|"
        if not self.lines:
            return " "
        return "*" if any((row.report, row.line) in self.lines for row in found.window(number, 1)) else " "

    def at(self, found: Timeline, cursor: int) -> None:
        """Mark the range that was begun, else mark the row under the bar or take its mark away."""
        if self.begun is None:
            self._toggle(found.window(cursor, 1))
            return
        first, last = sorted((self.begun, cursor))
        self.lines |= _lines(found.window(first, last - first + 1))
        self.begun = None

    def all(self, found: Timeline) -> None:
        """Mark every row that the timeline holds, or, where all are, take these marks away."""
        self._toggle(found.window(0, len(found)))
        self.begun = None

    def _toggle(self, rows: Iterable[Row]) -> None:
        lines = _lines(rows)
        if lines <= self.lines:
            self.lines -= lines
        else:
            self.lines |= lines


def _lines(rows: Iterable[Row]) -> set[tuple[int, int]]:
    return {(row.report, row.line) for row in rows if row.kind is Kind.LINE}
