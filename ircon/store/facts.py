"""The facts about sites, in the order in which they were noted; each row is written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from ircon.i18n import _
from ircon.model import Contact, DraftState, Site
from ircon.sites.dossier import Dossier, Fact, FactKind, Hold, dossier, held, in_order, of_contact
from ircon.sites.imported import Told
from ircon.store import register, stamps

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


def note(change: Change, site: int, fact: Fact) -> int:
    """Note a fact as a handler's action; it can be undone."""
    return change.insert("fact", _row(change, site, fact))


def note_for_good(change: Change, site: int, fact: Fact) -> None:
    """Note what a message that came in tells; like the message it is not undone."""
    row = _row(change, site, fact)
    number = int(str(change.db.table("fact").insert(row).last_pk))
    change.keep("fact", number, row)


def take_over(change: Change, told: Iterable[Told], *, provenance: str) -> list[str]:
    """Note what a table or a registry tells, where it is news; return in words which providers are not known."""
    problems = []
    for name, kind, value, about in told:
        site = register.named(change.store, name)
        if kind is FactKind.PROVIDER:
            provider = register.find(change.store, value)
            if provider is None or provider.id in (None, site):
                problems.append(_("provider {value} of {name} is not known to the register", value=value, name=name))
                continue
            value = str(provider.id)
        if site is not None and _newest(change.store, site, kind, about) != value:
            note(change, site, Fact(kind, value, change.at.date(), about, provenance))
    return problems


def _newest(store: Store, site: int, kind: FactKind, about: str) -> str | None:
    found = store.value(
        "SELECT value FROM fact WHERE kind = ? AND about = ? AND site_id = ? ORDER BY id DESC LIMIT 1",
        (str(kind), about, site),
    )
    return None if found is None else str(found)


def _row(change: Change, site: int, fact: Fact) -> dict[str, Any]:
    return {
        "site_id": site,
        "kind": str(fact.kind),
        "about": fact.about,
        "value": fact.value,
        "provenance": fact.provenance,
        "stated": fact.stated.isoformat(),
        "handler": change.handler,
        "at": stamps.to_text(change.at),
    }


def of_site(store: Store, site: int) -> tuple[Fact, ...]:
    """Return every fact about a site, the oldest first."""
    found = store.rows(
        "SELECT kind, value, stated, about, provenance, handler FROM fact WHERE site_id = ? ORDER BY id", (site,)
    )
    return tuple(Fact(FactKind(kind), value, stamps.day(stated), *rest) for kind, value, stated, *rest in found)


def hold_of(store: Store, site: int, today: date) -> Hold | None:
    """Return why and until when a site is not to be contacted, or None."""
    return held(of_site(store, site), today)


def load(store: Store, site: Site, *, today: date) -> Dossier:
    """Return all that is known of a site, its contacts in the order to try them, its provider's after them."""
    assert site.id is not None
    found = of_site(store, site.id)
    return dossier(site, found, today=today, provider=register.load_or_none(store, provider_of(store, site.id)))


def addresses(store: Store, site: Site) -> tuple[str, ...]:
    """Return a site's mail addresses in the order to try them: by trust, and by what has answered or bounced."""
    ordered = in_order(site.contacts, of_site(store, site.id or 0))
    return tuple(contact.mail for contact in ordered if contact.mail)


def read_by(store: Store, site: Site, mail: str) -> Site:
    """Return a site as whoever reads this address of it: in their language, where that is known."""
    language = of_contact(of_site(store, site.id or 0), FactKind.LANGUAGE, Contact(mail)) if mail else ""
    return replace(site, language=language or site.language)


def bounced_on(store: Store, site: int | None, mail: str) -> date | None:
    """Return when a letter to this contact came back, whichever incident it was about, if it has not answered since."""
    if site is None or not mail:
        return None
    kinds = (FactKind.BOUNCED, FactKind.ANSWERED)
    told = [fact for fact in of_site(store, site) if fact.kind in kinds and fact.about.lower() == mail.lower()]
    return told[-1].stated if told and told[-1].kind is FactKind.BOUNCED and told[-1].value else None


def provider_of(store: Store, site: int) -> int | None:
    """Return the site that provides for this one, as noted last, or None."""
    found = store.value(
        "SELECT value FROM fact WHERE site_id = ? AND kind = 'provider' ORDER BY id DESC LIMIT 1", (site,)
    )
    return int(found) if found else None


def learn_from(change: Change, incident: int, report: int, text: str) -> None:
    """Note what a message tells of our contacts: a failed delivery, or an answer from one that we had written to."""
    store = change.store
    bounced, sender, site = store.rows(
        "SELECT format = 'bounce', lower(mail), site_id FROM report WHERE id = ?", (report,)
    )[0]
    sent = store.rows(
        "SELECT DISTINCT site_id, lower(recipient) FROM draft"
        " WHERE incident_id = ? AND site_id IS NOT NULL AND state = ?",
        (incident, str(DraftState.SENT)),
    )
    for to, mail in sent:
        if bounced and mail and mail in text.lower():
            kind, words = FactKind.BOUNCED, "delivery failed"
        elif not bounced and (mail == sender or (to == site and _is_contact(store, to, sender))):
            kind, words, mail = FactKind.ANSWERED, f"report {report}", sender
        else:
            continue
        note_for_good(change, to, Fact(kind, words, change.at.date(), mail, "mail"))


def _is_contact(store: Store, site: int, mail: str) -> bool:
    return bool(store.value("SELECT 1 FROM contact WHERE site_id = ? AND lower(mail) = ?", (site, mail)))
