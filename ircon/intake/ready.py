"""A report with all that can be worked out of it without the store, by the process that reads it.

Whoever stores reports does so one after the other and holds the lock meanwhile; what can
be done before that, and on another processor, is done here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ircon.model import Report
from ircon.sites import traces
from ircon.sites.traces import Trace


@dataclass(frozen=True, slots=True)
class Ready:
    """What was read; the traces in it; by how many seconds the reporter states that its lines are to be moved."""

    report: Report
    traces: tuple[Trace, ...]
    shift: float


def of(report: Report) -> Ready:
    """Work out what is stored beside a report; never raises."""
    try:
        return Ready(report, traces.of_report(report), _shift(report))
    except Exception as error:  # it comes from outside like the report itself
        problem = f"the traces could not be read ({type(error).__name__})"
        return Ready(replace(report, problems=(*report.problems, problem)), (), 0.0)


def _shift(report: Report) -> float:
    from ircon.evidence.remarks import error_stated
    from ircon.timeline import shift_stated

    told = error_stated(report.fields.remarks) or error_stated(report.text)
    return shift_stated(told.quote, told.error_seconds) if told else 0.0
