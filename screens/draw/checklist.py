"""The three steps of the work, and how far an incident is in each, read off its own records."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.i18n import _
from ircon.model import DraftState, Incident, LetterKind


@dataclass(frozen=True, slots=True)
class Step:
    """One of the three steps with its items: (done, in words)."""

    name: str
    items: tuple[tuple[bool, str], ...]


def steps(incident: Incident) -> tuple[Step, Step, Step]:
    """Return the steps: collect what happened, help the reporter, coordinate with the related sites."""
    sent = {draft.kind for draft in incident.drafts if draft.state is DraftState.SENT}
    granted = any(decision.grants for decision in incident.decisions)
    related = incident.related
    told = sum(site.state.notified for site in related)
    answered = sum(site.state.answered for site in related)
    collect = (
        (any(stored.report.format != "unreadable" for stored in incident.reports), _("read")),
        (any(line.at for stored in incident.reports for line in stored.report.lines), _("times known")),
        (bool(incident.decisions), _("consent asked")),
    )
    help_them = (
        (LetterKind.ACKNOWLEDGEMENT in sent, _("acknowledged")),
        (LetterKind.ADVICE in sent, _("advised")),
    )
    coordinate: tuple[tuple[bool, str], ...] = ((False, _("no related site found")),)
    if related:
        coordinate = (
            (granted, _("may disclose")),
            (told == len(related), _("told {count}/{all}", count=told, all=len(related))),
            (answered == len(related), _("answered {count}/{all}", count=answered, all=len(related))),
        )
    return Step(_("1 collect"), collect), Step(_("2 help"), help_them), Step(_("3 coord."), coordinate)
