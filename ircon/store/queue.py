"""The queue, in windows: what needs us first, longest waiting first.

Rows come by key, never by offset, and join nothing, so that a window costs the same
at any depth and at any size of the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ircon.model import Ball, IncidentClass, QueueRow, Status
from ircon.query import ALL, Query
from ircon.store import stamps, where

if TYPE_CHECKING:
    from ircon.store.store import Store

_COLUMNS = (
    "id, status, class, reporter, consent, sites_ready, sites_all, seen_before,"
    " ball, ball_since, owner, received, subject, reason, unread, need"
)
_KEY = "(need, ball_since, id)"
_DOWN = "need, ball_since, id"
_UP = "need DESC, ball_since DESC, id DESC"


def window(
    store: Store,
    query: Query = ALL,
    *,
    after: QueueRow | None = None,
    before: QueueRow | None = None,
    limit: int = 200,
    me: str = "",
    now: datetime | None = None,
) -> list[QueueRow]:
    """Return up to ``limit`` rows in queue order: those after or before a row, or the first ones."""
    clause, parameters = where.condition(query, me=me, now=now or stamps.now())
    if before is not None:
        return _rows(store, f"{clause} AND {_KEY} < (?, ?, ?)", [*parameters, *_key(before)], _UP, limit)[::-1]
    if after is not None:
        clause, parameters = f"{clause} AND {_KEY} > (?, ?, ?)", [*parameters, *_key(after)]
    return _rows(store, clause, parameters, _DOWN, limit)


def last(
    store: Store, query: Query = ALL, *, limit: int = 200, me: str = "", now: datetime | None = None
) -> list[QueueRow]:
    """Return the last rows, in queue order."""
    clause, parameters = where.condition(query, me=me, now=now or stamps.now())
    return _rows(store, clause, parameters, _UP, limit)[::-1]


def row(store: Store, number: int) -> QueueRow | None:
    """Return the row of one incident, or None where there is none."""
    found = _rows(store, "id = ?", [number], _DOWN, 1)
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
    clause, parameters = where.condition(query, me=me, now=now or stamps.now())
    found = store.rows(
        f"SELECT id FROM incident WHERE {clause} AND id > ? ORDER BY id LIMIT ?", (*parameters, after, limit)
    )
    return [number for (number,) in found]


def between(
    store: Store, query: Query, one: QueueRow, other: QueueRow, *, me: str = "", now: datetime | None = None
) -> list[int]:
    """Return the numbers from one row to another, both included, whichever stands first."""
    clause, parameters = where.condition(query, me=me, now=now or stamps.now())
    low, high = sorted((_key(one), _key(other)))
    found = store.rows(
        f"SELECT id FROM incident WHERE {clause} AND {_KEY} >= (?, ?, ?) AND {_KEY} <= (?, ?, ?)",
        (*parameters, *low, *high),
    )
    return [number for (number,) in found]


def count(store: Store, query: Query = ALL, *, me: str = "", now: datetime | None = None) -> int:
    """Return how many rows there are in all. Reads an index from end to end: not on the way to the first paint."""
    clause, parameters = where.condition(query, me=me, now=now or stamps.now())
    return int(store.value(f"SELECT count(*) FROM incident WHERE {clause}", tuple(parameters)))


def rank(store: Store, query: Query, place: QueueRow, *, me: str = "", now: datetime | None = None) -> int:
    """Return how many rows of the query stand before ``place``."""
    clause, parameters = where.condition(query, me=me, now=now or stamps.now())
    found = store.value(
        f"SELECT count(*) FROM incident WHERE {clause} AND {_KEY} < (?, ?, ?)", (*parameters, *_key(place))
    )
    return int(found)


def _key(place: QueueRow) -> tuple[int, str, int]:
    return place.need, stamps.to_text(place.ball_since), place.incident


def _rows(store: Store, clause: str, parameters: list[object], order: str, limit: int) -> list[QueueRow]:
    found = store.rows(f"SELECT {_COLUMNS} FROM incident WHERE {clause} ORDER BY {order} LIMIT ?", (*parameters, limit))
    return [_row(columns) for columns in found]


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
