"""A site's card: all that the register knows of it, whence and since when, and the incidents it has a part in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ircon.model import IncidentClass, Role, SiteState, Status
from ircon.sites.dossier import Dossier
from ircon.store import facts, register

if TYPE_CHECKING:
    from ircon.store.store import Store

MOST = 20
"""Incidents that a card names, the newest."""


@dataclass(frozen=True, slots=True)
class Known:
    """One domain or netblock: whence it is known and since which day ("" where that was not kept)."""

    value: str
    provenance: str
    since: str


@dataclass(frozen=True, slots=True)
class Part:
    """An incident, and the site's part in it: its role and how far it has been told, None where it reports."""

    incident: int
    klass: IncidentClass
    status: Status
    role: Role | None
    state: SiteState | None


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a site's card."""

    dossier: Dossier
    domains: tuple[Known, ...]
    netblocks: tuple[Known, ...]
    parts: tuple[Part, ...]


def load(store: Store, number: int, *, today: date) -> Card | None:
    """Return a site's card, or None where the register has no such site. ``today`` is the day in UTC."""
    site = register.load(store, number)
    if site is None:
        return None
    told = "provenance, since FROM {} WHERE site_id = ? ORDER BY {}"
    return Card(
        dossier=facts.load(store, site, today=today),
        domains=_known(store, "SELECT name, " + told.format("domain", "name"), number),
        netblocks=_known(store, "SELECT cidr, " + told.format("netblock", "version, low, length"), number),
        parts=_parts(store, number),
    )


def _known(store: Store, sql: str, number: int) -> tuple[Known, ...]:
    return tuple(Known(*row) for row in store.rows(sql, (number,)))


def _parts(store: Store, number: int) -> tuple[Part, ...]:
    """Return the newest incidents in which it is a related site or reports."""
    found = store.rows(
        "SELECT number, class, status, max(role), max(state) FROM ("
        " SELECT * FROM (SELECT incident_id AS number, role, state FROM related WHERE site_id = :site"
        "  ORDER BY incident_id DESC LIMIT :most)"
        " UNION ALL SELECT * FROM (SELECT DISTINCT incident_id, NULL, NULL FROM report WHERE site_id = :site"
        "  ORDER BY incident_id DESC LIMIT :most)"
        ") JOIN incident ON incident.id = number GROUP BY number ORDER BY number DESC LIMIT :most",
        {"site": number, "most": MOST},
    )
    return tuple(
        Part(
            incident,
            IncidentClass(klass),
            Status(status),
            Role(role) if role else None,
            SiteState(state) if state else None,
        )
        for incident, klass, status, role, state in found
    )
