"""Log lines that were marked on a timeline: whom a notice with just these can go to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon.consent import account
from ircon.model import Item, RelatedSite
from ircon.store import incidents, timelines

if TYPE_CHECKING:
    from ircon.store import Store


@dataclass(frozen=True, slots=True)
class Concerned:
    """A related site of the register, how many marked lines name it, and what it may be told."""

    site: RelatedSite
    lines: int
    may: frozenset[Item]


@dataclass(frozen=True, slots=True)
class Marked:
    """``sites``: whom the marked lines concern, most lines first. ``elsewhere``: lines of other incidents' reports."""

    sites: tuple[Concerned, ...]
    elsewhere: int


def marked(store: Store, number: int, marks: Collection[tuple[int, int]]) -> Marked:
    """Return whom the marked lines (by report and line) of an incident concern.

    Whether they may be shown is asked when the notice is written.
    """
    own = timelines.of_incident(store, number, marks)
    counts = timelines.sites_named(store, own)
    incident = incidents.load(store, number, lines=0)
    found = [
        Concerned(site, counts[site.site_id], account.open_to(incident, site))
        for site in incident.related
        if site.site_id is not None and site.site_id in counts
    ]
    return Marked(tuple(sorted(found, key=lambda one: -one.lines)), len(set(marks)) - len(own))
