"""Which incidents belong to one series, and why in one line.

The strongest sign is that the same site reports in one incident and is the source in
another: an intruder works from it. Then come the same address at opposite ends, the same
address at the same end, the same URL; then what one tool leaves behind (``traces``). What
is close in time, by clocks as corrected, counts in full, what is far apart in part or not
at all: addresses change hands. What half the world names counts for nothing. Handlers
decide: a link is a proposal until they have put the incidents together.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ircon.model import IncidentClass, Link, ObservableKind, Role
from ircon.sites import roles, unknown
from ircon.sites.case import Case, Sighting
from ircon.sites.everywhere import is_private
from ircon.sites.traces import DOMAIN, HASH, SERVER, Trace, TraceKind

WORTH_SAYING = 0.4
"""Links that score less are not proposed."""

MOST = 20
AT_ONCE = timedelta(days=2)
NEAR = timedelta(days=7)
WEEKS = timedelta(days=45)
FAR = timedelta(days=90)
LONG_AGO = timedelta(days=365)
CAMPAIGN = timedelta(days=30)
"""So long one tool is taken to be in the same hands."""

_SAME_VALUE = {
    ObservableKind.IPV4: 0.6,
    ObservableKind.IPV6: 0.6,
    ObservableKind.CIDR: 0.3,
    ObservableKind.HOST: 0.6,
    ObservableKind.URL: 0.8,
    ObservableKind.MAIL: 0.45,
}
_OPPOSITE = 0.9
_SAME_SITE = 0.45
_SAME_SITE_ELSEWHERE = 0.3
_RARE = 10
_TRACES = {TraceKind.WORD: (0.35, 0.25), TraceKind.LINE: (0.3, 0.2)}
"""How much a shared trace weighs: seen in few incidents, and seen in more. One alone is not enough."""

_SAME_KIT = 0.45
"""How much it weighs that what is reported for its pages lies in one folder of a server, under one name, in both."""

_SAME_SERVER = 0.6
"""How much it weighs that URLs of both have one server's name, or that both tell one file's hash."""

_SAME_DOMAIN = 0.45
"""How much it weighs that their servers' names lie below one registered domain."""

_HOSTS_MANY = frozenset(
    {IncidentClass.PHISHING, IncidentClass.MALWARE, IncidentClass.DEFACEMENT, IncidentClass.COPYRIGHT}
)
"""Here an address is a web server's, and one server holds the pages of many who have nothing to do with each other."""

_ON_A_SHARED_SERVER = 0.3

_SUFFERED = frozenset(
    {
        IncidentClass.SCAN, IncidentClass.SPAM, IncidentClass.DOS, IncidentClass.PHISHING, IncidentClass.COPYRIGHT,
        IncidentClass.OTHER,
    }
)
"""Who reports these tells of others' doings; only who was broken into tells why their own host does harm."""

_SAME_LAN = 0.55
"""How much it weighs that hosts of one IPv6 /64 do harm in both: one network's, or one host's by turns (RFC 8981)."""

_FOUND_OUT = timedelta(days=21)
"""So long before or after its host did harm a site's report explains that, where it tells of no intruder."""

_BROKEN_IN = 1.0
_PERHAPS_BROKEN_IN = 0.9
_REPORTS_OTHERWISE = 0.3
_SAME_TARGET = 0.45


def propose(this: Case, others: Iterable[Case]) -> tuple[Link, ...]:
    """Return the incidents among ``others`` that may belong with ``this``, the likeliest first.

    ``others`` are candidates: incidents that name a value of this one, that name an
    observable of a site which reports here, whose reporter's site is named here, or that
    share a trace.
    """
    mine = _Side(this)
    found = [link for other in others if other.incident != this.incident and (link := _link(mine, _Side(other)))]
    return tuple(sorted(found, key=lambda link: (-link.score, link.incident))[:MOST])


