"""To whom a letter goes: one of the ways in the register, chosen; never an address that stands in a report."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import sending
from ircon.desk.outcome import Outcome, me
from ircon.errors import NotPermitted, Usage
from ircon.i18n import _
from ircon.model import Centre, Draft, DraftState
from ircon.store import drafts, facts, register, stamps
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.sites.dossier import Rung
    from ircon.store import Store


def ladder(store: Store, draft: Draft) -> tuple[Rung, ...]:
    """Return the contacts of the site that a letter goes to, in the order to try them, whence each is known.

    Its provider's stand last: they are another site's, to which this letter may not go.
    Empty for a letter to a reporter, which goes to whoever reported.
    """
    site = register.load_or_none(store, draft.site_id)
    return facts.load(store, site, today=stamps.now().date()).ladder if site else ()


def choose_contact(
    store: Store, draft_id: int, mail: str, *, centre: Centre, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Let a draft go to another contact of its site. Can be undone.

    Raises ``NotPermitted`` for an address that the register does not have for that site, and
    for a letter that was sent.
    """
    with store.change("contact", handler=handler or me(), incident=None, at=at) as change:
        draft = drafts.load(store, draft_id)
        if draft is None:
            raise Usage(_("There is no draft {number}.", number=draft_id))
        change.incident = draft.incident
        if draft.state is DraftState.SENT:
            raise NotPermitted(_("This letter has been sent; to whom does not change."))
        known = [rung.contact.mail for rung in ladder(store, draft) if not rung.provider]
        if not mail or mail not in known:
            whom = one_line(mail) or _("an empty address")
            raise NotPermitted(
                _("The register does not have {contact} for this site; add it there first.", contact=whom)
            )
        drafts.readdress(change, draft_id, mail)
        change.note = f"draft {draft_id} to {mail}"
    chosen = sending.load(store, draft_id, centre=centre)
    return Outcome(f"#{draft.incident}: " + _("goes to {contact}", contact=one_line(mail)), draft.incident, chosen)
