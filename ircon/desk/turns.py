"""Who works on an incident: taking it, taking it over, handing it on."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk.outcome import Outcome, me
from ircon.errors import IrconError
from ircon.i18n import _
from ircon.store import incidents
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store import Store


def take(
    store: Store, number: int, *, over: bool = False, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Make the incident mine. Can be undone.

    Raises ``IrconError`` where a colleague has it, unless it is taken ``over``: the colleague's
    console then says so (see ``ircon.store.told``).
    """
    mine = handler or me()
    with store.change("take", handler=mine, incident=number, at=at) as change:
        owner = incidents.ticket(store, number).owner
        if owner == mine:
            change.abandon()
            return Outcome(_("#{number} is yours already", number=number), number)
        if owner and not over:
            whose = one_line(owner)
            raise IrconError(_("{owner} has #{number}; take it over, and they are told.", owner=whose, number=number))
        incidents.give_to(change, number, mine)
        change.note = f"over from {owner}" if owner else ""
    if owner:
        whose = one_line(owner)
        return Outcome(_("#{number} was {owner}'s and is yours; they are told", number=number, owner=whose), number)
    return Outcome(_("#{number} is yours", number=number), number)


def hand_over(store: Store, number: int, to: str, *, handler: str | None = None, at: datetime | None = None) -> Outcome:
    """Give the incident to another handler, or with "" back to the queue. Can be undone."""
    with store.change("hand over", handler=handler or me(), incident=number, at=at) as change:
        if incidents.ticket(store, number).owner == to:
            change.abandon()
            return Outcome(_already(number, to), number)
        incidents.give_to(change, number, to)
        change.note = to or "nobody"
    if not to:
        return Outcome(_("#{number} put back", number=number), number)
    return Outcome(_("#{number} handed to {handler}", number=number, handler=one_line(to)), number)


def _already(number: int, owner: str) -> str:
    if not owner:
        return _("nobody has #{number} as it is", number=number)
    return _("{handler} has #{number} already", handler=one_line(owner), number=number)
