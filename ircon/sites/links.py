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

_ENDS = {Role.SOURCE: 1, Role.STEPPING_STONE: 1, Role.TARGET: -1}
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
        self._role_of = roles.reader(case)
        self.telling = {s.value: s for s in case.sightings if not s.common and s.site_id not in self.sites}

    def end(self, sighting: Sighting) -> int:
        """1 at the source's end, -1 at the target's, 0 where it is neither."""
        return _ENDS.get(self._role_of(sighting), 0)


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
            if number is None or number not in reporting.sites or number in naming.sites or naming.end(sighting) != 1:
                continue
            yield (
                _REPORTS_THERE,
                f"{reporting.sites[number].name} reports {reports}; its {sighting.value} is the source {place}",
            )
            break


def _shared_values(this: _Side, other: _Side) -> Iterable[Sign]:
    for value, sighting in this.telling.items():
        if value not in other.telling:
            continue
        end, other_end = this.end(sighting), other.end(other.telling[value])
        if end * other_end == -1:
            yield _OPPOSITE, f"{value} is the {_name(end)} here and the {_name(other_end)} there"
        elif end == other_end == 1:
            yield _SAME_VALUE[sighting.kind], f"{value} is the source here and there"
        else:
            yield _SAME_VALUE[sighting.kind], f"{value} is named here and there"


def _same_site(this: _Side, other: _Side) -> Iterable[Sign]:
    """Other addresses of the same registered site, in the same kind of incident."""
    if this.case.klass is not other.case.klass:
        return
    sources = {s.site_id: s for s in this.telling.values() if s.site_id and this.end(s) == 1}
    for sighting in other.telling.values():
        mine = sources.get(sighting.site_id) if sighting.site_id else None
        if mine is not None and other.end(sighting) == 1 and mine.value != sighting.value:
            yield _SAME_SITE, f"{mine.value} here and {sighting.value} there are of the same site"
            return


def _name(end: int) -> str:
    return "source" if end == 1 else "target"
