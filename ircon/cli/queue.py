"""``ircon list`` shows the queue, ``ircon show`` one incident, ``ircon original`` a message as it came."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING

import click

from ircon import journaling
from ircon import standing as reasons
from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, open_store, print_json, print_text
from ircon.consent import account
from ircon.errors import Usage
from ircon.i18n import _, term, word_of
from ircon.intake import saying
from ircon.model import (
    Ball,
    ConsentState,
    ConsentSummary,
    Decision,
    Entry,
    Fields,
    Incident,
    IncidentClass,
    Item,
    Level,
    Order,
    QueueRow,
    Status,
)
from ircon.sites import saying as of_sites
from ircon.text import fit, many_lines, one_line, pad, width

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


def _fields(read: Fields) -> list[str]:
    """Return what the reporter filled in, each behind its label."""
    told = (
        (_("class"), read.klass), (_("occurred"), read.occurred), (_("found by"), read.found_by),
        (_("request"), read.request), (_("condition"), read.condition), (_("remarks"), read.remarks),
    )  # fmt: skip
    room = max(width(label) for label, _value in told)
    return [f"  {pad(label, room)}  {one_line(value)}" for label, value in told if value]


def _sheet(ticket: Incident) -> list[str]:
    row = ticket.row
    sheet = [
        f"#{row.incident}  {term(row.status)}  {term(row.klass)}  {one_line(row.subject)}",
        _(
            "next: {ball} - {reason}   owner: {owner}   consent: {consent}",
            ball=term(row.ball),
            reason=one_line(reasons.said(row.reason)),
            owner=one_line(row.owner) or "-",
            consent=word_of(ConsentSummary)(row.consent),
        ),
    ]
    for stored in ticket.reports:
        read = stored.report
        who = one_line(f"{read.reporter.name} <{read.reporter.mail}>")
        sheet += [
            "",
            f"{_('report {report}', report=stored.id)}  {forms.to_second(stored.received)}  {read.format}  {who}",
        ]
        sheet += _fields(read.fields)
        sheet += [f"  {forms.utc(n.at) or '?':<20}  {one_line(n.text)}" for n in read.lines]
        sheet += [f"  ! {one_line(saying.problem(problem))}" for problem in read.problems]
    sheet += ["", _("consent") + ":"] if ticket.decisions else []
    sheet += [_decided(decision) for decision in ticket.decisions]
    sheet += ["", _("sent relying on it:")] if any(letter.relies for letter in ticket.drafts) else []
    for told in account.relied(ticket.drafts, ticket.related, ticket.reports, ticket.decisions):
        now = (
            "" if told.holds else _("; of this, {level} is permitted now, so write to them", level=_in_words(told.now))
        )
        when = forms.to_second(told.letter.sent_at) if told.letter.sent_at else ""
        letter = _("{kind} to {to}", kind=term(told.letter.kind), to=one_line(told.name))
        of_what = _("{level} of report {report}", level=_in_words(told.then), report=told.report)
        sheet.append(f"  {when}  {letter}: {of_what}{now}")
    sheet += ["", _("related sites") + ":"] if ticket.related else []
    for site in ticket.related:
        role = term(site.role)
        if site.said_by:
            role = _("{role} by {handler}'s word", role=role, handler=one_line(site.said_by))
        may = _in_words(account.open_to(ticket, site))
        state = _("{role}, {state}, may be shown: {level}", role=role, state=term(site.state), level=may)
        sheet.append(f"  {one_line(site.name)}  ({state})  {one_line(of_sites.related(site.reason))}")
    sheet += ["", _("perhaps the same series") + ":"] if ticket.links else []
    sheet += [f"  #{link.incident}  {one_line(of_sites.link(link.reason))}" for link in ticket.links]
    sheet += ["", _("letters") + ":"] if ticket.drafts else []
    sheet += [f"  {term(d.state)}  {term(d.kind)}  {one_line(d.subject)}" for d in ticket.drafts]
    sheet += ["", _("notes") + ":"] if ticket.notes else []
    for note in ticket.notes:
        first, *rest = many_lines(note.text).split("\n")
        edited = " " + _("(edited; begun by {author})", author=one_line(note.author)) if note.edited else ""
        sheet.append(f"  {forms.to_second(note.at)}  {one_line(note.handler)}{edited}  {first}")
        sheet += [f"    {line}" for line in rest]
    sheet += ["", _("journal") + ":"]
    sheet += [f"  {forms.to_second(e.at)}  {one_line(e.handler)}  {_entry(e)}" for e in ticket.journal]
    return sheet


def _entry(entry: Entry) -> str:
    return f"{journaling.action(entry.action)}  {one_line(journaling.told(entry.action, entry.note))}"


def _decided(decision: Decision) -> str:
    ended = decision.state in (ConsentState.GRANTED, ConsentState.EXPIRED)
    about = _(", ").join(map(term, decision.items)) or (term(decision.level) if ended else "")
    state = term(decision.state)
    what = _("{items} {state}", items=about, state=state) if about else state
    whom = f"#{decision.site_id}" if decision.site_id else term(decision.audience)
    words = f'  "{one_line(" ".join(decision.quote.split()))}"' if decision.quote else ""
    when = f"{forms.to_second(decision.at)}  {one_line(decision.handler)}"
    until = " " + _("until {day}", day=decision.last_day) if decision.until else ""
    report = _("report {report}", report=decision.report)
    return f"  {when}  {report}: {what} {_('to {whom}', whom=whom)}{until}{words}"


def _in_words(items: frozenset[Item]) -> str:
    level = Level.of(items)
    return term(level) if level.items == items else _(", ").join(term(item) for item in Item if item in items)


COMMANDS = {"list": list_, "show": show, "original": original}
