"""Gathering the handover: which incidents were touched since a time, and what of it a colleague must know.

What was taken back again is left out, and so is what only prepares (drafts, edits): the
line about whose turn it is says what has not left yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon.handover import Account, Event, Handover, What
from ircon.i18n import mark
from ircon.model import Audience, ConsentState, Decision, Entry
from ircon.store import consents, drafts, happenings, notes, queue, register, stamps

if TYPE_CHECKING:
    from ircon.store import Store

HOURS = 12
"""How far it goes back for a handler of whom nothing earlier is known."""

MOST = 300
"""Incidents that are told of at most: more is no handover but a report."""

_NOT_TOLD = frozenset({"intake", "draft", "edit", "export", "consent", "sent", "follow up", "undo", "redo", "recount"})
"""Actions that only prepare, or of which something else is told: what came in, what was decided, what was sent."""

_ACTIONS = {
    "take": mark("took it"),
    "hand over": mark("handed over to {note}"),
    "close": mark("closed: {note}"),
    "open again": mark("opened again; it was closed: {note}"),
    "class": mark("class: {note}"),
    "put together": mark("put together: {note}"),
    "take apart": mark("taken apart: {note}"),
    "release": mark("released a blocked letter: {note}"),
    "make a site": mark("made a site of the register: {note}"),
    "clock": mark("settled a clock: {note}"),
    "note": mark("noted of a site: {note}"),
    "ignore": mark("links nothing any more: {note}"),
    "import sites": mark("sites imported: {note}"),
}
_DECIDED = {
    ConsentState.ASKED: mark("asked the reporter for consent (report {report})"),
    ConsentState.GRANTED: mark("{level} granted to {whom} (report {report})"),
    ConsentState.REFUSED: mark("refused for {whom} (report {report})"),
    ConsentState.WITHDRAWN: mark("withdrawn for {whom} (report {report})"),
    ConsentState.NOT_ASKED: mark("not asked for {whom} (report {report})"),
}
_WHOM = {
    Audience.SOURCE: mark("the source site"),
    Audience.RELATED: mark("any related site"),
    Audience.CSIRTS: mark("other CSIRTs"),
    Audience.PUBLIC: mark("the public"),
}


def since_when(store: Store, handler: str, now: datetime) -> datetime:
    """Return from when on a handler wants to be told: since they were here last, else for some hours."""
    return happenings.last_here(store, handler, now) or now - timedelta(hours=HOURS)


def handover(store: Store, since: datetime, *, until: datetime | None = None) -> Handover:
    """Gather what has happened since an instant; ``until`` (default: now) is what it is headed with."""
    told = happenings.entries(store, since)
    undone = _undone(told)
    touched: dict[int, list[Entry]] = {}
    besides: list[Entry] = []
    for entry in told:
        if entry.incident is not None:
            touched.setdefault(entry.incident, []).append(entry)
        elif entry.id not in undone and entry.action not in _NOT_TOLD:
            besides.append(entry)
    newest = sorted(touched, key=lambda number: touched[number][-1].id, reverse=True)
    accounts = [_account(store, number, touched[number], undone, since) for number in newest[:MOST]]
    worth = [account for account in accounts if account is not None and account.events]
    worth.sort(key=lambda account: (account.row.need, account.row.ball_since, account.row.incident))
    return Handover(
        since=since,
        until=until or stamps.now(),
        accounts=tuple(worth),
        besides=tuple(_done(entry) for entry in besides),
        left_off=max(0, len(newest) - MOST),
    )


def _undone(told: Sequence[Entry]) -> set[int]:
    """Return which entries are not in effect any more."""
    undone: set[int] = set()
    for entry in reversed(told):
        if entry.undoes is not None and entry.id not in undone:
            undone.add(entry.undoes)
    return undone


def _account(store: Store, number: int, entries: Sequence[Entry], undone: set[int], since: datetime) -> Account | None:
    row = queue.row(store, number)
    if row is None:
        return None
    told = [*_arrived(store, number, since), *_decided(store, number, since), *_sent(store, number, entries, since)]
    told += _noted(store, number, since)
    here = {entry.id for entry in entries}
    for entry in entries:
        if entry.undoes is not None and entry.undoes not in here and entry.id not in undone:
            undid = (("undone", entry.note),)
            told.append(Event(entry.at, What.DONE, entry.handler, mark("took back: {undone}"), undid))
        elif entry.action not in (*_NOT_TOLD, "note") and entry.id not in undone:
            told.append(_done(entry))
    return Account(row, tuple(sorted(told, key=lambda event: event.at)))


def _done(entry: Entry) -> Event:
    message = _ACTIONS.get(entry.action)
    if message is None:
        message = "{action}: {note}" if entry.note else "{action}"
    kind = What.CLOSED if entry.action == "close" else What.DONE
    return Event(entry.at, kind, entry.handler, message, (("action", entry.action), ("note", entry.note)))


def _arrived(store: Store, number: int, since: datetime) -> Iterator[Event]:
    for came in happenings.arrivals(store, number, since):
        kind = What.BOUNCED if came.format == "bounce" else What.ARRIVED if came.first else What.ANSWERED
        sender = f"{came.name} <{came.mail}>" if came.mail else came.name or "-"
        message = mark("report {report} from {sender}: {subject}")
        if came.format == "unreadable":
            message = mark("report {report} from {sender}, which could not be read: {subject}")
        values = (("report", str(came.report)), ("sender", sender), ("subject", came.subject or "-"))
        yield Event(came.at, kind, "", message, values)


def _decided(store: Store, number: int, since: datetime) -> Iterator[Event]:
    for decision in consents.of_incident(store, number):
        if decision.at >= since:
            message = _DECIDED[decision.state]
            values = (("level", decision.level), ("whom", _whom(store, decision)), ("report", str(decision.report)))
            yield Event(decision.at, What.DECIDED, decision.handler, message, values, decision.quote)


def _noted(store: Store, number: int, since: datetime) -> Iterator[Event]:
    for note in notes.of_incident(store, number):
        if note.at >= since:
            yield Event(note.at, What.NOTE, note.handler, mark("edited") if note.edited else "", (), note.text)


def _whom(store: Store, decision: Decision) -> str:
    if decision.audience is Audience.SITE:
        site = register.load_or_none(store, decision.site_id)
        return site.name if site else f"site {decision.site_id}"
    return _WHOM[decision.audience]


def _sent(store: Store, number: int, entries: Sequence[Entry], since: datetime) -> Iterator[Event]:
    by = {draft: e.handler for e in entries if e.action == "sent" for draft in happenings.rows_of(store, e.id, "draft")}
    for letter in drafts.of_incident(store, number):
        if letter.sent_at and letter.sent_at >= since:
            values = (("kind", letter.kind), ("to", letter.to or "-"))
            yield Event(letter.sent_at, What.SENT, by.get(letter.id or 0, ""), mark("{kind} to {to}"), values)
