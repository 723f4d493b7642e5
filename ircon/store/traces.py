"""The traces of reports, and in how many incidents each stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ircon.sites import traces as rules
from ircon.sites.traces import Trace, TraceKind

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store

MOST = 60
"""How many traces of one incident are looked at."""


def keep(change: Change, report: int, found: Iterable[Trace]) -> None:
    """Keep the traces of a report that is being stored."""
    change.store.conn.executemany(
        "INSERT INTO trace (report_id, kind, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(report, trace.kind, trace.value) for trace in found],
    )


def of_incident(store: Store, incident: int) -> tuple[Trace, ...]:
    """Return the traces in an incident's reports; ``seen`` counts incidents up to one more than too many."""
    found = store.rows(
        "SELECT DISTINCT kind, value FROM trace"
        " WHERE report_id IN (SELECT id FROM report WHERE incident_id = ?) LIMIT ?",
        (incident, MOST),
    )
    return tuple(Trace(TraceKind(kind), value, _seen(store, kind, value)) for kind, value in found)


def _seen(store: Store, kind: str, value: str) -> int:
    return int(
        store.value(
            "SELECT count(*) FROM (SELECT DISTINCT incident_id FROM trace JOIN report ON report.id = report_id"
            " WHERE value = ? AND kind = ? LIMIT ?)",
            (value, kind, rules.COMMON + 1),
        )
    )


def sharing(store: Store, traces: tuple[Trace, ...], most: int) -> list[int]:
    """Return the incidents that share one of these traces, the newest first, but for those that say nothing."""
    values = [trace.value for trace in traces if not trace.common]
    if not values:
        return []
    found = store.rows(
        "SELECT DISTINCT incident_id FROM trace JOIN report ON report.id = report_id"
        " WHERE value IN (SELECT value FROM json_each(?)) ORDER BY incident_id DESC LIMIT ?",
        (json.dumps(values), most),
    )
    return [incident for (incident,) in found]
