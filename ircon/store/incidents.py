"""Incidents: the ticket itself, what is worked out for it, and everything a screen shows of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ircon.errors import Usage
from ircon.i18n import _
from ircon.model import Ball, Incident, IncidentClass, Level, Link, RelatedSite, Role, SiteState, Status
from ircon.store import consents, drafts, journal, notes, originals, queue, reports, stamps
from ircon.store.paging import pages

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


@dataclass(frozen=True, slots=True)
class Standing:
    """What is worked out for the queue's line of an incident, beside what handlers have decided."""

    reporter: str
    subject: str
    consent: str
    ball: Ball
    ball_since: datetime
    reason: str
    unread: bool
    need: int


@dataclass(frozen=True, slots=True)
class Ticket:
    """What handlers have decided about an incident, and the subject of its first report."""

    status: str
    klass: IncidentClass
    owner: str
    closed_at: datetime | None
    closed_for: str
    subject: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A report's coming in: its number and sender's site, when, whether it could be read, whether it is a bounce."""

    report: int
    site_id: int | None
    at: datetime
    readable: bool
    bounced: bool = False


_OPEN = {"status": str(Status.OPEN), "closed_at": None, "closed_for": ""}
"""The columns of an incident that is open."""


def open_new(change: Change, klass: IncidentClass, received: datetime, *, reporter: str = "", country: str = "") -> int:
    """Open an incident and return its number.

    ``reporter`` and ``country`` are what its first report will most likely make them: a row that
    need not be written again spares as many entries of indexes as it has columns to sort by.
    """
    at = stamps.to_text(received)
    row = {"class": str(klass), "received": at, "ball_since": at, "reporter": reporter, "country": country}
    number = change.put("incident", row)
    change.keep("incident", number, {"class": str(klass), "received": at, "owner": "", **_OPEN})
    return number


def give_to(change: Change, incident: int, owner: str) -> None:
    """Make a handler the owner ("" for nobody). Can be undone."""
    change.update("incident", incident, {"owner": owner})


def set_class(change: Change, incident: int, klass: IncidentClass) -> None:
    """Say of which class an incident is. Can be undone."""
    change.update("incident", incident, {"class": str(klass)})


def close(change: Change, incident: int, closed_for: str) -> None:
    """Close an incident for a reason. Can be undone."""
    at = stamps.to_text(change.at)
    change.update("incident", incident, {"status": str(Status.CLOSED), "closed_at": at, "closed_for": closed_for})


def reopen(change: Change, incident: int) -> None:
    """Open a closed incident again because an answer came. Not recorded: undoing it would hide the answer."""
    change.db.table("incident").update(incident, _OPEN)
    change.keep("incident", incident, _OPEN)


def write_related(change: Change, incident: int, related: Sequence[RelatedSite]) -> None:
    """Replace what was worked out about the related sites of an incident."""
    conn = change.store.conn
    conn.execute("DELETE FROM related WHERE incident_id = ?", (incident,))
    conn.executemany(
        "INSERT INTO related (incident_id, place, site_id, name, role, evidence, reason, state, permitted, reports,"
        " said_by, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (incident, place, site.site_id, site.name, site.role, json.dumps(site.evidence, ensure_ascii=False),
             site.reason, site.state, site.permitted, json.dumps(site.reports), site.said_by, json.dumps(site.parts))
            for place, site in enumerate(related)
        ],
    )  # fmt: skip


def write_links(change: Change, incident: int, there: Sequence[Link], back: Sequence[tuple[int, Link]]) -> None:
    """Replace the proposals for an incident: those from it, and those from each other incident back to it."""
    conn = change.store.conn
    met = {
        number for (number,) in conn.execute("SELECT incident_id FROM link WHERE other_id = ?", (incident,)).fetchall()
    }
    conn.execute("DELETE FROM link WHERE incident_id = ? OR other_id = ?", (incident, incident))
    conn.executemany(
        "INSERT INTO link (incident_id, other_id, score, reason) VALUES (?, ?, ?, ?)",
        [(number, link.incident, link.score, link.reason) for number, link in [*((incident, t) for t in there), *back]],
    )
    conn.executemany(
        "UPDATE incident SET seen_before = (SELECT count(*) FROM link WHERE incident_id = incident.id) WHERE id = ?",
        [(number,) for number in sorted(met | {number for number, _ in back})],
    )


def write_standing(change: Change, incident: int, standing: Standing) -> None:
    """Write the queue's line; the counts come from what was written of related sites and links.

    Only what is new is written: the queue is sorted by most of these columns, and SQLite puts
    a row anew into each index over a column that is named, whether its value is another or not.
    """
    *stands, ready, every, seen = change.store.rows(
        f"SELECT {', '.join(_LINE)},"
        " (SELECT count(*) FROM related WHERE incident_id = incident.id AND state NOT IN ('found', 'blocked')),"
        " (SELECT count(*) FROM related WHERE incident_id = incident.id),"
        " (SELECT count(*) FROM link WHERE incident_id = incident.id) FROM incident WHERE id = ?",
        (incident,),
    )[0]
    line = (
        standing.reporter, standing.subject, standing.consent, standing.ball, stamps.to_text(standing.ball_since),
        standing.reason, int(standing.unread), standing.need, ready, every, seen,
    )  # fmt: skip
    new = {column: value for column, before, value in zip(_LINE, stands, line, strict=True) if value != before}
    if new:
        columns = ", ".join(f"{column} = ?" for column in new)
        change.store.conn.execute(f"UPDATE incident SET {columns} WHERE id = ?", (*new.values(), incident))


_LINE = (
    "reporter", "subject", "consent", "ball", "ball_since", "reason", "unread", "need", "sites_ready", "sites_all",
    "seen_before",
)  # fmt: skip
"""The columns of the queue's line that are worked out."""


