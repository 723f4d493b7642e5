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
        "SELECT kind, value, (SELECT count(*) FROM (SELECT DISTINCT incident_id FROM trace AS t JOIN report"
        "  ON report.id = t.report_id WHERE t.value = here.value AND t.kind = here.kind LIMIT :most))"
        " FROM (SELECT DISTINCT kind, value FROM trace WHERE report_id IN"
        "  (SELECT id FROM report WHERE incident_id = :incident) LIMIT :traces) AS here",
        {"incident": incident, "most": rules.COMMON + 1, "traces": MOST},
    )
    return tuple(Trace(TraceKind(kind), value, seen) for kind, value, seen in found)


def sharing(store: Store, traces: tuple[Trace, ...], most: int) -> list[int]:
    """Return the incidents that share one of these traces, the newest first, but for those that say nothing."""
    wanted = json.dumps([trace.value for trace in traces if not trace.common])
    found = store.rows(
        "SELECT DISTINCT incident_id FROM trace JOIN report ON report.id = report_id"
        " WHERE value IN (SELECT value FROM json_each(?)) ORDER BY incident_id DESC LIMIT ?",
        (wanted, most),
    )
    return [incident for (incident,) in found]
