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

from ircon.errors import Unreadable
from ircon.i18n import _
from ircon.model import Entry
from ircon.store import images, stamps
from ircon.store.paging import pages

if TYPE_CHECKING:
    from ircon.store.store import Store

_COLUMNS = ("id", "at", "handler", "action", "incident_id", "note", "changes", "kept", "undoes")
_LAST = 2**62

IN_EFFECT = (
    "NOT EXISTS (SELECT 1 FROM journal AS undo WHERE undo.undoes = journal.id"
    " AND NOT EXISTS (SELECT 1 FROM journal AS redo WHERE redo.undoes = undo.id))"
)
"""An entry is taken back by one that undoes it and is not itself undone."""


TOO_LARGE = "too large to be taken back"
"""Ends the note of a handler's action whose entry does not hold what the rows were before."""


def digest(entry: Mapping[str, Any], previous: str) -> str:
    """Return the SHA-256, in hexadecimal, of what an entry says and of the hash of the entry before it.

    ``changes`` and ``kept`` are meant as JSON, not packed.
    """
    meant = [*(entry[column] for column in _COLUMNS), previous]
    told = json.dumps(meant, ensure_ascii=False, separators=(",", ":"))
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


def to_undo(store: Store, handler: str, *, behind: int | None = None) -> Entry | None:
    """Return the handler's last action that is in effect and can be taken back, or None.

    With ``behind`` the last one before that entry.
    """
    return newest(
        store,
        f"handler = ? AND undoes IS NULL AND (changes <> '[]' OR note LIKE '%; {TOO_LARGE}')"
        f" AND id < ? AND {IN_EFFECT}",
        (handler, behind if behind is not None else _LAST),
    )


def to_redo(store: Store, handler: str) -> Entry | None:
    """Return the handler's last undoing that is in effect, unless they have acted anew since; or None."""
    entry = newest(
        store,
        "handler = ? AND changes <> '[]' AND (undoes IS NULL OR (NOT EXISTS"
        " (SELECT 1 FROM journal AS redo WHERE redo.undoes = journal.id)"
        " AND EXISTS (SELECT 1 FROM journal AS act WHERE act.id = journal.undoes AND act.undoes IS NULL)))",
        (handler,),
    )
    return entry if entry is not None and entry.undoes is not None else None


def built_upon(store: Store, entry: Entry) -> Entry | None:
    """Return the last entry about the same incident that came after ``entry``: what stands in the way of undoing it."""
    return newest(store, "incident_id = ? AND id > ? AND changes <> '[]'", (entry.incident, entry.id))


def left(store: Store, draft: int) -> Entry | None:
    """Return the last entry that tells of a draft's text having left: copied, or written to a file."""
    return newest(store, "action = 'export' AND incident_id = (SELECT incident_id FROM draft WHERE id = ?)"
                   " AND note LIKE 'draft ' || ? || ',%'", (draft, draft))  # fmt: skip


def inserted(store: Store, number: int, table: str) -> list[int]:
    """Return the rows of ``table`` that an entry tells of as new."""
    return [image["id"] for image in images.of(store, number) if image["table"] == table and image["before"] is None]


def entry(store: Store, number: int) -> Entry:
    """Return one entry, which there is."""
    found = newest(store, "id = ?", (number,))
    assert found is not None
    return found


def holds(store: Store, incident: int, action: str) -> bool:
    """Say whether an action on an incident is in effect: done, and not taken back."""
    return newest(store, f"incident_id = ? AND action = ? AND {IN_EFFECT}", (incident, action)) is not None


def newest(store: Store, condition: str, parameters: tuple[Any, ...]) -> Entry | None:
    """Return the last entry of which ``condition``, in SQL, holds; for the store's own rooms."""
    found = store.rows(
        "SELECT id, at, handler, action, incident_id, note, undoes FROM journal"
        f" WHERE {condition} ORDER BY id DESC LIMIT 1",
        parameters,
    )
    return next((Entry(n, stamps.from_text(at), *rest) for n, at, *rest in found), None)


def head(store: Store) -> tuple[int, str]:
    """Return the number and hash of the last entry, to be noted elsewhere; (0, "") for an empty journal."""
    found = store.rows("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
    return (found[0][0], _hex(found[0][1])) if found else (0, "")


def unlike_noted(store: Store, number: int, noted: str) -> Iterator[str]:
    """Yield a sentence if the journal no longer goes through a head that was noted elsewhere."""
    found = store.value("SELECT hash FROM journal WHERE id = ?", (number,)) if number else b""
    if found is None:
        yield _(
            "The journal ends before entry {number}, which was noted elsewhere: its end was cut off.", number=number
        )
    elif _hex(found) != noted:
        yield _(
            "Journal entry {number} is another one than was noted elsewhere: the journal was rewritten.", number=number
        )


def broken(store: Store) -> Iterator[str]:
    """Yield a sentence for each entry that does not follow from the one before it."""
    previous, expected = "", 1
    for entry in _all(store):
        if entry["id"] != expected:
            yield _("Journal entry {expected} is missing.", expected=expected)
        if not _follows(store, entry, previous):
            yield _("Journal entry {entry} is not as it was written.", entry=entry["id"])
        previous, expected = _hex(entry["hash"]), entry["id"] + 1


def _follows(store: Store, entry: Mapping[str, Any], previous: str) -> bool:
    """Say whether an entry is as it was written, behind one of this hash."""
    try:
        meant = {column: images.text(store, entry[column]) for column in ("changes", "kept")}
    except Unreadable:
        return False
    return digest({**entry, **meant}, previous) == _hex(entry["hash"])


def _hex(standing: Any) -> str:
    """Return a hash in hexadecimal digits; in a damaged file anything can stand in its place."""
    return standing.hex() if isinstance(standing, bytes) else ""


def _all(store: Store) -> Iterator[dict[str, Any]]:
    """Go through every entry in order, some at a time."""
    columns = (*_COLUMNS, "hash")
    for page in pages(store, f"SELECT {', '.join(columns)} FROM journal WHERE id > ? ORDER BY id LIMIT ?", -1):
        for row in page:
            yield dict(zip(columns, row, strict=True))
