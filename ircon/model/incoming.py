"""What intake reads out of bytes: a report with its observables, log lines, answers and reporter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ircon.model.words import Audience, Certainty, IncidentClass, Level, ObservableKind, Role


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
