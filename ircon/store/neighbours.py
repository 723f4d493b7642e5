"""Incidents as the rules about sites see them, and which of them touch each other.

Two incidents touch by an address, a name, or a site that reports or is named. This
only finds them; whether they belong together, and why, is decided in ``ircon.sites``.
What very many incidents share (a resolver, a scanner that everybody sees) connects
nothing.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon.model import IncidentClass, ObservableKind, Role
from ircon.sites import unknown
from ircon.sites.case import COMMON, Case, Party, Sighting
from ircon.sites.links import CAMPAIGN, LONG_AGO
from ircon.store import ignoring, journal, keys, newest, saidroles, stamps, traces

if TYPE_CHECKING:
    from ircon.store.store import Store

MOST = 50
"""How many neighbours are looked at, the newest first."""

FAST = timedelta(days=30)
"""By how much at most a clock is taken to be fast."""

MOST_LANS = 30
"""In how many IPv6 networks of one incident it is looked for others' hosts."""

MOST_SIGHTINGS = 2_000
"""How many different values of one report are looked at, in the order they stand in it.

Not of an incident: what a report that is withheld names must not decide which part another gives a site.
"""


def case(store: Store, incident: int, *, fresh: bool = False) -> Case | None:
    """Return an incident reduced to who reports and what is named, or None where there is none.

    ``fresh``: it was opened just now, and no handler can have said anything about it.
    """
    bare = parties_of(store, incident)
    if bare is None:
        return None
    return Case(
        incident,
        bare.klass,
        bare.received,
        bare.parties,
        first=bare.first,
        last=bare.last,
        sightings=_sightings(store, incident),
        traces=traces.of_incident(store, incident),
        said={} if fresh else saidroles.of_incident(store, incident),
        class_said=not fresh and journal.holds(store, incident, "class"),
    )


def parties_of(store: Store, incident: int) -> Case | None:
    """Return an incident reduced to who reports and when it was, nothing of what is named; None where there is none."""
    found = store.rows("SELECT class, received FROM incident WHERE id = ?", (incident,))
    if not found:
        return None
    first, last = _span(store, incident)
    return Case(
        incident=incident,
        klass=IncidentClass(found[0][0]),
        received=stamps.from_text(found[0][1]),
        parties=_parties(store, incident),
        sightings=(),
        first=first,
        last=last,
    )


def _span(store: Store, incident: int) -> tuple[datetime | None, datetime | None]:
    """Return when the log lines begin and end, each report's by its clock as stated or settled."""
    found = store.rows(
        "SELECT min(at), max(at), coalesce(seconds, shift) FROM log_line JOIN report ON report.id = log_line.report_id"
        " LEFT JOIN clock ON clock.report_id = report.id WHERE incident_id = ? AND at IS NOT NULL GROUP BY report.id",
        (incident,),
    )
    moved = [(timedelta(seconds=shift), stamps.from_text(low), stamps.from_text(high)) for low, high, shift in found]
    if not moved:
        return None, None
    return min(low + shift for shift, low, _ in moved), max(high + shift for shift, _, high in moved)


def _parties(store: Store, incident: int) -> tuple[Party, ...]:
    """Return who sent the reports. A site's answer to a notice makes it no reporter, nor does a bounce its mailer."""
    found = store.rows(
        "SELECT id, coalesce((SELECT name FROM site WHERE site.id = site_id), nullif(site_name, ''), nullif(mail, ''),"
        " name), site_id, mail, proposed_class FROM report"
        " WHERE incident_id = :i AND (site_id IS NULL OR NOT EXISTS (SELECT 1"
        "  FROM draft WHERE draft.incident_id = :i AND draft.site_id = report.site_id AND sent_at < received))"
        " AND (format <> 'bounce' OR id = (SELECT min(id) FROM report WHERE incident_id = :i)) ORDER BY received, id",
        {"i": incident},
    )
    return tuple(
        Party(report, name, site, mail.rpartition("@")[2].lower(), IncidentClass(klass))
        for report, name, site, mail, klass in found
    )


