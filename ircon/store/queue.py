"""The queue, in windows: what needs us first, longest waiting first, or in another order that the handler chose.

Rows come by key, never by offset, and join nothing, so that a window costs the same
at any depth and at any size of the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ircon.model import Ball, IncidentClass, Order, QueueRow, Status
from ircon.query import ALL, Query
from ircon.store import stamps, where

if TYPE_CHECKING:
    from ircon.store.store import Store
    from ircon.store.where import Where

_COLUMNS = (
    "id, status, class, reporter, consent, sites_ready, sites_all, seen_before,"
    " ball, ball_since, owner, received, subject, reason, unread, need"
)


@dataclass(frozen=True, slots=True)
class _Sorting:
    """How an order sorts: the columns, of which the last is ``id``, one way or the other, and a row's place in it."""

    columns: tuple[str, ...]
    place: Callable[[QueueRow], tuple[object, ...]]
    index: str = ""
    down: bool = True

    @property
    def key(self) -> str:
        return f"({', '.join(self.columns)})"

    def by(self, *, down: bool, few: bool) -> str:
        """Return the terms to sort by; ``few`` rows are sorted, not walked: the sign keeps SQLite from an index."""
        way = "" if down is self.down else " DESC"
        first, *rest = (f"{column}{way}" for column in self.columns)
        return ", ".join([f"+{first}" if few else first, *rest])


def _by(*names: str, place: Callable[[QueueRow], tuple[object, ...]], index: str, down: bool = True) -> _Sorting:
    return _Sorting((*names, "id"), lambda row: (*place(row), row.incident), index, down)


