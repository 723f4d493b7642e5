"""What messages themselves state about disclosure, taken down with how sure it is who says so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.consent import answering, saying
from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.desk.permission import told_decision
from ircon.i18n import _, term
from ircon.model import Audience, ConsentState, Decision, Draft, Level, Stated, StoredReport
from ircon.store import consents, drafts, incidents, reports, survivors

if TYPE_CHECKING:
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
        letters = drafts.of_incident(store, number)
        doubted = _doubted(found, decisions, letters)
        told = _told(found, decisions, doubted)
        if not told:
            change.abandon()
            return _nothing_stated(number, found, doubted, letters, decided=bool(decisions))
        for about, source, stated in told:
            consents.add(change, _decision(about, source, stated, change))
        change.note = "; ".join(_noted(about, source, stated, letters) for about, source, stated in told)
        refresh.words(change, number)
    return Outcome(_recorded(number, told, letters) + (_warning(*doubted[-1], letters) if doubted else ""), number)


def what_is_stated(store: Store, number: int) -> str:
    """Return in words what ``consent_from_report`` would record; "" where that is nothing."""
    found, decisions = reports.load(store, number, lines=0), consents.of_incident(store, number)
    told = _told(found, decisions, _doubted(found, decisions, drafts.of_incident(store, number)))
    return _(", ").join(dict.fromkeys(_said(stated) for _about, _source, stated in told))


Said = tuple[StoredReport, StoredReport, Stated]
"""About which report, in which message, and what it says."""

Doubt = tuple[StoredReport, StoredReport]
"""A report, and a message that speaks of it, of which nobody knows whose it is."""


def _doubted(found: Sequence[StoredReport], decisions: Sequence[Decision], letters: Sequence[Draft]) -> list[Doubt]:
    """Return what states something of which nobody knows who says it: about which report, in which message."""
    each = ((about, answering.unsure(about, found, decisions, letters)) for about in found)
    return [(about, source) for about, told in each for source, _stated in told]


def _told(
    found: Sequence[StoredReport],
    decisions: Sequence[Decision],
    doubted: Sequence[Doubt],
) -> list[Said]:
    """Return each statement that can be recorded: about which report, in which message, and what it says.

    A message that may not be its sender's states nothing of itself either.
    """
    out = {source.id for _about, source in doubted}
    each = ((about, answering.stated_for(about, found, decisions)) for about in found)
    return [(about, source, stated) for about, told in each for source, stated in told if source.id not in out]


def _noted(about: StoredReport, source: StoredReport, stated: Stated, letters: Sequence[Draft]) -> str:
    """Return what the journal keeps of a statement: an answer's with how sure it is whose it is."""
    said = f"report {about.id}: {_words(stated)}"
    if about.id == source.id:
        return said
    return f"{said}; by report {source.id}, {saying.kept(answering.answer_to(about, source, letters))}"


def _recorded(number: int, told: Sequence[Said], letters: Sequence[Draft]) -> str:
    words = _(", ").join(dict.fromkeys(_said(stated) for _about, _source, stated in told))
    answers = [answering.answer_to(about, source, letters) for about, source, _stated in told if about.id != source.id]
    if not answers:
        return _("#{number}: {words}, as the report states", number=number, words=words)
    sure = "; ".join(dict.fromkeys(map(saying.sure, answers)))
    said = _("#{number}: {words}, as answered {sure}", number=number, words=words, sure=sure)
    return said + ("; " + _("make sure that it is theirs") if any(answer.weak for answer in answers) else "")


def _warning(about: StoredReport, source: StoredReport, letters: Sequence[Draft]) -> str:
    sure = saying.sure(answering.answer_to(about, source, letters))
    return "; " + _("report {report}, which came {sure}, is not recorded: ask them", report=source.id, sure=sure)


def _nothing_stated(
    number: int,
    found: Sequence[StoredReport],
    doubted: Sequence[Doubt],
    letters: Sequence[Draft],
    *,
    decided: bool,
) -> Outcome:
    if doubted:
        about, source = doubted[-1]
        sure = saying.sure(answering.answer_to(about, source, letters))
        message = _("#{number}: report {report} came {sure}; ask them, or choose if you are sure that it is theirs",
                    number=number, report=source.id, sure=sure)  # fmt: skip
    elif decided:
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
