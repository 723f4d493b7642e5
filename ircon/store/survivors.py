"""Which incident was put into which, read: for whoever holds a number and wants what stands behind it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.errors import Usage
from ircon.i18n import _

if TYPE_CHECKING:
    from ircon.store.store import Store


def survivor(store: Store, incident: int) -> int:
    """Return the incident that holds what was this one's: itself, unless it was put into another."""
    found = store.value(
        "WITH RECURSIVE chain(id, into_id, step) AS ("
        " SELECT id, merged_into, 0 FROM incident WHERE id = ? UNION ALL"
        " SELECT incident.id, merged_into, step + 1 FROM incident JOIN chain ON incident.id = into_id)"
        " SELECT id FROM chain ORDER BY step DESC LIMIT 1",
        (incident,),
    )
    return incident if found is None else int(found)


def merged_into(store: Store, incident: int) -> int | None:
    """Return the incident that this one was put into, or None."""
    found = store.value("SELECT merged_into FROM incident WHERE id = ?", (incident,))
    return None if found is None else int(found)


def merged(store: Store, incident: int) -> list[int]:
    """Return the incidents that were put into this one itself."""
    return [
        number for (number,) in store.rows("SELECT id FROM incident WHERE merged_into = ? ORDER BY id", (incident,))
    ]


def refuse_merged(store: Store, incident: int) -> None:
    """Raise ``Usage``, saying where its reports are now, for an incident that was put into another."""
    holding = survivor(store, incident)
    if holding != incident:
        raise Usage(
            _(
                "#{incident} was put into #{holding}: work on #{holding}, or `ircon apart {incident}`.",
                incident=incident,
                holding=holding,
            )
        )
