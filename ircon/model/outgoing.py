"""What may leave and what leaves: decisions about disclosure, letters, and what is said of them before they go.

Part of ``ircon.model``, from which the other rooms take these words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ircon.model.words import Audience, ConsentState, DraftState, Item, LetterKind, Level, SiteState


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the consent ledger: what one report's sender decided, on what evidence.

    It is about ``items``, or, where it names none, about all of them, of which a grant opens
    those of ``level``. ``until`` is when a grant ends (None: it does not).
    """

    report: int
    state: ConsentState
    level: Level
    audience: Audience
    quote: str
    handler: str
    at: datetime
    site_id: int | None = None
    message: str = ""
    items: tuple[Item, ...] = ()
    until: datetime | None = None

    @property
    def about(self) -> frozenset[Item]:
        """The items on which it decides."""
        return frozenset(self.items or Item)

    @property
    def last_day(self) -> date | None:
        """The last day on which a grant holds, where this program runs; None where it does not end."""
        return (self.until - timedelta(seconds=1)).astimezone().date() if self.until else None

    @property
    def grants(self) -> frozenset[Item]:
        """The items that it opens: none unless it is a grant."""
        if self.state is not ConsentState.GRANTED:
            return frozenset()
        return frozenset(self.items) or self.level.items


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it would leave: these are the bytes shown, copied, written and journaled.

    ``to`` is a contact's mail address; ``site_id`` is set for notices. ``withheld`` names what
    was held back in words that are safe to show the handler, never the recipient. ``relies``
    pairs each report with the items that its text was made with, ``hands`` are the handlers
    who have written or edited it; ``overdue_at`` is when it had waited too long for an answer,
    ``said`` a handler's word for what the site said (acknowledged, fixed), ``answer`` the first
    report that answers it, ``joint`` what the rows of one notice about several incidents share.
    """

    kind: LetterKind
    to: str
    subject: str
    body: str
    language: str
    reference: int
    site_id: int | None = None
    withheld: tuple[str, ...] = ()
    lint: tuple[Finding, ...] = ()
    state: DraftState = DraftState.DRAFTED
    incident: int = 0
    id: int | None = None
    written_at: datetime | None = None
    sent_at: datetime | None = None
    relies: tuple[tuple[int, frozenset[Item]], ...] = ()
    hands: tuple[str, ...] = ()
    released: Release | None = None
    overdue_at: datetime | None = None
    bounced_at: datetime | None = None
    said: SiteState | None = None
    said_at: datetime | None = None
    answer: int | None = None
    joint: int | None = None

    @property
    def arrived(self) -> bool:
        """Whether it was sent and did not come back."""
        return self.state is DraftState.SENT and self.bounced_at is None


@dataclass(frozen=True, slots=True)
class Release:
    """A second handler's word that a blocked draft may leave as it stands: for which reason, and in spite of what."""

    by: str
    reason: str
    at: datetime
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the lint says of a draft; only a finding that ``blocks`` keeps the draft from leaving."""

    rule: str
    message: str
    blocks: bool = False
