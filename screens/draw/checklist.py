"""The three steps of the work, and how far an incident is in each, read off its own records."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.model import DraftState, Incident, LetterKind, SiteState

_TOLD = {SiteState.SENT, SiteState.NO_ANSWER, SiteState.ANSWERED, SiteState.FIXED}
_ANSWERED = {SiteState.ANSWERED, SiteState.FIXED}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps with its items: (done, in words)."""

    number: int
    name: str
    items: tuple[tuple[bool, str], ...]


def steps(incident: Incident) -> tuple[Step, Step, Step]:
    """Return the steps: collect what happened, help the reporter, coordinate with the related sites."""
    sent = {draft.kind for draft in incident.drafts if draft.state is DraftState.SENT}
    granted = any(decision.grants for decision in incident.decisions)
    related = incident.related
    told = sum(site.state in _TOLD for site in related)
    answered = sum(site.state in _ANSWERED for site in related)
    collect = (
        (any(stored.report.format != "unreadable" for stored in incident.reports), "read"),
        (any(line.at for stored in incident.reports for line in stored.report.lines), "times known"),
        (bool(incident.decisions), "consent asked"),
    )
    help_them = (
        (LetterKind.ACKNOWLEDGEMENT in sent, "acknowledged"),
        (LetterKind.ADVICE in sent, "advised"),
    )
    coordinate: tuple[tuple[bool, str], ...] = ((False, "no related site found"),)
    if related:
        coordinate = (
            (granted, "may disclose"),
            (told == len(related), f"told {told}/{len(related)}"),
            (answered == len(related), f"answered {answered}/{len(related)}"),
        )
    return Step(1, "collect", collect), Step(2, "help", help_them), Step(3, "coord.", coordinate)
