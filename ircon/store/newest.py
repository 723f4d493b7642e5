"""The newest incidents of several sites, found in as many steps as are wanted, however many there are in all."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ircon.store.store import Store

_NAMING = (
    "SELECT site.value, (SELECT max(incident_id) FROM observable WHERE site_id = site.value) FROM json_each(?) AS site",
    "SELECT max(incident_id) FROM observable WHERE site_id = ? AND incident_id < ?",
)
_REPORTING = (
    "SELECT site.value, (SELECT max(id) FROM report WHERE site_id = site.value) FROM json_each(?) AS site",
    "SELECT max(id) FROM report WHERE site_id = ? AND id < ?",
)


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
    waiting = [(-number, site) for site, number in found if number is not None]
    heapq.heapify(waiting)
    last = None
    while waiting:
        number, site = -waiting[0][0], waiting[0][1]
        if number != last:
            yield number
            last = number
        below = store.value(next_below, (site, number))
        if below is None:
            heapq.heappop(waiting)
        else:
            heapq.heapreplace(waiting, (-below, site))
