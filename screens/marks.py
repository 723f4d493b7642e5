"""The incidents that a handler has marked: the next action takes all of them.

Marks belong to incidents, not to rows: they stay whatever the filter lists and whoever
changes what.
"""

from __future__ import annotations

from collections.abc import Iterable

from ircon.model import QueueRow


class Marks:
    """A set of incidents, and the row from which a range begins."""

    def __init__(self) -> None:
        self._numbers: set[int] = set()
        self.anchor: QueueRow | None = None

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, number: int) -> bool:
        return number in self._numbers

    @property
    def numbers(self) -> list[int]:
        """All of them, in order."""
        return sorted(self._numbers)

    def turn(self, row: QueueRow) -> None:
        """Mark a row's incident, or take its mark away; a range may begin here."""
        self._numbers ^= {row.incident}
        self.anchor = row

    def add(self, numbers: Iterable[int]) -> int:
        """Mark more; return how many were not marked before."""
        before = len(self._numbers)
        self._numbers.update(numbers)
        return len(self._numbers) - before

    def drop(self, numbers: Iterable[int]) -> None:
        """Take the marks of these away."""
        self._numbers.difference_update(numbers)
        self.anchor = None

    def clear(self) -> None:
        """Take all marks away."""
        self._numbers.clear()
        self.anchor = None
