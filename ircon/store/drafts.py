"""Letters as they would leave: written, edited, marked as sent, or gone stale."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from ircon.model import Draft, DraftState, Item, LetterKind, Level, Release, SiteState
from ircon.store import dictionaries, stamps, wordings

if TYPE_CHECKING:
    from datetime import datetime

    from ircon.store.change import Change
    from ircon.store.store import Store

_COLUMNS = (
    "id, incident_id, kind, site_id, recipient, language, reference, subject, body, withheld, state,"
    " written_at, sent_at, relies, hands, released, overdue_at, bounced_at, said, said_at, answer, joint"
)

_SAMPLES = 300
"""From so many letters is learnt how letters are worded."""

Relies = Mapping[int, frozenset[Item]]
"""For each report of which a letter tells something, the items that its text was made with."""


def add(change: Change, draft: Draft, relies: Relies, *, joint: int | None = None) -> int:
    """Write a letter, which relies on the consents to what it tells; ``joint``: it is one with that letter.

    What is done to one of several that are one letter is done to all of them.
    """
    told = {str(report): [item for item in Item if item in items] for report, items in sorted(relies.items())}
    number = change.insert(
        "draft",
        {
            "incident_id": draft.incident,
            "kind": str(draft.kind),
            "site_id": draft.site_id,
            "recipient": draft.to,
            "language": draft.language,
            "reference": draft.reference,
            "subject": draft.subject,
            "body": wordings.keep(change, draft.body),
            "withheld": json.dumps(draft.withheld, ensure_ascii=False),
            "relies": json.dumps(told),
            "state": str(draft.state),
            "written_at": stamps.to_text(change.at),
            "sent_at": None,
            "hands": json.dumps([change.handler]),
            "released": "",
            "overdue_at": None,
            "bounced_at": None,
            "joint": joint,
        },
    )
    if joint is not None:
        change.update("draft", joint, {"joint": joint})
    if number in dictionaries.LEARN_AT:
        wordings.learn(change, _samples(change.store))
    return number


def _samples(store: Store) -> list[str]:
    """Return the newest letters, one of each kind and language before a second of any."""
    found = store.rows("SELECT kind, language, body FROM draft ORDER BY id DESC LIMIT ?", (_SAMPLES,))
    turns: dict[tuple[str, str], int] = {}
    ordered = []
    for kind, language, body in found:
        turn = turns[kind, language] = turns.get((kind, language), 0) + 1
        ordered.append((turn, wordings.load(store, body)))
    return [body for _, body in sorted(ordered, key=lambda sample: sample[0])]


def together(store: Store, draft: Draft) -> tuple[Draft, ...]:
    """Return the letters that are one with this: itself, where it is about one incident alone."""
    if draft.joint is None:
        return (draft,)
    found = store.rows(f"SELECT {_COLUMNS} FROM draft WHERE joint = ? ORDER BY id", (draft.joint,))
    return tuple(_draft(store, row) for row in found)


def _rows(change: Change, number: int) -> list[int]:
    """Return the rows of the letter that a row belongs to."""
    joint = change.store.value("SELECT joint FROM draft WHERE id = ?", (number,))
    if joint is None:
        return [number]
    return [row for (row,) in change.store.rows("SELECT id FROM draft WHERE joint = ? ORDER BY id", (joint,))]


def _update(change: Change, number: int, values: Mapping[str, Any]) -> None:
    for row in _rows(change, number):
        change.update("draft", row, values)


def edit(change: Change, number: int, subject: str, body: str) -> None:
    """Replace the text of a letter; who released the text before has not seen this one."""
    hands = json.loads(change.read("draft", number)["hands"])
    hands += [change.handler] * (change.handler not in hands)
    values = {"subject": subject, "body": wordings.keep(change, body), "hands": json.dumps(hands), "released": ""}
    _update(change, number, values)


def release(change: Change, number: int, release: Release) -> None:
    """Keep who let a blocked letter leave, why, and in spite of which findings."""
    told = {"by": release.by, "reason": release.reason, "at": stamps.to_text(release.at), "findings": release.findings}
    _update(change, number, {"released": json.dumps(told, ensure_ascii=False)})


def mark_overdue(change: Change, number: int) -> None:
    """Say that a letter has waited too long for an answer."""
    change.update("draft", number, {"overdue_at": stamps.to_text(change.at)})


def mark_bounced(change: Change, number: int) -> None:
    """Say that a letter did not arrive."""
    _update(change, number, {"bounced_at": stamps.to_text(change.at)})


def readdress(change: Change, number: int, to: str) -> None:
    """Let a letter go to another contact; who released it before has not seen it go there."""
    hands = json.loads(change.read("draft", number)["hands"])
    hands += [change.handler] * (change.handler not in hands)
    _update(change, number, {"recipient": to, "hands": json.dumps(hands), "released": ""})


def mark_answer(change: Change, number: int, report: int) -> None:
    """Say which report answers a letter."""
    _update(change, number, {"answer": report})


def say(change: Change, number: int, said: SiteState | None) -> None:
    """Keep what a site said to a letter, None to take that back; the wait for an answer begins anew."""
    at = stamps.to_text(change.at) if said else None
    change.update("draft", number, {"said": str(said or ""), "said_at": at, "overdue_at": None})


def unanswered(store: Store, before: datetime) -> list[tuple[int, int]]:
    """Return (letter, incident) of each letter to a site that was sent before an instant and still waits.

    Asks only the incidents that wait for others, in which nothing was sent since.
    """
    found: list[tuple[int, int]] = store.rows(
        "SELECT draft.id, incident.id FROM incident JOIN draft ON incident_id = incident.id"
        " WHERE need = 1 AND ball_since < :before AND kind IN ('notice', 'reminder')"
        " AND state = 'sent' AND coalesce(said_at, sent_at) < :before AND said <> 'fixed'"
        " AND overdue_at IS NULL AND bounced_at IS NULL ORDER BY draft.id",
        {"before": stamps.to_text(before)},
    )
    return found


def mark(change: Change, number: int, state: DraftState) -> None:
    """Say that a letter was sent, or may no longer be."""
    sent_at = stamps.to_text(change.at) if state is DraftState.SENT else None
    _update(change, number, {"state": str(state), "sent_at": sent_at})


def load(store: Store, number: int) -> Draft | None:
    """Return one letter, or None."""
    found = store.rows(f"SELECT {_COLUMNS} FROM draft WHERE id = ?", (number,))
    return _draft(store, found[0]) if found else None


def of_incident(store: Store, incident: int) -> tuple[Draft, ...]:
    """Return the letters of an incident, oldest first."""
    found = store.rows(f"SELECT {_COLUMNS} FROM draft WHERE incident_id = ? ORDER BY id", (incident,))
    return tuple(_draft(store, row) for row in found)


def reference_taken(store: Store, reference: int, *, about: Collection[int], site: int | None) -> bool:
    """Say whether a number is an incident's, or that of a notice to another site or about other incidents."""
    marks = ", ".join("?" * len(about))
    return bool(
        store.value(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM incident WHERE id = ?) OR EXISTS (SELECT 1 FROM draft"
            f" WHERE reference = ? AND kind = 'notice' AND NOT (incident_id IN ({marks}) AND site_id = ?))",
            (reference, reference, *about, site),
        )
    )


