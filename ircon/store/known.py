"""What the store knows that a filter may name: the values that are offered while one is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.store import told

if TYPE_CHECKING:
    from ircon.store.store import Store

MOST = 12
"""Values that are offered at once."""

_AFTER_ALL = "\U0010ffff"


def owners(store: Store) -> list[str]:
    """Return who may have taken an incident: whoever has one, and whoever works here."""
    found = store.rows(
        "WITH RECURSIVE known(name) AS (SELECT min(owner) FROM incident WHERE owner > '' UNION ALL"
        " SELECT (SELECT min(owner) FROM incident WHERE owner > known.name) FROM known WHERE known.name IS NOT NULL)"
        " SELECT name FROM known WHERE name IS NOT NULL"
    )
    return sorted({name for (name,) in found} | set(told.handlers(store)))


def sites(store: Store, begins: str) -> list[str]:
    """Return sites of the register, and domains of theirs, that begin so."""
    span = (begins, begins + _AFTER_ALL)
    low = tuple(text.lower() for text in span)
    names = store.rows("SELECT name FROM site WHERE name >= ? AND name < ? ORDER BY name LIMIT ?", (*span, MOST))
    domains = store.rows("SELECT name FROM domain WHERE name >= ? AND name < ? ORDER BY name LIMIT ?", (*low, MOST))
    return [name for (name,) in (*names, *domains)][:MOST]
