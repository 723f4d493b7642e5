"""What the ledger comes to: who may be shown what as of now, and what was sent relying on it.

Pure, over an incident as the store has it. Nothing here permits anything: what may leave
is decided by ``ledger``, anew for each letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ircon.consent.ledger import in_force, permitted
from ircon.model import Decision, Draft, DraftState, Incident, Level, RelatedSite, Role, StoredReport


@dataclass(frozen=True, slots=True)
class Shown:
    """How much of one report one related site may be shown now, and the decision that says so (None: nobody's)."""

    site: RelatedSite
    report: int
    level: Level
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Relied:
    """A letter that was sent to a site with a report at level ``then``, of which ``now`` is permitted."""

    letter: Draft
    name: str
    report: int
    then: Level
    now: Level

    @property
    def holds(self) -> bool:
        """Whether what it told would be permitted still."""
        return self.now.covers(self.then)


def reports(incident: Incident) -> tuple[StoredReport, ...]:
    """Return the reports about which anybody can decide: not what a mail server sent back."""
    return tuple(stored for stored in incident.reports if not stored.report.bounced)


def shown(incident: Incident) -> tuple[Shown, ...]:
    """Return what each related site may be shown of each report but its own, site by site."""
    return tuple(
        Shown(
            site,
            stored.id,
            permitted(incident.decisions, stored.id, site_id=site.site_id, role=site.role),
            in_force(incident.decisions, stored.id, site_id=site.site_id, role=site.role),
        )
        for site in incident.related
        for stored in reports(incident)
        if site.site_id is None or stored.site_id != site.site_id
    )


def relied(
    letters: Iterable[Draft], related: Sequence[RelatedSite], decisions: Sequence[Decision]
) -> tuple[Relied, ...]:
    """Return what was sent relying on consent, in the order of sending, one entry a letter and report.

    A site that is related no longer is looked at as one of no known part in the incident.
    """
    known = {site.site_id: site for site in related if site.site_id}
    sent = sorted((d for d in letters if d.state is DraftState.SENT and d.site_id), key=lambda d: str(d.sent_at))
    found = []
    for letter in sent:
        site = known.get(letter.site_id or 0)
        role, name = (site.role, site.name) if site else (Role.OTHER, letter.to)
        for report, then in letter.relies:
            now = permitted(decisions, report, site_id=letter.site_id, role=role)
            found.append(Relied(letter, name, report, then, now))
    return tuple(found)


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
