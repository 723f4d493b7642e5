"""Where the handler is: the places of the console, and what a command looks at to say whether it can be done."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.i18n import mark
from ircon.model import Draft, QueueRow

QUEUE, DETAIL, RELATED = mark("queue"), mark("detail"), mark("related sites")
DRAFT, LEDGER = mark("draft"), mark("consent ledger")
HANDOVER = mark("handover")
TIMELINE, TRENDS, ORIGINAL = mark("timeline"), mark("trends"), mark("messages as they came")
CARD = mark("site's card")
MAIN = frozenset({QUEUE, DETAIL, RELATED})
LETTER = frozenset({DRAFT})
CONSENT = frozenset({LEDGER})
TELLING = frozenset({HANDOVER})
LINES, COUNTS, CAME = frozenset({TIMELINE}), frozenset({TRENDS}), frozenset({ORIGINAL})
SITE = frozenset({CARD})
EVERYWHERE = MAIN | LETTER | CONSENT | TELLING | LINES | COUNTS | CAME | SITE


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the handler is: what a command looks at to say whether it can be done."""

    place: str = QUEUE
    row: QueueRow | None = None
    draft: Draft | None = None
    filtered: bool = False
    handler: str = ""
    marked: int = 0
    linked: int = 0
    """Incidents that are perhaps of the same series."""
