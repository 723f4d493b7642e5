"""Is what each incident shows what follows from its reports, letters and consents? Worked out anew, and compared.

Related sites, links and queue lines bear no hash: they follow from rows that do. What was
worked out stays until something near it changes, so a site or a link may be missing that
would be found today; but each that stands there must be one that the rules give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.errors import IrconError
from ircon.i18n import _
from ircon.model import SiteState
from ircon.sites import links as linking
from ircon.sites.case import Case
from ircon.store import consents, drafts, incidents, merging, neighbours, recounting, stamps
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.model import Link
    from ircon.store import Store


def unlike(store: Store, *, days: int, at: datetime | None = None) -> Iterator[str]:
    """Yield one sentence for each thing that is kept ready and is not what follows from the rest.

    ``days``: after how many a silent site is asked again; ``at``: an aware instant (default: now).
    In little memory, an incident at a time, while colleagues work.
    """
    yield from recounting.unlike(store)
    now = at or stamps.now()
    due = {incident for _letter, incident in drafts.unanswered(store, now - timedelta(days=days))}
    due |= {incident for *_grant, incident in consents.ended(store, now)}
    for number in incidents.every(store):
        with store.snapshot():
            try:
                found = list(_of(store, number, now, due))
            except (IrconError, ValueError, TypeError, LookupError):  # a word that is none of ours, half a list
                found = [_("#{number}: what is kept of it cannot be read.", number=number)]
        yield from found


def _of(store: Store, number: int, now: datetime, due: Set[int]) -> Iterator[str]:
    """Yield what is wrong with one incident; of those that are ``due`` time itself has changed the line."""
    if (into := merging.merged_into(store, number)) is not None:
        line, counts = incidents.standing(store, number)
        if (line, counts) != (merging.line(line, incidents.ticket(store, number), into), (0, 0, 0)):
            yield _wrong_line(number)
        return
    case = neighbours.case(store, number)
    if case is None:
        return
    kept = incidents.links(store, number)
    near = [other for link in kept if (other := neighbours.case(store, link.incident))]
    yield from _links(case, kept, near)
    if number not in due:
        yield from _shown(store, case, near, now)


def _links(case: Case, kept: Sequence[Link], near: Sequence[Case]) -> Iterator[str]:
    """Compare the links with what is proposed for the two; rare things may have become common since."""
    now = {link.incident: link for link in linking.propose(case, near)}
    then = {link.incident: link for link in linking.propose(_when_rare(case), map(_when_rare, near))}
    for link in kept:
        if link not in (now.get(link.incident), then.get(link.incident)):
            yield _(
                "#{number}: its link to #{other} is not what the reports say.",
                number=case.incident,
                other=link.incident,
            )


def _when_rare(case: Case) -> Case:
    """Return an incident as it was seen when nobody else had named what it names."""
    rare = tuple(replace(sighting, seen=1) for sighting in case.sightings)
    return replace(case, sightings=rare, traces=tuple(trace._replace(seen=1) for trace in case.traces))


def _shown(store: Store, case: Case, near: Sequence[Case], now: datetime) -> Iterator[str]:
    """Compare the related sites and the line; the sites also as they were before the incidents near were found."""
    kept = incidents.related(store, case.incident)
    alone, _line = refresh.shown(store, case, [], now)
    together, _line = refresh.shown(store, case, near, now)
    for site in kept:
        if site not in alone and site not in together:
            yield _(
                "#{number}: what it shows of {site} is not what follows from the rest.",
                number=case.incident,
                site=one_line(site.name),
            )
    for site in alone:
        if site.name not in {one.name for one in kept}:
            yield _("#{number}: the related site {site} is missing.", number=case.incident, site=one_line(site.name))
    _related, line = refresh.shown(store, case, None, now)
    waiting = (SiteState.FOUND, SiteState.BLOCKED)
    counts = len(kept), sum(site.state not in waiting for site in kept), len(incidents.links(store, case.incident))
    if incidents.standing(store, case.incident) != (line, counts):
        yield _wrong_line(case.incident)


def _wrong_line(number: int) -> str:
    return _("#{number}: its line in the queue is not what follows from the rest.", number=number)
