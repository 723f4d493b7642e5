"""What handlers correct in the register: a site's domains, netblocks and contacts, its language, time zone and country.

Each is one action with its entry, and can be undone. What was reported goes to its owner
anew at once, and the incidents that name it are worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, term
from ircon.model import Contact, Site
from ircon.sites import cells
from ircon.sites.dossier import OF_WHOM, Fact, SitePart, of_contact
from ircon.store import facts, register
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store import Store
    from ircon.store.change import Change


SEVERAL = (SitePart.DOMAIN, SitePart.NETBLOCK, SitePart.CONTACT)


def add_part(
    store: Store, site: int, part: SitePart | str, value: str, *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Add a domain, a netblock or a contact (mail address, phone number or both) to a site.

    A domain or netblock that another site has moves to this one. Raises ``Usage`` with what is wanted.
    """
    what = _several(part)
    values = _read(what, value)
    with _correcting(store, site, f"add {what}", handler, at) as (change, known):
        moved = [holder for one in values if (holder := _add(change, site, what, one))]
        change.note = f"site {site}: {', '.join(values)}"
    was = _("; it was {site}'s", site=one_line(moved[0])) if moved else ""
    return Outcome(_said(known, what, ", ".join(values)) + was)


def change_part(
    store: Store,
    site: int,
    part: SitePart | str,
    old: str,
    new: str,
    *,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Put something else in the place of a domain, a netblock or a contact of a site.

    What is known of whom a contact is goes on to its new address; bounces and answers stay with
    the old one. Raises ``Usage`` with what is wanted.
    """
    what = _several(part)
    values = _read(what, new)
    with _correcting(store, site, f"change {what}", handler, at) as (change, known):
        number, was = _standing(change, known, what, old)
        if values == [was]:
            change.abandon()
        elif what is SitePart.CONTACT:
            _change_contact(change, known, number, _contact(was), _contact(values[0]))
        else:
            change.delete(str(what), number)
            for one in values:
                _add(change, site, what, one)
        change.note = f"site {site}: {was} to {', '.join(values)}"
    return Outcome(_said(known, what, ", ".join(values)))


def remove_part(
    store: Store, site: int, part: SitePart | str, value: str, *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Take a domain, a netblock or a contact from a site. Raises ``Usage`` where it has no such."""
    what = _several(part)
    with _correcting(store, site, f"remove {what}", handler, at) as (change, known):
        number, told = _standing(change, known, what, value)
        change.delete(str(what), number)
        change.note = f"site {site}: {told}"
    name = one_line(known.name)
    return Outcome(_("{site} no longer has {what} {value}", site=name, what=term(what), value=one_line(told)))


def set_part(
    store: Store, site: int, part: SitePart | str, value: str, *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Say in which language a site is written to, in which zone or country it is. Raises ``Usage`` as the others do."""
    what = SitePart(part)
    if what in SEVERAL:
        raise Usage(_("A site has several of these; add or remove one."))
    values, wrong = cells.read(str(what), value)
    if wrong or (not values and what is SitePart.LANGUAGE):
        raise Usage(f"{next(iter(wrong), _('A language of ours is ja or en'))}.")
    told = next(iter(values), "")
    with _correcting(store, site, f"change {what}", handler, at) as (change, known):
        change.update("site", site, {str(what): told})
        change.note = f"site {site}: {told}"
    return Outcome(_said(known, what, told or "-"))


@contextmanager
def _correcting(
    store: Store, site: int, action: str, handler: str | None, at: datetime | None
) -> Iterator[tuple[Change, Site]]:
    """Make one correction of a site; whose what is reported is worked out again behind it."""
    with store.change(action, handler=handler or me(), at=at) as change:
        known = register.load(store, site)
        if known is None:
            raise Usage(_("The register has no site {site}.", site=site))
        yield change, known
        for number in sorted(register.own_anew(change, *change.held())):
            refresh.incident(change, number)


def _add(change: Change, site: int, what: SitePart, told: str) -> str:
    """Add one; return the name of the other site that had it, or ""."""
    if what is SitePart.CONTACT:
        contact = _contact(told)
        if not register.add_contact(change, site, contact):
            raise Usage(_("The site has {value} already.", value=one_line(told)))
        return ""
    holder = register.give(change, site, str(what), told, provenance="handler")
    if holder == site:
        raise Usage(_("The site has {value} already.", value=one_line(told)))
    return register.names(change.store, [holder])[holder] if holder is not None else ""


def _standing(change: Change, known: Site, what: SitePart, told: str) -> tuple[int, str]:
    """Return the row of what a site has, named as it stands there, and its spelling there; a contact also by half."""
    assert known.id is not None
    number = None
    if what is SitePart.CONTACT:
        ways = [(contact, (_way(contact), contact.mail, contact.phone)) for contact in known.contacts]
        found = next((contact for contact, spelled in ways if told.strip() in spelled), None)
        if found is not None:
            number, told = register.contact_of(change.store, known.id, found), _way(found)
    else:
        for spelled in (told, *cells.read("cidr" if what is SitePart.NETBLOCK else str(what), told)[0]):
            number, told = number or register.held(change.store, known.id, str(what), spelled), spelled
    if number is None:
        name = one_line(known.name)
        raise Usage(_("{site} has no {what} {value}.", site=name, what=term(what), value=one_line(told)))
    return number, told


def _change_contact(change: Change, known: Site, number: int, was: Contact, now: Contact) -> None:
    assert known.id is not None
    if register.contact_of(change.store, known.id, now) is not None:
        raise Usage(_("The site has {value} already.", value=one_line(_way(now))))
    since = change.at.date()
    row = {"mail": now.mail, "phone": now.phone, "provenance": "handler", "since": since.isoformat()}
    change.update("contact", number, row)
    before, after = was.mail or was.phone, now.mail or now.phone
    if before == after:
        return
    noted = facts.of_site(change.store, known.id)
    for kind in OF_WHOM:
        if (value := of_contact(noted, kind, was)) and of_contact(noted, kind, now) != value:
            facts.note(change, known.id, Fact(kind, value, since, after))


def _several(part: SitePart | str) -> SitePart:
    what = SitePart(part)
    if what not in SEVERAL:
        raise Usage(_("A site has one {what}; it is set.", what=term(what)))
    return what


def _read(what: SitePart, value: str) -> list[str]:
    """Return what was typed in canonical spelling: a range of addresses can be several netblocks."""
    if what is SitePart.CONTACT:
        return [_way(_contact(value))]
    values, wrong = cells.read("cidr" if what is SitePart.NETBLOCK else str(what), value)
    if wrong:
        raise Usage(f"{wrong[0]}.")
    if not values:
        raise Usage(_("There is no {what} in this.", what=term(what)))
    return list(values)


def _contact(value: str) -> Contact:
    """Return the contact that a mail address, a phone number or both in one line are."""
    words = value.replace(",", " ").split()
    mails = [word for word in words if "@" in word]
    phone = " ".join(word for word in words if "@" not in word)
    if len(mails) > 1 or not words:
        raise Usage(_("A contact is a mail address, a phone number, or both."))
    found: dict[str, str] = {}
    for column, told in (("mail", "".join(mails)), ("phone", phone)):
        values, wrong = cells.read(column, told)
        if wrong:
            raise Usage(f"{wrong[0]}.")
        found[column] = next(iter(values), "")
    return Contact(found["mail"], found["phone"], "handler")


def _way(contact: Contact) -> str:
    return f"{contact.mail} {contact.phone}".strip()


def _said(known: Site, what: SitePart, told: str) -> str:
    return _("{site}: {what} {told}", site=one_line(known.name), what=term(what), told=one_line(told))
