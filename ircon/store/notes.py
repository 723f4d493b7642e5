"""Notes of handlers on an incident: each a row of its own, so that two who write at once both stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.model import Note, Unfinished
from ircon.store import stamps

if TYPE_CHECKING:
    from datetime import datetime

    from ircon.store.change import Change
    from ircon.store.store import Store

STANDING = "NOT EXISTS (SELECT 1 FROM note AS later WHERE later.replaces = note.id)"
"""Of a version: no later one has taken its place."""


def add(change: Change, incident: int, text: str, replaces: int | None = None) -> int:
    """Write a note, or the next version of one. Can be undone."""
    row = {"incident_id": incident, "home": None, "text": text, "replaces": replaces}
    return change.insert("note", {**row, "handler": change.handler, "at": stamps.to_text(change.at)})


def of_incident(store: Store, incident: int) -> tuple[Note, ...]:
    """Return the notes of an incident as they stand, in the order in which they were begun."""
    found = store.rows(
        f"SELECT id, text, handler, at, replaces FROM note WHERE incident_id = ? AND {STANDING}", (incident,)
    )
    told = [_note(store, *row) for row in found]
    return tuple(sorted(told, key=lambda note: (note.began, note.id)))


def load(store: Store, number: int) -> Note | None:
    """Return one version of a note, or None."""
    found = store.rows("SELECT id, text, handler, at, replaces FROM note WHERE id = ?", (number,))
    return _note(store, *found[0]) if found else None


def incident_of(store: Store, number: int) -> int | None:
    """Return the incident that a note stands in."""
    found = store.value("SELECT incident_id FROM note WHERE id = ?", (number,))
    return None if found is None else int(found)


def standing(store: Store, number: int) -> bool:
    """Say whether a version is there and no later one has taken its place."""
    return bool(store.value(f"SELECT 1 FROM note WHERE id = ? AND {STANDING}", (number,)))


def _note(store: Store, number: int, text: str, handler: str, at: str, replaces: int | None) -> Note:
    author, began = (handler, at) if replaces is None else _first(store, replaces)
    return Note(number, text, handler, stamps.from_text(at), author, stamps.from_text(began))


def _first(store: Store, number: int) -> tuple[str, str]:
    """Return by whom and when the first version was written, of which this one is a later."""
    found = store.rows(
        "WITH RECURSIVE before(id, handler, at, replaces) AS ("
        " SELECT id, handler, at, replaces FROM note WHERE id = ? UNION"
        " SELECT note.id, note.handler, note.at, note.replaces FROM note JOIN before ON note.id = before.replaces)"
        " SELECT handler, at FROM before WHERE replaces IS NULL",
        (number,),
    )
    return (found[0][0], found[0][1]) if found else ("", "")


# --- what was being written -----------------------------------------------------------


def keep_unfinished(store: Store, handler: str, incident: int, text: str, replaces: int | None, at: datetime) -> None:
    """Keep what a handler was writing; it takes the place of what they had begun before."""
    store.conn.execute(
        "INSERT OR REPLACE INTO unfinished (handler, incident_id, replaces, text, at) VALUES (?, ?, ?, ?, ?)",
        (handler, incident, replaces, text, stamps.to_text(at)),
    )


def drop_unfinished(store: Store, handler: str, incident: int) -> None:
    """Forget what a handler had begun: it was written, or is not wanted."""
    store.conn.execute("DELETE FROM unfinished WHERE handler = ? AND incident_id = ?", (handler, incident))


def unfinished(store: Store, handler: str, incident: int) -> Unfinished | None:
    """Return what a handler was writing on an incident when they were cut off, or None."""
    found = store.rows(
        "SELECT text, replaces, at FROM unfinished WHERE handler = ? AND incident_id = ?", (handler, incident)
    )
    return Unfinished(found[0][0], found[0][1], stamps.from_text(found[0][2])) if found else None