def _draft(store: Store, row: tuple[Any, ...]) -> Draft:
    number, incident, kind, site, recipient, language, reference, subject, body, withheld, state, *rest = row
    written, sent, relied, hands, released, overdue, bounced, said, said_at, answer, joint = rest
    return Draft(
        kind=LetterKind(kind),
        to=recipient,
        subject=subject,
        body=wordings.load(store, body),
        language=language,
        reference=reference,
        site_id=site,
        withheld=tuple(json.loads(withheld)),
        state=DraftState(state),
        incident=incident,
        id=number,
        written_at=stamps.from_text(written),
        sent_at=stamps.from_text_or_none(sent),
        relies=tuple((int(report), _items(told)) for report, told in json.loads(relied).items()),
        hands=tuple(json.loads(hands)),
        released=_release(released),
        overdue_at=stamps.from_text_or_none(overdue),
        bounced_at=stamps.from_text_or_none(bounced),
        said=SiteState(said) if said else None,
        said_at=stamps.from_text_or_none(said_at),
        answer=answer,
        joint=joint,
    )


def _items(told: str | list[str]) -> frozenset[Item]:
    """Read what a letter relied on; older ones say it with a level."""
    return Level(told).items if isinstance(told, str) else frozenset(map(Item, told))


def _release(told: str) -> Release | None:
    if not told:
        return None
    read = json.loads(told)
    return Release(read["by"], read["reason"], stamps.from_text(read["at"]), tuple(read["findings"]))
