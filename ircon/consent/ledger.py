"""The ledger of decisions: what a report's sender permits, for one recipient, right now.

A decision names one report and one audience. The decision that speaks most precisely
of the recipient is the one that counts; among equally precise ones, the latest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ircon.model import Audience, ConsentState, Decision, Level, Role

SOURCES = frozenset({Role.SOURCE, Role.STEPPING_STONE, Role.RELAY, Role.MALWARE_HOST, Role.PHISHING_HOST})
"""The roles in which a site is where an access came from, so that a decision about the source is about it."""

_FOR_SITES = (Audience.SITE, Audience.SOURCE, Audience.RELATED, Audience.PUBLIC)


def in_force(decisions: Sequence[Decision], report: int, *, site_id: int | None, role: Role) -> Decision | None:
    """Return the decision on ``report`` that applies to this recipient, or None where nobody decided.

    ``site_id`` is the recipient's number in the register (None: not registered) and ``role``
    its part in the incident. Later entries of ``decisions`` win over earlier ones of the
    same instant, as the ledger is kept in order.
    """
    found: dict[Audience, Decision] = {}
    for decision in decisions:
        if decision.report != report or not _speaks_of(decision, site_id, role):
            continue
        before = found.get(decision.audience)
        if before is None or decision.at >= before.at:
            found[decision.audience] = decision
    return next((found[audience] for audience in _FOR_SITES if audience in found), None)


def _speaks_of(decision: Decision, site_id: int | None, role: Role) -> bool:
    match decision.audience:
        case Audience.SITE:
            return site_id is not None and decision.site_id == site_id
        case Audience.SOURCE:
            return role in SOURCES
        case Audience.RELATED | Audience.PUBLIC:
            return True
    return False  # other CSIRTs are not the site


def permitted(decisions: Sequence[Decision], report: int, *, site_id: int | None, role: Role) -> Level:
    """Return how much of ``report`` this recipient may be shown; none unless granted.

    One report's grant never covers another's, and asked, refused and withdrawn all
    permit nothing.
    """
    decision = in_force(decisions, report, site_id=site_id, role=role)
    if decision is None or decision.state is not ConsentState.GRANTED:
        return Level.NONE
    return decision.level


def permitted_by_any(
    decisions: Sequence[Decision], reports: Iterable[int], *, site_id: int | None, role: Role
) -> Level:
    """Return the most that any of these reports lets the recipient be shown."""
    levels = [permitted(decisions, report, site_id=site_id, role=role) for report in reports]
    return max(levels, key=lambda level: level.rank, default=Level.NONE)


def summary(decisions: Sequence[Decision], reports: Iterable[int]) -> str:
    """Return the queue's word for where disclosure stands over the ``reports`` of one incident.

    One of ``none``, ``asked``, ``facts``, ``logs``, ``full``, ``refused``, ``withdrawn``
    and, where reports or audiences differ, ``mixed``.
    """
    words: set[str] = set()
    for report in reports:
        words |= _words(decisions, report) or {"none"}
    return words.pop() if len(words) == 1 else ("mixed" if words else "none")


def _words(decisions: Sequence[Decision], report: int) -> set[str]:
    latest: dict[tuple[Audience, int | None], Decision] = {}
    for decision in decisions:
        if decision.report == report:
            key = (decision.audience, decision.site_id)
            if key not in latest or decision.at >= latest[key].at:
                latest[key] = decision
    return {_word(decision) for decision in latest.values()}


def _word(decision: Decision) -> str:
    match decision.state:
        case ConsentState.GRANTED:
            return decision.level.value
        case ConsentState.NOT_ASKED:
            return "none"
    return decision.state.value
