"""What the ledger comes to: who may be shown what as of now, and what was sent relying on it.

Pure, over an incident as the store has it. Nothing here permits anything: what may leave
is decided by ``ledger``, anew for each letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ircon.consent.ledger import PartIn, everywhere, in_force, items, opened
from ircon.model import (
    Decision,
    Draft,
    DraftState,
    Incident,
    Item,
    Level,
    RelatedSite,
    Role,
    StoredReport,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which items of one report one related site may be shown now, and for each item the decision that says so."""

    site: RelatedSite
    report: int
    items: frozenset[Item]
    decisions: Mapping[Item, Decision]

    @property
    def level(self) -> Level:
        """The most that the items come to."""
        return Level.of(self.items)


@dataclass(frozen=True, slots=True)
class Relied:
    """A letter that was sent with these items of a report (``then``), of which ``now`` are permitted."""

    letter: Draft
    name: str
    report: int
    then: frozenset[Item]
    now: frozenset[Item]

    @property
    def holds(self) -> bool:
        """Whether what it told would be permitted still."""
        return self.then <= self.now


def reports(incident: Incident) -> tuple[StoredReport, ...]:
    """Return the reports about which anybody can decide: not what a mail server sent back."""
    return tuple(stored for stored in incident.reports if not stored.report.bounced)


def shown(incident: Incident) -> tuple[Shown, ...]:
    """Return what each related site may be shown of each report but its own, site by site."""
    return tuple(
        Shown(site, stored.id, opened(standing), standing)
        for site in incident.related
        for stored in reports(incident)
        if site.site_id is None or stored.site_id != site.site_id
        for standing in (in_force(incident.decisions, stored.id, site_id=site.site_id, role=site.part_in(stored.id)),)
    )


def open_to(incident: Incident, site: RelatedSite) -> frozenset[Item]:
    """Return what a related site may be told of any of the reports that ``site.permitted`` is about."""
    found = [stored.id for stored in reports(incident) if site.site_id is None or stored.site_id != site.site_id]
    about = [report for report in found if report in site.reports] or found
    return frozenset[Item]().union(
        *(items(incident.decisions, one, site_id=site.site_id, role=site.part_in(one)) for one in about)
    )


def recipient(
    letter: Draft, related: Sequence[RelatedSite], reports: Sequence[StoredReport]
) -> tuple[int | None, PartIn]:
    """Return whom the ledger takes the recipient of a letter for: the site's number and its part, report by report.

    A site that is related no longer, and a reporter, are of no known part.
    """
    unknown = everywhere(Role.OTHER)
    if letter.kind.to_site:
        return letter.site_id, next((site.part_in for site in related if site.site_id == letter.site_id), unknown)
    return next((stored.site_id for stored in reports if stored.report.reporter.mail == letter.to), None), unknown


def beyond(
    letter: Draft, related: Sequence[RelatedSite], reports: Sequence[StoredReport], decisions: Sequence[Decision]
) -> tuple[tuple[int, frozenset[Item], frozenset[Item]], ...]:
    """Return of each report that a letter told of what it told and what is permitted of that report now."""
    site_id, part_in = recipient(letter, related, reports)
    return tuple(
        (report, then, items(decisions, report, site_id=site_id, role=part_in(report)))
        for report, then in letter.relies
    )


def holds(
    letter: Draft, related: Sequence[RelatedSite], reports: Sequence[StoredReport], decisions: Sequence[Decision]
) -> bool:
    """Say whether all that a letter tells is permitted still."""
    return all(then <= now for _, then, now in beyond(letter, related, reports, decisions))


def relied(
    letters: Iterable[Draft],
    related: Sequence[RelatedSite],
    reports: Sequence[StoredReport],
    decisions: Sequence[Decision],
) -> tuple[Relied, ...]:
    """Return what was sent relying on consent, in the order of sending, one entry a letter and report."""
    names: dict[int | None, str] = {site.site_id: site.name for site in related if site.site_id}
    sent = sorted((d for d in letters if d.state is DraftState.SENT), key=lambda d: str(d.sent_at))
    return tuple(
        Relied(letter, names.get(letter.site_id, letter.to), report, then, now)
        for letter in sent
        for report, then, now in beyond(letter, related, reports, decisions)
    )


def passage(text: str, quote: str) -> tuple[str, str, str]:
    """Return the line of ``text`` that holds ``quote``, as what stands before it, the quote, and what follows.

    White space counts as equal, a quote may run over lines. Where the words are not found
    (a decision by phone) there is nothing around them.
    """
    words = quote.split()
    lines = text.splitlines()
    for first in range(len(lines) if words else 0):
        if words[0] not in lines[first]:
            continue
        together = " ".join(" ".join(lines[first : first + 4]).split())
        where = together.find(" ".join(words))
        head = len(" ".join(lines[first].split()))
        if 0 <= where < head:
            end = where + len(" ".join(words))
            return together[:where], together[where:end], together[end : max(head, end)]
    return "", " ".join(words), ""
