"""What part a related site plays in an incident, worked out from what its reports name.

A victim reports what reached it: so an address in its log lines of which nothing else is
said is a source. What the line or the format itself says goes before that, and a site
that is seen at both ends is a stepping stone. Nothing here is an accusation; it decides
whom the handlers will ask, and the handlers see why. What a handler has said of a site
goes before all of it, in its own incident and where links are looked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ircon.model import IncidentClass, ObservableKind, RelatedSite, Role
from ircon.sites import unknown
from ircon.sites.case import Case, Key, Party, Said, Sighting

_ATTACKS = frozenset(
    {
        IncidentClass.SCAN,
        IncidentClass.INTRUSION,
        IncidentClass.DOS,
        IncidentClass.SNIFFING,
        IncidentClass.SPAM,
        IncidentClass.ICS,
        IncidentClass.TARGETED,
    }
)
_HOSTING = {
    IncidentClass.PHISHING: Role.PHISHING_HOST,
    IncidentClass.MALWARE: Role.MALWARE_HOST,
    IncidentClass.DEFACEMENT: Role.TARGET,
    IncidentClass.COPYRIGHT: Role.OTHER,
}
_FETCHING = frozenset({IncidentClass.TARGETED, IncidentClass.ICS})
"""Where a URL is what the victim's host fetched its malware from."""

_ABOUT_PAGES = frozenset({IncidentClass.COPYRIGHT, IncidentClass.OTHER})
"""Where a URL is what the report is about, whatever part its host plays."""

_ADDRESSES = frozenset({ObservableKind.IPV4, ObservableKind.IPV6, ObservableKind.CIDR})
_WEIGHT = (
    Role.STEPPING_STONE,
    Role.SOURCE,
    Role.PHISHING_HOST,
    Role.MALWARE_HOST,
    Role.RELAY,
    Role.TARGET,
    Role.OTHER,
)
"""Which role a site is listed under when its observables say several."""

CAUSES = frozenset({Role.SOURCE, Role.STEPPING_STONE, Role.RELAY, Role.MALWARE_HOST, Role.PHISHING_HOST})
"""The parts of a host from which others suffer: if it was broken into, its own site may have reported that."""

_WORDS = {
    Role.SOURCE: ("is", "are", "the source"),
    Role.TARGET: ("is", "are", "the target"),
    Role.STEPPING_STONE: ("is", "are", "used as a stepping stone"),
    Role.RELAY: ("is", "are", "the relay"),
    Role.MALWARE_HOST: ("serves", "serve", "malware"),
    Role.PHISHING_HOST: ("serves", "serve", "a phishing page"),
    Role.OTHER: ("is", "are", "named"),
}


def related(case: Case, linked: Iterable[Case] = (), names: dict[int, str] | None = None) -> tuple[RelatedSite, ...]:
    """Return the sites that an incident involves besides those that report it, sources first.

    ``linked`` are the incidents of the same series, ``names`` the register's names by number.
    State and permission are left at their defaults: they are the store's to fill in. The
    reason is that of the role worked out, also where a handler has said another.
    """
    names = names or {}
    role_of = proposer(case)
    sites = _by_site(case, role_of).items()
    alone = _alone(case)
    found = {key: _from_sightings(role_of, key, seen, names, alone) for key, seen in sites}
    for other in linked:
        for key, site in _from_other(case, other).items():
            found.setdefault(key, site)
    told = (_as_said(site, case.said.get(key)) for key, site in found.items())
    return tuple(sorted(told, key=lambda site: (_WEIGHT.index(site.role), site.name)))


def _as_said(site: RelatedSite, said: Said | None) -> RelatedSite:
    return site if said is None else replace(site, role=said.role, said_by=said.by)


RoleOf = Callable[[Sighting], Role]
Alone = dict[int, tuple[Sequence[Sighting], RoleOf]]


