"""Undo and redo: a handler's own actions, over sessions, and what was done to many incidents at once as one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon import journaling
from ircon.desk import permission, refresh
from ircon.desk.outcome import Outcome, me
from ircon.desk.pieces import Done, Progress, in_pieces, unwatched
from ircon.errors import IrconError
from ircon.i18n import _, plural
from ircon.store import batches, ignoring, journal, register, survivors
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.model import Entry
    from ircon.store import Store
    from ircon.store.change import Change


def undo(
    store: Store,
    *,
    behind: int | None = None,
    handler: str | None = None,
    at: datetime | None = None,
    progress: Progress = unwatched,
) -> Outcome:
    """Take back the handler's own last action, with ``behind`` the last one before that journal entry.

    What was done to many incidents at once is taken back as one; of it, what was built upon
    since is left and told. Raises ``Conflict`` where that is all there is to take back.
    """
    mine = handler or me()
    entry = journal.to_undo(store, mine, behind=behind)
    return _reverted(store, entry, mine, at, progress, redoing=False)


def redo(
    store: Store, *, handler: str | None = None, at: datetime | None = None, progress: Progress = unwatched
) -> Outcome:
    """Do again what was undone last, unless something was done since."""
    mine = handler or me()
    return _reverted(store, journal.to_redo(store, mine), mine, at, progress, redoing=True)


def _reverted(
    store: Store, entry: Entry | None, handler: str, at: datetime | None, progress: Progress, *, redoing: bool
) -> Outcome:
    if entry is None:
        nothing = _("There is nothing of yours to redo.") if redoing else _("There is nothing of yours to undo.")
        return Outcome(nothing)
    _refuse_if_too_large(entry)
    word = "redo" if redoing else "undo"
    did = journal.entry(store, entry.undoes) if entry.undoes else entry
    what = journaling.entry(did.action, did.note)

    def revert(number: int) -> None:
        with store.change(word, handler=handler, at=at) as change:
            if not batches.in_effect(store, number):
                raise IrconError(_("This was taken back from another console meanwhile."))
            _revert(change, journal.entry(store, number))

    members = batches.in_effect_with(store, entry.id)
    if len(members) == 1:
        revert(entry.id)
        about = f"#{entry.incident}: " if entry.incident else ""
        said = _("done again: {what}", what=what) if redoing else _("undone: {what}", what=what)
        return Outcome(about + said, entry.incident)
    return _told(in_pieces(store, members, revert, progress), did, redoing=redoing)


def _told(found: Done, did: Entry, *, redoing: bool) -> Outcome:
    """Say what came of taking back a batch, or of doing it again."""
    count, what = len(found.done), journaling.action(did.action)
    if redoing:
        said = plural(
            "done again in {count} incident: {what}", "done again in {count} incidents: {what}", count, what=what
        )
    else:
        said = plural("undone in {count} incident: {what}", "undone in {count} incidents: {what}", count, what=what)
    if found.skipped:
        said += "; " + _("{count} left: {why}", count=len(found.skipped), why=next(iter(found.skipped.values())))
    if found.left:
        said += "; " + (found.stopped or _("stopped, {count} to go; once more goes on", count=found.left))
    return Outcome(said, did.incident if len(found.done) == 1 else None)


def _revert(change: Change, entry: Entry) -> None:
    _refuse_if_it_left(change.store, entry)
    change.incident = entry.incident
    change.note = f"{entry.action}: {entry.note}" if entry.note else entry.action
    from ircon.store.change import Conflict

    try:
        change.revert(entry.id)
    except Conflict as error:
        if entry.incident is None:  # of the register, where the conflict itself says what
            error.entry = entry.id
            raise
        raise _in_the_way(change.store, entry) from error
    _refresh(change, entry.incident)


def _refuse_if_too_large(entry: Entry) -> None:
    from ircon.store.change import Conflict

    if entry.note.endswith(journal.TOO_LARGE):
        what = one_line(journaling.entry(entry.action, entry.note))
        error = Conflict(_("{what}; a copy from before it holds what was", what=what))
        error.entry = entry.id
        raise error


def _refuse_if_it_left(store: Store, entry: Entry) -> None:
    """A letter whose text was copied or written out may be on its way: its draft stays, as the record of it."""
    from ircon.store.change import Conflict

    for draft in journal.inserted(store, entry.id, "draft") if entry.action == "draft" else ():
        out = journal.left(store, draft)
        if out is not None:
            who, at = one_line(out.handler), f"{out.at:%m-%d %H:%M}"
            said = _("the letter stays: {handler} has taken its text out ({at} UTC)", handler=who, at=at)
            error = Conflict(f"#{entry.incident}: {said}")
            error.entry = entry.id
            raise error


def _in_the_way(store: Store, entry: Entry) -> IrconError:
    """Say why an action cannot be taken back: who built upon it, and how."""
    from ircon.store.change import Conflict

    upon = journal.built_upon(store, entry)
    about = f"#{entry.incident}: " if entry.incident else ""
    who = one_line(upon.handler) if upon else _("somebody")
    how = f" ({journaling.action(upon.action)}, {upon.at:%m-%d %H:%M} UTC)" if upon else ""
    said = _(
        "{what} stays as it is: {handler} has changed it since",
        what=one_line(journaling.action(entry.action)),
        handler=who,
    )
    error = Conflict(f"{about}{said}{how}")
    error.entry = entry.id
    return error


def _refresh(change: Change, number: int | None) -> None:
    """Work out anew what taking back has touched: where a report has moved, its neighbours as well."""
    touched, far = change.touched()
    for value in change.ignored():
        touched |= set(ignoring.touched(change.store, value))
        far = True
    touched |= register.own_anew(change, *change.held())
    touched |= {number} if number is not None else set()
    # What was said of an incident that has been put into another since counts where its reports are now.
    for one in sorted(touched | {survivors.survivor(change.store, incident) for incident in touched}):
        refresh.incident(change, one, far=far)
        permission.flag_stale(change, one)
