"""The part that a related site plays, by the handler's word: it stays until it is taken back, whatever comes in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import permission, refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, plural, term
from ircon.model import RelatedSite, Role
from ircon.store import incidents, register, saidroles, survivors
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store import Store


def say_role(
    store: Store,
    number: int,
    to: int | str,
    role: Role | None,
    *,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Say which part a related site plays in an incident; None: the part worked out from the reports. Can be undone.

    ``to`` is its number in the register, a name, domain or address, or what an unknown site is
    known by. A reporter who permits something to the source means whoever plays such a part:
    so drafts that relied on more than is permitted now go stale, and the outcome says so.
    Raises ``Usage`` where the incident has no such related site.
    """
    with store.change("role", handler=handler or me(), incident=number, at=at) as change:
        survivors.refuse_merged(store, number)
        site = related_named(store, number, to)
        if role is (site.role if site.said_by else None):
            change.abandon()
            return Outcome(_("#{number}: {site} stands so already", number=number, site=one_line(site.name)), number)
        saidroles.put(change, number, site, role)
        refresh.incident(change, number)
        party = site.site_id, site.name
        # Without the word the reports may say nothing of it any more.
        part = next((s.role for s in incidents.related(store, number) if (s.site_id, s.name) == party), Role.OTHER)
        stale = permission.flag_stale(change, number)
        settled = f"{part}, confirmed" if role is site.role else f"{site.role} to {part}"
        change.note = f"{site.name}: {settled}" + ("" if role else ", as proposed")
        change.note += f"; drafts now stale: {stale}" if stale else ""
    said = _("#{number}: {site} is {role}", number=number, site=one_line(site.name), role=term(part))
    if stale:
        said += plural("; {count} draft may no longer be sent", "; {count} drafts may no longer be sent", stale)
    return Outcome(said, number)


def related_named(store: Store, number: int, to: int | str) -> RelatedSite:
    """Return the related site that is meant by its number, name, domain or address. Raises ``Usage``."""
    related = incidents.related(store, number)
    exact = next((site for site in related if to in (site.site_id, site.name)), None)
    if exact is None and isinstance(to, str):
        known = register.find(store, to)
        by_value = (site for site in related if to in site.evidence or (known and site.site_id == known.id))
        exact = next(by_value, None)
    if exact is None:
        incidents.ticket(store, number)
        raise Usage(_("{name} is no related site of incident {number}.", name=one_line(str(to)), number=number))
    return exact


def role_named(told: str) -> Role:
    """Return the part that is called so: ``stepping-stone``, ``Stepping Stone``. Raises ``Usage``."""
    try:
        return Role("-".join(told.lower().split()))
    except ValueError:
        roles = ", ".join(Role)
        raise Usage(_("There is no part {told}; a site is {roles}.", told=one_line(told), roles=roles)) from None
