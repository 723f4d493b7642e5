"""The newest incidents of several sites, found in as many steps as are wanted, however many there are in all."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ircon.store.store import Store

_AT_ONCE = 8
"""How many numbers of a site are asked for in one question: asking costs more than finding."""


def _below(table: str, number: str) -> tuple[str, str]:
    """Return how to ask for the highest number of each site, and for the next ones of a site below a number."""
    highest = f"SELECT max({number}) FROM {table} WHERE site_id"
    return (
        f"SELECT site.value, ({highest} = site.value) FROM json_each(?) AS site",
        f"""WITH RECURSIVE down (number, count) AS (
            SELECT ({highest} = :site AND {number} < :below), 1
            UNION ALL
            SELECT ({highest} = :site AND {number} < down.number), count + 1
            FROM down WHERE down.number IS NOT NULL AND count < {_AT_ONCE}
        ) SELECT number FROM down WHERE number IS NOT NULL""",
    )


_NAMING = _below("observable", "incident_id")
_REPORTING = _below("report", "id")


def naming(store: Store, sites: Iterable[int], most: int) -> list[int]:
    """Return the newest incidents in which an observable belongs to one of these sites."""
    return list(islice(_descending(store, _NAMING, sites), most))


def reported_by(store: Store, sites: Iterable[int], most: int) -> list[int]:
    """Return the incidents of the newest reports that one of these sites has sent."""
    wanted = json.dumps(list(islice(_descending(store, _REPORTING, sites), most)))
    found = store.rows("SELECT incident_id FROM report WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    return [incident for (incident,) in found]


def _descending(store: Store, asked: tuple[str, str], sites: Iterable[int]) -> Iterator[int]:
    """Yield the numbers of all sites from the highest down, each once: always the next of the site that had it.

    Each step is one probe of an index, so it costs the same in an archive of a million reports.
    """
    first, next_below = asked
    found = store.rows(first, (json.dumps(sorted(sites)),))
    waiting = [(-number, site, [number]) for site, number in found if number is not None]
    heapq.heapify(waiting)
    last = None
    while waiting:
        _, site, known = waiting[0]
        number = known.pop(0)
        if number != last:
            yield number
            last = number
        known = known or [below for (below,) in store.rows(next_below, {"site": site, "below": number})]
        if known:
            heapq.heapreplace(waiting, (-known[0], site, known))
        else:
            heapq.heappop(waiting)
