"""What a reporter allows: the words in which reports state it, and the ledger of decisions.

*Not stated means none*, and a doubtful phrase is a question to ask, never a grant. The
phrases are loaded when the first is read: the ledger alone is asked far more often.
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
