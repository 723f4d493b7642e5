"""Letters as they would leave: written, edited, marked as sent, or gone stale."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ircon.model import Draft, DraftState, LetterKind, Level
from ircon.store import stamps

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store

_COLUMNS = (
    "id, incident_id, kind, site_id, recipient, language, reference, subject, body, withheld, state,"
    " written_at, sent_at"
)


def add(change: Change, draft: Draft, relies: Mapping[int, Level]) -> int:
    """Write a letter; ``relies`` says at which level each report stood when its text was made."""
    return change.insert(
        "draft",
        {
            "incident_id": draft.incident,
            "kind": str(draft.kind),
            "site_id": draft.site_id,
            "recipient": draft.to,
            "language": draft.language,
            "reference": draft.reference,
            "subject": draft.subject,
            "body": draft.body,
            "withheld": json.dumps(draft.withheld, ensure_ascii=False),
            "relies": json.dumps({str(report): str(level) for report, level in sorted(relies.items())}),
            "state": str(draft.state),
            "written_at": stamps.to_text(change.at),
            "sent_at": None,
        },
    )


def edit(change: Change, number: int, subject: str, body: str) -> None:
    """Replace the text of a letter."""
    change.update("draft", number, {"subject": subject, "body": body})


def mark(change: Change, number: int, state: DraftState) -> None:
    """Say that a letter was sent, or may no longer be."""
    sent_at = stamps.to_text(change.at) if state is DraftState.SENT else None
    change.update("draft", number, {"state": str(state), "sent_at": sent_at})


def load(store: Store, number: int) -> Draft | None:
    """Return one letter, or None."""
    found = store.rows(f"SELECT {_COLUMNS} FROM draft WHERE id = ?", (number,))
    return _draft(found[0]) if found else None


def of_incident(store: Store, incident: int) -> tuple[Draft, ...]:
    """Return the letters of an incident, oldest first."""
    found = store.rows(f"SELECT {_COLUMNS} FROM draft WHERE incident_id = ? ORDER BY id", (incident,))
    return tuple(map(_draft, found))


def relies(store: Store, number: int) -> dict[int, Level]:
    """Return the level of each report that a letter's text was made with."""
    told = store.value("SELECT relies FROM draft WHERE id = ?", (number,)) or "{}"
    return {int(report): Level(level) for report, level in json.loads(told).items()}


def reference_taken(store: Store, reference: int, *, incident: int, site: int | None) -> bool:
    """Say whether a number is an incident's, or that of a notice to another site or about another incident."""
    return bool(
        store.value(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM incident WHERE id = ?) OR EXISTS (SELECT 1 FROM draft"
            " WHERE reference = ? AND kind = 'notice' AND NOT (incident_id = ? AND site_id = ?))",
            (reference, reference, incident, site),
        )
    )


def _draft(row: tuple[Any, ...]) -> Draft:
    number, incident, kind, site, recipient, language, reference, subject, body, withheld, state, written, sent = row
    return Draft(
        kind=LetterKind(kind),
        to=recipient,
        subject=subject,
        body=body,
        language=language,
        reference=reference,
        site_id=site,
        withheld=tuple(json.loads(withheld)),
        state=DraftState(state),
        incident=incident,
        id=number,
        written_at=stamps.from_text(written),
        sent_at=stamps.from_text_or_none(sent),
    )