def reader(case: Case) -> RoleOf:
    """Return what tells the part that an observable of ``case`` plays: its site's by a handler's word, else proposed.

    Nobody's word on a site is meant for mail addresses, which are forged more often than not.
    """
    proposed = proposer(case)
    if not case.said:
        return proposed

    def role_of(sighting: Sighting) -> Role:
        said = None if sighting.kind is ObservableKind.MAIL else case.said.get(_key(sighting) or "")
        return said.role if said else proposed(sighting)

    return role_of


def _key(sighting: Sighting) -> Key | None:
    return sighting.site_id if sighting.site_id is not None else unknown.name(sighting.kind, sighting.value)


def proposer(case: Case) -> RoleOf:
    """Return what works out the part that an observable of ``case`` plays from the reports alone.

    What is said of it there goes first, else what its class of incident suggests.
    """
    only_prose = not any(sighting.role is Role.SOURCE or sighting.in_log for sighting in case.sightings)
    relayed = Role.SOURCE if _own_server_was_used(case) else Role.RELAY

    def role_of(sighting: Sighting) -> Role:
        if sighting.role is not None:
            return sighting.role
        if sighting.kind is ObservableKind.MAIL:
            return Role.OTHER
        if case.klass in _HOSTING:
            return _HOSTING[case.klass]
        if sighting.kind is ObservableKind.URL:
            return Role.MALWARE_HOST if case.klass in _FETCHING else Role.OTHER
        if case.klass is IncidentClass.RELAY:
            return relayed
        # A report that names addresses in its prose alone means the source: whom else would it name?
        if case.klass in _ATTACKS and (sighting.in_log or only_prose):
            return Role.SOURCE
        return Role.OTHER

    return role_of


def _own_server_was_used(case: Case) -> bool:
    """In a report of mail relaying the reporter's own host stands in the log only if it was the relay."""
    own = case.reporting_sites
    return any(sighting.in_log and sighting.site_id in own for sighting in case.sightings)


def _alone(case: Case) -> Alone:
    """Return each report's sightings with what tells their parts from that report alone, and of a handler's class."""
    seen: dict[int, list[Sighting]] = {}
    for sighting in case.sightings:
        seen.setdefault(sighting.report, []).append(sighting)
    found: Alone = {}
    for party in case.parties:
        klass = case.klass if case.class_said else party.klass or case.klass
        own = tuple(seen.get(party.report, ()))
        found[party.report] = (own, proposer(replace(case, klass=klass, parties=(party,), sightings=own)))
    return found


def combined(roles: Iterable[Role]) -> Role:
    """Return a site's role from those of its observables: at both ends means a stepping stone."""
    said = set(roles)
    if {Role.SOURCE, Role.TARGET} <= said:
        return Role.STEPPING_STONE
    return next((role for role in _WEIGHT if role in said), Role.OTHER)


# --- from what the incident's own reports name --------------------------------------


def _by_site(case: Case, role_of: RoleOf) -> dict[Key, list[Sighting]]:
    """Sort the sightings by the site they lead to, leaving out the reporters' own and what is everywhere."""
    own_sites = set(case.reporting_sites)
    own_names = {name for party in case.parties if (name := unknown.of_host(party.domain)) is not None}
    own_names |= _attacked_netblock(case)
    found: dict[Key, list[Sighting]] = {}
    for sighting in case.sightings:
        # A sender's mail address is forged more often than not.
        if sighting.kind is ObservableKind.MAIL:
            continue
        key = sighting.site_id if sighting.site_id is not None else _unknown_key(case, role_of, sighting)
        if key is None or ((key in own_sites or key in own_names) and not _others_say(case, role_of, sighting)):
            continue
        found.setdefault(key, []).append(sighting)
    return found


def _others_say(case: Case, role_of: RoleOf, sighting: Sighting) -> bool:
    """Say whether one reporter names another reporter's host as doing harm.

    So it is where a broken-in site's report was put together with those of its victims.
    """
    if sighting.site_id is None or role_of(sighting) not in CAUSES:
        return False
    party = next((party for party in case.parties if party.report == sighting.report), None)
    return party is not None and party.site_id != sighting.site_id


