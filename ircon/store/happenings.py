"""What happened since a time: entries of the journal, and what came in, was decided and was sent.

The journal is read from its end, page by page, until a page has nothing of that time:
instants rise with the entries' numbers but for mail that is taken in late.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon.model import Entry
from ircon.store import images, stamps

if TYPE_CHECKING:
    from ircon.store.store import Store

PAUSE = timedelta(hours=4)
"""A handler who has done nothing for so long had gone."""

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message that came in: its report, when, from whom, about what, and how it stands to its incident."""

    report: int
    at: datetime
    name: str
    mail: str
    subject: str
    format: str
    first: bool


def entries(store: Store, since: datetime) -> tuple[Entry, ...]:
    """Return the entries of the journal from an instant on, in their order."""
    edge, found = stamps.to_text(since), []
    before = int(store.value("SELECT max(id) FROM journal") or 0) + 1
    while page := store.rows(
        "SELECT id, at, handler, action, incident_id, note, undoes FROM journal WHERE id < ? ORDER BY id DESC LIMIT ?",
        (before, _PAGE),
    ):
        recent = [row for row in page if row[1] >= edge]
        if not recent:
            break
        found += recent
        before = page[-1][0]
    return tuple(Entry(number, stamps.from_text(at), *rest) for number, at, *rest in reversed(found))


def newest(store: Store) -> datetime:
    """Return when the last thing happened; now, where nothing has."""
    found = store.value("SELECT max(at) FROM journal")
    return stamps.from_text(found) if found else stamps.now()


def rows_of(store: Store, entry: int, table: str) -> Iterator[int]:
    """Yield which rows of a table an entry has changed."""
    for image in images.of(store, entry):
        if image["table"] == table:
            yield int(image["id"])


def arrivals(store: Store, incident: int, since: datetime) -> tuple[Arrival, ...]:
    """Return the messages that have come to an incident from an instant on."""
    found = store.rows(
        "SELECT id, received, CASE WHEN name <> '' THEN name ELSE site_name END, mail, subject, format,"
        " id = (SELECT id FROM report AS first WHERE first.incident_id = report.incident_id"
        " ORDER BY received, id LIMIT 1)"
        " FROM report WHERE incident_id = ? AND received >= ? ORDER BY received, id",
        (incident, stamps.to_text(since)),
    )
    return tuple(
        Arrival(report, stamps.from_text(at), name, mail, subject, form, bool(first))
        for report, at, name, mail, subject, form, first in found
    )


def last_here(store: Store, handler: str, now: datetime) -> datetime | None:
    """Return when a handler's sitting before the present one ended; None where the journal does not tell."""
    later = now
    for (text,) in store.rows("SELECT at FROM journal WHERE handler = ? ORDER BY id DESC LIMIT 2000", (handler,)):
        at = stamps.from_text(text)
        if later - at >= PAUSE:
            return at
        later = min(later, at)
    return None
