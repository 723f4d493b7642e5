"""Incidents: the ticket itself, what is worked out for it, and everything a screen shows of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ircon.errors import Usage
from ircon.model import Ball, Incident, IncidentClass, Level, Link, RelatedSite, Role, SiteState
from ircon.store import consents, drafts, journal, originals, queue, reports, stamps

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


def open_new(change: Change, klass: IncidentClass, received: datetime) -> int:
    """Open an incident and return its number."""
    at = stamps.to_text(received)
    row = {"class": str(klass), "received": at, "ball_since": at}
    return int(str(change.db.table("incident").insert(row).last_pk))


def write_related(change: Change, incident: int, related: Sequence[RelatedSite]) -> None:
    """Replace what was worked out about the related sites of an incident."""
    conn = change.store.conn
    conn.execute("DELETE FROM related WHERE incident_id = ?", (incident,))
    conn.executemany(
        "INSERT INTO related (incident_id, place, site_id, name, role, evidence, reason, state, permitted, reports)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (incident, place, site.site_id, site.name, site.role, json.dumps(site.evidence, ensure_ascii=False),
             site.reason, site.state, site.permitted, json.dumps(site.reports))
            for place, site in enumerate(related)
        ],
    )  # fmt: skip


def write_links(change: Change, incident: int, links: Sequence[Link]) -> None:
    """Replace the proposals of which incidents belong to the same series; each is kept in both directions."""
    conn = change.store.conn
    conn.execute("DELETE FROM link WHERE incident_id = ?", (incident,))
    conn.executemany(
        "INSERT INTO link (incident_id, other_id, score, reason) VALUES (?, ?, ?, ?)",
        [(incident, link.incident, link.score, link.reason) for link in links],
    )


def write_standing(change: Change, incident: int, standing: Standing) -> None:
    """Write the queue's line; the counts come from what was written of related sites and links."""
    change.store.conn.execute(
        "UPDATE incident SET reporter = ?, subject = ?, consent = ?, ball = ?, ball_since = ?, reason = ?,"
        " unread = ?, need = ?,"
        " sites_all = (SELECT count(*) FROM related WHERE incident_id = incident.id),"
        " sites_ready = (SELECT count(*) FROM related WHERE incident_id = incident.id AND state <> 'found'),"
        " seen_before = (SELECT count(*) FROM link WHERE incident_id = incident.id)"
        " WHERE id = ?",
        (standing.reporter, standing.subject, standing.consent, standing.ball, stamps.to_text(standing.ball_since),
         standing.reason, standing.unread, standing.need, incident),
    )  # fmt: skip


def load(store: Store, number: int, *, lines: int = 200) -> Incident:
    """Return an incident with all that is shown of it; of each report at most ``lines`` log lines.

    Raises ``Usage`` where there is no such incident.
    """
    row = queue.row(store, number)
    if row is None:
        raise Usage(f"There is no incident {number}.")
    return Incident(
        row=row,
        reports=reports.load(store, number, lines=lines),
        decisions=consents.of_incident(store, number),
        related=related(store, number),
        links=links(store, number),
        drafts=drafts.of_incident(store, number),
        closed_for=store.value("SELECT closed_for FROM incident WHERE id = ?", (number,)),
        journal=journal.entries(store, number),
    )


def related(store: Store, number: int) -> tuple[RelatedSite, ...]:
    """Return the related sites of an incident, in the order they were worked out."""
    found = store.rows(
        "SELECT site_id, name, role, evidence, reason, state, permitted, reports FROM related"
        " WHERE incident_id = ? ORDER BY place",
        (number,),
    )
    return tuple(map(_related, found))


def _related(row: tuple[Any, ...]) -> RelatedSite:
    site, name, role, evidence, reason, state, permitted, told = row
    return RelatedSite(
        site_id=site,
        name=name,
        role=Role(role),
        evidence=tuple(json.loads(evidence)),
        reason=reason,
        state=SiteState(state),
        permitted=Level(permitted),
        reports=tuple(json.loads(told)),
    )


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
        raise Usage(f"There is no report {report}.")
    return originals.load(store, sha256)
