"""What a letter may know. No type here has a field for anything that was withheld.

The three levels are three types: one who holds a ``Shown`` cannot ask it for log lines,
and one who holds ``ShownLogs`` cannot ask who reported. Instants are in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ircon.model import Certainty, IncidentClass, Level, Reporter


@dataclass(frozen=True, slots=True)
class Fact:
    """That it happened: when, by which service and port, which of the recipient's addresses, how often.

    ``written`` and ``written_last`` are the first and the last time as the log has them;
    ``year`` and ``zone`` say how sure the least sure of these times is. ``direction`` is
    "from" or "to" the recipient's addresses, or "" where the line does not say.
    """

    addresses: tuple[str, ...]
    first: datetime | None = None
    last: datetime | None = None
    written: str = ""
    written_last: str = ""
    year: Certainty = Certainty.WRITTEN
    zone: Certainty = Certainty.WRITTEN
    service: str = ""
    protocol: str = ""
    direction: str = ""
    port: int | None = None
    source_port: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """One report, as far as facts go. ``zone`` is the clock's zone as stated, ``clock`` how exact it is said to be."""

    klass: IncidentClass
    facts: tuple[Fact, ...]
    occurred: str = ""
    zone: str = ""
    clock: str = ""

    @property
    def level(self) -> Level:
        """How much of the report this shows."""
        return Level.FACTS


@dataclass(frozen=True, slots=True)
class ShownLogs(Shown):
    """One report with log lines: masked ones, which concern the recipient."""

    lines: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """How much of the report this shows."""
        return Level.LOGS


@dataclass(frozen=True, slots=True)
class ShownFull(ShownLogs):
    """One report without reserve: lines as they came, and who reported."""

    reporter: Reporter = field(default_factory=Reporter)

    @property
    def level(self) -> Level:
        """How much of the report this shows."""
        return Level.FULL


@dataclass(frozen=True, slots=True)
class Disclosure:
    """All that one recipient may be shown of an incident; the only thing that a notice is made from."""

    site: str
    parts: tuple[Shown, ...] = ()

    @property
    def permitted(self) -> bool:
        """Whether anything may be told at all."""
        return bool(self.parts)

    @property
    def level(self) -> Level:
        """The most that any part shows."""
        return max((part.level for part in self.parts), key=lambda level: level.rank, default=Level.NONE)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all parts, in their order."""
        return tuple(fact for part in self.parts for fact in part.facts)

    @property
    def first(self) -> datetime | None:
        """When it began, in UTC; None where no line has a time."""
        return min((fact.first for fact in self.facts if fact.first), default=None)

    @property
    def last(self) -> datetime | None:
        """When it was last seen, in UTC; None where no line has a time."""
        return max((fact.last for fact in self.facts if fact.last), default=None)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The recipient's own addresses and hosts that are concerned."""
        return tuple(sorted({address for fact in self.facts for address in fact.addresses}))

    @property
    def classes(self) -> tuple[IncidentClass, ...]:
        """What kinds of incident were reported, each once."""
        return tuple(dict.fromkeys(part.klass for part in self.parts))


@dataclass(frozen=True, slots=True)
class ReporterView:
    """What a letter to a reporter is made from: their own words, and what other sites allow.

    ``site`` is what the register calls them, else what their report does. ``addresses`` are the
    other side's addresses and ``services`` the services as their own report names them, ``missing``
    names what it does not state. ``level`` is the consent they gave, ``condition`` its words.
    ``learned`` holds what other sites' reports show them, ``answered`` whether any other site
    allows us to say that it has answered.
    """

    name: str = ""
    site: str = ""
    subject: str = ""
    klass: IncidentClass = IncidentClass.OTHER
    occurred: str = ""
    addresses: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    level: Level = Level.NONE
    condition: str = ""
    notified: bool = False
    answered: bool = False
    closed_for: str = ""
    learned: Disclosure | None = None
