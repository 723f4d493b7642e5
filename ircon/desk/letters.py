"""Writing a letter: what may be disclosed goes through the one door, and the text is kept as a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from ircon import consent
from ircon.desk import refresh
from ircon.desk.following import related_named
from ircon.desk.outcome import Outcome, me
from ircon.desk.pauses import unpaused
from ircon.desk.plan import Plan, plan
from ircon.desk.sending import MOST_LINES, examine
from ircon.errors import NotPermitted, Usage
from ircon.i18n import _, term
from ircon.model import (
    Centre,
    Draft,
    DraftState,
    Incident,
    Item,
    LetterKind,
    Level,
    RelatedSite,
    Role,
    Site,
    SiteState,
    StoredReport,
)
from ircon.store import drafts, facts, incidents, register, survivors

if TYPE_CHECKING:
    from pathlib import Path

    from ircon.consent import PartIn
    from ircon.disclosure import Marks
    from ircon.store import Store
    from ircon.store.change import Change


def prepare() -> None:
    """Load what the first letter of a session waits for: rules, word lists, the list of public suffixes."""
    from ircon.disclosure.owning import Own
    from ircon.evidence import remarks
    from ircon.notices import letters, lint, naming  # noqa: F401

    remarks.stated("")
    Own(Site("", domains=("site.example",)))
    naming.telling(["somebody"])


@unpaused()
def write_letter(
    store: Store,
    number: int,
    *,
    centre: Centre,
    kind: LetterKind | None = None,
    to: str | int | None = None,
    report: int | None = None,
    language: str | None = None,
    marks: Marks | None = None,
    templates: Path | None = None,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Write the next possible letter of an incident, or the one asked for, and keep it as a draft.

    ``to`` names a related site by number, name, domain or address, ``report`` the one whose
    sender a letter to a reporter is for (default: the first, or who is to be asked). A draft of the same
    letter that is still good is returned as it stands, with the handler's edits. ``marks``
    are log lines, by report and line, to which a notice is narrowed as far as they may be
    shown; it takes the place of a draft that stands.
    Raises ``Usage`` or ``NotPermitted`` with one sentence.
    """
    # Loaded before the lock is taken: colleagues wait for whoever has it.
    from ircon import disclosure  # noqa: F401
    from ircon.notices import gate, letters, lint  # noqa: F401

    with store.change("draft", handler=handler or me(), incident=number, at=at) as change:
        incident = incidents.load(store, number, lines=MOST_LINES, at=change.at)
        survivors.refuse_merged(store, number)
        if not incident.reports:
            raise Usage(_("Incident {number} has no report to write about.", number=number))
        to_site = None if to is None else related_named(store, number, incident.related, to)
        planned = plan(incident, kind if marks is None else LetterKind.NOTICE, to_site)
        if report is not None and planned.site is None:
            planned = replace(planned, report=_report(incident, report))
        text, relies = _text(change, incident, planned, centre, language, templates, marks)
        standing = _same_letter(incident, text)
        if standing and marks is None and standing.joint is None and dict(standing.relies) == relies:
            change.abandon()
            text, number_of = standing, standing.id
        else:
            if standing and standing.id:
                drafts.mark(change, standing.id, DraftState.STALE)
            number_of = drafts.add(change, text, relies)
            text = drafts.load(store, number_of) or text
            change.note = f"{text.kind} to {_recipient(planned)}"
            refresh.words(change, number)
    draft = examine(store, replace(text, id=number_of, incident=number), centre=centre, at=at, loaded=[incident])
    why = f": {planned.why}" if planned.why else ""
    why += _by_phone(store, incident, draft)
    return Outcome(
        _(
            "#{number}: {kind} to {recipient} drafted{why}",
            number=number,
            kind=term(draft.kind),
            recipient=_recipient(planned),
            why=why,
        ),
        number,
        draft,
    )


def _report(incident: Incident, number: int) -> StoredReport:
    found = next((stored for stored in incident.reports if stored.id == number and not stored.report.bounced), None)
    if found is None:
        raise Usage(_("Incident {number} has no report {report}.", number=incident.row.incident, report=number))
    return found


