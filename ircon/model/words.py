"""The kinds of things that the trade tells apart: classes, roles, levels, states.

What each word means is said once, here; its value is what the store, the command line
and the query language write.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class IncidentClass(StrEnum):
    """What kind of incident: JPCERT/CC's list, of 1999 and of today (``ircon.classes`` has names and RSIT)."""

    SCAN = "scan"
    INTRUSION = "intrusion"
    RELAY = "relay"
    DOS = "dos"
    SNIFFING = "sniffing"
    PHISHING = "phishing"
    DEFACEMENT = "defacement"
    MALWARE = "malware"
    ICS = "ics"
    TARGETED = "targeted"
    SPAM = "spam"
    COPYRIGHT = "copyright"
    OTHER = "other"


class ObservableKind(StrEnum):
    """What an observable is."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    CIDR = "cidr"
    HOST = "host"
    URL = "url"
    MAIL = "mail"


class Role(StrEnum):
    """The part that a site or an observable plays in an incident."""

    SOURCE = "source"
    TARGET = "target"
    STEPPING_STONE = "stepping-stone"
    RELAY = "relay"
    MALWARE_HOST = "malware-host"
    PHISHING_HOST = "phishing-host"
    OTHER = "other"


class Certainty(StrEnum):
    """How sure a part of a log time is: it stands in the line, the reporter said so, or we worked it out."""

    WRITTEN = "written"
    STATED = "stated"
    INFERRED = "inferred"


class Item(StrEnum):
    """What of a report a reporter decides about, one by one.

    That it happened (when, which service, which of the recipient's hosts), the log lines,
    the reporter's own hosts, how to reach the reporter directly, and who reported.
    """

    FACTS = "facts"
    LOGS = "logs"
    HOSTS = "hosts"
    CONTACT = "contact"
    IDENTITY = "identity"


class Level(StrEnum):
    """How much of a report may be disclosed: shorthand for items. Each level includes those before it."""

    NONE = "none"
    FACTS = "facts"
    LOGS = "logs"
    FULL = "full"

    @property
    def rank(self) -> int:
        """0 for none to 3 for full, so that levels can be compared."""
        return list(Level).index(self)

    def covers(self, needed: Level) -> bool:
        """Say whether a grant of this level permits what needs ``needed``."""
        return self.rank >= needed.rank

    @property
    def items(self) -> frozenset[Item]:
        """The items that a grant of this level opens."""
        return _OPENED[self]

    @classmethod
    def of(cls, items: Collection[Item]) -> Level:
        """Return the highest level of which ``items`` hold all."""
        return max((level for level in cls if level.items <= frozenset(items)), key=lambda level: level.rank)


_OPENED = {
    Level.NONE: frozenset[Item](),
    Level.FACTS: frozenset({Item.FACTS}),
    Level.LOGS: frozenset({Item.FACTS, Item.LOGS}),
    Level.FULL: frozenset(Item),
}


class Audience(StrEnum):
    """To whom a decision applies; a single site is named by ``Decision.site_id``."""

    SOURCE = "source"
    RELATED = "related"
    SITE = "site"
    CSIRTS = "csirts"
    PUBLIC = "public"


class ConsentState(StrEnum):
    """Where a question of disclosure stands; only granted permits anything. Not stated means not asked.

    A grant whose end has come is expired.
    """

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ConsentSummary(StrEnum):
    """What all decisions on an incident's reports amount to, in the one word that the queue has room for."""

    NONE = "none"
    ASKED = "asked"
    FACTS = "facts"
    LOGS = "logs"
    FULL = "full"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    MIXED = "mixed"


class Status(StrEnum):
    """An incident is worked on, or it is done with."""

    OPEN = "open"
    CLOSED = "closed"


class Order(StrEnum):
    """In which order the queue is listed."""

    NEED = "need"
    NEWEST = "newest"
    OLDEST = "oldest"
    WAITING = "waiting"
    NUMBER = "number"
    REPORTER = "reporter"
    CLASS = "class"
    OWNER = "owner"


class Ball(StrEnum):
    """Who must act next."""

    US = "us"
    REPORTER = "reporter"
    SITE = "site"
    NOBODY = "nobody"


class LetterKind(StrEnum):
    """The letters a centre writes; a notice and its reminder go to a related site, the others to a reporter."""

    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    CONSENT_REQUEST = "consent-request"
    ADVICE = "advice"
    NOTICE = "notice"
    PROGRESS = "progress"
    CLOSING = "closing"
    OUT_OF_SCOPE = "out-of-scope"
    REMINDER = "reminder"

    @property
    def to_site(self) -> bool:
        """Whether letters of this kind go to a related site."""
        return self in (LetterKind.NOTICE, LetterKind.REMINDER)


class DraftState(StrEnum):
    """A draft waits, was sent, or may no longer be sent because what it relied on changed."""

    DRAFTED = "drafted"
    SENT = "sent"
    STALE = "stale"


class SiteState(StrEnum):
    """How far a related site has been told, and what has become of it.

    ``found``: it is not settled whether it may be told; ``blocked``: the reporters say no.
    ``answered``: a message came back; ``acknowledged`` and ``fixed`` are a handler's word for
    what it said.
    """

    FOUND = "found"
    BLOCKED = "blocked"
    READY = "ready"
    DRAFTED = "drafted"
    SENT = "sent"
    BOUNCED = "bounced"
    NO_ANSWER = "no-answer"
    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    FIXED = "fixed"

    @property
    def notified(self) -> bool:
        """Whether the site has been asked to act: a notice was sent to it and did not come back."""
        return self in (SiteState.SENT, SiteState.NO_ANSWER) or self.answered

    @property
    def answered(self) -> bool:
        """Whether we have heard from it."""
        return self in (SiteState.ANSWERED, SiteState.ACKNOWLEDGED, SiteState.FIXED)


class CloseReason(StrEnum):
    """Why an incident is closed."""

    RESOLVED = "resolved"
    NO_ANSWER = "no-answer"
    OUT_OF_SCOPE = "out-of-scope"
    DUPLICATE = "duplicate"
    NOT_AN_INCIDENT = "not-an-incident"
