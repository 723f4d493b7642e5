"""What is held back and why, in words for the handler. Never part of a disclosure or of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from ircon.consent import in_force
from ircon.disclosure.door import concerns
from ircon.disclosure.owning import Own
from ircon.model import ConsentState, Decision, Level, Role, Site, StoredReport
from ircon.text import one_line

_STATES = {
    ConsentState.NOT_ASKED: "the reporter has not been asked",
    ConsentState.ASKED: "the reporter has been asked and has not answered",
    ConsentState.REFUSED: "the reporter refused",
    ConsentState.WITHDRAWN: "the reporter withdrew the permission",
}
_LEVELS = {
    Level.NONE: "everything, no level was granted",
    Level.FACTS: "log lines, other hosts and who reported (facts only)",
    Level.LOGS: "who reported, other hosts and names (log lines are masked)",
}


def explain(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    recipient: Site,
    role: Role,
    *,
    others: Sequence[Site] = (),
    evidence: Sequence[str] = (),
) -> tuple[str, ...]:
    """Return one line a report from which something is held back from ``recipient``: what, and why.

    The lines are safe to draw and name the reporter's site, so they are for the handler's eyes only.
    """
    own = Own(recipient, others, evidence)
    lines = []
    for stored in reports:
        if recipient.id is not None and stored.site_id == recipient.id:
            continue
        reporter = stored.report.reporter
        who = one_line(reporter.site or reporter.mail or reporter.name or "unknown reporter")
        decision = in_force(decisions, stored.id, site_id=recipient.id, role=role)
        if decision is None or decision.state is not ConsentState.GRANTED:
            why = _STATES[decision.state if decision else ConsentState.NOT_ASKED]
            lines.append(f"report {stored.id} ({who}): everything; {why}")
        elif decision.level is not Level.FULL:
            lines.append(f"report {stored.id} ({who}): {_LEVELS[decision.level]}")
        elif not concerns(stored.report, own):
            lines.append(f"report {stored.id} ({who}): everything; nothing in it concerns this site")
    return tuple(lines)
