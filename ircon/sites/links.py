"""Which incidents belong to one series, and why in one line.

The strongest sign is that the same site reports in one incident and is the source in
another: an intruder works from it. Then come the same address at opposite ends, the same
address at the same end, the same URL. What is close in time counts in full, what is far
apart in part or not at all: addresses change hands; what half the world names counts
for nothing. Handlers decide: a link is a
proposal until they have put the incidents together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ircon.model import Link, ObservableKind, Role
from ircon.sites import roles
from ircon.sites.case import Case, Sighting

WORTH_SAYING = 0.4
"""Links that score less are not proposed."""

MOST = 20
NEAR = timedelta(days=7)
FAR = timedelta(days=90)
LONG_AGO = timedelta(days=365)

_CAUSES = frozenset({Role.SOURCE, Role.STEPPING_STONE, Role.RELAY, Role.MALWARE_HOST, Role.PHISHING_HOST})
"""The parts of a host from which others suffer: if it was broken into, its own site may have reported that."""
_SAME_VALUE = {
    ObservableKind.IPV4: 0.6,
    ObservableKind.IPV6: 0.6,
    ObservableKind.CIDR: 0.3,
    ObservableKind.HOST: 0.6,
    ObservableKind.URL: 0.8,
    ObservableKind.MAIL: 0.45,
}
_OPPOSITE = 0.9
_REPORTS_THERE = 1.0
_SAME_SITE = 0.45


def propose(this: Case, others: Iterable[Case]) -> tuple[Link, ...]:
    """Return the incidents among ``others`` that may belong with ``this``, the likeliest first.

    ``others`` are candidates: incidents that name a value of this one, that name an
    observable of a site which reports here, or whose reporter's site is named here.
    """
    mine = _Side(this)
    found = [link for other in others if other.incident != this.incident and (link := _link(mine, _Side(other)))]
    return tuple(sorted(found, key=lambda link: (-link.score, link.incident))[:MOST])


class _Side:
    """One of the two incidents, with what is asked of it more than once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.sites = case.reporting_sites
        self.role = roles.reader(case)
        self.telling = {s.value: s for s in case.sightings if not s.common and s.site_id not in self.sites}

    def causes(self, sighting: Sighting) -> bool:
        """Say whether others suffer from it here."""
        return self.role(sighting) in _CAUSES


def _link(this: _Side, other: _Side) -> Link | None:
    signs = [*_reporter_is_source(this, other), *_shared_values(this, other)] or [*_same_site(this, other)]
    if not signs:
        return None
    doubt = 1.0
    for strength, _ in signs:
        doubt *= 1 - strength
    score = round((1 - doubt) * _nearness(this.case, other.case), 3)
    strongest = max(signs, key=lambda sign: sign[0])
    return Link(other.case.incident, strongest[1], score) if score >= WORTH_SAYING else None


def _nearness(this: Case, other: Case) -> float:
    """1 where they happened within a week of each other, less where the gap is longer, 0 over a year."""
    (start, end), (other_start, other_end) = this.span, other.span
    gap = max(start - other_end, other_start - end, timedelta(0))
    return 1.0 if gap <= NEAR else 0.7 if gap <= FAR else 0.4 if gap <= LONG_AGO else 0.0


# --- the signs, each as a strength and a reason --------------------------------------

Sign = tuple[float, str]


def _reporter_is_source(this: _Side, other: _Side) -> Iterable[Sign]:
    """The site that reports one incident is the source of the other, whichever way round."""
    for reporting, naming, reports, place in ((this, other, "here", "there"), (other, this, "there", "here")):
        for sighting in naming.case.sightings:
            number = sighting.site_id
            if number is None or number not in reporting.sites or number in naming.sites or not naming.causes(sighting):
                continue
            yield (
                _REPORTS_THERE,
                f"{reporting.sites[number].name} reports {reports};"
                f" its {sighting.value} {roles.says(naming.role(sighting))} {place}",
            )
            break


def _shared_values(this: _Side, other: _Side) -> Iterable[Sign]:
    for value, sighting in this.telling.items():
        if value not in other.telling:
            continue
        here, there = this.role(sighting), other.role(other.telling[value])
        if here is there and here in _CAUSES:
            yield _SAME_VALUE[sighting.kind], f"{value} {roles.says(here)} here and there"
        elif (here in _CAUSES and there is Role.TARGET) or (there in _CAUSES and here is Role.TARGET):
            yield _OPPOSITE, f"{value} {roles.says(here)} here and {roles.says(there).removeprefix('is ')} there"
        else:
            yield _SAME_VALUE[sighting.kind], f"{value} is named here and there"


def _same_site(this: _Side, other: _Side) -> Iterable[Sign]:
    """Other addresses of the same registered site, in the same kind of incident."""
    if this.case.klass is not other.case.klass:
        return
    sources = {s.site_id: s for s in this.telling.values() if s.site_id and this.causes(s)}
    for sighting in other.telling.values():
        mine = sources.get(sighting.site_id) if sighting.site_id else None
        if mine is not None and other.causes(sighting) and mine.value != sighting.value:
            yield _SAME_SITE, f"{mine.value} here and {sighting.value} there are of the same site"
            return
