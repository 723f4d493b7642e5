"""Goes through a table in strides, each a read of its own and over in a moment, however large the table is.

A read that lasts keeps SQLite from emptying its log, which grows meanwhile with all that is
written; and it is broken off only where it stands. Between two strides neither holds.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon.errors import TooSlow
from ircon.i18n import _

if TYPE_CHECKING:
    from ircon.store.store import Store

MOMENT = 0.02
"""Seconds that a stride should take."""

LONG = 0.06
"""Seconds after which a read is given up, to be made again in smaller strides."""

FIRST = 10_000
"""Numbers of the first stride; the others are as wide as time allows."""

MOST = 256
"""Strides in which a table is gone through at most, however long one takes: on a slow disk, too, it has an end."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lists incidents, some more than once: SQL about the rows of ``table`` between two numbers in its ``key``.

    These two are the parameters behind ``ahead`` and before ``behind``: above the first, up to the second.
    """

    table: str
    sql: str
    ahead: tuple[object, ...] = ()
    behind: tuple[object, ...] = ()
    key: str = "id"


def walk(store: Store, listing: Listing) -> Iterator[list[tuple[int]]]:
    """Yield what is listed, stride by stride. Raises ``TooSlow`` where ``store`` is interrupted, also between two."""
    interrupted = store.interrupted
    ends = f"SELECT (SELECT min({listing.key}) FROM {listing.table}), (SELECT max({listing.key}) FROM {listing.table})"
    ((first, last),) = store.rows(ends)
    if first is None:
        return
    low, width, least = first - 1, FIRST, 1 + (last - first) // MOST
    while low < last:
        parameters = (*listing.ahead, low, min(low + width, last), *listing.behind)
        began = time.monotonic()
        rows = soon(store, listing.sql, parameters) if width > least else store.rows(listing.sql, parameters)
        if store.interrupted != interrupted:
            raise TooSlow(_("This takes longer; it was given up."))
        if rows is None:
            width = max(least, width // 4)
            continue
        yield rows
        low += width
        took = time.monotonic() - began
        if took > MOMENT:
            width = max(least, width // 2)
        elif took < MOMENT / 3:
            width *= 2


def soon(store: Store, sql: str, parameters: tuple[object, ...]) -> list[tuple[int]] | None:
    """Return all rows of a query, or None where that takes long. Raises ``TooSlow`` where ``store`` is interrupted."""
    interrupted = store.interrupted
    try:
        with store.within(LONG):
            return store.rows(sql, parameters)
    except TooSlow:
        if store.interrupted != interrupted:
            raise
        return None
