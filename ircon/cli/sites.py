"""``ircon sites``: the register of sites, from a table, listed, and shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from ircon.cli.common import as_json, command, open_store, print_json, print_text, say
from ircon.errors import Unreadable, Usage
from ircon.model import Site
from ircon.text import fit, one_line


@click.group()
def sites() -> None:
    """The register of sites: whose address is this, and how to reach them."""


@command("import")
@click.argument("path", metavar="FILE.csv|-")
@as_json
def import_(path: str, as_json: bool) -> int:
    """Take in a table with the columns name, domain, cidr, mail, phone, language, timezone.

    Columns may come in any order, several values in a cell are separated by ";". What
    cannot be read is said with its line, and the rest is taken in.
    """
    from ircon import desk

    try:
        table = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Usage(f"{path} cannot be read: {error.strerror}.") from None
    with open_store() as store:
        done = desk.import_sites(store, table)
    if as_json:
        told = {"new": done.new, "known": done.known, "incidents": done.incidents, "problems": list(done.problems)}
        print_json(told)
    say(f"{done.new} sites are new, {done.known} were known; {done.incidents} incidents name one of them.")
    for problem in done.problems:
        say(problem)
    if not done.new and not done.known:
        raise Unreadable("No site could be read from this table.")
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
@click.argument("site")
@as_json
def show(site: str, as_json: bool) -> int:
    """Show one site, by name, domain, address or number."""
    from ircon.store import register

    with open_store(read_only=True) as store:
        found = register.find(store, site)
    if found is None:
        raise Usage(f"The register does not know {site}.")
    if as_json:
        print_json(_form(found))
    else:
        print_text("\n".join(_sheet(found)))
    return 0


def _form(site: Site) -> dict[str, Any]:
    return {
        "site": site.id,
        "name": site.name,
        "domains": list(site.domains),
        "cidrs": list(site.cidrs),
        "contacts": [{"mail": c.mail, "phone": c.phone, "provenance": c.provenance} for c in site.contacts],
        "language": site.language,
        "timezone": site.timezone,
    }


def _sheet(site: Site) -> list[str]:
    contacts = [f"contact   {one_line(f'{c.mail} {c.phone}'.strip())}  ({c.provenance})" for c in site.contacts]
    return [
        f"{site.id}  {one_line(site.name)}",
        f"domains   {one_line(', '.join(site.domains))}",
        f"netblocks {', '.join(site.cidrs)}",
        *contacts,
        f"language  {site.language}   time zone {one_line(site.timezone) or '-'}",
    ]


sites.add_command(import_)
sites.add_command(list_)
sites.add_command(show)

COMMANDS = {"sites": sites}
