"""The register of sites: taking in a table of them, and putting what was reported to its owners anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import me
from ircon.store import facts, journal, register

if TYPE_CHECKING:
    from ircon.sites.imported import Imported
    from ircon.store import Store

MOST_UNDONE = 20_000
"""Rows of an import, its sites with their domains, netblocks and contacts, that one undo takes back."""


@dataclass(frozen=True, slots=True)
class ImportedSites:
    """How many sites were new and how many were known; what could not be read, in words; incidents touched."""

    new: int
    known: int
    problems: tuple[str, ...]
    incidents: int
    for_good: bool = False
    """It is too large to be taken back."""


def import_sites(
    store: Store, table: bytes, *, handler: str | None = None, at: datetime | None = None
) -> ImportedSites:
    """Take in a table of sites or a registry's answer, all that can be read of it, in one transaction.

    One undo takes all of it back, unless it is of more than ``MOST_UNDONE`` rows.
    """
    from ircon.sites.importing import read

    return import_found(store, read(table), handler=handler, at=at)


def import_found(
    store: Store, found: Imported, *, handler: str | None = None, at: datetime | None = None, note: str = ""
) -> ImportedSites:
    """Take in sites that were read; ``note`` says in the journal whence they are, where that is more than a file."""
    rows = len(found.facts) + sum(1 + len(s.domains) + len(s.cidrs) + len(s.contacts) for s in found.sites)
    large = rows > MOST_UNDONE
    with store.change("import sites", handler=handler or me(), at=at) as change:
        if large:
            change.for_good()
        new = sum(register.put(change, site, provenance=found.provenance)[1] for site in found.sites)
        unknown = facts.take_over(change, found.facts, provenance=found.provenance)
        domains = [name for site in found.sites for name in site.domains]
        touched = register.own_anew(change, domains, [cidr for site in found.sites for cidr in site.cidrs])
        for number in sorted(touched):
            refresh.incident(change, number)
        change.note = f"{new} new, {len(found.sites) - new} known" + (f"; {journal.TOO_LARGE}" if large else "")
        change.note = f"{note}: {change.note}" if note else change.note
        if not found.sites:
            change.abandon()
    return ImportedSites(new, len(found.sites) - new, (*found.problems, *unknown), len(touched), large)
