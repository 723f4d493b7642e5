"""The ledger of consent: one row a decision, the newest of each report and audience counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.model import Audience, ConsentState, Decision, Level
from ircon.store import stamps

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


def add(change: Change, decision: Decision) -> int:
    """Write one decision; it can be undone."""
    return change.insert(
        "consent",
        {
            "report_id": decision.report,
            "state": str(decision.state),
            "level": str(decision.level),
            "audience": str(decision.audience),
            "site_id": decision.site_id,
            "quote": decision.quote,
            "message": decision.message,
            "handler": decision.handler,
            "at": stamps.to_text(decision.at),
        },
    )


def of_incident(store: Store, incident: int) -> tuple[Decision, ...]:
    """Return the decisions on all reports of an incident, oldest first."""
    found = store.rows(
        "SELECT report_id, state, level, audience, quote, handler, at, consent.site_id, message"
        " FROM consent JOIN report ON report.id = report_id WHERE incident_id = ? ORDER BY consent.id",
        (incident,),
    )
    return tuple(
        Decision(report, ConsentState(state), Level(level), Audience(audience), quote, who, stamps.from_text(at), *rest)
        for report, state, level, audience, quote, who, at, *rest in found
    )
