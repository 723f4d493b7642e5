"""A handler's own queries, kept under a name. Nobody else's concern, so no entry of the journal tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.model.words import Order
from ircon.views import View

if TYPE_CHECKING:
    from ircon.store.store import Store


def saved(store: Store, me: str) -> tuple[View, ...]:
    """Return what ``me`` has saved, by name."""
    found = store.rows("SELECT name, query, sorted FROM view WHERE handler = ? ORDER BY name", (me,))
    known = set(map(str, Order))
    return tuple(
        View(name, query, Order(order) if order in known else Order.NEED, True) for name, query, order in found
    )


def save(store: Store, me: str, view: View) -> None:
    """Keep a view under its name, in the place of the one that has the name already."""
    row = (me, view.name, view.query, str(view.order))
    with store.aside():
        store.conn.execute("INSERT OR REPLACE INTO view (handler, name, query, sorted) VALUES (?, ?, ?, ?)", row)


def remove(store: Store, me: str, name: str) -> None:
    """Forget a view."""
    with store.aside():
        store.conn.execute("DELETE FROM view WHERE handler = ? AND name = ?", (me, name))
