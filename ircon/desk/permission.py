"""The reporter's consent: recording what a report states, deciding item by item, asking, withdrawing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.consent import account
from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, plural, term
from ircon.model import Audience, ConsentState, Decision, DraftState, Item, Level, Stated, StoredReport
from ircon.store import consents, drafts, incidents, reports, survivors
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.consent.account import Relied
    from ircon.store import Store
    from ircon.store.change import Change


def consent_from_report(
    store: Store, number: int, *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Record what the reports of an incident themselves state, with their words.

    Where none of them states anything that can be recorded, nothing changes and
    ``Outcome.needs`` is ``choice``. Raises ``Usage`` where there is no such incident.
    """
    with store.change("consent", handler=handler or me(), incident=number, at=at) as change:
        # Read under the lock: a colleague's refusal must not be followed by a grant that did not know of it.
        incidents.ticket(store, number)
        survivors.refuse_merged(store, number)
        found = reports.load(store, number, lines=0)
        decisions = consents.of_incident(store, number, at=change.at)
        told = _told(found, decisions)
        if not told:
            change.abandon()
            return _nothing_stated(number, found, decided=bool(decisions))
        for about, source, stated in told:
            consents.add(change, _decision(about, source, stated, change))
        change.note = "; ".join(f"report {about.id}: {_words(stated)}" for about, _source, stated in told)
        refresh.words(change, number)
    words = _(", ").join(dict.fromkeys(_said(stated) for _about, _source, stated in told))
    return Outcome(_("#{number}: {words}, as the report states", number=number, words=words), number)


def what_is_stated(store: Store, number: int) -> str:
    """Return in words what ``consent_from_report`` would record; "" where that is nothing."""
    told = _told(reports.load(store, number, lines=0), consents.of_incident(store, number))
    return _(", ").join(dict.fromkeys(_said(stated) for _about, _source, stated in told))


def _told(
    found: Sequence[StoredReport], decisions: Sequence[Decision]
) -> list[tuple[StoredReport, StoredReport, Stated]]:
    """Return each statement that can be recorded: about which report, in which message, and what it says."""
    each = ((about, account.stated_for(about, found, decisions)) for about in found)
    return [(about, source, stated) for about, told in each for source, stated in told]


def _nothing_stated(number: int, found: Sequence[StoredReport], *, decided: bool) -> Outcome:
    if decided:
        message = _("#{number}: consent is recorded already; choose to change it", number=number)
    elif any(report.report.consent.quote for report in found):
        message = _("#{number}: what the report says needs a decision", number=number)
    else:
        message = _("#{number}: the report states nothing; not stated means none", number=number)
    return Outcome(message, number, needs="choice")


def _words(stated: Stated) -> str:
    to_whom = "" if stated.audience is Audience.RELATED else f" to {stated.audience}"
    return f"refused{to_whom}" if stated.refused else f"{stated.level}{to_whom} granted"


def _said(stated: Stated) -> str:
    """Return ``_words`` as the handler reads it."""
    state = ConsentState.REFUSED if stated.refused else ConsentState.GRANTED
    about = () if stated.refused else (term(stated.level),)
    whom = "" if stated.audience is Audience.RELATED else term(stated.audience)
    return told_decision(about, state, whom)


def told_decision(about: Collection[str], state: ConsentState, whom: str = "") -> str:
    """Say in the handler's language what was decided: about which items or level, and for whom ("": any related site).

    The journal keeps the same in English, for whoever reads it later.
    """
    items = _(", ").join(about)
    if items and whom:
        return _("{items} {state} to {whom}", items=items, state=term(state), whom=whom)
    if whom:
        return _("{state} for {whom}", state=term(state), whom=whom)
    return _("{items} {state}", items=items, state=term(state)) if items else term(state)


def _decision(about: StoredReport, source: StoredReport, stated: Stated, change: Change) -> Decision:
    return Decision(
        report=about.id,
        state=ConsentState.REFUSED if stated.refused else ConsentState.GRANTED,
        level=Level.NONE if stated.refused else stated.level,
        audience=stated.audience,
        quote=stated.quote,
        handler=change.handler,
        at=change.at,
        message=source.report.message_id,
    )


