"""Key ``m``: several incidents are one, or one is several. Reports keep their own consents whichever way they go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _
from ircon.model import Status
from ircon.store import incidents, merging, reports

if TYPE_CHECKING:
    from ircon.store import Store
    from ircon.store.change import Change


def put_together(
    store: Store, numbers: Sequence[int], *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Put incidents together into the one with the lowest number. Can be undone, and taken apart later.

    The others stay in the queue as closed, ``merged into``; an answer to any of the
    numbers joins the surviving incident. What each reporter permits stays with their report.
    Raises ``Usage`` where there is no such incident, or only one.
    """
    for number in numbers:
        incidents.ticket(store, number)
    with store.change("put together", handler=handler or me(), at=at) as change:
        into, *others = sorted({merging.survivor(store, number) for number in numbers}) or [0]
        if not others:
            raise Usage(_("Name at least two incidents that are not one already."))
        change.incident = into
        still_open = any(incidents.ticket(store, number).status == Status.OPEN for number in others)
        for number in others:
            merging.put_into(change, number, into)
        if still_open and incidents.ticket(store, into).status == Status.CLOSED:
            merging.open_again(change, into)
        change.note = f"{_listed(others)} into #{into}"
        for number in (*others, into):
            refresh.incident(change, number)
    return Outcome(_("{listed} put into #{into}", listed=_said(others), into=into), into)


def take_apart(
    store: Store,
    number: int,
    *,
    reports_out: Sequence[int] = (),
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Take an incident apart: what was put into it becomes incidents again, each under its old number.

    For a merged incident's number only that one is taken out. With ``reports_out`` these
    reports leave for a new incident instead. Can be undone. Raises ``Usage`` where there is
    nothing to take apart.
    """
    incidents.ticket(store, number)
    with store.change("take apart", handler=handler or me(), incident=number, at=at) as change:
        holding = merging.survivor(store, number)
        change.incident = holding
        if reports_out:
            out = [_split(change, holding, reports_out)]
        else:
            out = [number] if holding != number else merging.merged(store, number)
            for one in out:
                merging.take_out(change, one)
        if not out:
            raise Usage(_("Nothing was put into #{number}; name the reports that shall leave it.", number=number))
        change.note = f"{_listed(out)} out of #{holding}"
        for one in (holding, *out):
            refresh.incident(change, one)
    return Outcome(_("{listed} taken out of #{holding}", listed=_said(out), holding=holding), out[0])


def _split(change: Change, holding: int, out: Sequence[int]) -> int:
    here = [r.report for r in incidents.arrivals(change.store, holding)]
    wanted = [report for report in here if report in set(out)]
    if len(wanted) != len(set(out)):
        raise Usage(_("Not all of these reports stand in #{holding}.", holding=holding))
    if len(wanted) == len(here):
        raise Usage(_("One report at least stays in #{holding}.", holding=holding))
    return merging.split_off(change, wanted, holding)


def _listed(numbers: Sequence[int]) -> str:
    named = [f"#{number}" for number in numbers[:5]]
    return ", ".join(named) + (f" and {len(numbers) - 5} more" if len(numbers) > 5 else "")


def homes(store: Store, number: int) -> dict[int, int]:
    """Return, for a put-together incident, each report and the number it came under: what a screen shows of it."""
    return reports.homes(store, number)


def _said(numbers: Sequence[int]) -> str:
    """Return ``_listed`` as the handler reads it."""
    named, more = _(", ").join(f"#{number}" for number in numbers[:5]), len(numbers) - 5
    return _("{names} and {count} more", names=named, count=more) if more > 0 else named
