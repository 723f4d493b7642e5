"""What is held back and why, in words for the handler. Never part of a disclosure or of a letter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ircon.consent import PartIn, in_force
from ircon.consent.ledger import opened
from ircon.disclosure.door import concerns
from ircon.disclosure.owning import Own
from ircon.i18n import _, mark, retell
from ircon.model import ConsentState, Decision, Item, Site, StoredReport
from ircon.text import one_line

_STATES = {
    ConsentState.NOT_ASKED: mark("the reporter has not been asked"),
    ConsentState.ASKED: mark("the reporter has been asked and has not answered"),
    ConsentState.REFUSED: mark("the reporter refused"),
    ConsentState.WITHDRAWN: mark("the reporter withdrew the permission"),
    ConsentState.EXPIRED: mark("the permission has expired"),
    ConsentState.GRANTED: mark("the reporter has granted other items only"),
}
_ITEMS = {
    Item.IDENTITY: mark("who reported"),
    Item.CONTACT: mark("how to reach them"),
    Item.HOSTS: mark("their hosts"),
    Item.LOGS: mark("log lines"),
}
"""In the order in which one asks for them."""

UNMARKED = mark("every line that was not marked")
"""What stands first where the handler has chosen the lines."""

_NOTHING = mark("nothing in it concerns this site")
_UNKNOWN = mark("unknown reporter")
_LINE = mark("report {report} ({who}): {told}")
_HELD = (mark("{told} (log lines are masked)"), mark("everything; {why}"), mark("{items}; {why}"))
_ITEM = mark("{item}: {why}")


def explain(
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
    recipient: Site,
    part_in: PartIn,
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
        standing = in_force(decisions, stored.id, site_id=recipient.id, role=part_in(stored.id))
        if told := _told(stored, standing, own):
            reporter = stored.report.reporter
            who = one_line(reporter.site or reporter.mail or reporter.name or _UNKNOWN)
            lines.append(_LINE.format(report=stored.id, who=who, told=told))
    return tuple(lines)


def told(line: str) -> str:
    """Return one of these lines, which are kept in English, as the handler reads it."""
    return retell(line, (UNMARKED, _LINE), told=_held_back, who=lambda who: retell(who, (_UNKNOWN,)))


def _held_back(told: str) -> str:
    parts = told.removesuffix(" (log lines are masked)").split("; ")
    if all(part.partition(": ")[0] in _ITEMS.values() for part in parts):
        each = "; ".join(retell(part, (_ITEM,), item=_item, why=_because) for part in parts)
        return each if told.endswith(parts[-1]) else _(_HELD[0], told=each)
    return retell(told, _HELD, told=_held_back, items=_items, why=_because)


def _items(listed: str) -> str:
    return _(", ").join(map(_item, re.split(r", | and ", listed)))


def _item(named: str) -> str:
    return retell(named, _ITEMS.values())


def _because(why: str) -> str:
    return retell(why, (*_STATES.values(), _NOTHING))


def _told(stored: StoredReport, standing: Mapping[Item, Decision], own: Own) -> str:
    items = opened(standing)
    if not items:
        return _HELD[1].format(why=_why(standing, Item.FACTS))
    if items == frozenset(Item):
        return "" if concerns(stored.report, own) else _HELD[1].format(why=_NOTHING)
    kept = [item for item in _ITEMS if item not in items]
    reasons = [_why(standing, item) for item in kept]
    if len(set(reasons)) == 1:
        told = _HELD[2].format(items=_listed([_ITEMS[item] for item in kept]), why=reasons[0])
    else:
        told = "; ".join(_ITEM.format(item=_ITEMS[item], why=why) for item, why in zip(kept, reasons, strict=True))
    return told if Item.LOGS in kept else _HELD[0].format(told=told)


def _why(standing: Mapping[Item, Decision], item: Item) -> str:
    decision = standing.get(item)
    return _STATES[decision.state if decision else ConsentState.NOT_ASKED]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
