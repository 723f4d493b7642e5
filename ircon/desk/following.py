"""Following up: what a site said, and what time alone changes: a silent site gives the turn back, a grant ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon import progress
from ircon.desk import permission, refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, term
from ircon.model import Draft, RelatedSite, SiteState
from ircon.store import consents, drafts, incidents, register, stamps, survivors
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store import Store

DAYS = 7
"""How long a site is given to answer, where the centre has set nothing else."""

_WAITING = (SiteState.SENT, SiteState.ACKNOWLEDGED)

PROGRAM = "ircon"
"""Who acts: time has passed, no handler has done anything, and so none can undo it."""


def follow_up(store: Store, *, days: int = DAYS, at: datetime | None = None) -> tuple[int, ...]:
    """Mark the letters to sites that wait for more than ``days`` and the grants that have ended.

    Returns the incidents that are ours again because somebody is silent, or that have lost a
    grant. Cheap where there are none, and then nothing is written: intake asks after each
    batch. ``at`` is an aware instant (default: now).
    """
    now = at or stamps.now()
    before = now - timedelta(days=days)
    touched = dict.fromkeys(incident for _, incident in drafts.unanswered(store, before))
    touched |= dict.fromkeys(incident for *_, incident in consents.ended(store, now))
    return tuple(incident for incident in touched if _turn_back(store, incident, before, now))


def site_said(
    store: Store,
    number: int,
    site: str | int,
    said: SiteState | None,
    *,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Take down what a site said to the last letter that reached it: acknowledged or fixed; None takes that back.

    ``site`` is a related site's number, name, domain or address. Can be undone. Raises
    ``Usage`` where it is not related, or nothing was sent to it.
    """
    if said not in (None, SiteState.ACKNOWLEDGED, SiteState.FIXED):
        raise Usage(_("A site has acknowledged or fixed it; the rest follows from the letters."))
    with store.change("site said", handler=handler or me(), incident=number, at=at) as change:
        incidents.ticket(store, number)
        survivors.refuse_merged(store, number)
        found = related_named(store, number, incidents.related(store, number), site)
        letter = progress.letter_to(found, drafts.of_incident(store, number))
        if letter is None:
            raise Usage(_("{site} has been sent nothing in #{number}.", site=one_line(found.name), number=number))
        drafts.say(change, letter.id or 0, said)
        change.note = f"{found.name}: {said or 'taken back'}"
        refresh.incident(change, number, far=False)
    told = term(said) if said else _("waited for again")
    return Outcome(f"#{number}: {one_line(found.name)}: {told}", number)


def related_named(store: Store, number: int, related: Sequence[RelatedSite], to: str | int) -> RelatedSite:
    """Return the related site that ``to`` names: by number, name, domain or address. Raises ``Usage`` for none."""
    known = to if isinstance(to, int) else getattr(register.find(store, to), "id", None)
    for site in related:
        if (known is not None and site.site_id == known) or site.name == to:
            return site
    raise Usage(_("{site} is not a related site of incident {number}.", site=to, number=number))


def _since(letter: Draft) -> datetime:
    """Return since when we wait for a site: since the letter, or since it said that it looks into it."""
    since = letter.said_at or letter.sent_at
    assert since is not None
    return since


def _turn_back(store: Store, incident: int, before: datetime, now: datetime) -> bool:
    with store.change("follow up", handler=PROGRAM, incident=incident, at=now) as change:
        # Read under the lock: an answer may have come in a moment ago.
        waiting = {s.site_id for s in incidents.related(store, incident) if s.state in _WAITING}
        last = {d.site_id: d for d in drafts.of_incident(store, incident) if d.site_id in waiting and d.sent_at}
        late = [d for d in last.values() if d.arrived and not d.overdue_at and _since(d) < before]
        for letter in late:
            drafts.mark_overdue(change, letter.id or 0)
        change.note = ", ".join(f"no answer to {letter.kind}, draft {letter.id}" for letter in late)
        permission.expire(change, incident)
        if change.note:
            refresh.incident(change, incident, far=False)
        else:
            change.abandon()
        return bool(change.note)