def _by_phone(store: Store, incident: Incident, draft: Draft) -> str:
    """Say which number to call where a reminder could only go where the notice went: another channel is wanted."""
    site = register.load_or_none(store, draft.site_id) if draft.kind is LetterKind.REMINDER else None
    if site is None or draft.to.lower() not in {d.to.lower() for d in sent_to(incident, site)}:
        return ""
    phones = ", ".join(contact.phone for contact in site.contacts if contact.phone)
    return "; " + _("no other address is known, so call them: {phone}", phone=phones) if phones else ""


def _recipient(planned: Plan) -> str:
    from ircon.text import one_line

    return one_line(planned.site.name if planned.site else planned.report.report.reporter.mail or _("the reporter"))


def _text(
    change: Change,
    incident: Incident,
    planned: Plan,
    centre: Centre,
    language: str | None,
    templates: Path | None,
    marks: Marks | None = None,
) -> tuple[Draft, dict[int, frozenset[Item]]]:
    """Return the letter, and by report what of it was allowed and the letter relies on."""
    if planned.site is None:
        draft, relies = _to_reporter(change, incident, planned, centre, language, templates)
    else:
        draft, relies = _to_site(change, incident, planned.kind, planned.site, centre, language, templates, marks)
    return replace(draft, incident=incident.row.incident), relies


def _to_reporter(
    change: Change, incident: Incident, planned: Plan, centre: Centre, language: str | None, templates: Path | None
) -> tuple[Draft, dict[int, frozenset[Item]]]:
    from ircon import disclosure
    from ircon.notices import letters

    home = register.load_or_none(change.store, planned.report.site_id)
    others = strangers(change.store, incident, home, consent.everywhere(Role.OTHER))
    named = _named_by(incident, planned.report)
    view = disclosure.reporter_view(
        planned.report,
        incident.reports,
        incident.decisions,
        site=home,
        level=_own_level(incident, planned.report),
        notified=_told_others(incident, planned.report),
        fixed=[s.site_id for s in incident.related if s.site_id is not None and s.state is SiteState.FIXED],
        closed_for=incident.closed_for,
        others=others,
        related=named,
    )
    draft = letters.write(
        planned.kind,
        view,
        centre,
        language=language or planned.report.report.language,
        reference=incident.row.incident,
        today=change.at.date(),
        to=planned.report.report.reporter.mail,
        directory=templates,
    )
    told_of = disclosure.heard(
        planned.report, incident.reports, incident.decisions, site=home, others=others, related=named
    )
    return draft, relies_on(incident, told_of, planned.report.site_id, consent.everywhere(Role.OTHER))


def _to_site(
    change: Change,
    incident: Incident,
    kind: LetterKind,
    site: RelatedSite,
    centre: Centre,
    language: str | None,
    templates: Path | None,
    marks: Marks | None,
) -> tuple[Draft, dict[int, frozenset[Item]]]:
    from ircon import disclosure
    from ircon.notices import letters

    recipient = _reachable(change, site)
    others = strangers(change.store, incident, recipient, site.part_in)
    reports = incident.reports
    if marks is not None:
        reports = disclosure.narrowed(reports, marks, recipient, others=others)
    about = disclosure.build(reports, incident.decisions, recipient, site.part_in, others=others)
    if marks is not None and not about.permitted:
        words = _("No notice was written: no marked line names {site} and may be shown to it.", site=recipient.name)
        raise NotPermitted(words)
    told = sent_to(incident, recipient)
    to = contact(change.store, recipient, told, kind) or letters.address(recipient)
    taken = partial(drafts.reference_taken, change.store, about=[incident.row.incident], site=site.site_id)
    reminds = kind is LetterKind.REMINDER and told
    draft = letters.write(
        kind,
        about,
        centre,
        language=language or letters.language_for(facts.read_by(change.store, recipient, to), centre),
        reference=told[-1].reference if reminds else letters.reference_for(about, to, taken=taken),
        notified=told[-1].sent_at.date() if reminds and told[-1].sent_at else None,
        today=change.at.date(),
        to=to,
        site_id=recipient.id,
        withheld=(
            *(() if marks is None else (disclosure.UNMARKED,)),
            *disclosure.explain(incident.reports, incident.decisions, recipient, site.part_in, others=others),
        ),
        directory=templates,
    )
    told_of = [report for report in reports if report.site_id != recipient.id]
    return draft, relies_on(incident, told_of, recipient.id, site.part_in)


