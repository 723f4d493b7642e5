"""How many incidents a query lists, and all their numbers: exactly, and without any read that lasts.

What comes in a moment comes in one read. Else each condition is looked for by
itself, in strides, and the incidents that meet it are marked, a byte each; then the marks
are laid upon each other. What is written meanwhile may be among them or not.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.query import Query
from ircon.store import strides, where

if TYPE_CHECKING:
    from ircon.store.store import Store
    from ircon.store.where import Part

FEW = 20_000
"""Incidents that are held at once; more of them are listed in strides."""

_MOST = 50_000_000
"""Numbers of incidents that are marked in memory."""


def count(store: Store, query: Query, *, me: str, now: datetime) -> int:
    """Return how many incidents ``query`` lists. Raises ``TooSlow`` where ``store`` is interrupted."""
    asked = where.condition(store, query, me=me, now=now, all_of_them=True)
    sql = f"SELECT count(*) FROM incident WHERE {asked.sql}"
    found = strides.soon(store, sql, asked.parameters)
    last = 0 if found else store.value("SELECT max(id) FROM incident") or 0
    if found is None and last <= _MOST:
        return _met(store, where.parts(store, query, me=me, now=now), last).bit_count()
    ((number,),) = found or store.rows(sql, asked.parameters)
    return int(number)


def numbers(store: Store, query: Query, *, me: str, now: datetime) -> Iterator[list[int]]:
    """Yield the numbers of all incidents that ``query`` lists, in their order, piece by piece.

    Raises ``TooSlow`` where ``store`` is interrupted.
    """
    asked = where.condition(store, query, me=me, now=now, all_of_them=True)
    sql = f"SELECT id FROM incident WHERE {asked.sql} ORDER BY id LIMIT ?"
    found = strides.soon(store, sql, (*asked.parameters, FEW + 1))
    last = store.value("SELECT max(id) FROM incident") or 0
    if (found is None or len(found) > FEW) and last <= _MOST:
        marks = _met(store, where.parts(store, query, me=me, now=now), last).to_bytes(last + 1, "little")
        for first in range(0, last + 1, FEW):
            yield [number for number, mark in enumerate(marks[first : first + FEW], first) if mark]
    elif found is None or len(found) > FEW:
        yield [number for (number,) in store.rows(sql, (*asked.parameters, -1))]
    else:
        yield [number for (number,) in found]


def _met(store: Store, parts: list[Part], last: int) -> int:
    """Mark what meets the parts of a query, those first of which it must meet one: a byte for each incident, as one."""
    met: int | None = None
    for part in sorted(parts, key=lambda part: part.negated):
        marks = int.from_bytes(_marks(store, part, last), "little")
        if met is None:
            met = marks
        else:
            met &= ~marks if part.negated else marks
        if not met:
            break
    return met or 0


def _marks(store: Store, part: Part, last: int) -> bytearray:
    """Return a byte for each incident up to number ``last``: 1 where the part, not turned round, holds of it."""
    marks = bytearray(last + 1)
    sql, parameters = part.whole
    listed = f"SELECT id FROM incident WHERE {sql} LIMIT ?"
    whole = strides.soon(store, listed, (*parameters, FEW + 1)) if sql else None
    if whole is not None and len(whole) > FEW:
        whole = None
    if whole is None and not part.listings:
        whole = store.rows(listed, (*parameters, -1))
    found = [whole] if whole is not None else (rows for one in part.listings for rows in strides.walk(store, one))
    for rows in found:
        for (number,) in rows:
            if number <= last:  # else it came meanwhile
                marks[number] = 1
    return marks
