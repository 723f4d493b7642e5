"""The ledger of consent: one row a decision, the newest of each report, audience and item counting."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.model import Audience, ConsentState, Decision, Item, Level
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
            "items": json.dumps([str(item) for item in Item if item in decision.items]),
            "until": stamps.to_text_or_none(decision.until),
        },
    )


def of_incident(store: Store, incident: int, *, at: datetime | None = None) -> tuple[Decision, ...]:
    """Return the decisions on all reports of an incident, oldest first.

    A grant whose end has come is expired, by the clock or by ``at`` where that is later:
    nobody can ask with an old instant for what is permitted no longer.
    """
    today = max(at or stamps.now(), stamps.now())
    found = store.rows(
        "SELECT report_id, state, level, audience, quote, handler, at, consent.site_id, message, items, until"
        " FROM consent JOIN report ON report.id = report_id WHERE incident_id = ? ORDER BY consent.id",
        (incident,),
    )
    return tuple(
        Decision(
            report=report,
            state=_state(state, ends, today),
            level=Level(level),
            audience=Audience(audience),
            quote=quote,
            handler=who,
            at=stamps.from_text(decided),
            site_id=site,
            message=message,
            items=tuple(map(Item, json.loads(items))),
            until=ends,
        )
        for report, state, level, audience, quote, who, decided, site, message, items, until in found
        for ends in (stamps.from_text_or_none(until),)
    )


def _state(state: str, until: datetime | None, today: datetime) -> ConsentState:
    if state == ConsentState.GRANTED and until is not None and until <= today:
        return ConsentState.EXPIRED
    return ConsentState(state)


def ended(store: Store, at: datetime) -> list[tuple[int, int, int]]:
    """Return (decision, report, incident) of each grant that has ended by ``at`` and is not marked so yet."""
    found: list[tuple[int, int, int]] = store.rows(
        "SELECT consent.id, report_id, incident_id FROM consent JOIN report ON report.id = report_id"
        " WHERE until IS NOT NULL AND state = 'granted' AND until <= ? ORDER BY consent.id",
        (stamps.to_text(at),),
    )
    return found


def expire(change: Change, number: int) -> None:
    """Say in the ledger that a grant has ended."""
    change.update("consent", number, {"state": str(ConsentState.EXPIRED)})
