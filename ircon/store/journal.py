"""The journal: who did what and when, chained by hash, and what can be taken back.

The chain shows every edit of an entry; that the tail was cut or everything rewritten
shows only against a head that was noted elsewhere. Undo never removes an entry: it adds
one that points at what it takes back, and redo is the undoing of an undo.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ircon.model import Entry
from ircon.store import stamps
from ircon.store.paging import pages

if TYPE_CHECKING:
    from ircon.store.store import Store

_COLUMNS = ("id", "at", "handler", "action", "incident_id", "note", "changes", "kept", "undoes", "previous")
_REMEMBERED = 1_000
"""How many of a handler's own entries undo and redo look back over."""


def digest(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry's columns, the previous entry's hash among them."""
    told = json.dumps([entry[column] for column in _COLUMNS], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def entries(store: Store, incident: int, *, limit: int = 200) -> tuple[Entry, ...]:
    """Return the newest entries of an incident and of those put into it, the oldest of them first."""
    found = store.rows(
        "SELECT id, at, handler, action, incident_id, note, undoes FROM journal"
        " WHERE incident_id = ? OR incident_id IN (SELECT id FROM incident WHERE merged_into = ?)"
        " ORDER BY id DESC LIMIT ?",
        (incident, incident, limit),
    )
    return tuple(Entry(n, stamps.from_text(at), *rest) for n, at, *rest in reversed(found))


def to_undo(store: Store, handler: str) -> Entry | None:
    """Return the handler's last action that is in effect and can be taken back, or None."""
    mine, reverted = _recent(store, handler)
    return next((entry for entry in mine if entry.undoes is None and entry.id not in reverted), None)


def to_redo(store: Store, handler: str) -> Entry | None:
    """Return the handler's last undoing that is in effect, unless they have acted anew since; or None."""
    mine, reverted = _recent(store, handler)
    actions = {entry.id for entry in mine if entry.undoes is None}
    for entry in mine:
        if entry.id in actions:
            return None
        if entry.undoes in actions and entry.id not in reverted:
            return entry
    return None


def _recent(store: Store, handler: str) -> tuple[list[Entry], set[int]]:
    """Return the handler's changing entries, newest first, and which of them are taken back now."""
    found = store.rows(
        "SELECT id, at, handler, action, incident_id, note, undoes FROM journal"
        " WHERE handler = ? AND changes <> '[]' ORDER BY id DESC LIMIT ?",
        (handler, _REMEMBERED),
    )
    mine = [Entry(n, stamps.from_text(at), *rest) for n, at, *rest in found]
    reverted: set[int] = set()
    for entry in mine:  # newest first: whether an undo is itself undone is known before its target is met
        if entry.undoes is not None and entry.id not in reverted:
            reverted.add(entry.undoes)
    return mine, reverted


def head(store: Store) -> tuple[int, str]:
    """Return the number and hash of the last entry, to be noted elsewhere; (0, "") for an empty journal."""
    found = store.rows("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
    return (found[0][0], found[0][1]) if found else (0, "")


def unlike_noted(store: Store, number: int, noted: str) -> Iterator[str]:
    """Yield a sentence if the journal no longer goes through a head that was noted elsewhere."""
    found = store.value("SELECT hash FROM journal WHERE id = ?", (number,)) if number else ""
    if found is None:
        yield f"The journal ends before entry {number}, which was noted elsewhere: its end was cut off."
    elif found != noted:
        yield f"Journal entry {number} is another one than was noted elsewhere: the journal was rewritten."


def broken(store: Store) -> Iterator[str]:
    """Yield a sentence for each entry that does not follow from the one before it."""
    previous, expected = "", 1
    for entry in _all(store):
        if entry["id"] != expected:
            yield f"Journal entry {expected} is missing."
        if entry["previous"] != previous or digest(entry) != entry["hash"]:
            yield f"Journal entry {entry['id']} is not as it was written."
        previous, expected = entry["hash"], entry["id"] + 1


def _all(store: Store) -> Iterator[dict[str, Any]]:
    """Go through every entry in order, some at a time."""
    columns = (*_COLUMNS, "hash")
    for page in pages(store, f"SELECT {', '.join(columns)} FROM journal WHERE id > ? ORDER BY id LIMIT ?", -1):
        for row in page:
            yield dict(zip(columns, row, strict=True))
