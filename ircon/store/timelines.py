"""The log lines of incidents for one timeline, all of them or those that concern a site or an address."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ircon.model import Certainty
from ircon.store import keys, register, stamps
from ircon.timeline import Clock, Source, Timeline, build, shift_stated

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store

MOST = 20_000
"""How many lines one timeline holds, the earliest of them; what is beyond is counted."""


def read(store: Store, incidents: Iterable[int], *, about: str = "", most: int = MOST) -> Timeline:
    """Return the lines of all reports of these incidents in one order.

    ``about`` keeps what concerns one site (its name, domain or number): what it reported,
    and what names an address or name of its; or one address, netblock or name.
    """
    which = json.dumps(sorted(set(incidents)))
    clocks = _clocks(store, which)
    clause, parameters = _about(store, about)
    where = f"report_id IN (SELECT id FROM report WHERE incident_id IN (SELECT value FROM json_each(:which))){clause}"
    found = store.rows(
        f"SELECT report_id, line, text, at, year, zone FROM log_line WHERE {where}"
        " ORDER BY at IS NULL, at, report_id, line LIMIT :most",
        {"which": which, "most": most + 1, **parameters},
    )
    left = 0
    if len(found) > most:
        counted = store.rows(f"SELECT count(*) FROM log_line WHERE {where}", {"which": which, **parameters})
        left = counted[0][0] - most
    sure = {str(certainty): certainty for certainty in Certainty}
    lines = (
        Source(report, line, text, stamps.from_text(at) if at else None, sure[year], sure[zone])
        for report, line, text, at, year, zone in found[:most]
    )
    return build(lines, clocks, left_out=left)


def _clocks(store: Store, which: str) -> list[Clock]:
    found = store.rows(
        "SELECT report.id, incident_id, coalesce(site.name, nullif(site_name, ''), nullif(mail, ''),"
        " report.name), remarks, text, occurred, seconds FROM report LEFT JOIN site ON site.id = site_id"
        " LEFT JOIN clock ON clock.report_id = report.id"
        " WHERE incident_id IN (SELECT value FROM json_each(?)) ORDER BY received, report.id",
        (which,),
    )
    return [_clock(*row) for row in found]


def _clock(
    report: int, incident: int, whose: str, remarks: str, text: str, occurred: str, settled: float | None
) -> Clock:
    from ircon.evidence.remarks import stated

    told = stated(remarks)
    if told.zone is None and told.accurate is None and told.error_seconds is None:
        told = stated(text)
    zone = told.zone or stated(occurred).zone
    shift = shift_stated(told.quote, told.error_seconds) if settled is None else settled
    name = zone.tzname(None) if zone is not None else ""
    error = told.error_seconds
    return Clock(
        report, incident, whose, name or str(zone or ""), told.accurate, error, shift, told.quote, settled is not None
    )


def _about(store: Store, about: str) -> tuple[str, dict[str, Any]]:
    if not (wanted := about.strip()):
        return "", {}
    named = "(report_id, line) IN (SELECT report_id, line FROM observable WHERE incident_id IN"
    named += " (SELECT value FROM json_each(:which)) AND "
    if span := keys.range_told(wanted):
        return f" AND {named} key BETWEEN :low AND :high)", {"low": span[0], "high": span[1]}
    site = register.find(store, wanted)
    if site is not None:
        own = "report_id IN (SELECT id FROM report WHERE site_id = :site)"
        return f" AND ({own} OR {named} site_id = :site))", {"site": site.id}
    low, high = keys.range_of_domain(wanted)
    return f" AND {named} key BETWEEN :low AND :high)", {"low": low, "high": high}


def settle(change: Change, report: int, seconds: float | None) -> None:
    """Settle by how many seconds a report's lines are moved; None goes back to what was stated. Can be undone."""
    found = change.store.value("SELECT id FROM clock WHERE report_id = ?", (report,))
    if found is None:
        change.insert("clock", {"report_id": report, "seconds": seconds})
    else:
        change.update("clock", found, {"seconds": seconds})


def of_incident(store: Store, incident: int, lines: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of the lines (by report and line) that stand in reports of this incident."""
    own = {report for (report,) in store.rows("SELECT id FROM report WHERE incident_id = ?", (incident,))}
    return sorted({line for line in lines if line[0] in own})


def sites_named(store: Store, lines: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the registered sites that these lines name, each with the number of lines that do."""
    found = store.rows(
        "WITH told AS (SELECT value ->> 0 AS report, value ->> 1 AS line FROM json_each(?))"
        " SELECT site_id, count(DISTINCT report_id || ':' || observable.line) FROM told JOIN observable"
        " ON report_id = report AND observable.line = told.line WHERE site_id IS NOT NULL GROUP BY site_id",
        (json.dumps(list(lines)),),
    )
    return dict(found)
