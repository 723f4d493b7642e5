"""Intake: bytes to a report. One module reads a format, ``picker`` chooses among them.

Nothing here raises on what somebody sent: what cannot be read is said in the report's
problems, and the caller keeps the original bytes whatever happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.model import Report

if TYPE_CHECKING:
    from ircon.intake.own import OwnTable

__all__ = ["read"]


def read(
    data: bytes, *, zone: str | None = None, received: datetime | None = None, tables: Sequence[OwnTable] = ()
) -> Report:
    """Read one message and return what it says; never raises on any bytes.

    ``zone`` (``Asia/Tokyo``, ``+09:00``, ``JST``) is the zone of log lines without one,
    where the sender states none. ``received`` (aware) anchors dates without a year where
    the mail has no Date; ``tables`` are those that the centre describes itself. The format
    is ``unreadable`` where nothing could be read, with a problem that says why. Times in
    the result are UTC, lines count from 1 in its text.
    """
    from ircon.intake import finish, limits, picker

    try:
        bounded, cut = limits.within_total(data)
        found = picker.pick(bounded, tables)
        if found is None:
            return finish.unreadable("there is no text in it" if data.strip() else "it is empty", *cut)
        report = finish.report(found, zone=zone, received=received)
    except (Exception, RecursionError) as error:
        return finish.unreadable(f"it could not be read ({type(error).__name__})")
    return report if not cut else _with_problems(report, cut)


def _with_problems(report: Report, problems: tuple[str, ...]) -> Report:
    from dataclasses import replace

    return replace(report, problems=(*problems, *report.problems))
