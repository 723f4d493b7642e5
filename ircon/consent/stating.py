"""What reports state about disclosure. The phrases are loaded when one is read: the ledger is asked far more often."""

from __future__ import annotations

from ircon.model import Report, Stated


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
