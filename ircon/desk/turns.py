"""Who works on an incident, and taking back what one did oneself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import permission, refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import IrconError
from ircon.store import ignoring, incidents, journal, survivors

if TYPE_CHECKING:
    from ircon.model import Entry
    from ircon.store import Store
    from ircon.store.change import Change


def take(store: Store, number: int, *, handler: str | None = None, at: datetime | None = None) -> Outcome:
    """Make the incident mine. Raises ``IrconError`` where a colleague has it: they can hand it over."""
    mine = handler or me()
    with store.change("take", handler=mine, incident=number, at=at) as change:
        owner = incidents.ticket(store, number).owner
        if owner == mine:
            change.abandon()
            return Outcome(f"#{number} is yours already", number)
        if owner:
            raise IrconError(f"{owner} has #{number}; ask them to hand it over.")
        incidents.give_to(change, number, mine)
    return Outcome(f"#{number} is yours", number)


def hand_over(store: Store, number: int, to: str, *, handler: str | None = None, at: datetime | None = None) -> Outcome:
    """Give the incident to another handler, or with "" back to the queue. Can be undone."""
    with store.change("hand over", handler=handler or me(), incident=number, at=at) as change:
        incidents.ticket(store, number)
        incidents.give_to(change, number, to)
        change.note = to or "nobody"
    return Outcome(f"#{number} handed to {to}" if to else f"#{number} put back", number)


def undo(store: Store, *, handler: str | None = None, at: datetime | None = None) -> Outcome:
    """Take back the handler's own last action. Raises ``Conflict`` where it was built upon since."""
    return _revert(store, journal.to_undo, "undo", handler or me(), at)


def redo(store: Store, *, handler: str | None = None, at: datetime | None = None) -> Outcome:
    """Do again what was undone last, unless something was done since."""
    return _revert(store, journal.to_redo, "redo", handler or me(), at)


def _revert(
    store: Store, choose: Callable[[Store, str], Entry | None], word: str, handler: str, at: datetime | None
) -> Outcome:
    with store.change(word, handler=handler, at=at) as change:
        entry = choose(store, handler)
        if entry is None:
            change.abandon()
            return Outcome(f"There is nothing of yours to {word}.")
        change.incident = entry.incident
        change.note = f"{entry.action}: {entry.note}" if entry.note else entry.action
        change.revert(entry.id)
        _refresh(change, entry.incident)
    about = f"#{entry.incident}: " if entry.incident else ""
    return Outcome(f"{about}{'undone' if word == 'undo' else 'done again'}: {change.note}", entry.incident)


def _refresh(change: Change, number: int | None) -> None:
    """Work out anew what taking back has touched: where a report has moved, its neighbours as well."""
    touched, far = change.touched()
    for value in change.ignored():
        touched |= set(ignoring.touched(change.store, value))
        far = True
    touched |= {number} if number is not None else set()
    # What was said of an incident that has been put into another since counts where its reports are now.
    for one in sorted(touched | {survivors.survivor(change.store, incident) for incident in touched}):
        refresh.incident(change, one, far=far)
        permission.flag_stale(change, one)
