"""Settling a report's clock: by how much its lines are moved on the timeline."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _
from ircon.store import reports, timelines

if TYPE_CHECKING:
    from ircon.store import Store

MOST = 366 * 86_400
"""A clock that is off by more than a year is a wrong year, which moving lines does not mend."""


def settle_clock(
    store: Store, report: int, seconds: float | None, *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Move a report's lines by ``seconds`` on timelines (None: by what the reporter states). Can be undone.

    The lines themselves and what letters say stay as reported. Raises ``Usage`` where there
    is no such report, or nobody's clock is that wrong.
    """
    incident = reports.incident_of(store, report)
    if incident is None:
        raise Usage(_("There is no report {report}.", report=report))
    if seconds is not None and not abs(seconds) <= MOST:
        raise Usage(_("Give the error of a clock in seconds, a year at most."))
    told = "as stated" if seconds is None else f"{seconds:+g} s"
    with store.change("clock", handler=handler or me(), incident=incident, at=at) as change:
        timelines.settle(change, report, seconds)
        refresh.incident(change, incident)  # what happened at the same time may be another incident now
        change.note = f"report {report}: {told}"
    if seconds is None:
        message = _("#{incident}: lines of report {report} moved as stated", incident=incident, report=report)
    else:
        values = {"incident": incident, "report": report, "seconds": seconds}
        message = _("#{incident}: lines of report {report} moved by {seconds:+g} s", **values)
    return Outcome(message, incident)