class _Side:
    """One of the two incidents, with what is asked of it more than once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.sites = case.reporting_sites
        self.domains = tuple(party.domain for party in case.parties if party.domain)
        self.role = roles.reader(case)
        self.from_outside = any(
            self.causes(s) and not is_private(s.kind, s.value) and s.site_id not in self.sites for s in case.sightings
        )
        self.telling = {s.value: s for s in case.sightings if self._tells(s)}

    def _tells(self, sighting: Sighting) -> bool:
        """A reporter's own hosts stand in each of its reports, private addresses in everybody's.

        Of these one that does harm counts where no other address does: it stands for one.
        """
        if sighting.common or sighting.site_id in self.sites:
            return False
        private = sighting.site_id is None and is_private(sighting.kind, sighting.value)
        if private and (self.from_outside or not self.causes(sighting)):
            return False
        return not self._is_own(sighting)

    def _is_own(self, sighting: Sighting) -> bool:
        if sighting.kind in (ObservableKind.IPV4, ObservableKind.IPV6, ObservableKind.CIDR) or not self.domains:
            return False
        host = unknown.host(sighting.kind, sighting.value)
        return any(host == domain or host.endswith(f".{domain}") for domain in self.domains)

    def explains(self, value: str, gap: timedelta) -> float:
        """Say how well what is reported here explains why the reporter's own host, by its address, does harm."""
        own_words = any(s.value == value and self.causes(s) for s in self.case.sightings)
        if self.case.klass is IncidentClass.INTRUSION or own_words:
            return _BROKEN_IN
        return _REPORTS_OTHERWISE if self.case.klass in _SUFFERED or gap > _FOUND_OUT else _PERHAPS_BROKEN_IN

    def reports_with(self, other: _Side) -> bool:
        """Say whether one site reports both."""
        return bool(self.sites.keys() & other.sites.keys() or set(self.domains) & set(other.domains))

    def causes(self, sighting: Sighting) -> bool:
        """Say whether others suffer from it here."""
        return self.role(sighting) in roles.CAUSES


Sign = tuple[float, str]


def _link(this: _Side, other: _Side) -> Link | None:
    gap = _gap(this.case, other.case)
    signs = [*_reporter_is_source(this, other, gap), *_shared_values(this, other)]
    signs = signs or [*_same_lan(this, other)] or [*_same_site(this, other, gap)]
    if gap <= CAMPAIGN:
        signs += _shared_traces(this, other)
    if not signs:
        return None
    doubt = 1.0
    for strength, _ in signs:
        doubt *= 1 - strength
    score = round((1 - doubt) * _nearness(gap), 3)
    strongest = max(signs, key=lambda sign: sign[0])
    return Link(other.case.incident, strongest[1], score) if score >= WORTH_SAYING else None


def _gap(this: Case, other: Case) -> timedelta:
    """How long the one had been over before the other began."""
    (start, end), (other_start, other_end) = this.span, other.span
    return max(start - other_end, other_start - end, timedelta(0))


def _nearness(gap: timedelta) -> float:
    """1 where they happened within a week of each other, less where the gap is longer, 0 over a year."""
    steps = ((NEAR, 1.0), (WEEKS, 0.7), (FAR, 0.55), (LONG_AGO, 0.4))
    return next((weight for most, weight in steps if gap <= most), 0.0)


# --- the signs, each as a strength and a reason --------------------------------------


def _reporter_is_source(this: _Side, other: _Side, gap: timedelta) -> Iterable[Sign]:
    """The site that reports one incident is the source of the other, whichever way round."""
    for reporting, naming, reports, place in ((this, other, "here", "there"), (other, this, "there", "here")):
        for sighting in naming.case.sightings:
            number = sighting.site_id
            if number is None or number not in reporting.sites or number in naming.sites or not naming.causes(sighting):
                continue
            yield (
                reporting.explains(sighting.value, gap),
                f"{reporting.sites[number].name} reports {reports};"
                f" its {sighting.value} {roles.says(naming.role(sighting))} {place}",
            )
            break


