"""What is new to a handler: an incident to which something came in, or that a colleague changed, since they looked.

A look is noted only where there was something new, so that it costs nothing else. What a
handler does to an incident is a look at it, too. What came before they first sat down
here is not new to them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.store import journal, looking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ircon.store.store import Store

_ALL = 0
"""Stands for every incident."""

BACK = 20_000
"""Entries of the journal behind which nothing is new any more."""

_NEWS = (
    "SELECT journal.incident_id FROM (SELECT ? AS me) CROSS JOIN journal"
    " WHERE journal.id > max("
    f"  coalesce((SELECT entry FROM looked WHERE handler = me AND incident_id = {_ALL}), {2**62}),"
    f"  (SELECT coalesce(max(id), 0) FROM journal) - {BACK})"
    " AND journal.incident_id IS NOT NULL AND (journal.handler <> me OR journal.action = 'intake')"
    " AND journal.id > coalesce((SELECT entry FROM looked WHERE handler = me"
    "  AND looked.incident_id = journal.incident_id), 0)"
    " AND NOT EXISTS (SELECT 1 FROM journal AS mine WHERE mine.incident_id = journal.incident_id"
    "  AND mine.id > journal.id AND mine.handler = me AND mine.action <> 'intake')"
)

NEW = f"id IN ({_NEWS})"
"""What holds of an incident that is new to the handler who is the one parameter."""


def new_among(store: Store, me: str, incidents: Iterable[int]) -> set[int]:
    """Return which of these incidents are new to ``me``; of at most a few hundred, as one statement asks for all."""
    numbers = tuple(incidents)
    marks = ", ".join("?" * len(numbers))
    return {number for (number,) in store.rows(f"{_NEWS} AND journal.incident_id IN ({marks})", (me, *numbers))}


def note(store: Store, me: str, incident: int, entry: int) -> None:
    """Note that ``me`` has looked at an incident, as it was after journal entry ``entry``."""
    if looking.looks_only():
        return
    with store.aside():
        _put(store, me, incident, entry)


def note_all(store: Store, me: str) -> None:
    """Take everything as seen."""
    if looking.looks_only():
        return
    with store.aside():
        store.conn.execute("DELETE FROM looked WHERE handler = ?", (me,))
        _put(store, me, _ALL, journal.head(store)[0])


def begun(store: Store, me: str) -> bool:
    """Say whether ``me`` has been here before."""
    return store.value("SELECT 1 FROM looked WHERE handler = ? AND incident_id = ?", (me, _ALL)) is not None


def begin(store: Store, me: str) -> None:
    """Note where ``me`` begins, the first time they are here: nothing before that is new to them."""
    if not begun(store, me):
        note(store, me, _ALL, journal.head(store)[0])


def _put(store: Store, me: str, incident: int, entry: int) -> None:
    row = (me, incident, entry)
    store.conn.execute("INSERT OR REPLACE INTO looked (handler, incident_id, entry) VALUES (?, ?, ?)", row)
