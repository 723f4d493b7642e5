"""What the handlers work: an incident with its reports, related sites, links, notes and history."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ircon.model.incoming import Report
from ircon.model.outgoing import Decision, Draft
from ircon.model.words import Ball, IncidentClass, Level, Role, SiteState, Status


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report in the store: its number, its incident, when it came, and what was read."""

    id: int
    incident: int
    received: datetime
    sha256: str
    site_id: int | None
    report: Report


@dataclass(frozen=True, slots=True)
class RelatedSite:
    """A site that an incident involves besides the reporter, and how far it has been told.

    ``site_id`` is None while the register does not know the site; ``name`` then is the
    netblock or domain it is known by. ``evidence`` are the values that led to it,
    ``reason`` says in one line why it is here. ``reports`` are those of the incident that
    name it: none where it is known only from what others have reported. ``said_by`` is the
    handler whose word the role is ("" where it was worked out, as ``reason`` tells).
    ``parts`` pairs each report that names the site with the part that this report alone gives it.
    """

    site_id: int | None
    name: str
    role: Role
    evidence: tuple[str, ...]
    reason: str
    state: SiteState = SiteState.FOUND
    permitted: Level = Level.NONE
    reports: tuple[int, ...] = ()
    said_by: str = ""
    parts: tuple[tuple[int, Role], ...] = ()

    def part_in(self, report: int) -> Role:
        """Return the part that counts for what the sender of ``report`` permits: a handler's word, else that report's.

        What others report of the site must not show in what is told of this report.
        """
        return self.role if self.said_by else dict(self.parts).get(report, Role.OTHER)


@dataclass(frozen=True, slots=True)
class Link:
    """A proposal that another incident belongs to the same series, with the reason in one line."""

    incident: int
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue, ready to draw: kept in the incident's own row, so that listing joins nothing."""

    incident: int
    status: Status
    klass: IncidentClass
    reporter: str
    consent: str
    sites_ready: int
    sites_all: int
    seen_before: int
    ball: Ball
    ball_since: datetime
    owner: str
    received: datetime
    subject: str
    reason: str
    unread: bool
    need: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: who did what, when."""

    id: int
    at: datetime
    handler: str
    action: str
    incident: int | None
    note: str
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What a handler noted of an incident, as it stands: by whom and when, and who began it when.

    It stays in the house: nothing that leaves is ever made with one.
    """

    id: int
    text: str
    handler: str
    at: datetime
    author: str
    began: datetime

    @property
    def edited(self) -> bool:
        """Whether this is a later version of what was written first."""
        return self.at != self.began or self.handler != self.author


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a handler was writing when they were cut off; ``replaces`` is the note that they were editing."""

    text: str
    replaces: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Incident:
    """The ticket with everything the detail pane and the panel show of it."""

    row: QueueRow
    reports: tuple[StoredReport, ...]
    decisions: tuple[Decision, ...] = ()
    related: tuple[RelatedSite, ...] = ()
    links: tuple[Link, ...] = ()
    drafts: tuple[Draft, ...] = ()
    closed_for: str = ""
    journal: tuple[Entry, ...] = field(default=())
    notes: tuple[Note, ...] = ()
