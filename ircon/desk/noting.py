"""Key ``i``: what handlers note for each other. A note stays in the house: no letter is ever made with one.

A note is added and never changed; who edits one adds its next version, and both who edit
the same at the same time are kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _
from ircon.store import incidents, notes, stamps, survivors

if TYPE_CHECKING:
    from ircon.store import Store

MOST = 20_000
"""Characters of a note at most; more is a document, and belongs into a file."""

_TOLD = 100
_LINE = 1_000


def write_note(
    store: Store,
    number: int,
    text: str,
    *,
    replaces: int | None = None,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Write a note on an incident, or with ``replaces`` the next version of one of its notes. Can be undone.

    On a merged incident it is written on the one that holds its reports. What the handler
    had begun there before is done with. Raises ``Usage`` for an empty or endless note, or
    one that there is not.
    """
    from ircon.text import many_lines, one_line

    if len(text) > MOST:
        raise Usage(_("A note takes at most {most} characters; this has {count}.", most=MOST, count=len(text)))
    told = many_lines(_folded(text)).strip()
    if not told:
        raise Usage(_("The note is empty; nothing was written."))
    with store.change("note", handler=handler or me(), incident=number, at=at) as change:
        incidents.ticket(store, number)
        holding = survivors.survivor(store, number)
        if replaces is not None and notes.incident_of(store, replaces) != holding:
            raise Usage(_("#{number} has no note {note}.", number=number, note=replaces))
        before = notes.load(store, replaces) if replaces is not None else None
        if before is not None and before.text == told:
            change.abandon()
            return Outcome(_("#{number}: the note is as it was", number=holding), holding)
        aside = replaces is not None and not notes.standing(store, replaces)
        change.incident = holding
        note = notes.add(change, holding, told, replaces)
        notes.drop_unfinished(store, change.handler, number)
        first, more, _rest = told.partition("\n")
        change.note = one_line(first[:_TOLD]) + (" ..." if more or len(first) > _TOLD else "")
    if aside:
        beside = _("#{number}: note {note} kept beside another that was edited meanwhile", number=holding, note=note)
        return Outcome(beside, holding)
    if replaces is not None:
        return Outcome(_("#{number}: note {note} edited", number=holding, note=note), holding)
    return Outcome(_("#{number}: note {note} written", number=holding, note=note), holding)


def keep_unfinished(
    store: Store, number: int, text: str, *, replaces: int | None = None, handler: str | None = None
) -> None:
    """Keep what was being written when the line dropped, for this handler alone; empty text forgets it."""
    from ircon.text import many_lines

    told = many_lines(_folded(text[:MOST])).strip()
    with store.together():
        if told:
            notes.keep_unfinished(store, handler or me(), number, told, replaces, stamps.now())
        else:
            notes.drop_unfinished(store, handler or me(), number)


def _folded(text: str) -> str:
    """Return text with endless lines broken: what is drawn and printed of a line would be cut."""
    return "\n".join(line[at : at + _LINE] for line in text.split("\n") for at in range(0, max(1, len(line)), _LINE))
