"""Incidents that were put together: which into which, and whose each report and letter was.

A merged incident keeps its row and its number; its reports, letters and notes stand in the
surviving one and remember their home. Every row is changed through the journal, so that
undo puts each back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ircon.model import Ball, IncidentClass, Status
from ircon.store import incidents, stamps
from ircon.store.survivors import merged, merged_into, survivor

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.incidents import Standing, Ticket
    from ircon.store.store import Store

__all__ = ["merged", "merged_into", "open_again", "put_into", "split_off", "survivor", "take_out", "write_line"]

_MERGED = "merged into #"
_PARTS = ("report", "draft", "note")
_OPENED = {"status": str(Status.OPEN), "closed_at": None, "closed_for": ""}


def put_into(change: Change, incident: int, into: int) -> None:
    """Move everything of an incident into another, and close it as merged. Can be undone."""
    for table in _PARTS:
        for number, home in _rows(change.store, table, incident):
            change.update(table, number, {"incident_id": into, "home": home or incident})
    row = change.read("incident", incident)
    closing = {} if row["closed_at"] else {
        "status": str(Status.CLOSED), "closed_at": stamps.to_text(change.at), "closed_for": f"{_MERGED}{into}",
    }  # fmt: skip
    change.update("incident", incident, {"merged_into": into, **closing})


def take_out(change: Change, incident: int) -> None:
    """Give a merged incident back what was its own, and open it, unless it had been closed before. Can be undone."""
    store = change.store
    holding = survivor(store, incident)
    own = _tree(store, incident)
    for table in _PARTS:
        for number, home in _rows(store, table, holding):
            if home in own:
                change.update(table, number, {"incident_id": incident, "home": None if home == incident else home})
    row = change.read("incident", incident)
    opening = _OPENED if row["closed_for"].startswith(_MERGED) else {}
    change.update("incident", incident, {"merged_into": None, **opening})


def split_off(change: Change, reports: list[int], source: int) -> int:
    """Open an incident for some reports of another; return its number. Undone, it is an empty one merged back."""
    store = change.store
    marks = ", ".join("?" * len(reports))
    received = store.value(f"SELECT min(received) FROM report WHERE id IN ({marks})", tuple(reports))
    klass = store.value("SELECT proposed_class FROM report WHERE id = ?", (reports[0],))
    number = incidents.open_new(change, IncidentClass(klass), stamps.from_text(received))
    # A number once given is never given again: so what undo leaves is this row, empty and merged.
    at = stamps.to_text(change.at)
    closed = {"status": str(Status.CLOSED), "closed_at": at, "closed_for": f"{_MERGED}{source}", "merged_into": source}
    change.db.table("incident").update(number, closed)
    change.update("incident", number, {**_OPENED, "merged_into": None})
    for report in reports:
        change.update("report", report, {"incident_id": number, "home": None})
    return number


def open_again(change: Change, incident: int) -> None:
    """Open a closed incident because an open one was put into it, or a handler says so. Can be undone."""
    change.update("incident", incident, _OPENED)


def write_line(change: Change, incident: int, into: int) -> None:
    """Write the queue's line of a merged incident: reporter and subject stay, all else is said by where it went."""
    conn = change.store.conn
    conn.execute("DELETE FROM related WHERE incident_id = ?", (incident,))
    conn.execute(
        "UPDATE incident SET ball = 'nobody', ball_since = closed_at, reason = ?, unread = 0, need = 2,"
        " consent = 'none', sites_all = 0, sites_ready = 0, seen_before = 0 WHERE id = ?",
        (f"{_MERGED}{into}", incident),
    )


def line(kept: Standing, ticket: Ticket, into: int) -> Standing:
    """Return what ``write_line`` makes of the line of an incident that was put into another."""
    return replace(
        kept,
        consent="none",
        ball=Ball.NOBODY,
        ball_since=ticket.closed_at or kept.ball_since,
        reason=f"{_MERGED}{into}",
        unread=False,
        need=2,
    )


def _rows(store: Store, table: str, incident: int) -> list[tuple[int, int | None]]:
    return store.rows(f"SELECT id, home FROM {table} WHERE incident_id = ? ORDER BY id", (incident,))


def _tree(store: Store, incident: int) -> set[int]:
    """Return an incident and all that was put into it, directly or over others."""
    found = store.rows(
        "WITH RECURSIVE tree(id) AS (SELECT ? UNION"
        " SELECT incident.id FROM incident JOIN tree ON merged_into = tree.id) SELECT id FROM tree",
        (incident,),
    )
    return {number for (number,) in found}
