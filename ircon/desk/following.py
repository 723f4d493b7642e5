"""Following up: what time alone changes. A site that stays silent gives the turn back to us; a grant may end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon.desk import permission, refresh
from ircon.model import SiteState
from ircon.store import consents, drafts, incidents, stamps

if TYPE_CHECKING:
    from ircon.store import Store

DAYS = 7
"""How long a site is given to answer, where the centre has set nothing else."""

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


def _turn_back(store: Store, incident: int, before: datetime, now: datetime) -> bool:
    with store.change("follow up", handler=PROGRAM, incident=incident, at=now) as change:
        # Read under the lock: an answer may have come in a moment ago.
        waiting = {s.site_id for s in incidents.related(store, incident) if s.state is SiteState.SENT}
        last = {d.site_id: d for d in drafts.of_incident(store, incident) if d.site_id in waiting and d.sent_at}
        late = [d for d in last.values() if d.sent_at and d.sent_at < before and not d.overdue_at and not d.bounced_at]
        for letter in late:
            drafts.mark_overdue(change, letter.id or 0)
        change.note = ", ".join(f"no answer to {letter.kind}, draft {letter.id}" for letter in late)
        permission.expire(change, incident)
        if change.note:
            refresh.incident(change, incident, far=False)
        else:
            change.abandon()
        return bool(change.note)
