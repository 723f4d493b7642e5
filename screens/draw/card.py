"""A site's card: whose addresses, how to reach them in which order, what was noted, and its incidents."""

from __future__ import annotations

from collections.abc import Iterator

from ircon.i18n import _, term
from ircon.sites import saying
from ircon.sites.dossier import Fact, Rung
from ircon.store.cards import Card, Known, Part
from ircon.text import one_line
from screens.draw.fields import LABEL, label
from screens.draw.lines import BLANK, Line, Span, flow, safe


def card(found: Card, cells: int) -> Iterator[Line]:
    """Yield the lines of a card, as long as they need be."""
    for line in _parts(found):
        if not line:
            yield BLANK
            continue
        yield from flow([(" ", ""), *line], cells - 1, indent=LABEL + 1)


def _parts(found: Card) -> Iterator[list[Span]]:
    known = found.dossier
    if known.hold:
        words = _("do not contact before {day}: {reason}", day=known.hold.until, reason=known.hold.reason)
        yield [label("!"), safe(words, "bad")]
    yield from _listed(_("domains"), found.domains)
    yield from _listed(_("netblocks"), found.netblocks)
    if known.asns:
        yield [label(_("AS")), (", ".join(f"AS{number}" for number in known.asns), "")]
    if known.provider:
        yield [label(_("provider")), safe(known.provider)]
    zone = one_line(known.site.timezone) or "-"
    yield [label(_("language")), (known.site.language, ""), (f"   {_('time zone {zone}', zone=zone)}", "dim")]
    yield []
    yield [(_("contacts, in the order to try them"), "bold")]
    if not known.ladder:
        yield [label(""), (_("none; a adds what you learn"), "us")]
    for place, rung in enumerate(known.ladder, start=1):
        yield from _rung(place, rung)
    yield []
    yield [(_("its incidents"), "bold"), (f"  {_('enter goes to one')}" if found.parts else "", "dim")]
    for part in found.parts:
        yield [label(f"#{part.incident}"), (_part(part), "")]
    if not found.parts:
        yield [label(""), (_("none"), "dim")]
    if known.facts:
        yield []
        yield [(_("what was noted, the newest first"), "bold")]
    for fact in reversed(known.facts):
        yield _fact(fact)


def _listed(name: str, values: tuple[Known, ...]) -> Iterator[list[Span]]:
    for place, one in enumerate(values):
        since = f" {one.since}" if one.since else ""
        yield [label("" if place else name), safe(one.value), (f"   {saying.provenance(one.provenance)}{since}", "dim")]
    if not values:
        yield [label(name), ("-", "dim")]


def _rung(place: int, rung: Rung) -> Iterator[list[Span]]:
    way = "  ".join(one_line(one) for one in (rung.contact.mail, rung.contact.phone) if one)
    yield [label(f"{place}."), (way, "" if rung.usable else "dim"), (f"   {one_line(rung.why)}", "dim")]
    more = [one_line(one) for one in (rung.role, rung.person, rung.timezone) if one]
    if more:
        yield [label(""), (", ".join(more), "")]
    if rung.pgp:
        yield [label(""), (_("PGP {fingerprint}", fingerprint=one_line(rung.pgp)), "")]


def _part(part: Part) -> str:
    does = _("reports it") if part.role is None else term(part.role)
    told = f", {term(part.state)}" if part.state else ""
    return f"{term(part.klass)}, {term(part.status)}: {does}{told}"


def _fact(fact: Fact) -> list[Span]:
    about = f" ({one_line(fact.about)})" if fact.about and fact.about != fact.value else ""
    whence = f"{saying.provenance(fact.provenance)}, {fact.handler}" if fact.handler else fact.provenance
    told = f"{term(fact.kind)}: {one_line(fact.value) or _('ended')}{about}"
    return [label(fact.stated.isoformat()), (told, ""), (f"   {one_line(whence)}", "dim")]
