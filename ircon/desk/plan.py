"""Which letter comes next, and to whom: pure, from the incident as it stands.

The order is the handler's: tell the sites that may be told, ask for the consent that is
missing, answer the reporter. Where consent is missing the request for it takes the
notice's place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ircon.errors import NotPermitted, Usage
from ircon.i18n import _, term
from ircon.model import DraftState, Incident, IncidentClass, LetterKind, Level, RelatedSite, SiteState, StoredReport


@dataclass(frozen=True, slots=True)
class Plan:
    """Which letter is to be written: to a related site, or to the sender of a report, and why this one."""

    kind: LetterKind
    site: RelatedSite | None
    report: StoredReport
    why: str = ""


def plan(incident: Incident, kind: LetterKind | None, site: RelatedSite | None) -> Plan:
    """Return the letter that is possible next; without the consent a notice needs, the request for it.

    Raises ``NotPermitted`` where a notice is asked for by name and the reporters do not
    permit it, ``Usage`` where there is nobody to notify.
    """
    if kind is LetterKind.REMINDER:
        return _reminder(incident, site)
    if kind is LetterKind.NOTICE or (kind is None and site is not None):
        again = _again(incident, site) if site and kind is None else None
        return again or _notice(incident, site, insisted=kind is LetterKind.NOTICE)
    if kind is not None:
        return Plan(kind, None, _undecided(incident) if kind is LetterKind.CONSENT_REQUEST else incident.reports[0])
    if incident.row.klass is IncidentClass.COPYRIGHT:
        return _not_ours(incident)
    ready = next((s for s in incident.related if s.state is SiteState.READY), None)
    if ready:
        return Plan(LetterKind.NOTICE, ready, incident.reports[0])
    again = next((p for p in map(partial(_again, incident), incident.related) if p), None)
    if again:
        return again
    if begun := _begun(incident):
        return begun
    waiting = next((s for s in incident.related if s.state is SiteState.FOUND and s.site_id is not None), None)
    unrecorded = _unrecorded(incident, _undecided(incident))
    if waiting and not unrecorded and not _was_asked(incident):
        return _notice(incident, waiting, insisted=False)
    sent = {d.kind for d in incident.drafts if d.state is DraftState.SENT}
    if sent and not unrecorded and not incident.closed_for and (unasked := _unasked(incident)):
        return Plan(LetterKind.CONSENT_REQUEST, None, unasked, _("nobody has asked them yet what may be disclosed"))
    kind = LetterKind.PROGRESS if sent else LetterKind.ACKNOWLEDGEMENT
    return Plan(LetterKind.CLOSING if incident.closed_for else kind, None, incident.reports[0], unrecorded)


def _not_ours(incident: Incident) -> Plan:
    """Questions of rights are not ours: they get one polite answer, and no site is asked for anything."""
    answered = any(d.kind is LetterKind.OUT_OF_SCOPE and d.state is DraftState.SENT for d in incident.drafts)
    kind = LetterKind.CLOSING if answered or incident.closed_for else LetterKind.OUT_OF_SCOPE
    why = _("a copyright notice is nothing that we coordinate; K if it is something else")
    return Plan(kind, None, incident.reports[0], "" if kind is LetterKind.CLOSING else why)


def _begun(incident: Incident) -> Plan | None:
    """Return the letter that is drafted and not sent, which the queue says is next; None where there is none."""
    for draft in (d for d in incident.drafts if d.state is DraftState.DRAFTED):
        if draft.kind.to_site:
            site = next((s for s in incident.related if s.site_id is not None and s.site_id == draft.site_id), None)
            if site and site.permitted.covers(Level.FACTS):
                return Plan(draft.kind, site, incident.reports[0])
        elif report := next((r for r in incident.reports if r.report.reporter.mail == draft.to), None):
            return Plan(draft.kind, None, report)
    return None


def _again(incident: Incident, site: RelatedSite) -> Plan | None:
    """Return what a site is written once more: the notice where it bounced, a reminder where nobody answers."""
    if not site.permitted.covers(Level.FACTS):
        return None
    if site.state is SiteState.BOUNCED:
        return Plan(LetterKind.NOTICE, site, incident.reports[0], _("the last letter bounced; another contact, if any"))
    if site.state is SiteState.NO_ANSWER:
        why = _("no answer so far; in other words, to another contact, if any")
        return Plan(LetterKind.REMINDER, site, incident.reports[0], why)
    return None


def _reminder(incident: Incident, site: RelatedSite | None) -> Plan:
    """Return the reminder of a notice: to the site named, else to the one that has let us wait too long, else any."""
    told = [s for s in incident.related if s.state in (SiteState.NO_ANSWER, SiteState.SENT)]
    told.sort(key=lambda s: s.state is not SiteState.NO_ANSWER)
    if not told or (site and site not in told):
        raise Usage(_("A reminder follows a notice that was sent, arrived and was not answered."))
    site = site or told[0]
    if not site.permitted.covers(Level.FACTS):
        raise NotPermitted(_("No reminder was written: the reporter no longer permits to tell {name}.", name=site.name))
    return Plan(LetterKind.REMINDER, site, incident.reports[0])


def _notice(incident: Incident, site: RelatedSite | None, *, insisted: bool) -> Plan:
    site = site or next((s for s in incident.related if s.permitted is not Level.NONE), None)
    site = site or next(iter(incident.related), None)
    if site is None:
        raise Usage(_("No related site is known for incident {incident}.", incident=incident.row.incident))
    if site.permitted.covers(Level.FACTS):
        return Plan(LetterKind.NOTICE, site, incident.reports[0])
    refusal = _("the reporter has not permitted to tell {site}", site=site.name)
    if insisted:
        raise NotPermitted(_("No notice was written: {refusal}.", refusal=refusal))
    asked = _undecided(incident)
    why = _("{refusal}; this asks the reporter first", refusal=refusal)
    return Plan(LetterKind.CONSENT_REQUEST, None, asked, _unrecorded(incident, asked) or why)


def _unrecorded(incident: Incident, report: StoredReport) -> str:
    """Say that the reporter has stated what we would ask, where that only has to be recorded; else ""."""
    stated = report.report.consent
    if any(decision.report == report.id for decision in incident.decisions):
        return ""
    if not stated.refused and stated.level is Level.NONE:
        return ""
    if stated.refused:
        return _("the report itself refuses disclosure, which nobody has recorded yet")
    return _(
        "the report itself permits disclosure ({level}), which nobody has recorded yet",
        level=term(stated.level),
    )


def _undecided(incident: Incident) -> StoredReport:
    """Return the report whose sender is to be asked: the first on which nothing is decided."""
    return next(_open(incident), incident.reports[0])


def _open(incident: Incident) -> Iterator[StoredReport]:
    decided = {decision.report for decision in incident.decisions}
    return (r for r in incident.reports if r.id not in decided and not r.report.bounced)


def _unasked(incident: Incident) -> StoredReport | None:
    """Return the report that a site which may not be told waits for, registered or not: nobody has asked its sender."""
    waits = any(site.state is SiteState.FOUND for site in incident.related)
    return next((one for one in _open(incident) if one.report.reporter.mail), None) if waits else None


def _was_asked(incident: Incident) -> bool:
    """Say whether the question of consent has been put, or settled."""
    asking = (d for d in incident.drafts if d.kind is LetterKind.CONSENT_REQUEST)
    return bool(incident.decisions) or any(d.state is DraftState.SENT for d in asking)
