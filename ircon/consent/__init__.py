"""What a reporter allows: the words in which reports state it, and the ledger of decisions.

*Not stated means none*, and a doubtful phrase is a question to ask, never a grant. The
phrases are loaded when the first is read: the ledger alone is asked far more often.

A decision is about single items of a report, and then about nothing else ("the logs to the
source, our name only to other CSIRTs"), or about all of them at once: then it names a level,
the shorthand in which people answer. ``facts`` opens that item, ``logs`` also the masked
lines, ``full`` everything, and what a level does not open it does not permit. So a later
"facts only" ends an earlier "everything", while a later "not our name" takes back that item
alone. What letters relied on is kept as items, and a withdrawal of one makes stale only what
used it.
"""

from __future__ import annotations

from ircon.consent.ledger import (
    PartIn,
    everywhere,
    in_force,
    in_words,
    items,
    permitted,
    permitted_by_any,
    recorded,
    summary,
)
from ircon.consent.stating import of_report, stated, statements

__all__ = [
    "PartIn",
    "everywhere",
    "in_force",
    "in_words",
    "items",
    "of_report",
    "permitted",
    "permitted_by_any",
    "recorded",
    "stated",
    "statements",
    "summary",
]
