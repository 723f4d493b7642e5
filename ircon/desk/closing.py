"""Closing an incident, after a look at what is still outstanding, and opening it again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, term, word_of
from ircon.model import CloseReason, DraftState, Incident, LetterKind, Status
from ircon.store import incidents, merging
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store import Store


def outstanding(store: Store, number: int) -> tuple[str, ...]:
    """Return what would be left undone if the incident were closed now, a sentence each."""
    return outstanding_of(incidents.load(store, number, lines=0))


def outstanding_of(incident: Incident) -> tuple[str, ...]:
    """Return ``outstanding`` of an incident already loaded. Pure."""
    if not incident.reports:  # put into another: what is outstanding is outstanding there
        return ()
    found: list[str] = []
    sent = [d for d in incident.drafts if d.state is DraftState.SENT]
    if not any(not d.kind.to_site for d in sent):
        found.append(_("The reporter has not been answered."))
    elif not any(d.kind is LetterKind.CLOSING for d in sent):
        found.append(_("The reporter has not been told what was done."))
    untold = [site.name for site in incident.related if not site.state.notified]
    if untold:
        found.append(_("Not notified: {sites}.", sites=_listed(untold)))
    unsent = [d for d in incident.drafts if d.state is DraftState.DRAFTED]
    if unsent:
        found.append(_("Drafts not sent: {kinds}.", kinds=_listed([term(d.kind) for d in unsent])))
    return tuple(found)


def _listed(names: list[str], most: int = 3) -> str:
    named = _(", ").join(one_line(name) for name in names[:most])
    return _("{names} and {count} more", names=named, count=len(names) - most) if len(names) > most else named


def close(
    store: Store,
    number: int,
    reason: CloseReason | str,
    note: str = "",
    *,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Close an incident for a reason, one of the usual ones or in words. Can be undone.

    ``note`` goes into the journal beside the reason.
    """
    with store.change("close", handler=handler or me(), incident=number, at=at) as change:
        standing = incidents.ticket(store, number)
        if standing.status == Status.CLOSED:
            change.abandon()
            return Outcome(
                _("#{number} is closed already: {closed_for}", number=number, closed_for=_reason(standing.closed_for)),
                number,
            )
        incidents.close(change, number, str(reason))
        change.note = f"{reason}: {note}" if note else str(reason)
        refresh.incident(change, number, far=False)
    return Outcome(_("#{number} closed: {reason}", number=number, reason=_reason(str(reason))), number)


def reopen(store: Store, number: int, *, handler: str | None = None, at: datetime | None = None) -> Outcome:
    """Open a closed incident again, whoever closed it and for whatever reason. Can be undone.

    One that was put into another is opened by taking it out again. Raises ``Usage`` where it is open.
    """
    with store.change("open again", handler=handler or me(), incident=number, at=at) as change:
        standing = incidents.ticket(store, number)
        if standing.status == Status.OPEN:
            raise Usage(_("#{number} is open.", number=number))
        if (holding := merging.survivor(store, number)) != number:
            raise Usage(_("#{number} was put into #{holding}; take it out there.", number=number, holding=holding))
        merging.open_again(change, number)
        change.note = standing.closed_for
        refresh.incident(change, number, far=False)
    told = _reason(standing.closed_for)
    return Outcome(_("#{number} is open again; it was closed: {reason}", number=number, reason=told), number)


def _reason(kept: str) -> str:
    return one_line(word_of(CloseReason)(kept))