_ORDERS: dict[Order, _Sorting] = {
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


def window(
    store: Store,
    query: Query = ALL,
    *,
    after: QueueRow | None = None,
    before: QueueRow | None = None,
    limit: int = 200,
    me: str = "",
    now: datetime | None = None,
    order: Order = Order.NEED,
) -> list[QueueRow]:
    """Return up to ``limit`` rows in ``order``: those after or before a row, or the first ones."""
    asked, sorting = where.condition(store, query, me=me, now=now or stamps.now()), _ORDERS[order]
    if before is not None:
        return _sorted(store, asked, sorting, limit, down=False, beyond=before)[::-1]
    return _sorted(store, asked, sorting, limit, down=True, beyond=after)


def last(
    store: Store,
    query: Query = ALL,
    *,
    limit: int = 200,
    me: str = "",
    now: datetime | None = None,
    order: Order = Order.NEED,
) -> list[QueueRow]:
    """Return the last rows, in ``order``."""
    asked = where.condition(store, query, me=me, now=now or stamps.now())
    return _sorted(store, asked, _ORDERS[order], limit, down=False, beyond=None)[::-1]


def _sorted(
    store: Store, asked: Where, sorting: _Sorting, limit: int, *, down: bool, beyond: QueueRow | None
) -> list[QueueRow]:
    clause, parameters = asked.sql, [*asked.parameters]
    if beyond is not None:
        key = sorting.key if not asked.few else sorting.key.replace("(", "(+", 1)
        clause += f" AND {key} {'>' if down is sorting.down else '<'} ({', '.join('?' * len(sorting.columns))})"
        parameters += sorting.place(beyond)
    found = store.rows(
        f"SELECT {_COLUMNS} FROM incident{_walked(asked, sorting)} WHERE {clause}"
        f" ORDER BY {sorting.by(down=down, few=asked.few)} LIMIT ?",
        (*parameters, limit),
    )
    return [_row(columns) for columns in found]


def _walked(asked: Where, sorting: _Sorting) -> str:
    """Say which index is walked; said outright, so that a window costs the same whatever SQLite guesses."""
    if asked.few:
        return ""
    if asked.equal and sorting.index == "queue":
        if asked.open:
            return f" INDEXED BY open_by_{asked.equal}"
        return f" INDEXED BY incident_by_{asked.equal}"
    if asked.open:
        return f" INDEXED BY open_by_{sorting.index}"
    if sorting.index == "number":
        return " NOT INDEXED"
    return f" INDEXED BY incident_{'' if sorting.index == 'queue' else 'by_'}{sorting.index}"


def row(store: Store, number: int) -> QueueRow | None:
    """Return the row of one incident, or None where there is none."""
    found = some(store, [number])
    return found[0] if found else None


def some(store: Store, numbers: Sequence[int]) -> list[QueueRow]:
    """Return the rows of these incidents, by number; of at most a few hundred, as one statement asks for all."""
    marks = ", ".join("?" * len(numbers))
    found = store.rows(f"SELECT {_COLUMNS} FROM incident WHERE id IN ({marks}) ORDER BY id", tuple(numbers))
    return [_row(columns) for columns in found]


def numbers(
    store: Store, query: Query, *, me: str = "", now: datetime | None = None, after: int = 0, limit: int = 50_000
) -> list[int]:
    """Return the incidents' numbers behind number ``after``, in their own order: all that match, piece by piece."""
    asked = where.condition(store, query, me=me, now=now or stamps.now(), all_of_them=True)
    found = store.rows(
        f"SELECT id FROM incident WHERE {asked.sql} AND id > ? ORDER BY id LIMIT ?", (*asked.parameters, after, limit)
    )
    return [number for (number,) in found]


def between(
    store: Store,
    query: Query,
    one: QueueRow,
    other: QueueRow,
    *,
    me: str = "",
    now: datetime | None = None,
    order: Order = Order.NEED,
) -> list[int]:
    """Return the numbers from one row to another, both included, whichever stands first in ``order``."""
    asked, sorting = where.condition(store, query, me=me, now=now or stamps.now(), all_of_them=True), _ORDERS[order]
    low, high = sorted((sorting.place(one), sorting.place(other)))
    marks = f"({', '.join('?' * len(sorting.columns))})"
    found = store.rows(
        f"SELECT id FROM incident WHERE {asked.sql} AND {sorting.key} >= {marks} AND {sorting.key} <= {marks}",
        (*asked.parameters, *low, *high),
    )
    return [number for (number,) in found]


def count(store: Store, query: Query = ALL, *, me: str = "", now: datetime | None = None) -> int:
    """Return how many rows there are in all. Reads an index from end to end: not on the way to the first paint."""
    asked = where.condition(store, query, me=me, now=now or stamps.now(), all_of_them=True)
    return int(store.value(f"SELECT count(*) FROM incident WHERE {asked.sql}", asked.parameters))


def rank(
    store: Store,
    query: Query,
    place: QueueRow,
    *,
    me: str = "",
    now: datetime | None = None,
    order: Order = Order.NEED,
) -> int:
    """Return how many rows of the query stand before ``place``."""
    asked, sorting = where.condition(store, query, me=me, now=now or stamps.now(), all_of_them=True), _ORDERS[order]
    ahead = f"{sorting.key} {'<' if sorting.down else '>'} ({', '.join('?' * len(sorting.columns))})"
    found = store.value(
        f"SELECT count(*) FROM incident WHERE {asked.sql} AND {ahead}", (*asked.parameters, *sorting.place(place))
    )
    return int(found)


def _row(columns: tuple[Any, ...]) -> QueueRow:
    number, status, klass, reporter, consent, ready, sites, seen, ball, since, owner, received, *rest = columns
    subject, reason, unread, need = rest
    return QueueRow(
        incident=number,
        status=Status(status),
        klass=IncidentClass(klass),
        reporter=reporter,
        consent=consent,
        sites_ready=ready,
        sites_all=sites,
        seen_before=seen,
        ball=Ball(ball),
        ball_since=stamps.from_text(since),
        owner=owner,
        received=stamps.from_text(received),
        subject=subject,
        reason=reason,
        unread=bool(unread),
        need=need,
    )
