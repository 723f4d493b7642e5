"""``ircon list`` shows the queue, ``ircon show`` one incident, ``ircon original`` a message as it came."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from ircon import standing as reasons
from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, open_store, print_json, print_text
from ircon.errors import Usage
from ircon.i18n import _, term, word_of
from ircon.model import Ball, ConsentSummary, Incident, IncidentClass, Order, QueueRow, Status
from ircon.text import fit, one_line, width

if TYPE_CHECKING:
    from ircon.store import Store

_WINDOW = 500


@command("list")
@click.argument("query", nargs=-1)
@click.option(
    "--sort", "order", type=click.Choice([str(order) for order in Order]), default="need", help="In which order."
)
@as_json
def list_(query: tuple[str, ...], order: str, as_json: bool) -> int:
    """List the queue: what needs us first, longest waiting first; closed incidents last.

    QUERY is as in the console: is:open class:scan owner:me age:>7d "telnetd" -class:spam.
    A query that begins with a minus sign goes behind "--".
    """
    from ircon import desk
    from ircon.query import parse
    from ircon.store import incidents, queue

    asked, by = parse(" ".join(query)), Order(order)
    with open_store(read_only=True) as store:
        rows = queue.window(store, asked, me=desk.me(), limit=_WINDOW, order=by)
        while rows:
            for row in rows:
                if as_json:
                    print_json(forms.row(row, incidents.related_names(store, row.incident)))
                else:
                    print_text(_line(row))
            rows = queue.window(store, asked, me=desk.me(), limit=_WINDOW, after=rows[-1], order=by)
    return 0


def _line(row: QueueRow) -> str:
    cells = (
        (str(row.incident), 7),
        (term(row.status), _widest(Status)),
        (term(row.klass), _widest(IncidentClass)),
        (row.reporter, 28),
        (word_of(ConsentSummary)(row.consent), _widest(ConsentSummary)),
        (f"{row.sites_ready}/{row.sites_all}", 5),
        (term(row.ball), _widest(Ball)),
        (row.owner or "-", 8),
    )
    return " ".join(fit(one_line(text), room) for text, room in cells) + " " + one_line(reasons.said(row.reason))


def _widest(kind: type[StrEnum]) -> int:
    return max(map(width, map(term, kind)))


@command("show")
@click.argument("number", type=int, shell_complete=completing.incidents)
@click.option("--headers", is_flag=True, help="Show every header of its mails instead, the Received hops among them.")
@as_json
def show(number: int, headers: bool, as_json: bool) -> int:
    """Show one incident: its reports, consent, related sites, links, letters and journal."""
    from ircon.cli import sheet
    from ircon.store import incidents

    with open_store(read_only=True) as store:
        ticket = incidents.load(store, number)
        if headers:
            return _headers(store, ticket, as_json)
    if as_json:
        print_json(forms.incident(ticket))
    else:
        print_text("\n".join(sheet.lines(ticket)))
    return 0


def _headers(store: Store, ticket: Incident, as_json: bool) -> int:
    from ircon.intake import original
    from ircon.store import incidents

    for stored in ticket.reports:
        found = original.head(incidents.original(store, stored.id))
        if as_json:
            print_json({"report": stored.id, "headers": [[name, value] for name, value in found]})
            continue
        print_text(
            _("report {report}:", report=stored.id)
            if found
            else _("report {report}: no mail, so it has no headers", report=stored.id)
        )
        for name, value in found:
            print_text(f"  {one_line(name)}: {one_line(value)}")
    return 0


@command("original")
@click.argument("report", type=int)
@click.option("--force", is_flag=True, help="Write to a terminal as well, which the bytes may deceive.")
def original(report: int, force: bool) -> int:
    """Write a report's bytes, as they came, to standard output. REPORT is the report's number, as show prints it."""
    from ircon.store import incidents

    if sys.stdout.isatty() and not force:
        raise Usage(_("These bytes came from outside and may deceive a terminal; redirect them, or use --force."))
    with open_store(read_only=True) as store:
        data = incidents.original(store, report)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


COMMANDS = {"list": list_, "show": show, "original": original}
