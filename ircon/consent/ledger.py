"""The ledger of decisions: what a report's sender permits, for one recipient, right now.

A decision names one report, one audience and the items it is about. For each item the
decision that speaks most precisely of the recipient is the one that counts; among
equally precise ones, the latest. But whoever says no to all related sites, says it also
to those that they allowed by name before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ircon.model import Audience, ConsentState, Decision, Item, Level, Role

SOURCES = frozenset({Role.SOURCE, Role.STEPPING_STONE, Role.RELAY, Role.MALWARE_HOST, Role.PHISHING_HOST})
"""The roles in which a site is where an access came from, so that a decision about the source is about it."""

PartIn = Callable[[int], Role]
"""The part that a recipient plays, report by report: see ``RelatedSite.part_in``."""

_FOR_SITES = (Audience.SITE, Audience.SOURCE, Audience.RELATED, Audience.PUBLIC)
_NOTHING: frozenset[Item] = frozenset()
_NO = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})


def in_force(decisions: Sequence[Decision], report: int, *, site_id: int | None, role: Role) -> dict[Item, Decision]:
    """Return, for each item on which anybody decided, the decision on ``report`` that applies to this recipient.

    ``site_id`` is the recipient's number in the register (None: not registered) and ``role``
    its part by this report. Later entries of ``decisions`` win over earlier ones of the
    same instant, as the ledger is kept in order.
    """
    latest: dict[tuple[Audience, Item], Decision] = {}
    for decision in decisions:
        if decision.report == report and _speaks_of(decision, site_id, role):
            _keep(latest, decision)
    found = {item: _counting([latest[a, item] for a in _FOR_SITES if (a, item) in latest]) for item in Item}
    return {item: decision for item, decision in found.items() if decision is not None}


def _counting(by_precision: Sequence[Decision]) -> Decision | None:
    """Return which of the decisions on an item counts: the most precise, unless a later and wider one says no."""
    if not by_precision:
        return None
    precise, *wider = by_precision
    noes = [d for d in wider if d.state in _NO and d.at > precise.at and d.audience is not Audience.PUBLIC]
    return max(noes, key=lambda decision: decision.at, default=precise) if precise.grants else precise


def _keep(latest: dict[tuple[Audience, Item], Decision], decision: Decision) -> None:
    for item in decision.about:
        before = latest.get((decision.audience, item))
        if before is None or decision.at >= before.at:
            latest[decision.audience, item] = decision


def _speaks_of(decision: Decision, site_id: int | None, role: Role) -> bool:
    match decision.audience:
        case Audience.SITE:
            return site_id is not None and decision.site_id == site_id
        case Audience.SOURCE:
            return role in SOURCES
        case Audience.RELATED | Audience.PUBLIC:
            return True
    return False  # other CSIRTs are not the site


def opened(standing: Mapping[Item, Decision]) -> frozenset[Item]:
    """Return the items that decisions in force open: none at all where it may not even be told that it happened."""
    items = frozenset(item for item, decision in standing.items() if item in decision.grants)
    return items if Item.FACTS in items else _NOTHING


def items(decisions: Sequence[Decision], report: int, *, site_id: int | None, role: Role) -> frozenset[Item]:
    """Return the items of ``report`` that this recipient may be shown; none unless granted.

    One report's grant never covers another's, and asked, refused, withdrawn and expired all
    permit nothing. Whatever else is allowed, nothing leaves unless the facts do.
    """
    return opened(in_force(decisions, report, site_id=site_id, role=role))


def permitted(decisions: Sequence[Decision], report: int, *, site_id: int | None, role: Role) -> Level:
    """Return the most that ``items`` come to as a level: what the queue and the order of work look at."""
    return Level.of(items(decisions, report, site_id=site_id, role=role))


def everywhere(role: Role) -> PartIn:
    """Return the part of a recipient who plays the same one whatever report one reads."""
    return lambda report: role


def permitted_by_any(
    decisions: Sequence[Decision], reports: Iterable[int], *, site_id: int | None, part_in: PartIn
) -> Level:
    """Return the most that any of these reports lets the recipient be shown."""
    levels = [permitted(decisions, report, site_id=site_id, role=part_in(report)) for report in reports]
    return max(levels, key=lambda level: level.rank, default=Level.NONE)


def in_words(items: frozenset[Item]) -> str:
    """Return the level that items come to exactly, else the items one by one."""
    level = Level.of(items)
    return level.value if level.items == items else ", ".join(item.value for item in Item if item in items)


def recorded(decisions: Sequence[Decision], report: int) -> dict[tuple[Audience, int | None], dict[Item, Decision]]:
    """Return what stands in the ledger of one report: for each audience that was named, the latest on each item."""
    found: dict[tuple[Audience, int | None], dict[Item, Decision]] = {}
    for decision in decisions:
        if decision.report == report:
            there = found.setdefault((decision.audience, decision.site_id), {})
            for item in decision.about:
                if item not in there or decision.at >= there[item].at:
                    there[item] = decision
    return found


def summary(decisions: Sequence[Decision], reports: Iterable[int]) -> str:
    """Return the queue's word for where disclosure stands over the ``reports`` of one incident.

    One of ``none``, ``asked``, ``facts``, ``logs``, ``full``, ``refused``, ``withdrawn``,
    ``expired`` and, where reports, audiences or items differ, ``mixed``.
    """
    words: set[str] = set()
    for report in reports:
        words |= {_word(standing) for standing in recorded(decisions, report).values()} or {"none"}
    return words.pop() if len(words) == 1 else ("mixed" if words else "none")


def _word(standing: Mapping[Item, Decision]) -> str:
    granted = frozenset(item for item, decision in standing.items() if item in decision.grants)
    states = {decision.state for decision in standing.values()}
    if states == {ConsentState.GRANTED}:
        level = Level.of(granted)
        return level.value if level.items == granted else "mixed"
    if granted or len(states) > 1:
        return "mixed"
    state = states.pop()
    return "none" if state is ConsentState.NOT_ASKED else state.value
