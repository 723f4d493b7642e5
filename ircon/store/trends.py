"""The kept counters, read: rows of months that ``ircon.trends`` adds up; and the same counted anew.

Nothing here walks the reports, so twenty years cost what one month costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from ircon.errors import Usage
from ircon.i18n import _
from ircon.store import stamps
from ircon.store.steps.said import NOTIFIED
from ircon.store.steps.waits import COUNT_ANEW
from ircon.trends import Facet, Tally, What

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


def tallies(store: Store, facet: Facet, *, first: str = "", last: str = "~") -> list[Tally]:
    """Return the counters of a facet for the months from ``first`` to ``last`` (``YYYY-MM``, both included)."""
    found = store.rows(
        "SELECT what, month, value, n FROM tally WHERE what IN ("
        + ", ".join(f"'{what}'" for what in What)
        + ") AND facet = ? AND month BETWEEN ? AND ? AND n <> 0",
        (str(facet), first, last),
    )
    names = {str(what): what for what in What}
    return [Tally(names[what], month, value, n) for what, month, value, n in found]


def offset(store: Store) -> str:
    """Return the zone in which months are counted, ``+09:00`` unless the centre has another."""
    return str(store.value("SELECT offset FROM tally_zone"))


def month_now(store: Store) -> str:
    """Return the present month, ``YYYY-MM``, in the zone in which months are counted."""
    told = offset(store)
    sign = -1 if told[0] == "-" else 1
    at = stamps.now() + sign * timedelta(hours=int(told[1:3]), minutes=int(told[4:6]))
    return f"{at:%Y-%m}"


def count_anew(change: Change, zone: str) -> None:
    """Count everything again with months of another zone, given as ``+09:00``; else raises ``Usage``."""
    if not re.fullmatch(r"[+-](0\d|1[0-4]):[0-5]\d", zone):
        raise Usage(_("{zone} is no offset from UTC; write +09:00.", zone=zone))
    conn = change.store.conn
    conn.execute("UPDATE tally_zone SET offset = ?", (zone,))
    for statement in COUNT_ANEW.split(";\n"):
        if statement.strip():
            conn.execute(statement)


def miscounted(store: Store) -> Iterator[str]:
    """Yield a sentence for each count that the rows themselves contradict. Walks all of them: for a check by night."""
    for what, kept, rows in (
        ("report", "report", "report"),
        ("incident", "incident", "incident WHERE merged_into IS NULL"),
        ("coordination", "coordination", "(SELECT DISTINCT incident_id, site_id FROM draft"
         f" WHERE kind = 'notice' AND {NOTIFIED})"),
    ):  # fmt: skip
        counted = store.value(f"SELECT count(*) FROM {rows}")
        for facet in ("class", "country"):
            told = store.value("SELECT coalesce(sum(n), 0) FROM tally WHERE what = ? AND facet = ?", (kept, facet))
            if told != counted:
                yield _(
                    "Counters: {told} {what}s are counted by {facet}, but there are {counted}.",
                    told=told,
                    what=what,
                    facet=facet,
                    counted=counted,
                )
