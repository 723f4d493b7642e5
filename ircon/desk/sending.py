"""What happens to a draft: examined, edited, taken out, marked as sent. The last gate is here.

What is shown, copied, written to a file and journaled by its hash are the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from ircon.desk import permission, refresh
from ircon.desk.outcome import Outcome, me
from ircon.desk.pauses import unpaused
from ircon.errors import NotPermitted, Usage
from ircon.i18n import _, term
from ircon.model import Centre, Draft, DraftState, Finding, Incident, LetterKind, Release, Role, Site, StoredReport
from ircon.notices import findings
from ircon.store import drafts, facts, incidents, register, stamps, unsaved

if TYPE_CHECKING:
    from ircon.consent import PartIn
    from ircon.store import Store
    from ircon.store.change import Change

MOST_LINES = 20_000
"""How many log lines of a report a letter is written from and examined against."""


def examine(
    store: Store,
    draft: Draft,
    *,
    centre: Centre,
    at: datetime | None = None,
    loaded: Sequence[Incident] = (),
) -> Draft:
    """Return the draft with what the lint says of its present text; ``loaded`` are its incidents, where just loaded."""
    from ircon.notices import gate, lint
    from ircon.notices.letters import language_for

    rows = drafts.together(store, draft)
    numbers = dict.fromkeys(row.incident for row in rows)
    about = loaded or [incidents.load(store, number, lines=MOST_LINES, at=at) for number in numbers]
    if draft.state is DraftState.DRAFTED and not _holds(rows, about):
        draft = replace(draft, state=DraftState.STALE)
    reports = tuple(chain.from_iterable(incident.reports for incident in about))
    letters = tuple(chain.from_iterable(incident.drafts for incident in about))
    recipient = register.load_or_none(store, draft.site_id)
    own = None if draft.site_id else next((r.id for r in reports if r.report.reporter.mail == draft.to), None)
    found = gate.sort_out(
        reports,
        tuple(chain.from_iterable(incident.decisions for incident in about)),
        recipient=recipient,
        own_report=own,
        centre=centre,
        others=reporting_sites(store, reports, recipient),
        part_in=_part_in(about, draft),
    )
    times = [line.at for r in reports for line in r.report.lines if line.at]
    notified = [d.sent_at for d in letters if d.sent_at and d.site_id == draft.site_id and _notifies(d)]
    bounced = {d.bounced_at.date() for d in letters if d.bounced_at and d.to == draft.to}
    bounced |= {day for day in (facts.bounced_on(store, draft.site_id, draft.to),) if day}
    reader = next((r.report.language for r in reports if r.id == own), draft.language)
    context = lint.Context(
        centre=centre,
        language=language_for(facts.read_by(store, recipient, draft.to), centre) if recipient else reader,
        evidence=max(times, default=None) if draft.site_id else None,
        notified=max(notified).date() if notified and draft.site_id else None,
        bounced=max(bounced, default=None),
        stale=draft.state is DraftState.STALE,
        own=recipient.cidrs if recipient else (),
    )
    today = (at or stamps.now()).date()
    said = lint.check(draft, today=today, withheld_identifiers=found.withheld, told=found.told, context=context)
    return replace(draft, lint=tuple(_as_released(finding, draft.released) for finding in said))


def _holds(rows: Sequence[Draft], about: Sequence[Incident]) -> bool:
    """Say whether all that a letter tells is permitted still.

    By an undo, a role that changed, the end of a grant: whatever it was that it is not.
    """
    from ircon.consent import account

    by_number = {incident.row.incident: incident for incident in about}
    told = ((row, by_number[row.incident]) for row in rows)
    return all(
        row.state is not DraftState.STALE and account.holds(row, i.related, i.reports, i.decisions) for row, i in told
    )


def _part_in(about: Sequence[Incident], draft: Draft) -> PartIn:
    """Return the part that a letter's recipient plays by each report, other where it is a reporter."""
    found = {
        report.id: site.part_in(report.id)
        for incident in about
        for site in incident.related
        if draft.site_id and site.site_id == draft.site_id
        for report in incident.reports
    }
    return lambda report: found.get(report, Role.OTHER)


def _notifies(letter: Draft) -> bool:
    return letter.kind is LetterKind.NOTICE and not letter.bounced_at


def _as_released(finding: Finding, release: Release | None) -> Finding:
    """Say of what a second handler has let pass who did and why; it blocks no longer."""
    if release is None or not finding.blocks or finding.message not in release.findings:
        return finding
    told = findings.RELEASED.format(handler=release.by, reason=release.reason, finding=finding.message)
    return Finding("released", told)


