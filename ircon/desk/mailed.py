"""What the mailbox tells of our own letters: a copy of one that was sent, one that came back, one that is answered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ircon.model import Centre, Draft, DraftState, Report
from ircon.store import drafts, reports

if TYPE_CHECKING:
    from ircon.store import Store
    from ircon.store.change import Change

_SUBJECT = re.compile(r"\ASubject:[^\n]*\n")


def copy_of(store: Store, read: Report, centre: Centre) -> Draft | None:
    """Return the letter that a message from our own address is a copy of: same reference, same words; or None.

    White space may differ, as mail programs break lines anew; anything else makes it another
    message, which is kept as what it is. A letter to several is that of the newest draft.
    """
    if not centre.mail or read.reporter.mail.lower() != centre.mail.lower():
        return None
    incident = reports.incident_answered(store, read)
    if incident is None:
        return None
    numbers, words = reports.numbers_of(read), _words(read.text)
    for letter in reversed(drafts.of_incident(store, incident)):
        if letter.reference in numbers and _words(letter.body) == words:
            return letter
    return None


def _words(text: str) -> str:
    return " ".join(_SUBJECT.sub("", text).split())


def mark_bounced(change: Change, incident: int, read: Report) -> Draft | None:
    """Mark the letter that a delivery failure speaks of as bounced, and return it; None where that cannot be told.

    It is the newest of those that its reference or Message-ID names and that went to an
    address in the failure's text; a letter that alone is named needs no address.
    """
    numbers, text = reports.numbers_of(read), read.text.lower()
    sent = [d for d in drafts.of_incident(change.store, incident) if d.state is DraftState.SENT and not d.bounced_at]
    named = [d for d in sent if d.reference in numbers] or sent
    to_them = [d for d in named if d.to and d.to.lower() in text]
    if not to_them and not (len(named) == 1 and named[0].reference in numbers):
        return None
    letter = max(to_them or named, key=lambda d: (str(d.sent_at), d.id or 0))
    assert letter.id is not None
    drafts.mark_bounced(change, letter.id)
    return letter


def mark_answered(change: Change, incident: int, report: int, read: Report) -> Draft | None:
    """Note which letter a message answers, if it is the first to do so, and return that letter.

    It is the newest of those sent under a reference that the message names and to its
    sender; failing these, a notice alone under such a reference (whoever answers in the
    recipient's stead), or the newest letter to its sender.
    """
    numbers, sender = set(reports.numbers_of(read)), read.reporter.mail.lower()
    sent = [d for d in drafts.of_incident(change.store, incident) if d.arrived]
    theirs = [d for d in sent if sender and d.to.lower() == sender]
    found = [d for d in theirs if d.reference in numbers] or [
        d for d in sent if d.kind.to_site and d.reference in numbers
    ]
    letter = max(found or theirs, key=lambda d: (str(d.sent_at), d.id or 0), default=None)
    if letter is None or letter.id is None or letter.answer:
        return None
    drafts.mark_answer(change, letter.id, report)
    return letter
