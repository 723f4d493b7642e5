"""What is known of a site beyond whose addresses are its, and in which order to try its contacts.

Every fact has a provenance and a day. The newest of a kind about the same thing counts; an
empty value ends it. Pure: the store hands over facts, screens and letters get the ladder.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ircon.i18n import _, term
from ircon.model import Contact, Site
from ircon.sites import saying


class FactKind(StrEnum):
    """What a fact tells: of the site (AS number, provider, hold) or of one of its contacts (the others)."""

    ASN = "asn"
    PROVIDER = "provider"
    HOLD = "hold"
    PERSON = "person"
    ROLE = "role"
    LANGUAGE = "language"
    ZONE = "zone"
    PGP = "pgp"
    BOUNCED = "bounced"
    ANSWERED = "answered"


class SitePart(StrEnum):
    """What stands in the register itself: a site has several of the first three, and one of the others."""

    DOMAIN = "domain"
    NETBLOCK = "netblock"
    CONTACT = "contact"
    LANGUAGE = "language"
    TIMEZONE = "timezone"
    COUNTRY = "country"


OF_A_CONTACT = frozenset(
    {
        FactKind.PERSON, FactKind.ROLE, FactKind.LANGUAGE, FactKind.ZONE, FactKind.PGP, FactKind.BOUNCED,
        FactKind.ANSWERED,
    }
)  # fmt: skip

OF_WHOM = (FactKind.PERSON, FactKind.ROLE, FactKind.LANGUAGE, FactKind.ZONE, FactKind.PGP)
"""Of whoever reads a contact's mail: stays true where the address changes."""

ROLES = ("csirt", "abuse", "security", "noc", "admin", "owner", "other")
"""What a contact is there for."""

TRUST = ("handler", "import", "registry", "rfc2142")
"""Whence we have a contact, the most trusted first: what the handlers have learnt wins."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known: ``about`` is the contact's mail or phone ("" for the site), ``stated`` the day it was so."""

    kind: FactKind
    value: str
    stated: date
    about: str = ""
    provenance: str = "handler"
    handler: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    """One contact to try: what is known of it, and in one line why it stands here; ``usable`` False: not now."""

    contact: Contact
    why: str
    usable: bool = True
    person: str = ""
    role: str = ""
    language: str = ""
    timezone: str = ""
    pgp: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """Do not contact this site until a day, because of a reason."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A site with all that is known of it: its facts as they count now, and its contacts in the order to try them."""

    site: Site
    asns: tuple[int, ...] = ()
    provider: str = ""
    hold: Hold | None = None
    ladder: tuple[Rung, ...] = ()
    facts: tuple[Fact, ...] = ()


def dossier(site: Site, facts: Sequence[Fact], *, today: date, provider: Site | None = None) -> Dossier:
    """Put together what counts today. ``facts`` are in the order in which they were noted, all of them."""
    hold = held(facts, today)
    rungs = [_rung(contact, facts, hold) for contact in site.contacts]
    order = {id(rung): _place(rung.contact, facts) for rung in rungs}
    ladder = sorted(rungs, key=lambda rung: order[id(rung)])
    if provider is not None:
        why = _("provider {name}'s", name=provider.name)
        ladder += [Rung(contact, why, hold is None, provider=provider.name) for contact in provider.contacts]
    return Dossier(
        site=site,
        asns=tuple(sorted(int(about) for about in _standing(facts, FactKind.ASN))),
        provider=provider.name if provider else "",
        hold=hold,
        ladder=tuple(ladder),
        facts=tuple(facts),
    )


def in_order(contacts: Sequence[Contact], facts: Sequence[Fact]) -> tuple[Contact, ...]:
    """Return the contacts in the order in which to try them."""
    return tuple(sorted(contacts, key=lambda contact: _place(contact, facts)))


def held(facts: Sequence[Fact], today: date) -> Hold | None:
    """Return the hold that stands today, or None."""
    told = _newest(facts, FactKind.HOLD, "")
    if told is None or not told.value:
        return None
    until, _blank, reason = told.value.partition(" ")
    found = Hold(date.fromisoformat(until), reason)
    return found if today < found.until else None


def _place(contact: Contact, facts: Sequence[Fact]) -> tuple[int, int]:
    """What answered goes first, what bounced last; between them by trust."""
    last = _last_word(contact, facts)
    turn = {FactKind.ANSWERED: 0, None: 1, FactKind.BOUNCED: 2}[last.kind if last else None]
    return turn, TRUST.index(contact.provenance) if contact.provenance in TRUST else len(TRUST)