def reporting_sites(store: Store, reports: Sequence[StoredReport], recipient: Site | None) -> tuple[Site, ...]:
    """Return the registered sites behind reports, but for the recipient itself."""
    own = recipient.id if recipient else None
    found = (register.load_or_none(store, r.site_id) for r in reports if r.site_id != own)
    return tuple({site.id: site for site in found if site}.values())


@unpaused()
def load(store: Store, draft_id: int, *, centre: Centre) -> Draft:
    """Return a draft as it stands, examined. Raises ``Usage`` where there is none."""
    return examine(store, _standing(store, draft_id), centre=centre)


def _standing(store: Store, draft_id: int) -> Draft:
    found = drafts.load(store, draft_id)
    if found is None:
        raise Usage(_("There is no draft {draft}.", draft=draft_id))
    return found


def save_draft(
    store: Store,
    draft_id: int,
    subject: str,
    body: str,
    *,
    centre: Centre,
    seen: Draft | None = None,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Keep a draft as the handler has edited it: LF and printable characters only. Can be undone.

    ``seen`` is the draft that the editing began with: where a colleague has saved another
    text since, the outcome says so, and undoing brings that text back.
    """
    from ircon.text import many_lines, one_line

    with store.change("edit", handler=handler or me(), incident=None, at=at) as change:
        unsaved.drop(store, change.handler, draft_id)
        standing = _standing(store, draft_id)
        change.incident = standing.incident
        if standing.state is DraftState.SENT:
            raise NotPermitted(_("This letter has been sent; what was sent is not changed."))
        over = seen is not None and (seen.subject, seen.body) != (standing.subject, standing.body)
        drafts.edit(change, draft_id, one_line(subject), many_lines(body))
        change.note = f"draft {draft_id}" + (", over a text that was saved meanwhile" if over else "")
    more = " " + _("over a text that was saved meanwhile; u brings that back") if over else ""
    saved = load(store, draft_id, centre=centre)
    return Outcome(_("#{incident}: draft saved{more}", incident=standing.incident, more=more), standing.incident, saved)


def keep_typed(store: Store, draft_id: int, text: str | None, *, handler: str | None = None) -> None:
    """Keep what a handler is typing into a letter, for them alone and in no journal; None forgets it."""
    from ircon.text import many_lines

    with store.together():
        if text is None:
            unsaved.drop(store, handler or me(), draft_id)
        else:
            unsaved.keep(store, handler or me(), draft_id, many_lines(text), stamps.now())


def refuse_if_blocked(draft: Draft) -> None:
    """Raise ``NotPermitted`` where a draft may not leave: stale, or giving something away."""
    if draft.state is DraftState.STALE:
        raise NotPermitted(_("This draft relied on a consent that has changed; draft it anew."))
    for finding in draft.lint:
        if finding.blocks:
            raise NotPermitted(_("This draft may not leave: {message}", message=findings.told(finding.message)))


def has_left(change: Change, draft: Draft) -> None:
    """Have a letter stand as sent, with what follows from it."""
    drafts.mark(change, draft.id or 0, DraftState.SENT)
    if draft.kind is LetterKind.CONSENT_REQUEST:
        permission.asked(change, draft.incident)
    change.note = f"{draft.kind}, draft {draft.id}"
    refresh_all(change, draft)


def refresh_all(change: Change, draft: Draft) -> None:
    """Work out anew each incident that a letter is about."""
    for row in drafts.together(change.store, draft):
        refresh.incident(change, row.incident, far=False)


def mark_sent(
    store: Store, draft_id: int, *, centre: Centre, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Mark a letter as sent; a consent request that was sent means the reporter is asked. Can be undone.

    Raises ``NotPermitted`` where the draft may not leave, ``Usage`` where there is none.
    """
    from ircon.notices import gate, lint  # noqa: F401  # before the lock is taken: colleagues wait for whoever has it

    with store.change("sent", handler=handler or me(), incident=None, at=at) as change:
        # Examined under the lock: a consent withdrawn a moment ago counts, and so does a colleague's mark.
        draft = load(store, draft_id, centre=centre)
        change.incident = draft.incident
        if draft.state is DraftState.SENT:
            change.abandon()
            return Outcome(_("#{incident}: was marked as sent already", incident=draft.incident), draft.incident, draft)
        refuse_if_blocked(draft)
        has_left(change, draft)
    return Outcome(
        _("#{incident}: {kind} marked as sent", incident=draft.incident, kind=term(draft.kind)),
        draft.incident,
        drafts.load(store, draft_id),
    )
