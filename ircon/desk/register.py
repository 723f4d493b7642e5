"""The register of sites: taking in a table of them, and putting what was reported to its owners anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import me
from ircon.store import facts, register

if TYPE_CHECKING:
    from ircon.store import Store


@dataclass(frozen=True, slots=True)
class ImportedSites:
    """How many sites were new and how many were known; what could not be read, in words; incidents touched."""

    new: int
    known: int
    problems: tuple[str, ...]
    incidents: int


def import_sites(
    store: Store, table: bytes, *, handler: str | None = None, at: datetime | None = None
) -> ImportedSites:
    """Take in a table of sites or a registry's answer, all that can be read of it, in one transaction."""
    from ircon.sites.importing import read

    found = read(table)
    with store.change("import sites", handler=handler or me(), at=at) as change:
        new = sum(register.put(change, site, provenance=found.provenance)[1] for site in found.sites)
        unknown = facts.take_over(change, found.facts, provenance=found.provenance)
        touched = register.own_anew(change, found.sites)
        for number in sorted(touched):
            refresh.incident(change, number)
        change.note = f"{new} new, {len(found.sites) - new} known"
        if not found.sites:
            change.abandon()
    return ImportedSites(new, len(found.sites) - new, (*found.problems, *unknown), len(touched))
