"""How far a related site has been told, and what has become of it: from consents, letters and answers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon import consent
from ircon.model import ConsentState, Decision, Draft, DraftState, Item, Level, RelatedSite, SiteState

if TYPE_CHECKING:
    from ircon.store.incidents import Arrived

_OPEN = (ConsentState.NOT_ASKED, ConsentState.ASKED)


def of_site(
    site: RelatedSite,
    own: tuple[int, ...],
    decisions: Sequence[Decision],
    letters: Sequence[Draft],
    arrivals: Sequence[Arrived],
) -> RelatedSite:
    """Return the site with its state, and how much of this incident's reports (``own``) it may be told."""
    about = tuple(report for report in site.reports if report in own)
    level = consent.permitted_by_any(decisions, about or own, site_id=site.site_id, part_in=site.part_in)
    mine = [letter for letter in letters if letter.kind.to_site and _to(letter, site)]
    state = _told(site, sent, arrivals) if (sent := _sent(mine)) else None
    if state is None and any(letter.state is DraftState.DRAFTED for letter in mine):
        state = SiteState.DRAFTED
    if state is None and level.covers(Level.FACTS):
        # Whom the register does not know we cannot write to, whatever the reporter permits.
        state = SiteState.READY if site.site_id is not None else SiteState.FOUND
    if state is None:
        state = SiteState.BLOCKED if _refused(site, about or own, decisions) else SiteState.FOUND
    return replace(site, state=state, permitted=level, reports=about)


def _to(letter: Draft, site: RelatedSite) -> bool:
    return site.site_id is not None and letter.site_id == site.site_id


def _sent(letters: Sequence[Draft]) -> list[Draft]:
    sent = (letter for letter in letters if letter.state is DraftState.SENT and letter.sent_at)
    return sorted(sent, key=lambda letter: (str(letter.sent_at), letter.id or 0))


def _told(site: RelatedSite, sent: Sequence[Draft], arrivals: Sequence[Arrived]) -> SiteState:
    """Say what became of the letters that a site was sent: what a handler says of the last one goes first."""
    last = sent[-1]
    if last.said:
        return last.said
    if any(letter.answer for letter in sent) or _has_written(site, sent[0].sent_at, arrivals):
        return SiteState.ANSWERED
    if last.bounced_at:
        return SiteState.BOUNCED
    return SiteState.NO_ANSWER if last.overdue_at else SiteState.SENT


def _has_written(site: RelatedSite, since: datetime | None, arrivals: Sequence[Arrived]) -> bool:
    theirs = (arrived for arrived in arrivals if arrived.site_id == site.site_id and not arrived.bounced)
    return since is not None and site.site_id is not None and any(arrived.at > since for arrived in theirs)


def _refused(site: RelatedSite, about: Sequence[int], decisions: Sequence[Decision]) -> bool:
    """Say whether every reporter concerned has decided that this site is told nothing."""
    standing = (consent.in_force(decisions, one, site_id=site.site_id, role=site.part_in(one)) for one in about)
    told = [found.get(Item.FACTS) for found in standing]
    return bool(told) and all(decision is not None and decision.state not in _OPEN for decision in told)


def letter_to(site: RelatedSite, letters: Sequence[Draft]) -> Draft | None:
    """Return the last letter that was sent to a site and did not come back, None where there is none."""
    return next((one for one in reversed(_sent(letters)) if _to(one, site) and one.arrived), None)


def due(letter: Draft, days: int) -> datetime | None:
    """Return when a letter to a site is to be followed up; None where it is not waited for."""
    if not letter.kind.to_site or not letter.arrived or letter.answer or letter.said is SiteState.FIXED:
        return None
    since = letter.said_at or letter.sent_at
    return since + timedelta(days=days) if since else None