def _attacked_netblock(case: Case) -> set[str]:
    """Return the one netblock that an unregistered reporter's logs name as the target: it is the reporter's own.

    Where there are several, some are others', and none is left out.
    """
    if case.reporting_sites or case.klass not in _ATTACKS:
        return set()
    targets = (s for s in case.sightings if s.role is Role.TARGET and s.site_id is None and s.kind in _ADDRESSES)
    blocks = {name for s in targets if (name := unknown.name(s.kind, s.value)) is not None}
    return blocks if len(blocks) == 1 else set()


def _unknown_key(case: Case, role_of: RoleOf, sighting: Sighting) -> str | None:
    """Name an unregistered site, unless the sighting is too weak: a common value of no said part, a name in passing."""
    if case.said and (name := unknown.name(sighting.kind, sighting.value)) in case.said:
        return name
    if sighting.common and sighting.role is None:
        return None
    in_passing = role_of(sighting) is Role.OTHER and sighting.kind not in _ADDRESSES
    if in_passing and not (sighting.kind is ObservableKind.URL and case.klass in _ABOUT_PAGES):
        return None
    return unknown.name(sighting.kind, sighting.value)


def _from_sightings(
    role_of: RoleOf, key: Key, seen: Sequence[Sighting], names: dict[int, str], alone: Alone
) -> RelatedSite:
    role = combined(map(role_of, seen))
    values = tuple(dict.fromkeys(sighting.value for sighting in seen))
    telling = [s.value for s in seen if role_of(s) is role] or list(values)
    return RelatedSite(
        site_id=key if isinstance(key, int) else None,
        name=names.get(key, f"site {key}") if isinstance(key, int) else key,
        role=role,
        evidence=values,
        reason=_reason(telling, role, seen),
        reports=tuple(sorted({sighting.report for sighting in seen})),
        parts=tuple(_parts(key, alone)) if isinstance(key, int) else (),
    )


def _parts(key: int, alone: Alone) -> Iterator[tuple[int, Role]]:
    """Yield of each report that names a registered site the part that it alone gives it."""
    for report, (seen, role_of) in sorted(alone.items(), key=lambda one: one[0]):
        mine = [role_of(one) for one in seen if one.site_id == key and one.kind is not ObservableKind.MAIL]
        if mine:
            yield report, combined(mine)


def _reason(telling: Sequence[str], role: Role, seen: Sequence[Sighting]) -> str:
    more = len(set(telling)) - 1
    subject = telling[0] + (f" and {more} more" if more else "")
    lines = sum(sighting.log_lines for sighting in seen)
    where = f" in {lines} log line{'s' * (lines > 1)}" if lines else ""
    return f"{subject} {says(role, several=bool(more))}{where}"


def says(role: Role, *, several: bool = False) -> str:
    """Return what an observable does in this part, as the rest of a sentence: ``is the source``."""
    one, many, what = _WORDS[role]
    return f"{many if several else one} {what}"


# --- from what other sites have reported ---------------------------------------------


def _from_other(case: Case, other: Case) -> dict[Key, RelatedSite]:
    """The sites that report, in a linked incident, a source which belongs to a site that reports here."""
    here = case.reporting_sites
    role_of = reader(other)
    found: dict[Key, RelatedSite] = {}
    for sighting in other.sightings:
        if sighting.site_id not in here or role_of(sighting) not in (Role.SOURCE, Role.STEPPING_STONE):
            continue
        assert sighting.site_id is not None
        for party in other.parties:
            key = party.site_id if party.site_id is not None else unknown.of_host(party.domain)
            if key is not None and key not in here and party.report == sighting.report:
                found.setdefault(key, _target(key, party, sighting.value, here[sighting.site_id], other.incident))
    return found


def _target(key: Key, party: Party, value: str, here: Party, incident: int) -> RelatedSite:
    return RelatedSite(
        site_id=party.site_id,
        name=party.name or str(key),
        role=Role.TARGET,
        evidence=(value,),
        reason=f"reports {value} of {here.name} as its source (#{incident})",
        reports=(party.report,),
    )
