"""Taking in a message: kept as it came, read, and put to its incident, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import mailed, refresh, sending
from ircon.desk.outcome import Taken, me
from ircon.intake import ready
from ircon.intake.ready import Ready
from ircon.model import Centre, Draft, DraftState, IncidentClass, Report, Status
from ircon.store import drafts, facts, incidents, originals, remembering, reports, stamps

if TYPE_CHECKING:
    from ircon.store import Store
    from ircon.store.change import Change


def take_in(
    store: Store,
    data: bytes,
    *,
    received: datetime | None = None,
    zone: str | None = None,
    handler: str | None = None,
    report: Report | Ready | None = None,
    centre: Centre | None = None,
) -> Taken:
    """Store one message and return where it went; the same message twice is one report.

    ``received`` (an aware instant; default now) is when it came, ``zone`` that of log lines
    which have none; a new incident is of the class that a handler chose last for reports
    that are marked alike. ``report`` is what was read, where that has been done already, at
    best with what else can be done before the store is locked (``Ready``).
    ``centre`` is who we are: the copy of a letter from our own address marks that letter as
    sent, whatever became of its draft meanwhile, and is no report.
    What cannot be read is stored all the same, as format ``unreadable`` with its problems.
    """
    from ircon import intake

    at = received or stamps.now()
    if not isinstance(report, Ready):
        report = ready.of(report or intake.read(data, zone=zone, received=at))
    read = report.report
    sha256 = originals.name_of(data)
    with store.change("intake", handler=handler or me(), at=at) as change:
        same = reports.find_same(store, sha256, read)
        if same:
            _note_again(change, same, data, sha256)
            return Taken(same[0], same[1], False, read.format, read.problems)
        ours = mailed.copy_of(store, read, centre) if centre else None
        if ours:
            return _copy(change, ours, sha256)
        answered = reports.incident_answered(store, read)
        if answered:
            read = _without_our_words(read, drafts.of_incident(store, answered))
        chosen = None if answered else remembering.chosen(store, read)
        if read is not report.report:
            report = replace(report, report=read)
        incident = answered or _opened(change, chosen.klass if chosen else read.klass, at, read)
        originals.keep(change, data)
        number = reports.add(change, report, sha256=sha256, incident=incident, received=at)
        change.incident = incident
        change.note = f"report {number} ({read.format}, sha256 {sha256[:16]})"
        if chosen and chosen.klass is not read.klass:
            change.note += f"; {chosen.klass} instead of {read.klass}, as {chosen.handler} chose for such reports"
        if answered:
            facts.learn_from(change, incident, number, read.text)
            lost = mailed.mark_bounced(change, incident, read) if read.bounced else None
            change.note += f"; {lost.kind}, draft {lost.id}, bounced" if lost else ""
            met = None if read.bounced else mailed.mark_answered(change, incident, number, read)
            change.note += f"; answers {met.kind}, draft {met.id}" if met else ""
            for letter in (lost, met):
                if letter is not None and letter.joint:
                    sending.refresh_all(change, letter)
            _reopen(change, incident)
        refresh.incident(change, incident, fresh=not answered)
    return Taken(number, incident, True, read.format, read.problems, joined=bool(answered))


def _opened(change: Change, klass: IncidentClass, at: datetime, read: Report) -> int:
    reporter, country = reports.sender(change.store, read)
    return incidents.open_new(change, klass, at, reporter=reporter, country=country)


def _note_again(change: Change, same: tuple[int, int], data: bytes, sha256: str) -> None:
    """Keep the bytes of a message that came again in other ones: an attachment may differ where the text does not."""
    report, incident = same
    if originals.has(change.store, sha256):
        change.abandon()
        return
    originals.keep(change, data)
    change.incident = incident
    change.note = f"report {report} came again in other bytes, kept too (sha256 {sha256})"


def _copy(change: Change, letter: Draft, sha256: str) -> Taken:
    """Mark a letter as sent, of which the copy has come in; once only."""
    number, known = letter.id or 0, letter.state is DraftState.SENT
    if known:
        change.abandon()
    else:
        change.action, change.incident = "sent", letter.incident
        sending.has_left(change, letter)
        change.note += f", by its copy (sha256 {sha256[:16]})"
        if letter.state is DraftState.STALE:
            change.note += "; it relied on a consent that had changed"
    return Taken(0, letter.incident, not known, "copy", (), sent=number)


def _without_our_words(read: Report, letters: Sequence[Draft]) -> Report:
    """Leave out what an answer names only because it quotes our letter: our own address is nobody's evidence."""
    ours = "\n".join(letter.body for letter in letters).replace("[.]", ".")
    return replace(read, observables=tuple(seen for seen in read.observables if seen.value not in ours))


def _reopen(change: Change, incident: int) -> None:
    """An answer to a closed incident opens it again: nobody is left without an answer."""
    if incidents.ticket(change.store, incident).status == Status.CLOSED:
        incidents.reopen(change, incident)
        change.note += "; opened again by this answer"
