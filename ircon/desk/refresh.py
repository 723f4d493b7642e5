"""After each change: what the incident shows is worked out again, in the same transaction.

Nothing here decides. The store says what there is, the rules of ``ircon.sites``,
``ircon.consent`` and ``ircon.standing`` say what follows, the store keeps it ready.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ircon import consent, progress, standing
from ircon.model import ConsentState, Link, RelatedSite, Status
from ircon.sites import links as linking
from ircon.sites import roles
from ircon.sites.case import Case
from ircon.store import consents, drafts, incidents, merging, neighbours, register

if TYPE_CHECKING:
    from ircon.store import Store
    from ircon.store.change import Change


def incident(change: Change, number: int, *, far: bool = True, fresh: bool = False) -> None:
    """Work out the related sites, links and queue line of an incident.

    ``far`` also looks at the incidents it touches: needed when evidence or the register
    has changed, not when only a letter or a consent has. ``fresh``: it was opened in this very
    change, so that nobody can have said or linked anything about it and none of that is asked for.
    """
    store = change.store
    cases = _Cases(store)
    case = cases.anew(number, fresh=fresh)
    if case is None:
        return
    before = [] if fresh else [link.incident for link in incidents.links(store, number)]
    if not far:
        _one(change, case, cases.all(before))
        return
    others = cases.all(neighbours.of(store, case))
    there = linking.propose(case, others)
    linked = {link.incident for link in there}
    near = [other for other in others if other.incident in linked]
    incidents.write_links(change, number, there, _links_back(case, near))
    named = {sighting.site_id for sighting in case.sightings}
    # What is said here of a site that reports elsewhere shows there: also where the two are linked no longer.
    for other in [*near, *cases.all(n for n in before if n not in linked)]:
        if other.reporting_sites.keys() & named and (now := cases.anew(other.incident)):
            _one(change, now, cases.all(neighbours.naming_reporters(store, now)))
    _one(change, case, near, fresh=fresh)


def words(change: Change, number: int) -> None:
    """Work out what follows from a draft or a decision alone: neither changes who is related, nor by what.

    So the related sites are taken as they were kept, and a long log is not looked through
    again. What was sent is another matter: it makes a site's report an answer.
    """
    case = neighbours.parties_of(change.store, number)
    if case is not None:
        _one(change, case, None)


class _Cases:
    """Incidents as the rules see them, each read once; in an undivided transaction once for all of it.

    Nobody else can write meanwhile, and what it writes itself is an incident at a time, read
    anew then. Of the others only how often a value is seen may be told a few reports late.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[int, Case | None] = store.kept if store.undivided else {}

    def anew(self, number: int, *, fresh: bool = False) -> Case | None:
        self._read[number] = found = neighbours.case(self._store, number, fresh=fresh)
        return found

    def of(self, number: int) -> Case | None:
        if number not in self._read:
            self._read[number] = neighbours.case(self._store, number)
        return self._read[number]

    def all(self, numbers: Iterable[int]) -> list[Case]:
        return [case for number in numbers if (case := self.of(number))]


def _links_back(case: Case, others: Iterable[Case]) -> list[tuple[int, Link]]:
    return [(other.incident, link) for other in others for link in linking.propose(other, [case])]


def _one(change: Change, case: Case, near: Sequence[Case] | None, *, fresh: bool = False) -> None:
    """Write what an incident shows; ``near`` are those of its series, None where who is related stays as kept."""
    store = change.store
    into = None if fresh else merging.merged_into(store, case.incident)
    if into is not None:
        merging.write_line(change, case.incident, into)
        return
    related, line = shown(store, case, near, change.at, fresh=fresh)
    incidents.write_related(change, case.incident, related)
    incidents.write_standing(change, case.incident, line)


def shown(
    store: Store, case: Case, near: Sequence[Case] | None, at: datetime, *, fresh: bool = False
) -> tuple[tuple[RelatedSite, ...], incidents.Standing]:
    """Return what an incident shows at an instant: its related sites and its line in the queue; as for ``_one``."""
    decisions = () if fresh else consents.of_incident(store, case.incident, at=at)
    letters = () if fresh else drafts.of_incident(store, case.incident)
    arrivals = incidents.arrivals(store, case.incident)
    own = tuple(party.report for party in case.parties)
    if near is None:
        found = incidents.related(store, case.incident)
    else:
        found = roles.related(case, near, register.names(store, _site_ids(case, near)))
    related = tuple(progress.of_site(site, own, decisions, letters, arrivals) for site in found)
    ticket = incidents.ticket(store, case.incident)
    bounces = {letter.bounced_at for letter in letters}
    turn = standing.turn(
        status=Status(ticket.status),
        closed_at=ticket.closed_at,
        closed_for=ticket.closed_for,
        arrivals=[
            standing.Arrival(a.at, a.readable, a.report not in own and not a.bounced, a.bounced and a.at in bounces)
            for a in arrivals
        ],
        related=related,
        drafts=letters,
        undecided=bool(set(own) - {decision.report for decision in decisions}),
        decided=bool(decisions) and ConsentState.ASKED not in {one.report: one.state for one in decisions}.values(),
        reporters=len({party.site_id or party.domain or party.name for party in case.parties}),
        last_seen=case.last,
    )
    return related, incidents.Standing(
        reporter=case.parties[0].name if case.parties else "",
        subject=ticket.subject,
        consent=consent.summary(decisions, own),
        ball=turn.ball,
        ball_since=turn.since,
        reason=turn.reason,
        unread=not all(a.readable for a in arrivals),
        need=turn.need,
    )


def _site_ids(case: Case, near: Sequence[Case]) -> set[int]:
    cases = (case, *near)
    return {s.site_id for c in cases for s in c.sightings if s.site_id} | {i for c in cases for i in c.reporting_sites}
