"""What is held back and why, in words for the handler. Never part of a disclosure or of a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ircon.consent import in_force
from ircon.consent.ledger import opened
from ircon.disclosure.door import concerns
from ircon.disclosure.owning import Own
from ircon.model import ConsentState, Decision, Item, Role, Site, StoredReport
from ircon.text import one_line

_STATES = {
    ConsentState.NOT_ASKED: "the reporter has not been asked",
    ConsentState.ASKED: "the reporter has been asked and has not answered",
    ConsentState.REFUSED: "the reporter refused",
    ConsentState.WITHDRAWN: "the reporter withdrew the permission",
    ConsentState.EXPIRED: "the permission has expired",
    ConsentState.GRANTED: "the reporter has granted other items only",
}
_ITEMS = {
    Item.IDENTITY: "who reported",
    Item.CONTACT: "how to reach them",
    Item.HOSTS: "their hosts",
    Item.LOGS: "log lines",
}
"""In the order in which one asks for them."""


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
        standing = in_force(decisions, stored.id, site_id=recipient.id, role=role)
        if told := _told(stored, standing, own):
            reporter = stored.report.reporter
            who = one_line(reporter.site or reporter.mail or reporter.name or "unknown reporter")
            lines.append(f"report {stored.id} ({who}): {told}")
    return tuple(lines)


def _told(stored: StoredReport, standing: Mapping[Item, Decision], own: Own) -> str:
    items = opened(standing)
    if not items:
        return f"everything; {_why(standing, Item.FACTS)}"
    if items == frozenset(Item):
        return "" if concerns(stored.report, own) else "everything; nothing in it concerns this site"
    kept = [item for item in _ITEMS if item not in items]
    reasons = [_why(standing, item) for item in kept]
    if len(set(reasons)) == 1:
        told = f"{_listed([_ITEMS[item] for item in kept])}; {reasons[0]}"
    else:
        told = "; ".join(f"{_ITEMS[item]}: {why}" for item, why in zip(kept, reasons, strict=True))
    return told if Item.LOGS in kept else f"{told} (log lines are masked)"


def _why(standing: Mapping[Item, Decision], item: Item) -> str:
    decision = standing.get(item)
    return _STATES[decision.state if decision else ConsentState.NOT_ASKED]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
