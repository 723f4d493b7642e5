"""What a handler learns of a site: noted with whence and when; and a site made of an unknown one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, plural, term
from ircon.model import Contact, Site
from ircon.sites.dossier import OF_A_CONTACT, Fact, FactKind, checked
from ircon.store import facts, incidents, register

if TYPE_CHECKING:
    from ircon.store import Store


def note_fact(
    store: Store,
    site: int,
    kind: FactKind | str,
    value: str,
    *,
    about: str = "",
    instead_of: str = "",
    provenance: str = "handler",
    stated: date | None = None,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Note a fact about a site, or about one of its contacts (``about``: its mail or phone); "" ends it. Can be undone.

    ``stated`` is the day on which it was so (default: today). A provider is named by number,
    name, domain or address. ``instead_of`` is the AS number that another takes the place of.
    Raises ``Usage`` with what is wanted.
    """
    from ircon.text import one_line

    what = FactKind(kind)
    known = register.load(store, site)
    if known is None:
        raise Usage(_("The register has no site {site}.", site=site))
    try:
        told = checked(what, value)
    except ValueError as error:
        raise Usage(f"{error}.") from None
    if what is FactKind.PROVIDER and told:
        told = _provider(store, site, told)
    if (what in OF_A_CONTACT) != bool(about) and what is not FactKind.ASN:
        raise Usage(
            _("Name the contact that this {what} is about.", what=term(what))
            if what in OF_A_CONTACT
            else _("{what} is of the site.", what=term(what))
        )
    if what in OF_A_CONTACT and about not in {way for c in known.contacts for way in (c.mail, c.phone)}:
        raise Usage(_("{about} is no contact of {name}.", about=one_line(about), name=one_line(known.name)))
    if what is FactKind.ASN:
        about = checked(what, about or value)
    with store.change("note", handler=handler or me(), at=at) as change:
        if what is FactKind.ASN and told and (ended := instead_of.upper().removeprefix("AS")) not in ("", told):
            facts.note(change, site, Fact(what, "", stated or change.at.date(), ended, provenance))
        facts.note(change, site, Fact(what, told, stated or change.at.date(), about, provenance))
        change.note = f"site {site}: {what} {told or 'ended'}" + (f" ({about})" if what in OF_A_CONTACT else "")
    value_told = one_line(told) or _("ended")
    return Outcome(_("{site}: {what} {told}", site=one_line(known.name), what=term(what), told=value_told))


def _provider(store: Store, site: int, told: str) -> str:
    found = register.find(store, told)
    if found is None or found.id is None:
        raise Usage(_("The register does not know {told}.", told=told))
    above: int | None = found.id
    for _step in range(20):  # a ring of providers would have nobody at its top
        if above == site:
            raise Usage(_("A site cannot be its own provider."))
        if above is None:
            break
        above = facts.provider_of(store, above)
    return str(found.id)


def hold(
    store: Store,
    site: int,
    until: date | None,
    because: str = "",
    *,
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Let nobody write to a site until a day, because of a reason; None lets them again. Can be undone."""
    told = f"{until.isoformat()} {because}" if until else ""
    return note_fact(store, site, FactKind.HOLD, told, handler=handler, at=at)


def make_site(
    store: Store,
    number: int,
    unknown: str,
    *,
    name: str = "",
    mail: str = "",
    handler: str | None = None,
    at: datetime | None = None,
) -> Outcome:
    """Make a site of an unknown one that an incident names, by the netblock or domain it is known by there.

    ``mail`` is its contact; without one a domain gets the mailbox of RFC 2142. What any
    report has named of it is its own from now on. Can be undone until something rests upon it.
    Raises ``Usage`` where the incident names no such unknown site, or the register has that name.
    """
    from ircon.sites import cells
    from ircon.sites.contacts import with_fallback
    from ircon.text import one_line

    found = next((s for s in incidents.related(store, number) if s.name == unknown and s.site_id is None), None)
    if found is None:
        raise Usage(_("Incident {number} names no unknown site {unknown}.", number=number, unknown=one_line(unknown)))
    column = "cidr" if "/" in unknown else "domain"
    values, wrong = cells.read(column, unknown)
    mails, bad = cells.read("mail", mail)
    title, ugly = cells.read("name", name or unknown)
    if wrong or bad or ugly:
        raise Usage(f"{(*wrong, *bad, *ugly)[0]}.")
    if register.named(store, title[0]) is not None:
        raise Usage(_("The register has a site {title} already; give another name.", title=one_line(title[0])))
    site = Site(
        name=title[0],
        domains=values if column == "domain" else (),
        cidrs=values if column == "cidr" else (),
        contacts=tuple(Contact(one, "", "handler") for one in mails),
        language=cells.likely_language(title[0], values if column == "domain" else ()),
    )
    with store.change("make a site", handler=handler or me(), incident=number, at=at) as change:
        made, _new = register.put(change, with_fallback(site), provenance="handler")
        touched = register.own_anew(change, site.domains, site.cidrs) | {number}
        for one in sorted(touched):
            refresh.incident(change, one)
        change.note = f"site {made}: {site.name}"
    message = plural(
        "#{number}: {site} is site {made} of the register; {count} incident names it",
        "#{number}: {site} is site {made} of the register; {count} incidents name it",
        len(touched),
        number=number,
        site=one_line(site.name),
        made=made,
    )
    return Outcome(message, number)
