"""What a handler must be told: an incident of theirs was taken over, one was given to them, something came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon.store import images, journal

if TYPE_CHECKING:
    from ircon.model import Entry
    from ircon.store.store import Store

_MOST = 1_000
"""Entries that are looked through; of more than that only the newest."""


@dataclass(frozen=True, slots=True)
class Handed:
    """By whose hand incidents came to a handler, or left them."""

    by: str
    incidents: tuple[int, ...]
    away: bool


def handed(store: Store, me: str, *, after: int) -> tuple[int, list[Handed]]:
    """Return the journal's last entry, and what came to or left ``me`` behind entry ``after``, the oldest first."""
    last = journal.head(store)[0]
    found = store.rows(
        "SELECT handler, changes FROM (SELECT id, handler, changes FROM journal WHERE id > ? AND handler <> ?"
        " AND changes <> '[]' ORDER BY id DESC LIMIT ?) ORDER BY id",
        (after, me, _MOST),
    )
    told: dict[tuple[str, bool], list[int]] = {}
    for handler, changes in found:
        for image in images.read(store, changes):
            before, behind = ((image[side] or {}).get("owner") for side in ("before", "after"))
            if image["table"] == "incident" and me in (before, behind) and before != behind:
                told.setdefault((handler, before == me), []).append(image["id"])
    return last, [Handed(by, tuple(dict.fromkeys(numbers)), away) for (by, away), numbers in told.items()]


def arrived(store: Store, *, after: int) -> tuple[int, ...]:
    """Return the incidents to which something came in behind entry ``after`` of the journal, the newest last."""
    found = store.rows(
        "SELECT incident_id FROM journal WHERE id > ? AND action = 'intake' AND incident_id IS NOT NULL"
        " ORDER BY id DESC LIMIT ?",
        (after, _MOST),
    )
    return tuple(dict.fromkeys(number for (number,) in reversed(found)))


def changed(store: Store, me: str, incident: int, *, after: int) -> Entry | None:
    """Return what a colleague did last to an incident behind entry ``after`` of the journal, or None."""
    return journal.newest(
        store, "incident_id = ? AND id > ? AND handler <> ? AND action <> 'intake'", (incident, after, me)
    )


def handlers(store: Store) -> list[str]:
    """Return who works here, by the journal: everybody who has changed anything. Costs the same however long it is."""
    found = store.rows(
        "WITH RECURSIVE known(name) AS (SELECT min(handler) FROM journal UNION ALL"
        " SELECT (SELECT min(handler) FROM journal WHERE handler > known.name) FROM known WHERE known.name IS NOT NULL)"
        " SELECT name FROM known WHERE name IS NOT NULL AND EXISTS (SELECT 1 FROM"
        " (SELECT action, changes FROM journal WHERE handler = name ORDER BY id DESC LIMIT 50)"
        " WHERE changes <> '[]' AND action NOT IN ('intake', 'follow up', 'sent'))"
    )
    return [name for (name,) in found]