def decide(
    store: Store,
    number: int,
    *,
    state: ConsentState = ConsentState.GRANTED,
    level: Level = Level.NONE,
    items: Collection[Item] = (),
    audience: Audience = Audience.RELATED,
    quote: str,
    until: datetime | None = None,
    report: int | None = None,
    site_id: int | None = None,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Record a decision of a reporter, for one report or, with None, for each of the incident's reporters.

    It is about ``items`` and leaves the others as they stand, or with none named about all of
    them, of which a grant opens those of ``level``. Log lines say that it happened, so whoever
    grants them grants the facts. A grant needs the words it rests on and may end: ``until``
    is an aware instant. Anything but a grant permits nothing. Drafts that relied on more go
    stale, and the outcome names what was sent already. Raises ``Usage`` where the incident
    has no such report, a grant has no quote, or has ended already.
    """
    grants = state is ConsentState.GRANTED
    if grants and not quote.strip():
        raise Usage(_("A grant needs the words it rests on; give them as the quote."))
    if until is not None and not grants:
        raise Usage(_("Only a grant has an end."))
    if items and level is not Level.NONE:
        raise Usage(_("Name either a level or single items."))
    named = tuple(i for i in Item if i in items or (grants and i is Item.FACTS and Item.LOGS in items))
    granted = level if grants else Level.NONE
    with store.change("consent", handler=handler or me(), incident=number, at=at) as change:
        if until is not None and until <= change.at:
            raise Usage(_("This grant would have ended already; give a later day."))
        incidents.ticket(store, number)
        survivors.refuse_merged(store, number)
        found = reports.load(store, number, lines=0)
        about = [r.id for r in found if report == r.id or (report is None and not r.report.bounced)]
        if not about:
            raise Usage(_("Incident {number} has no report {report}.", number=number, report=report))
        for one in about:
            where = _message_with(quote, one, found)
            evidence = (quote, change.handler, change.at)
            decision = Decision(one, state, granted, audience, *evidence, site_id, where, named, until)
            consents.add(change, decision)
        stale = flag_stale(change, number)
        what = ", ".join(named) if named else str(granted if grants else "")
        told = " ".join(filter(None, (what, str(state))))
        told += f" until {decision.last_day}" if until else ""
        beyond = _sent_beyond(store, number, about)
        gone = _letters(f"{r.letter.kind} to {one_line(r.name)} ({r.letter.sent_at:%Y-%m-%d})" for r in beyond)
        said = told_decision([term(i) for i in named] or [term(granted)] * grants, state)
        change.note = f"{told} for {_reports(about)}" + (f"; drafts now stale: {stale}" if stale else "")
        change.note += f"; was sent relying on more: {gone}" if gone else ""
        refresh.words(change, number)
    said = _("{decided} until {day}", decided=said, day=decision.last_day) if until else said
    more = "; " + plural("{count} draft may no longer be sent", "{count} drafts may no longer be sent", stale)
    more = more if stale else ""
    letters = _letters(
        _("{kind} to {to}", kind=term(r.letter.kind), to=f"{one_line(r.name)} ({r.letter.sent_at:%Y-%m-%d})")
        for r in beyond
    )
    more += "; " + _("sent already, so write to them: {letters}", letters=letters) if letters else ""
    return Outcome(_("#{number}: {told}", number=number, told=said) + more, number)


def _reports(numbers: list[int]) -> str:
    return f"report{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"


def _message_with(quote: str, report: int, found: Sequence[StoredReport]) -> str:
    """Return the Message-ID of the newest message of this report's sender that holds the words; "" for a call."""
    words = " ".join(quote.split())
    sender = next(r.report.reporter.mail for r in found if r.id == report)
    theirs = (r.report for r in reversed(found) if r.id == report or (sender and r.report.reporter.mail == sender))
    return next((r.message_id for r in theirs if words and words in " ".join(r.text.split())), "")


def _letters(named: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(named))


def _sent_beyond(store: Store, number: int, about: list[int]) -> list[Relied]:
    """Return the letters that told more of these reports than is permitted now, and arrived."""
    from ircon.consent import account

    letters, related = drafts.of_incident(store, number), incidents.related(store, number)
    found = account.relied(letters, related, reports.load(store, number, lines=0), consents.of_incident(store, number))
    return [r for r in found if r.report in about and not r.holds and not r.letter.bounced_at]


def flag_stale(change: Change, number: int) -> int:
    """Mark the unsent drafts that relied on more than is permitted now; return how many."""
    store = change.store
    decisions = consents.of_incident(store, number, at=change.at)
    found, related = reports.load(store, number, lines=0), incidents.related(store, number)
    unsent = (d for d in drafts.of_incident(store, number) if d.state is DraftState.DRAFTED and d.relies)
    gone = [draft.id for draft in unsent if draft.id and not account.holds(draft, related, found, decisions)]
    for draft_id in gone:
        drafts.mark(change, draft_id, DraftState.STALE)
        letter = drafts.load(store, draft_id)
        for row in drafts.together(store, letter) if letter and letter.joint else ():
            if row.incident != number:
                refresh.incident(change, row.incident, far=False)
    return len(gone)


def expire(change: Change, number: int) -> None:
    """Say of the grants of an incident that have ended that they have, and flag the drafts that relied on them."""
    over = [(row, report) for row, report, incident in consents.ended(change.store, change.at) if incident == number]
    for row, _report in over:
        consents.expire(change, row)
    if not over:
        return
    stale = flag_stale(change, number)
    told = f"expired for {_reports(sorted({report for _row, report in over}))}"
    told += f"; drafts now stale: {stale}" if stale else ""
    change.note = "; ".join(filter(None, (change.note, told)))


def asked(change: Change, number: int) -> None:
    """Note that a reporter was asked, for each report on which nothing was decided yet."""
    decided = {decision.report for decision in consents.of_incident(change.store, number)}
    for report in reports.load(change.store, number, lines=0):
        if report.id not in decided and not report.report.bounced:
            words = Decision(report.id, ConsentState.ASKED, Level.NONE, Audience.RELATED, "", change.handler, change.at)
            consents.add(change, words)
