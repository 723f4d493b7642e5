"""Which incidents touch each other: by an address, a name, or a site that reports or is named.

Only finds them and says what they hold; whether they belong together, and why, is
decided in ``ircon.sites``. What very many incidents share (a resolver, a scanner that
everybody sees) connects nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon.model import ObservableKind, Role
from ircon.store import stamps

if TYPE_CHECKING:
    from datetime import datetime

    from ircon.store.store import Store

MOST = 50
"""How many neighbours are looked at, the newest first."""

TOO_COMMON = 60
"""A value that more incidents than this name says nothing about any two of them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One value that a report of an incident names: who owns it, and the part it plays where the line says so."""

    report: int
    kind: ObservableKind
    value: str
    role: Role | None
    site_id: int | None
    in_log: bool


@dataclass(frozen=True, slots=True)
class Sender:
    """The site behind one report: its number in the register, or only the name it gave itself."""

    report: int
    site_id: int | None
    name: str
    key: str


def seen(store: Store, incident: int) -> tuple[Seen, ...]:
    """Return what the reports of an incident name, each value once a report."""
    found = store.rows(
        "SELECT report_id, kind, value, max(role), site_id, max(EXISTS ("
        "  SELECT 1 FROM log_line WHERE log_line.report_id = observable.report_id AND line = observable.line))"
        " FROM observable WHERE incident_id = ? GROUP BY report_id, kind, value ORDER BY min(id)",
        (incident,),
    )
    return tuple(
        Seen(report, ObservableKind(kind), value, Role(role) if role else None, site, bool(in_log))
        for report, kind, value, role, site, in_log in found
    )


def senders(store: Store, incident: int) -> tuple[Sender, ...]:
    """Return the sites behind an incident's reports, oldest report first."""
    found = store.rows(
        "SELECT id, site_id, coalesce((SELECT name FROM site WHERE site.id = site_id), nullif(site_name, ''),"
        " nullif(mail, ''), name), coalesce(key, '') FROM report WHERE incident_id = ? ORDER BY received, id",
        (incident,),
    )
    return tuple(Sender(*sender) for sender in found)


def of(store: Store, incident: int) -> tuple[int, ...]:
    """Return the incidents that share a value or a site with this one, the newest first."""
    found = store.rows(
        "WITH mine AS (SELECT DISTINCT value, site_id FROM observable WHERE incident_id = :i),"
        " rare AS (SELECT value FROM (SELECT DISTINCT value FROM mine) AS m WHERE (SELECT count(*) FROM"
        "  (SELECT DISTINCT incident_id FROM observable AS o WHERE o.value = m.value LIMIT :c)) < :c),"
        " named AS (SELECT DISTINCT site_id FROM mine WHERE site_id IS NOT NULL),"
        " reporting AS (SELECT DISTINCT site_id FROM report WHERE incident_id = :i AND site_id IS NOT NULL)"
        " SELECT incident_id FROM observable WHERE value IN rare"
        " UNION SELECT incident_id FROM observable WHERE site_id IN reporting"
        " UNION SELECT incident_id FROM report WHERE site_id IN named"
        " UNION SELECT incident_id FROM observable WHERE site_id IN named"
        " ORDER BY 1 DESC LIMIT :n",
        {"i": incident, "c": TOO_COMMON, "n": MOST + 1},
    )
    return tuple(number for (number,) in found if number != incident)[:MOST]


def happened(store: Store, incident: int) -> tuple[datetime, datetime] | None:
    """Return the first and last instant of an incident's log lines, else when its reports came; None if neither."""
    found = store.rows(
        "SELECT min(log_line.at), max(log_line.at), min(received), max(received)"
        " FROM report LEFT JOIN log_line ON log_line.report_id = report.id WHERE incident_id = ?",
        (incident,),
    )
    first, final, came, came_last = found[0]
    if came is None:
        return None
    return stamps.from_text(first or came), stamps.from_text(final or came_last)
