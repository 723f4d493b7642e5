"""What a shell offers while a command is typed: open incidents and sites, a handful, by what they begin with.

Costs the same at any size of the store: each question is a walk along an index that ends
after ``MOST`` rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.model import QueueRow
from ircon.store import queue

if TYPE_CHECKING:
    from ircon.store.store import Store

MOST = 50
"""More than this nobody reads through; another digit or letter narrows it."""

_DIGITS = 9
_LAST = "\U0010ffff"


def incidents(store: Store, begins: str) -> list[QueueRow]:
    """Return open incidents whose number begins so, in order of their numbers; with nothing typed, the newest."""
    if not begins:
        newest = store.rows("SELECT id FROM incident WHERE status = 'open' ORDER BY id DESC LIMIT ?", (MOST,))
        return queue.some(store, [number for (number,) in newest])
    if not begins.isascii() or not begins.isdecimal() or begins.startswith("0") or len(begins) > _DIGITS:
        return []
    found: list[int] = []
    for zeros in range(_DIGITS + 1 - len(begins)):
        low, high = int(begins) * 10**zeros, (int(begins) + 1) * 10**zeros
        found += _open_between(store, low, high, MOST - len(found))
        if len(found) == MOST:
            break
    return queue.some(store, found)


def _open_between(store: Store, low: int, high: int, most: int) -> list[int]:
    sql = "SELECT id FROM incident WHERE status = 'open' AND id >= ? AND id < ? ORDER BY id LIMIT ?"
    return [number for (number,) in store.rows(sql, (low, high, most))]


def sites(store: Store, begins: str) -> list[tuple[str, str]]:
    """Return the domains and the names of sites that begin so, each with the site's name; with nothing typed, domains.

    Matches names as they are written, domains in either case.
    """
    folded = begins.lower()
    domains = store.rows(
        "SELECT domain.name, site.name FROM domain JOIN site ON site.id = domain.site_id"
        " WHERE domain.name >= ? AND domain.name < ? ORDER BY domain.name LIMIT ?",
        (folded, folded + _LAST, MOST),
    )
    if not begins:
        return list(domains)
    names = store.rows(
        "SELECT name, name FROM site WHERE name >= ? AND name < ? ORDER BY name LIMIT ?", (begins, begins + _LAST, MOST)
    )
    return [*domains, *names]