def _sightings(store: Store, incident: int) -> tuple[Sighting, ...]:
    """Return what the reports name, each value once a report."""
    found = store.rows(
        "SELECT report_id, kind, value, role, site_id, logged,"
        " (SELECT count(*) FROM (SELECT DISTINCT incident_id FROM observable AS s WHERE s.value = o.value LIMIT :most))"
        " FROM (SELECT report_id, kind, value, max(role) AS role, site_id, min(id) AS first,"
        "  sum(EXISTS (SELECT 1 FROM log_line AS l WHERE l.report_id = observable.report_id"
        "   AND l.line = observable.line)) AS logged,"
        "  row_number() OVER (PARTITION BY report_id ORDER BY min(id)) AS place"
        "  FROM observable WHERE incident_id = :i GROUP BY report_id, kind, value) AS o"
        " WHERE place <= :values ORDER BY first",
        {"i": incident, "most": COMMON + 1, "values": MOST_SIGHTINGS},
    )
    ignored = ignoring.held(store, [(kind, value) for _, kind, value, *_ in found])
    return tuple(
        Sighting(
            report,
            ObservableKind(kind),
            value,
            Role(role) if role else None,
            site,
            log_lines,
            COMMON + 1 if value in ignored else seen,
        )
        for report, kind, value, role, site, log_lines, seen in found
    )


def of(store: Store, this: Case) -> tuple[int, ...]:
    """Return the incidents that share a value or a site with this one and may belong with it, the newest first."""
    import json

    named = {s.site_id for s in this.sightings if s.site_id is not None and not s.common}
    found = store.rows(
        "SELECT DISTINCT incident_id FROM observable WHERE value IN (SELECT value FROM json_each(?))"
        " ORDER BY 1 DESC LIMIT ?",
        (json.dumps([s.value for s in this.sightings if not s.common]), MOST + 1),
    )
    near = {number for (number,) in found}
    for low, high in _lans(this):
        near.update(
            number
            for (number,) in store.rows(
                "SELECT DISTINCT incident_id FROM observable WHERE key BETWEEN ? AND ? ORDER BY 1 DESC LIMIT ?",
                (low, high, MOST + 1),
            )
        )
    if named:
        near.update(newest.naming(store, named, MOST + 1))
        near.update(newest.reported_by(store, named, MOST + 1))
    if reporting := this.reporting_sites.keys() - named:
        near.update(_by_others(store, reporting, newest.naming(store, reporting, MOST + 1)))
    near.discard(this.incident)
    met = _not_long_over(store, this, LONG_AGO, sorted(near, reverse=True)[:MOST])
    if len(met) < MOST:  # what shares a trace only comes after what shares an address or a site
        sharing = [n for n in traces.sharing(store, this.traces, MOST + 1) if n not in near and n != this.incident]
        met += _not_long_over(store, this, CAMPAIGN, sharing)
    return tuple(met[:MOST])


def _lans(this: Case) -> list[tuple[str, str]]:
    """Return the ranges of keys of the IPv6 networks (/64) that are named, the first ``MOST_LANS`` of them."""
    import ipaddress

    named = (unknown.lan(s.kind, s.value) for s in this.sightings if not s.common)
    found = dict.fromkeys(network for network in named if network)
    return [keys.range_of_netblock(ipaddress.ip_network(network)) for network in list(found)[:MOST_LANS]]


def _by_others(store: Store, sites: Set[int], numbers: Sequence[int]) -> list[int]:
    """Leave out what one of these sites reported itself: that its own hosts stand in all its reports says nothing."""
    import json

    found = store.rows(
        "SELECT number.value FROM json_each(?) AS number WHERE NOT EXISTS (SELECT 1 FROM report"
        " WHERE incident_id = number.value AND +site_id IN (SELECT value FROM json_each(?)))",
        (json.dumps(numbers), json.dumps(sorted(sites))),
    )
    return [number for (number,) in found]


def _not_long_over(store: Store, this: Case, long: timedelta, numbers: Sequence[int]) -> list[int]:
    """Leave out what was over so long before that no rule would link it: an archive is full of it.

    An incident was over when its last message came, but for clocks that are fast.
    """
    import json

    edge = this.span[0] - long - FAST
    found = store.rows(
        "SELECT number.value FROM json_each(?) AS number WHERE (SELECT max(received) FROM report"
        " WHERE incident_id = number.value) >= ? ORDER BY number.key",
        (json.dumps(numbers), stamps.to_text(edge)),
    )
    return [number for (number,) in found]


def naming_reporters(store: Store, this: Case) -> tuple[int, ...]:
    """Return the incidents linked to this one that name an address or a name of a site which reports here."""
    import json

    found = store.rows(
        "SELECT other_id FROM link WHERE incident_id = ? AND EXISTS (SELECT 1 FROM observable WHERE"
        " incident_id = other_id AND site_id IN (SELECT value FROM json_each(?))) ORDER BY score DESC, other_id DESC",
        (this.incident, json.dumps(sorted(this.reporting_sites))),
    )
    return tuple(number for (number,) in found)
