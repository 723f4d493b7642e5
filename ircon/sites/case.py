"""What the rules about sites look at: an incident reduced to who reports and what is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ircon.model import IncidentClass, ObservableKind, Role
from ircon.sites.traces import Trace

COMMON = 20
"""A value named in more incidents than this tells nothing: a resolver, a feed's own address, a free mail host."""

Key = int | str
"""A site's number in the register, or the name ``unknown.name`` gives it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A handler's word on the part that a site plays in an incident, and whose word it is."""

    role: Role
    by: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """An observable where one report names it.

    ``role`` is what the line or the format says, if it does. ``log_lines``: in how many log
    lines it stands. ``site_id`` is its owner in the register. ``seen``: how many incidents name the value.
    """

    report: int
    kind: ObservableKind
    value: str
    role: Role | None = None
    site_id: int | None = None
    log_lines: int = 0
    seen: int = 1

    @property
    def in_log(self) -> bool:
        """Say whether it stands in a log line, and not only in what the reporter wrote."""
        return self.log_lines > 0

    @property
    def common(self) -> bool:
        """Say whether the value is named so often that nothing follows from it."""
        return self.seen > COMMON


@dataclass(frozen=True, slots=True)
class Party:
    """Who sent one of the reports: their site in the register, if it is there, its name, their mail's domain.

    ``klass`` is the class that their report alone suggests.
    """

    report: int
    name: str
    site_id: int | None = None
    domain: str = ""
    klass: IncidentClass | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as the rules see it.

    ``first`` and ``last``: the span of its log lines by corrected clocks. ``said``: the parts
    that handlers have said its sites to play. ``class_said``: a handler has said the class.
    """

    incident: int
    klass: IncidentClass
    received: datetime
    parties: tuple[Party, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    first: datetime | None = None
    last: datetime | None = None
    traces: tuple[Trace, ...] = ()
    said: Mapping[Key, Said] = field(default_factory=dict)
    class_said: bool = False

    @property
    def reporting_sites(self) -> dict[int, Party]:
        """The registered sites that report here."""
        return {party.site_id: party for party in self.parties if party.site_id is not None}

    @property
    def span(self) -> tuple[datetime, datetime]:
        """When it happened as far as is known: its log lines, else when it was received."""
        return self.first or self.received, self.last or self.first or self.received