def every(store: Store) -> Iterator[int]:
    """Yield the number of each incident, also while others are opened: none is read before it is asked for."""
    for page in pages(store, "SELECT id FROM incident WHERE id > ? ORDER BY id LIMIT ?", 0):
        yield from (number for (number,) in page)


def standing(store: Store, number: int) -> tuple[Standing, tuple[int, int, int]]:
    """Return what the queue's line says, and its counts: related sites, those of them reached, links."""
    (found,) = store.rows(
        "SELECT reporter, subject, consent, ball, ball_since, reason, unread, need, sites_all, sites_ready, seen_before"
        " FROM incident WHERE id = ?",
        (number,),
    )
    reporter, subject, consent, ball, since, reason, unread, need, *counts = found
    line = Standing(reporter, subject, consent, Ball(ball), stamps.from_text(since), reason, bool(unread), need)
    return line, (counts[0], counts[1], counts[2])


def load(store: Store, number: int, *, lines: int = 200, at: datetime | None = None) -> Incident:
    """Return an incident with all that is shown of it; of each report at most ``lines`` log lines.

    ``at`` is the instant by which grants have ended (default, and at least: now).

    Raises ``Usage`` where there is no such incident.
    """
    row = queue.row(store, number)
    if row is None:
        raise Usage(_("There is no incident {number}.", number=number))
    return Incident(
        row=row,
        reports=reports.load(store, number, lines=lines),
        decisions=consents.of_incident(store, number, at=at),
        related=related(store, number),
        links=links(store, number),
        drafts=drafts.of_incident(store, number),
        closed_for=store.value("SELECT closed_for FROM incident WHERE id = ?", (number,)),
        journal=journal.entries(store, number),
        notes=notes.of_incident(store, number),
    )


def ticket(store: Store, number: int) -> Ticket:
    """Return what was decided about an incident. Raises ``Usage`` where there is no such incident."""
    found = store.rows(
        "SELECT status, class, owner, closed_at, closed_for, coalesce((SELECT report.subject FROM report"
        " WHERE incident_id = incident.id ORDER BY received, id LIMIT 1), '') FROM incident WHERE id = ?",
        (number,),
    )
    if not found:
        raise Usage(_("There is no incident {number}.", number=number))
    status, klass, owner, closed_at, closed_for, subject = found[0]
    return Ticket(status, IncidentClass(klass), owner, stamps.from_text_or_none(closed_at), closed_for, subject)


def arrivals(store: Store, number: int) -> tuple[Arrived, ...]:
    """Return the messages of an incident in the order they came."""
    found = store.rows(
        "SELECT id, site_id, received, format <> 'unreadable', format = 'bounce' FROM report"
        " WHERE incident_id = ? ORDER BY received, id",
        (number,),
    )
    return tuple(Arrived(report, site, stamps.from_text(at), bool(r), bool(b)) for report, site, at, r, b in found)


def related(store: Store, number: int) -> tuple[RelatedSite, ...]:
    """Return the related sites of an incident, in the order they were worked out."""
    found = store.rows(
        "SELECT site_id, name, role, evidence, reason, state, permitted, reports, said_by, parts FROM related"
        " WHERE incident_id = ? ORDER BY place",
        (number,),
    )
    return tuple(map(_related, found))


def _related(row: tuple[Any, ...]) -> RelatedSite:
    site, name, role, evidence, reason, state, permitted, told, said_by, parts = row
    return RelatedSite(
        site_id=site,
        name=name,
        role=Role(role),
        evidence=tuple(json.loads(evidence)),
        reason=reason,
        state=SiteState(state),
        permitted=Level(permitted),
        reports=tuple(json.loads(told)),
        said_by=said_by,
        parts=tuple((report, Role(part)) for report, part in json.loads(parts)),
    )


def related_names(store: Store, number: int) -> list[str]:
    """Return the names of an incident's related sites, in the order they were worked out."""
    return [name for (name,) in store.rows("SELECT name FROM related WHERE incident_id = ? ORDER BY place", (number,))]


def links(store: Store, number: int) -> tuple[Link, ...]:
    """Return the proposals for an incident, the most likely first."""
    found = store.rows(
        "SELECT other_id, reason, score FROM link WHERE incident_id = ? ORDER BY score DESC, other_id DESC", (number,)
    )
    return tuple(Link(*link) for link in found)


def original(store: Store, report: int) -> bytes:
    """Return the bytes of a report as they came. Raises ``Usage`` where there is no such report."""
    sha256 = store.value("SELECT sha256 FROM report WHERE id = ?", (report,))
    if sha256 is None:
        raise Usage(_("There is no report {report}.", report=report))
    return originals.load(store, sha256)
