"""What a reporter allows: the words in which reports state it, and the ledger of decisions.

*Not stated means none*, and a doubtful phrase is a question to ask, never a grant. The
phrases are loaded when the first is read: the ledger alone is asked far more often.

A decision names a level, which is shorthand for the items that it opens: ``facts`` (when,
which service, the recipient's own hosts), ``logs`` (those and masked lines), ``full`` (those
and ``identity``, ``contact``, ``hosts`` and whole lines). Should reporters one day have to
decide item by item and audience by audience ("the logs to the source, our name to CSIRTs"),
these are the places that change, and no other:

- ``Decision`` gets ``items``, a set of those words; ``level`` stays for reading and writing
  as the set that it stands for. Old rows keep their meaning, in a new step of the schema.
- ``ledger.permitted`` answers with a set: for each item the decision in force that speaks
  most precisely of the recipient. ``Level.covers`` becomes "is a subset of"; what letters
  relied on is then kept as items, and a withdrawal of one item makes stale only what used it.
- ``disclosure`` builds its parts by adding what each item opens; ``Shown`` and its kin stay
  types without a field for what is withheld, one for each item instead of one for each level.
- ``phrases`` and the choices that letters offer stay levels: that is how people answer.
"""

from __future__ import annotations

from ircon.consent.ledger import in_force, permitted, permitted_by_any, summary
from ircon.model import Report, Stated

__all__ = ["in_force", "of_report", "permitted", "permitted_by_any", "stated", "statements", "summary"]


def stated(condition_text: str, whole_text: str = "") -> Stated:
    """Return the one consent that is stated, read as carefully as a handler would; see ``reading``."""
    from ircon.consent import reading

    return reading.stated(condition_text, whole_text)


def statements(condition_text: str, whole_text: str = "") -> tuple[Stated, ...]:
    """Return every statement about disclosure, one an audience; see ``reading``."""
    from ircon.consent import reading

    return reading.statements(condition_text, whole_text)


def of_report(report: Report) -> tuple[Stated, ...]:
    """Return what a report states, an audience each, and never more than intake read; see ``reading``."""
    from ircon.consent import reading

    return reading.of_report(report)
