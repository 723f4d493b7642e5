"""The words of the trade, as data.

Every other room speaks in these names: what a site sends is a *report*, what the
handlers work is an *incident*, whom it involves is a *related site*, and so on. Data
only, frozen, without behaviour beyond what the word itself means. All instants are
aware datetimes in UTC; line numbers count from 1 in the report's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ircon.outgoing import Decision, Draft, Finding, Release
from ircon.words import (
    Audience,
    Ball,
    Certainty,
    CloseReason,
    ConsentState,
    ConsentSummary,
    DraftState,
    IncidentClass,
    Item,
    LetterKind,
    Level,
    ObservableKind,
    Order,
    Role,
    SiteState,
    Status,
)

__all__ = [
    "Audience",
    "Ball",
    "Centre",
    "Certainty",
    "CloseReason",
    "ConsentState",
    "ConsentSummary",
    "Contact",
    "Decision",
    "Draft",
    "DraftState",
    "Entry",
    "Fields",
    "Finding",
    "Incident",
    "IncidentClass",
    "Item",
    "LetterKind",
    "Level",
    "Link",
    "LogLine",
    "Note",
    "Observable",
    "ObservableKind",
    "Order",
    "QueueRow",
    "RelatedSite",
    "Release",
    "Report",
    "Reporter",
    "Role",
    "Site",
    "SiteState",
    "Stated",
    "Status",
    "StoredReport",
    "Unfinished",
]

# --- what intake reads out of bytes -------------------------------------------------


@dataclass(frozen=True, slots=True)
class Observable:
    """An address, name, URL or mail address met in a report.

    ``value`` is refanged and in canonical spelling. ``line`` is None for headers.
    ``start`` and ``end`` are character offsets of the spelling found in that line.
    ``role`` is set only where the line or the format itself says it.
    """

    kind: ObservableKind
    value: str
    line: int | None
    start: int = 0
    end: int = 0
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """A log line as it came, with the instant it speaks of (UTC; None where it has none)."""

    line: int
    text: str
    at: datetime | None
    year: Certainty
    zone: Certainty


@dataclass(frozen=True, slots=True)
class Fields:
    """The form's answers as written; the empty string where the reporter stated nothing."""

    klass: str = ""
    occurred: str = ""
    found_by: str = ""
    request: str = ""
    condition: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who sent a report: a person's name, a mail address, and the site they speak for."""

    name: str = ""
    mail: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """The consent that a report itself states, with the words that state it ("" where none do)."""

    level: Level = Level.NONE
    quote: str = ""
    audience: Audience = Audience.RELATED
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was read out of one message. The original bytes are kept beside it, untouched.

    ``format`` names the reader that understood it (``unreadable`` when none did);
    ``problems`` says in words what could not be read. ``text`` is the decoded body.
    """

    format: str
    text: str
    subject: str = ""
    reporter: Reporter = Reporter()
    fields: Fields = Fields()
    klass: IncidentClass = IncidentClass.OTHER
    consent: Stated = Stated()
    observables: tuple[Observable, ...] = ()
    lines: tuple[LogLine, ...] = ()
    problems: tuple[str, ...] = ()
    message_id: str = ""
    replies_to: tuple[str, ...] = ()
    references: tuple[int, ...] = ()
    sent_at: datetime | None = None
    language: str = "en"

    @property
    def bounced(self) -> bool:
        """Whether this only says that a letter of ours did not arrive: a machine's word, which permits nothing."""
        return self.format == "bounce"


# --- what the store keeps ----------------------------------------------------------


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
class Contact:
    """A way to reach a site. ``provenance`` says where we have it from: handler, registry, import, rfc2142.

    ``since`` is the day on which the register got it, "" where it has not or where that was not kept.
    """

    mail: str = ""
    phone: str = ""
    provenance: str = "import"
    since: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Site:
    """An organisation in the register. ``cidrs`` are netblocks in canonical spelling.

    ``country`` is two capital letters (ISO 3166-1), "" where it is not known.
    """

    name: str
    domains: tuple[str, ...] = ()
    cidrs: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    language: str = "en"
    timezone: str = ""
    id: int | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class Centre:
    """The coordination centre itself, as its letters name it. ``prefix`` starts the reference, ``[PREFIX#1042]``."""

    name: str = ""
    name_ja: str = ""
    mail: str = ""
    phone: str = ""
    url: str = ""
    prefix: str = "IRCON"
    language: str = "ja"


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
