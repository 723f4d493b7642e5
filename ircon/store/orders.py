"""The orders in which the queue is listed: by which columns, along which index, and where in it a row stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon.model import Order, QueueRow
from ircon.store import stamps

if TYPE_CHECKING:
    from ircon.store.where import Condition

Place = tuple[object, ...]
"""Where in an order: the values of its columns."""


@dataclass(frozen=True, slots=True)
class Sorting:
    """How an order sorts: the columns, of which the last is ``id``, one way or the other, and a row's place in it."""

    columns: tuple[str, ...]
    place: Callable[[QueueRow], Place]
    index: str = ""
    down: bool = True

    @property
    def key(self) -> str:
        """The columns, to compare with a place."""
        return f"({', '.join(self.columns)})"

    def beyond(self, place: Place | None, *, down: bool, few: bool) -> Condition:
        """Return the condition of standing behind a place, on the way ``down`` or up."""
        return self._compared(place, ">" if down is self.down else "<", "+" if few else "")

    def until(self, place: Place | None, *, down: bool) -> Condition:
        """Return the condition of standing no further than a place."""
        return self._compared(place, "<=" if down is self.down else ">=", "")

    def _compared(self, place: Place | None, sign: str, plus: str) -> Condition:
        if place is None:
            return "1", []
        return f"({plus}{', '.join(self.columns)}) {sign} ({', '.join('?' * len(self.columns))})", [*place]

    def by(self, *, down: bool, few: bool) -> str:
        """Return the terms to sort by; ``few`` rows are sorted, not walked: the sign keeps SQLite from an index."""
        way = "" if down is self.down else " DESC"
        first, *rest = (f"{column}{way}" for column in self.columns)
        return ", ".join([f"+{first}" if few else first, *rest])


def _by(*names: str, place: Callable[[QueueRow], Place], index: str, down: bool = True) -> Sorting:
    return Sorting((*names, "id"), lambda row: (*place(row), row.incident), index, down)


ORDERS: dict[Order, Sorting] = {
    Order.NEED: _by("need", "ball_since", place=lambda row: (row.need, stamps.to_text(row.ball_since)), index="queue"),
    Order.NEWEST: _by("received", place=lambda row: (stamps.to_text(row.received),), index="received", down=False),
    Order.OLDEST: _by("received", place=lambda row: (stamps.to_text(row.received),), index="received"),
    Order.WAITING: _by("ball_since", place=lambda row: (stamps.to_text(row.ball_since),), index="wait"),
    Order.NUMBER: _by(place=lambda row: (), index="number"),
    Order.REPORTER: _by("reporter", place=lambda row: (row.reporter,), index="reporter"),
    Order.CLASS: _by(
        "class", "need", "ball_since",
        place=lambda row: (str(row.klass), row.need, stamps.to_text(row.ball_since)), index="class",
    ),
    Order.OWNER: _by(
        "owner", "need", "ball_since",
        place=lambda row: (row.owner, row.need, stamps.to_text(row.ball_since)), index="owner",
    ),
}  # fmt: skip
