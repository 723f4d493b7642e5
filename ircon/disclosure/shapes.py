"""What a letter may know. No type here has a field for anything that was withheld.

Each item that a reporter opens is a part of its own type, added to the facts. Where the
item is not opened there is no such part: nothing stands empty, nothing can be asked for
it. Instants are in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeVar

from ircon.model import Certainty, IncidentClass, Item, Level


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
class MaskedLines:
    """Log lines that concern the recipient, all but what an allow-list knows masked."""

    item: ClassVar[Item] = Item.LOGS
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WholeLines:
    """Lines that concern the recipient, as they came. They hold anything, so every item must be open for them."""

    item: ClassVar[Item] = Item.LOGS
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hosts:
    """The reporter's own addresses and hosts, as far as lines about the recipient name them."""

    item: ClassVar[Item] = Item.HOSTS
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reachable:
    """How to reach the reporter directly."""

    item: ClassVar[Item] = Item.CONTACT
    mail: str


@dataclass(frozen=True, slots=True)
class Named:
    """Who reported: the site and the person."""

    item: ClassVar[Item] = Item.IDENTITY
    site: str
    name: str


Opened = MaskedLines | WholeLines | Hosts | Reachable | Named
Kind = TypeVar("Kind", MaskedLines, WholeLines, Hosts, Reachable, Named)


@dataclass(frozen=True, slots=True)
class Shown:
    """One report: the facts, and of the rest a part for each item that its reporter has opened.

    ``zone`` is the clock's zone as stated, ``clock`` how exact it is said to be.
    """

    klass: IncidentClass
    facts: tuple[Fact, ...]
    occurred: str = ""
    zone: str = ""
    clock: str = ""
    opened: tuple[Opened, ...] = ()

    def part(self, kind: type[Kind]) -> Kind | None:
        """Return what is shown of this kind; None where the reporter has not opened it, or there is none."""
        return next((part for part in self.opened if isinstance(part, kind)), None)

    @property
    def lines(self) -> tuple[str, ...]:
        """The log lines, masked or as they came."""
        return next((part.lines for part in self.opened if isinstance(part, MaskedLines | WholeLines)), ())

    @property
    def items(self) -> frozenset[Item]:
        """What of the report this shows."""
        return frozenset({Item.FACTS, *(part.item for part in self.opened)})


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
    def items(self) -> frozenset[Item]:
        """What is shown of any report."""
        return frozenset(item for part in self.parts for item in part.items)

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
    allows us to say that it has answered, ``fixed`` whether such a one has put it right.
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
    fixed: bool = False
    closed_for: str = ""
    learned: Disclosure | None = None
