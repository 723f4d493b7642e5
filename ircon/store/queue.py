"""The queue, in windows: what needs us first, longest waiting first, or in another order that the handler chose.

Rows come by key, never by offset, and join nothing, so that a window costs the same
at any depth and at any size of the store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ircon.errors import TooSlow
from ircon.i18n import _
from ircon.model import Ball, IncidentClass, Order, QueueRow, Status
from ircon.query import ALL, Query
from ircon.store import stamps, texts, where
from ircon.store.orders import ORDERS, Place, Sorting

if TYPE_CHECKING:
    from ircon.store.store import Store
    from ircon.store.where import Condition, Where

_COLUMNS = (
    "id, status, class, reporter, consent, sites_ready, sites_all, seen_before,"
    " ball, ball_since, owner, received, subject, reason, unread, need"
)


STEPS = 500
"""Incidents whose texts are looked at, one after the other, before other ways are thought of."""

LONG = 10_000
"""Reports that hold a word from which on walking by the index may take longer than a handler notices."""

PER_REPORT = 3
"""Incidents that the index walks past in the time in which one report that it names is gathered and sorted."""


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
    asked, sorting = where.condition(store, query, me=me, now=now or stamps.now()), ORDERS[order]
    if before is not None:
        return _sorted(store, asked, sorting, limit, down=False, beyond=sorting.place(before))[::-1]
    return _sorted(store, asked, sorting, limit, down=True, beyond=sorting.place(after) if after else None)


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
    return _sorted(store, asked, ORDERS[order], limit, down=False, beyond=None)[::-1]


def _sorted(
    store: Store, asked: Where, sorting: Sorting, limit: int, *, down: bool, beyond: Place | None
) -> list[QueueRow]:
    """Return the rows behind a place, ``down`` the queue or up. For words, walk some way, then ask what is known."""
    if asked.few or not asked.words:
        return _rows(store, asked, sorting, limit, down=down, beyond=beyond)
    edge = _far(store, asked, sorting, STEPS, down=down, beyond=beyond)
    rows = _rows(store, asked, sorting, limit, down=down, beyond=beyond, until=edge)
    if edge is None or len(rows) >= limit:
        return rows
    most = LONG if store.hasty else texts.VERY_MANY  # in haste, more are no different from many more
    known = [found for word in asked.words if (found := texts.known(store, word, most)) is not None]
    if store.hasty and all(found.reports > LONG for found in known):
        raise TooSlow(_("This takes longer; it was given up."))  # so that nobody waits in vain
    gathered = [found.gathered for found in known if found.gathered is not None]
    sql, parameters = _and(*(found.walked for found in known), (asked.sql, [*asked.parameters]))
    onward, begun, edge = replace(asked, sql=sql, parameters=tuple(parameters)), edge, None
    if gathered:
        steps = PER_REPORT * min(found.reports for found in known)
        edge = _far(store, asked, sorting, steps, down=down, beyond=begun)
    rows += _rows(store, onward, sorting, limit - len(rows), down=down, beyond=begun, until=edge)
    if edge is not None and len(rows) < limit:
        rows += _gathered(store, asked, sorting, limit - len(rows), gathered, down=down, beyond=edge)
    return rows


def _rows(
    store: Store,
    asked: Where,
    sorting: Sorting,
    limit: int,
    *,
    down: bool,
    beyond: Place | None,
    until: Place | None = None,
) -> list[QueueRow]:
    """Return the rows behind one place, as far as another one and with it."""
    places = sorting.beyond(beyond, down=down, few=asked.few), sorting.until(until, down=down)
    clause, parameters = _and((asked.sql, [*asked.parameters]), *places)
    found = store.rows(
        f"SELECT {_COLUMNS} FROM incident{_walked(asked, sorting)} WHERE {clause}"
        f" ORDER BY {sorting.by(down=down, few=asked.few)} LIMIT ?",
        (*parameters, limit),
    )
    return [_row(columns) for columns in found]


def _far(store: Store, asked: Where, sorting: Sorting, steps: int, *, down: bool, beyond: Place | None) -> Place | None:
    """Return the place so many steps on along the index, None where it ends before. This reads nothing but keys."""
    own = sorting.index == "queue" and asked.equal
    clause, parameters = _and(
        *([(f"{asked.equal} = ?", [asked.value])] if own else []),
        *([("status = 'open'", [])] if asked.open else []),
        sorting.beyond(beyond, down=down, few=False),
    )
    found = store.rows(
        f"SELECT {', '.join(sorting.columns)} FROM incident{_walked(asked, sorting)} WHERE {clause}"
        f" ORDER BY {sorting.by(down=down, few=False)} LIMIT 1 OFFSET ?",
        (*parameters, steps),
    )
    return tuple(found[0]) if found else None


def _gathered(
    store: Store,
    asked: Where,
    sorting: Sorting,
    limit: int,
    gathering: Sequence[Condition],
    *,
    down: bool,
    beyond: Place,
) -> list[QueueRow]:
    """Sort what meets coarser conditions, and look closely at the first of these until there are enough."""
    clause, parameters = _and(asked.besides, *gathering, sorting.beyond(beyond, down=down, few=True))
    by = sorting.by(down=down, few=True)
    rows: list[QueueRow] = []
    for most in (4 * limit, 64 * limit, -1):
        candidates = store.rows(f"SELECT id FROM incident WHERE {clause} ORDER BY {by} LIMIT ?", (*parameters, most))
        numbers = json.dumps([number for (number,) in candidates])
        found = store.rows(
            f"SELECT {_COLUMNS} FROM incident WHERE id IN (SELECT value FROM json_each(?)) AND {asked.sql}"
            f" ORDER BY {by} LIMIT ?",
            (numbers, *asked.parameters, limit),
        )
        rows = [_row(columns) for columns in found]
        if len(rows) >= limit or not 0 < most <= len(candidates):
            break
    return rows


def _and(*conditions: Condition) -> Condition:
    """Join conditions with their parameters."""
    return " AND ".join(sql for sql, _ in conditions), [value for _, values in conditions for value in values]


def _walked(asked: Where, sorting: Sorting) -> str:
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


def numbers(store: Store, query: Query, *, me: str = "", now: datetime | None = None) -> Iterator[list[int]]:
    """Yield the numbers of all incidents that match, in their own order, piece by piece."""
    from ircon.store import counting

    return counting.numbers(store, query, me=me, now=now or stamps.now())


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
    asked, sorting = where.condition(store, query, me=me, now=now or stamps.now(), all_of_them=True), ORDERS[order]
    low, high = sorted((sorting.place(one), sorting.place(other)))
    marks = f"({', '.join('?' * len(sorting.columns))})"
    found = store.rows(
        f"SELECT id FROM incident WHERE {asked.sql} AND {sorting.key} >= {marks} AND {sorting.key} <= {marks}",
        (*asked.parameters, *low, *high),
    )
    return [number for (number,) in found]


def count(store: Store, query: Query = ALL, *, me: str = "", now: datetime | None = None) -> int:
    """Return how many rows there are in all. Reads an index from end to end: not on the way to the first paint."""
    from ircon.store import counting  # which the first paint does without

    return counting.count(store, query, me=me, now=now or stamps.now())


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
    asked, sorting = where.condition(store, query, me=me, now=now or stamps.now(), all_of_them=True), ORDERS[order]
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