def _shared_values(this: _Side, other: _Side) -> Iterable[Sign]:
    hosting = _both_host(this, other)
    same_reporter = this.reports_with(other)
    for value, sighting in this.telling.items():
        if value not in other.telling:
            continue
        here, there = this.role(sighting), other.role(other.telling[value])
        if same_reporter and here not in roles.CAUSES and there not in roles.CAUSES:
            continue  # its own host, which stands in whatever it reports
        strength = _SAME_VALUE[sighting.kind]
        logged = sighting.in_log and other.telling[value].in_log  # no page's address: hosts were seen to talk to it
        if hosting and not logged and sighting.kind in (ObservableKind.IPV4, ObservableKind.IPV6, ObservableKind.CIDR):
            yield _ON_A_SHARED_SERVER, f"{value} serves both"
        elif here is there and here in roles.CAUSES:
            yield strength, f"{value} {roles.says(here)} here and there"
        elif (here in roles.CAUSES and there is Role.TARGET) or (there in roles.CAUSES and here is Role.TARGET):
            yield _OPPOSITE, f"{value} {roles.says(here)} here and {roles.says(there).removeprefix('is ')} there"
        elif here is there is Role.TARGET:
            yield min(strength, _SAME_TARGET), f"{value} is the target here and there"
        else:
            yield strength, f"{value} is named here and there"


def _same_lan(this: _Side, other: _Side) -> Iterable[Sign]:
    """Other addresses of one IPv6 /64, harmful here and there."""
    named = {unknown.lan(s.kind, s.value): s.value for s in this.telling.values() if this.causes(s)}
    mine = {network: value for network, value in named.items() if network}
    for sighting in other.telling.values() if mine else ():
        network = unknown.lan(sighting.kind, sighting.value)
        if network in mine and mine[network] != sighting.value and other.causes(sighting):
            yield _SAME_LAN, f"{mine[network]} here and {sighting.value} there are of one network, {network}"
            return


def _same_site(this: _Side, other: _Side, gap: timedelta) -> Iterable[Sign]:
    """Other addresses of the same registered site, in the same kind of incident; in a large site that says little."""
    if this.case.klass is not other.case.klass:
        return
    sources: dict[int, list[Sighting]] = {}
    for sighting in this.telling.values():
        if sighting.site_id and this.causes(sighting):
            sources.setdefault(sighting.site_id, []).append(sighting)
    best: Sign | None = None
    for sighting in other.telling.values():
        for mine in sources.get(sighting.site_id or 0, ()):
            if not other.causes(sighting) or mine.value == sighting.value:
                continue
            near = gap <= AT_ONCE and unknown.name(mine.kind, mine.value) == unknown.name(sighting.kind, sighting.value)
            strength = _SAME_SITE if near else _SAME_SITE_ELSEWHERE
            if best is None or strength > best[0]:
                best = strength, f"{mine.value} here and {sighting.value} there are of the same site"
    if best is not None:
        yield best


def _shared_traces(this: _Side, other: _Side) -> list[Sign]:
    """What one tool or intruder left behind in both: at most three words and one line count."""
    theirs = {(trace.kind, trace.value) for trace in other.case.traces if not trace.common}
    shared = [t for t in this.case.traces if not t.common and (t.kind, t.value) in theirs]
    if this.reports_with(other):  # a reporter's own server stands in whatever it reports
        shared = [t for t in shared if not t.value.startswith(SERVER)]
    hosting = _both_host(this, other)
    found: list[Sign] = []
    for kind, most in ((TraceKind.WORD, 3), (TraceKind.LINE, 1)):
        weighed = sorted((_weight(trace, hosting), trace.value) for trace in shared if trace.kind is kind)
        for strength, value in weighed[::-1][:most]:
            found.append((strength, _said(kind, value)))
    return found


def _weight(trace: Trace, hosting: bool) -> float:
    if trace.value.startswith(DOMAIN):
        return _SAME_DOMAIN
    if trace.value.startswith((SERVER, HASH)):
        return _SAME_SERVER
    few, more = _TRACES[trace.kind]
    if hosting and trace.value.startswith("/") and trace.value.count("/") > 1:
        return _SAME_KIT
    return few if trace.seen <= _RARE else more


def _both_host(this: _Side, other: _Side) -> bool:
    return this.case.klass in _HOSTS_MANY and other.case.klass in _HOSTS_MANY


def _said(kind: TraceKind, value: str) -> str:
    if kind is TraceKind.WORD:
        told = value[1:13] + "..." if value.startswith(HASH) else value.removeprefix(SERVER)
        return f"{told} stands here and there"
    return f"a line with {value.rpartition(' ')[0]} stands here and there, but for times and addresses"