def _reachable(change: Change, site: RelatedSite) -> Site:
    """Return what the register knows of the site. Raises in words where it knows nothing, or says to wait."""
    known = register.load_or_none(change.store, site.site_id)
    if known is None:
        raise Usage(
            _("The register does not know whose {name} is; add the site, then draft the notice.", name=site.name)
        )
    hold = facts.hold_of(change.store, site.site_id or 0, change.at.date())
    if hold is not None:
        raise NotPermitted(
            _(
                "{name} is not to be contacted before {until}: {reason}",
                name=site.name,
                until=hold.until,
                reason=hold.reason,
            )
        )
    return known


def _of_reporter(incident: Incident, report: StoredReport) -> set[int]:
    from ircon.disclosure import same_reporter

    return {stored.id for stored in incident.reports if same_reporter(stored, report)}


def _named_by(incident: Incident, report: StoredReport) -> set[int]:
    """Return the registered sites that this reporter's own reports name."""
    own = _of_reporter(incident, report)
    return {site.site_id for site in incident.related if site.site_id is not None and own & set(site.reports)}


def _told_others(incident: Incident, report: StoredReport) -> bool:
    """Say whether a site was told of what this reporter reported: what it was told of others is not their matter."""
    own = _of_reporter(incident, report)
    return any(d.kind.to_site and d.arrived and own & {told for told, _items in d.relies} for d in incident.drafts)


def strangers(store: Store, incident: Incident, recipient: Site | None, part_in: PartIn) -> tuple[Site, ...]:
    """Return the registered sites whose addresses are not the recipient's although its own netblock may hold them.

    They are those that the permitted reports come from or name: whether a report of which
    nothing is permitted is here at all must not show in what is taken for the recipient's own.
    """
    site_id = recipient.id if recipient else None
    told = relies_on(incident, incident.reports, site_id, part_in)
    named = {site.site_id for site in incident.related if told.keys() & set(site.reports)}
    named |= {report.site_id for report in incident.reports if report.id in told}
    found = (register.load_or_none(store, one) for one in sorted(n for n in named if n is not None and n != site_id))
    return tuple(site for site in found if site)


def relies_on(
    incident: Incident, told_of: Sequence[StoredReport], site_id: int | None, part_in: PartIn
) -> dict[int, frozenset[Item]]:
    """Return the items of each report that a letter to this recipient is made with."""
    found = {r.id: consent.items(incident.decisions, r.id, site_id=site_id, role=part_in(r.id)) for r in told_of}
    return {report: items for report, items in found.items() if items}


def sent_to(incident: Incident, recipient: Site) -> list[Draft]:
    """Return what a site has been sent about an incident, in order."""
    sent = (d for d in incident.drafts if d.state is DraftState.SENT and d.site_id == recipient.id)
    return sorted(sent, key=lambda d: str(d.sent_at))


def contact(store: Store, recipient: Site, told: Sequence[Draft], kind: LetterKind) -> str:
    """Return the contact to write to: none that bounced nor, with a reminder, was tried, if there are others."""
    known = facts.addresses(store, recipient)
    tried = {d.to.lower() for d in told if d.bounced_at or kind is LetterKind.REMINDER}
    return next((mail for mail in known if mail.lower() not in tried), known[0] if known else "")


def _own_level(incident: Incident, report: StoredReport) -> Level:
    """Return the most that a reporter lets any related site see, which their own letters tell them."""
    levels = [
        consent.permitted(incident.decisions, report.id, site_id=site.site_id, role=site.part_in(report.id))
        for site in incident.related
    ]
    return max(levels, key=lambda level: level.rank, default=Level.NONE)


def _same_letter(incident: Incident, text: Draft) -> Draft | None:
    """Return the unsent draft of this kind, recipient and language, if there is one.

    The handler may have chosen another contact of the site; one that has bounced is chosen no more.
    """
    bounced = {draft.to for draft in incident.drafts if draft.bounced_at}

    def same(draft: Draft) -> bool:
        alike = (draft.kind, draft.site_id, draft.language) == (text.kind, text.site_id, text.language)
        chosen = draft.kind.to_site and draft.to not in bounced
        return draft.state is DraftState.DRAFTED and alike and (draft.to == text.to or chosen)

    return next(filter(same, incident.drafts), None)
