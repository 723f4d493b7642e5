"""``ircon list`` shows the queue, ``ircon show`` one incident, ``ircon original`` a message as it came."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from ircon.cli import forms
from ircon.cli.common import as_json, command, open_store, print_json, print_text
from ircon.consent import account, in_words
from ircon.errors import Usage
from ircon.model import ConsentState, Decision, Incident, Order, QueueRow
from ircon.text import fit, many_lines, one_line

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
        (str(row.status), 6),
        (str(row.klass), 10),
        (row.reporter, 28),
        (row.consent, 9),
        (f"{row.sites_ready}/{row.sites_all}", 5),
        (str(row.ball), 8),
        (row.owner or "-", 8),
    )
    return " ".join(fit(one_line(text), width) for text, width in cells) + " " + one_line(row.reason)


@command("show")
@click.argument("number", type=int)
@click.option("--headers", is_flag=True, help="Show every header of its mails instead, the Received hops among them.")
@as_json
def show(number: int, headers: bool, as_json: bool) -> int:
    """Show one incident: its reports, consent, related sites, links, letters and journal."""
    from ircon.store import incidents

    with open_store(read_only=True) as store:
        ticket = incidents.load(store, number)
        if headers:
            return _headers(store, ticket, as_json)
    if as_json:
        print_json(forms.incident(ticket))
    else:
        print_text("\n".join(_sheet(ticket)))
    return 0


def _headers(store: Store, ticket: Incident, as_json: bool) -> int:
    from ircon.intake import original
    from ircon.store import incidents

    for stored in ticket.reports:
        found = original.head(incidents.original(store, stored.id))
        if as_json:
            print_json({"report": stored.id, "headers": [[name, value] for name, value in found]})
            continue
        print_text(f"report {stored.id}:" if found else f"report {stored.id}: no mail, so it has no headers")
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
        raise Usage("These bytes came from outside and may deceive a terminal; redirect them, or use --force.")
    with open_store(read_only=True) as store:
        data = incidents.original(store, report)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return 0


def _sheet(ticket: Incident) -> list[str]:
    row = ticket.row
    sheet = [
        f"#{row.incident}  {row.status}  {row.klass}  {one_line(row.subject)}",
        f"next: {row.ball} - {one_line(row.reason)}   owner: {one_line(row.owner) or '-'}   consent: {row.consent}",
    ]
    for stored in ticket.reports:
        read = stored.report
        who = one_line(f"{read.reporter.name} <{read.reporter.mail}>")
        sheet += ["", f"report {stored.id}  {forms.to_second(stored.received)}  {read.format}  {who}"]
        fields = (read.fields.klass, read.fields.occurred, read.fields.found_by, read.fields.request)
        sheet += [f"  {one_line(value)}" for value in (*fields, read.fields.condition, read.fields.remarks) if value]
        sheet += [f"  {forms.utc(n.at) or '?':<20}  {one_line(n.text)}" for n in read.lines]
        sheet += [f"  ! {one_line(problem)}" for problem in read.problems]
    sheet += ["", "consent:"] if ticket.decisions else []
    sheet += [_decided(decision) for decision in ticket.decisions]
    sheet += ["", "sent relying on it:"] if any(letter.relies for letter in ticket.drafts) else []
    for told in account.relied(ticket.drafts, ticket.related, ticket.reports, ticket.decisions):
        now = "" if told.holds else f"; of that {in_words(told.now)} is permitted now, so write to them"
        when = forms.to_second(told.letter.sent_at) if told.letter.sent_at else ""
        of_what = f"{in_words(told.then)} of report {told.report}{now}"
        sheet.append(f"  {when}  {told.letter.kind} to {one_line(told.name)}: {of_what}")
    sheet += ["", "related sites:"] if ticket.related else []
    for site in ticket.related:
        role = f"{site.role} by {one_line(site.said_by)}'s word" if site.said_by else site.role
        state = f"{role}, {site.state}, may be shown: {site.permitted}"
        sheet.append(f"  {one_line(site.name)}  ({state})  {one_line(site.reason)}")
    sheet += ["", "perhaps of the same series:"] if ticket.links else []
    sheet += [f"  #{link.incident}  {one_line(link.reason)}" for link in ticket.links]
    sheet += ["", "letters:"] if ticket.drafts else []
    sheet += [f"  {d.state}  {d.kind}  {one_line(d.subject)}" for d in ticket.drafts]
    sheet += ["", "notes:"] if ticket.notes else []
    for note in ticket.notes:
        first, *rest = many_lines(note.text).split("\n")
        edited = f" (edited; begun by {one_line(note.author)})" if note.edited else ""
        sheet.append(f"  {forms.to_second(note.at)}  {one_line(note.handler)}{edited}  {first}")
        sheet += [f"    {line}" for line in rest]
    sheet += ["", "journal:"]
    sheet += [
        f"  {forms.to_second(e.at)}  {one_line(e.handler)}  {e.action}  {one_line(e.note)}" for e in ticket.journal
    ]
    return sheet


def _decided(decision: Decision) -> str:
    ended = decision.state in (ConsentState.GRANTED, ConsentState.EXPIRED)
    what = f"{', '.join(decision.items) or (decision.level if ended else '')} ".lstrip()
    whom = f"site {decision.site_id}" if decision.site_id else decision.audience
    words = f'  "{one_line(" ".join(decision.quote.split()))}"' if decision.quote else ""
    when = f"{forms.to_second(decision.at)}  {one_line(decision.handler)}"
    until = f" until {decision.last_day}" if decision.until else ""
    return f"  {when}  report {decision.report}: {what}{decision.state} to {whom}{until}{words}"


COMMANDS = {"list": list_, "show": show, "original": original}