def _rung(contact: Contact, facts: Sequence[Fact], hold: Hold | None) -> Rung:
    last = _last_word(contact, facts)
    if hold is not None:
        why = _("not before {day}: {reason}", day=hold.until, reason=hold.reason)
    elif last is not None:
        why = _("{kind} on {day}", kind=term(last.kind), day=last.stated)
    else:
        why = saying.known_from(contact.provenance)
    told = [of_contact(facts, kind, contact) for kind in OF_WHOM]
    usable = hold is None and (last is None or last.kind is not FactKind.BOUNCED)
    return Rung(contact, why, usable, *told)


def _last_word(contact: Contact, facts: Sequence[Fact]) -> Fact | None:
    """Return the newest answer or bounce of a contact's mail address."""
    words = (FactKind.BOUNCED, FactKind.ANSWERED)
    mail = contact.mail.lower()
    told = [fact for fact in facts if fact.kind in words and mail and fact.about.lower() == mail]
    return told[-1] if told and told[-1].value else None


def of_contact(facts: Sequence[Fact], kind: FactKind, contact: Contact) -> str:
    """Return what is known of a contact, by its mail address, else by its phone number; "" where nothing is."""
    for about in filter(None, (contact.mail, contact.phone)):
        if (found := _newest(facts, kind, about)) is not None:
            return found.value
    return ""


def _newest(facts: Sequence[Fact], kind: FactKind, about: str) -> Fact | None:
    return next((fact for fact in reversed(facts) if fact.kind is kind and fact.about == about), None)


def _standing(facts: Sequence[Fact], kind: FactKind) -> set[str]:
    """Return what a fact of which there may be several is about now: each is noted about itself."""
    newest = {fact.about: fact for fact in facts if fact.kind is kind}
    return {about for about, fact in newest.items() if fact.value}


# --- what a fact may be -----------------------------------------------------------------

_PGP = re.compile(r"[0-9A-F]{40}|[0-9A-F]{64}")


def checked(kind: FactKind, value: str) -> str:
    """Return a fact's value in canonical spelling; "" ends the fact. Raises ``ValueError`` with what is wanted."""
    told = value.strip()
    if not told or kind is FactKind.PROVIDER:
        return told
    return _CHECKS[kind](told)


def _asn(told: str) -> str:
    number = told.upper().removeprefix("AS").strip()
    if not number.isdecimal() or not 0 < int(number) < 2**32:
        raise ValueError(_("an AS number is AS64496 or 64496 (RFC 6793)"))
    return str(int(number))


def _hold(told: str) -> str:
    until, _blank, reason = told.partition(" ")
    try:
        day = date.fromisoformat(until)
    except ValueError:
        raise ValueError(_("a hold is a day and a reason: 2030-01-31 asked us to wait")) from None
    if not reason.strip():
        raise ValueError(_("say why the site is not to be contacted"))
    return f"{day.isoformat()} {reason.strip()}"


def _role(told: str) -> str:
    if told.lower() not in ROLES:
        raise ValueError(_("a role is one of {roles}", roles=", ".join(ROLES)))
    return told.lower()


def _language(told: str) -> str:
    from ircon.sites import cells

    values, _wrong = cells.read("language", told)
    if not values:
        raise ValueError(_("a language of ours is ja or en"))
    return values[0]


def _zone(told: str) -> str:
    from ircon.sites import cells

    values, wrong = cells.read("timezone", told)
    if wrong or not values:
        raise ValueError(_("a time zone is Asia/Tokyo"))
    return values[0]


def _fingerprint(told: str) -> str:
    plain = re.sub(r"[\s:]", "", told).upper().removeprefix("0X")
    if not _PGP.fullmatch(plain):
        raise ValueError(_("a PGP fingerprint has 40 or 64 hexadecimal digits; a short key ID can be forged"))
    return plain


def _plain(told: str) -> str:
    if not told.isprintable() or len(told) > 200:
        raise ValueError(_("this is longer than 200 characters, or not all of them can be printed"))
    return told


_CHECKS = {
    FactKind.ASN: _asn,
    FactKind.HOLD: _hold,
    FactKind.ROLE: _role,
    FactKind.LANGUAGE: _language,
    FactKind.ZONE: _zone,
    FactKind.PGP: _fingerprint,
    FactKind.PERSON: _plain,
    FactKind.BOUNCED: _plain,
    FactKind.ANSWERED: _plain,
}
