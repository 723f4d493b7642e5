"""A site's card: whose addresses, how to reach them in which order, what was noted, and its incidents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ircon.i18n import _, mark, retell, term
from ircon.model import Contact
from ircon.sites import saying
from ircon.sites.dossier import Fact, FactKind, Rung, SitePart
from ircon.store.cards import Card, Known, Part
from ircon.text import one_line
from screens.draw.fields import LABEL, label
from screens.draw.lines import BLANK, Line, Span, fill, flow, plain, safe


@dataclass(frozen=True, slots=True)
class Item:
    """What the bar can stand on: a part of the site or a fact about it with its value, a contact, or an incident."""

    kind: SitePart | FactKind | None
    value: str
    contact: Contact | None = None
    incident: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """The drawn card: its lines, and on which of them each item begins."""

    lines: tuple[Line, ...]
    places: tuple[int, ...]


Told = tuple[list[Span], Item | None]


def items(found: Card) -> tuple[Item, ...]:
    """Return what the bar can stand on, in the order in which it is drawn."""
    return tuple(item for _spans, item in _parts(found) if item is not None)


def card(found: Card, cells: int, *, chosen: int | None = None) -> Page:
    """Draw a card, as long as it need be; the first line of item ``chosen`` bears the bar."""
    lines: list[Line] = []
    places: list[int] = []
    for spans, item in _parts(found):
        flown = [((" ", ""), *line) for line in flow(spans, cells - 1, indent=LABEL + 1)] if spans else [BLANK]
        if item is not None:
            if len(places) == chosen:
                flown[0] = fill(((plain(flown[0]), "bar"),), cells, "bar")
            places.append(len(lines))
        lines += flown
    return Page(tuple(lines), tuple(places))


def _parts(found: Card) -> Iterator[Told]:
    known = found.dossier
    if known.hold:
        words = _("do not contact before {day}: {reason}", day=known.hold.until, reason=known.hold.reason)
        hold = f"{known.hold.until.isoformat()} {known.hold.reason}"
        yield [label("!"), safe(words, "bad")], Item(FactKind.HOLD, hold)
    yield from _listed(_("domains"), SitePart.DOMAIN, found.domains)
    yield from _listed(_("netblocks"), SitePart.NETBLOCK, found.netblocks)
    for place, number in enumerate(known.asns):
        yield [label("" if place else _("AS")), (f"AS{number}", "")], Item(FactKind.ASN, str(number))
    if known.provider:
        yield [label(_("provider")), safe(known.provider)], Item(FactKind.PROVIDER, known.provider)
    yield [label(_("language")), (known.site.language, "")], Item(SitePart.LANGUAGE, known.site.language)
    zone = known.site.timezone
    yield [label(_("time zone")), safe(zone) if zone else ("-", "dim")], Item(SitePart.TIMEZONE, zone)
    country = known.site.country
    yield [label(_("country")), (country, "") if country else ("-", "dim")], Item(SitePart.COUNTRY, country)
    yield [], None
    yield [(_("contacts, in the order to try them"), "bold")], None
    if not known.ladder:
        yield [label(""), (_("none; a adds what you learn"), "us")], None
    for place, rung in enumerate(known.ladder, start=1):
        yield from _rung(place, rung)
    yield [], None
    yield [(_("its incidents"), "bold"), (f"  {_('enter goes to one')}" if found.parts else "", "dim")], None
    for part in found.parts:
        yield [label(f"#{part.incident}"), (_part(part), "")], Item(None, "", incident=part.incident)
    if not found.parts:
        yield [label(""), (_("none"), "dim")], None
    if known.facts:
        yield [], None
        yield [(_("what was noted, the newest first"), "bold")], None
    for fact in reversed(known.facts):
        yield _fact(fact), None


def _listed(name: str, part: SitePart, values: tuple[Known, ...]) -> Iterator[Told]:
    for place, one in enumerate(values):
        whence = [safe(one.value), _whence(one.provenance, one.since)]
        yield [label("" if place else name), *whence], Item(part, one.value)
    if not values:
        yield [label(name), ("-", "dim")], None


def _whence(provenance: str, since: str) -> Span:
    return f"   {saying.provenance(provenance)}{f' {since}' if since else ''}", "dim"


def _rung(place: int, rung: Rung) -> Iterator[Told]:
    """Draw a contact; a provider's is another site's, to be changed there."""
    way = "  ".join(one_line(one) for one in (rung.contact.mail, rung.contact.phone) if one)
    since = f" {one_line(rung.contact.since)}" if rung.contact.since else ""
    spans = [label(f"{place}."), (way, "" if rung.usable else "dim"), (f"   {one_line(rung.why)}{since}", "dim")]
    told = f"{rung.contact.mail} {rung.contact.phone}".strip()
    yield spans, None if rung.provider else Item(SitePart.CONTACT, told, rung.contact)
    more = [one_line(one) for one in (rung.role, rung.person, rung.language, rung.timezone) if one]
    if more:
        yield [label(""), (", ".join(more), "")], None
    if rung.pgp:
        yield [label(""), (_("PGP {fingerprint}", fingerprint=one_line(rung.pgp)), "")], None


def _part(part: Part) -> str:
    does = _("reports it") if part.role is None else term(part.role)
    told = f", {term(part.state)}" if part.state else ""
    return f"{term(part.klass)}, {term(part.status)}: {does}{told}"


def _fact(fact: Fact) -> list[Span]:
    about = f" ({one_line(fact.about)})" if fact.about and fact.about != fact.value else ""
    whence = f"{saying.provenance(fact.provenance)}, {fact.handler}" if fact.handler else fact.provenance
    value = retell(fact.value, (mark("report {report}"),))
    told = f"{term(fact.kind)}: {one_line(value) or _('ended')}{about}"
    return [label(fact.stated.isoformat()), (told, ""), (f"   {one_line(whence)}", "dim")]
