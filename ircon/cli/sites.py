"""``ircon sites``: the register of sites, from a table, listed, and shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ircon.cli import completing
from ircon.cli.common import as_json, command, configuration, open_store, print_json, print_text, say
from ircon.errors import Unreadable, Usage, why
from ircon.i18n import _
from ircon.model import Site
from ircon.text import fit, one_line, pad

if TYPE_CHECKING:
    from ircon.sites.dossier import Dossier
    from ircon.store import Store


@click.group()
def sites() -> None:
    """The register of sites: whose address is this, and how to reach them."""


@command("import")
@click.argument("path", metavar="FILE.csv|-", shell_complete=completing.files)
@as_json
def import_(path: str, as_json: bool) -> int:
    """Take in a table with the columns name, domain, cidr, mail, phone, language, timezone, country.

    Columns may come in any order, several values in a cell are separated by ";". What
    cannot be read is said with its line, and the rest is taken in.
    """
    from ircon import desk

    try:
        table = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Usage(_("{path} cannot be read: {why}.", path=path, why=why(error))) from None
    with open_store() as store:
        done = desk.import_sites(store, table)
    if as_json:
        told = {"new": done.new, "known": done.known, "incidents": done.incidents, "problems": list(done.problems)}
        print_json(told)
    counts = {"new": done.new, "known": done.known, "incidents": done.incidents}
    say(_("{new} sites are new, {known} were known; {incidents} incidents name one of them.", **counts))
    for problem in done.problems:
        say(problem)
    if done.for_good:
        say(_("This is too large to be taken back."))
    if not done.new and not done.known:
        raise Unreadable(_("No site could be read from this table."))
    return 0


@command("list")
@as_json
def list_(as_json: bool) -> int:
    """List the register by name."""
    from ircon.store import register

    with open_store(read_only=True) as store:
        for site in register.listed(store):
            if as_json:
                print_json(_form(site))
            else:
                where = ", ".join((*site.domains, *site.cidrs))
                print_text(f"{site.id:>6}  {fit(one_line(site.name), 30)}  {one_line(where)}")
    return 0


@command("show")
@click.argument("site", shell_complete=completing.sites)
@as_json
def show(site: str, as_json: bool) -> int:
    """Show one site, by name, domain, address or number: what is known, and whom to try in which order."""
    from ircon.store import facts, register, stamps

    with open_store(read_only=True) as store:
        found = register.find(store, site)
        if found is None:
            raise Usage(_("The register does not know {site}.", site=site))
        known = facts.load(store, found, today=stamps.now().date())
    if as_json:
        print_json({**_form(found), **_more(known)})
    else:
        print_text("\n".join(_sheet(known)))
    return 0


def _form(site: Site) -> dict[str, Any]:
    return {
        "site": site.id,
        "name": site.name,
        "domains": list(site.domains),
        "cidrs": list(site.cidrs),
        "contacts": [
            {"mail": c.mail, "phone": c.phone, "provenance": c.provenance, "since": c.since} for c in site.contacts
        ],
        "language": site.language,
        "timezone": site.timezone,
        "country": site.country,
    }


def _more(known: Dossier) -> dict[str, Any]:
    return {
        "asns": list(known.asns),
        "provider": known.provider,
        "hold": {"until": known.hold.until.isoformat(), "reason": known.hold.reason} if known.hold else None,
        "ladder": [
            {"mail": r.contact.mail, "phone": r.contact.phone, "why": r.why, "usable": r.usable, "person": r.person,
             "role": r.role, "language": r.language, "timezone": r.timezone, "pgp": r.pgp, "provider": r.provider}
            for r in known.ladder
        ],
        "facts": [
            {"kind": str(f.kind), "value": f.value, "about": f.about, "stated": f.stated.isoformat(),
             "provenance": f.provenance, "handler": f.handler}
            for f in known.facts
        ],
    }  # fmt: skip


def _sheet(known: Dossier) -> list[str]:
    site = known.site
    where = f"{_('time zone')} {site.timezone or '-'}   {_('country')} {site.country or '-'}"
    sheet = [
        f"{site.id}  {one_line(site.name)}",
        _label(_("domains"), ", ".join(site.domains)),
        _label(_("netblocks"), ", ".join(site.cidrs)),
        _label(_("language"), f"{site.language}   {where}"),
    ]
    sheet += [_label("AS", ", ".join(map(str, known.asns)))] if known.asns else []
    sheet += [_label(_("provider"), known.provider)] if known.provider else []
    if known.hold:
        sheet.append(_("! do not contact before {day}: {why}", day=known.hold.until, why=one_line(known.hold.reason)))
    for number, rung in enumerate(known.ladder, 1):
        way = one_line(f"{rung.contact.mail} {rung.contact.phone}".strip())
        known_of_it = (rung.role, rung.person, rung.language, rung.timezone, rung.pgp)
        more = ", ".join(one_line(told) for told in known_of_it if told)
        sheet.append(f"{number:>2}. {way}  ({one_line(rung.why)})" + (f"  {more}" if more else ""))
    return sheet


def _label(name: str, value: str) -> str:
    return f"{pad(name, 9)} {one_line(value)}"


_KINDS = ["asn", "provider", "person", "role", "language", "zone", "pgp", "bounced", "answered"]


@command("note")
@click.argument("site", shell_complete=completing.sites)
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("value")
@click.option("--contact", "about", default="", help="The mail address or phone number that this is about.")
@click.option("--from", "provenance", default="handler", help="Whence this is known.")
def note(site: str, kind: str, value: str, about: str, provenance: str) -> int:
    """Note what is known of a site or of a contact of its; an empty VALUE ends it.

    asn AS64496, provider SITE; with --contact: person NAME, role abuse|noc|..., language ja|en, zone Asia/Tokyo,
    pgp FINGERPRINT, bounced WORDS, answered WORDS.
    """
    from ircon import desk

    if kind == "asn":
        about = about or value
    with open_store() as store:
        say(desk.note_fact(store, _number(store, site), kind, value, about=about, provenance=provenance).message)
    return 0


@command("hold")
@click.argument("site", shell_complete=completing.sites)
@click.option("--until", metavar="2030-01-31", help="The first day on which it may be contacted again.")
@click.option("--because", default="", help="Why.")
@click.option("--end", is_flag=True, help="It may be contacted again now.")
def hold(site: str, until: str | None, because: str, end: bool) -> int:
    """Let nobody write to a site until a day, because of a reason."""
    from datetime import date

    from ircon import desk

    if end == bool(until):
        raise Usage(_("Give --until with --because, or --end."))
    try:
        day = date.fromisoformat(until) if until else None
    except ValueError:
        raise Usage(_("{until} is no day; write 2030-01-31.", until=until)) from None
    with open_store() as store:
        say(desk.hold(store, _number(store, site), day, because).message)
    return 0


@command("make")
@click.argument("number", metavar="INCIDENT", type=int, shell_complete=completing.incidents)
@click.argument("unknown", metavar="NETBLOCK|DOMAIN")
@click.option("--name", default="", help="What it is called; default: the netblock or domain.")
@click.option("--mail", default="", help="How to reach it.")
def make(number: int, unknown: str, name: str, mail: str) -> int:
    """Make a site of an unknown one that an incident names."""
    from ircon import desk

    with open_store() as store:
        say(desk.make_site(store, number, unknown, name=name, mail=mail).message)
    return 0


@command("ignore")
@click.argument("value", required=False)
@click.option("--because", default="", help="Why it says nothing.")
@as_json
def ignore(value: str | None, because: str, as_json: bool) -> int:
    """Let an address, a netblock or a name link nothing; without one, list what is ignored."""
    from ircon import desk
    from ircon.store import ignoring

    if value is not None:
        with open_store() as store:
            say(desk.ignore(store, value, because).message)
        return 0
    with open_store(read_only=True) as store:
        for entry in ignoring.listed(store):
            if as_json:
                print_json({"value": entry.value, "reason": entry.reason, "handler": entry.handler})
            else:
                print_text(f"{fit(one_line(entry.value), 40)}  {one_line(entry.reason)}  ({one_line(entry.handler)})")
    return 0


def _number(store: Store, told: str) -> int:
    from ircon.store import register

    found = register.find(store, told)
    if found is None or found.id is None:
        raise Usage(_("The register does not know {told}.", told=told))
    return found.id


@command("add")
@click.argument("site", shell_complete=completing.sites)
@click.argument("part", type=click.Choice(["domain", "netblock", "contact"]))
@click.argument("value")
def add(site: str, part: str, value: str) -> int:
    """Add a domain, a netblock or a contact: a mail address, a phone number, or both in one VALUE."""
    from ircon import desk

    with open_store() as store:
        say(desk.add_part(store, _number(store, site), part, value).message)
    return 0


@command("change")
@click.argument("site", shell_complete=completing.sites)
@click.argument("part", type=click.Choice(["domain", "netblock", "contact", "language", "timezone", "country"]))
@click.argument("values", metavar="[OLD] NEW", nargs=-1)
def change(site: str, part: str, values: tuple[str, ...]) -> int:
    """Put NEW in the place of the domain, netblock or contact OLD; a site has one language, time zone and country."""
    from ircon import desk

    several = part in ("domain", "netblock", "contact")
    if len(values) != (2 if several else 1):
        raise Usage(_("Give OLD and NEW.") if several else _("Give NEW alone."))
    with open_store() as store:
        number = _number(store, site)
        if several:
            say(desk.change_part(store, number, part, *values).message)
        else:
            say(desk.set_part(store, number, part, *values).message)
    return 0


@command("ask")
@click.argument("address")
@click.option("--server", default="", help="Which of the configured registries; default: the first.")
@click.option("--yes", is_flag=True, help="Ask without being asked whether to.")
@as_json
def ask(address: str, server: str, yes: bool, as_json: bool) -> int:
    """Ask a registry whose an address is, by RDAP, and take its answer into the register.

    [registries] ask = true in the configuration allows it. The registry learns what is asked
    about, the host nothing: only registries are connected to.
    """
    from ircon import desk
    from ircon.errors import NotPermitted

    asked = desk.ask_about(configuration(), address, server)
    if not yes:
        told = {"host": asked.host, "about": asked.about}
        say(_("{host} will be asked whose {about} is, and so learns that we ask.", **told))
        if not sys.stdin.isatty():
            raise NotPermitted(_("Nobody is there to agree; --yes does."))
        say(_('Type "yes" to ask:'))
        if sys.stdin.readline().strip().lower() not in ("yes", "y", "はい"):
            raise NotPermitted(_("Nothing was asked."))
    with open_store() as store:
        done = desk.ask_registry(store, asked)
    if as_json:
        print_json({"about": asked.about, "server": asked.server, "message": done.message})
    else:
        say(done.message)
    return 0


@command("remove")
@click.argument("site", shell_complete=completing.sites)
@click.argument("part", type=click.Choice(["domain", "netblock", "contact"]))
@click.argument("value")
def remove(site: str, part: str, value: str) -> int:
    """Take a domain, a netblock or a contact from a site."""
    from ircon import desk

    with open_store() as store:
        say(desk.remove_part(store, _number(store, site), part, value).message)
    return 0


for _command in (note, add, change, remove, ask, hold, make, ignore):
    sites.add_command(_command)
sites.add_command(import_)
sites.add_command(list_)
sites.add_command(show)

COMMANDS = {"sites": sites}
