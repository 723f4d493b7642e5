"""The reporter's consent: deciding item by item, asking, withdrawing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.consent import account, answering
from ircon.consent.answering import Sender
from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, plural, term
from ircon.model import Audience, ConsentState, Decision, Draft, DraftState, Item, Level, StoredReport
from ircon.store import consents, drafts, incidents, reports, survivors
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.consent.account import Relied
    from ircon.store import Store
    from ircon.store.change import Change


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
        by_number = {r.id: r for r in found}
        about = [r.id for r in found if report == r.id or (report is None and not r.report.bounced)]
        if not about:
            raise Usage(_("Incident {number} has no report {report}.", number=number, report=report))
        written = drafts.of_incident(store, number)
        for one in about:
            where = _message_with(quote, by_number[one], found, written)
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


def _message_with(quote: str, about: StoredReport, found: Sequence[StoredReport], letters: Sequence[Draft]) -> str:
    """Return the Message-ID of the newest message that holds the words, by the report's sender if any; "" for a call.

    A message of somebody else counts only where it can be their answer: what another reporter
    writes of their own report is no evidence of this one.
    """
    words = " ".join(quote.split())
    holding = [r for r in reversed(found) if words and words in " ".join(r.report.text.split())]
    sure = {r.id: answering.answer_to(about, r, letters) for r in holding}
    theirs = [r for r in holding if r.id == about.id or sure[r.id].sender is Sender.SAME]
    others = [r for r in holding if sure[r.id].to_ours or not sure[r.id].sender.stranger]
    return next((r.report.message_id for r in (*theirs, *others)), "")


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
