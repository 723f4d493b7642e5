"""One incident as ``ircon show`` prints it: part by part, each with a heading where there is anything to tell."""

from __future__ import annotations

from collections.abc import Iterator

from ircon import journaling
from ircon import standing as reasons
from ircon.cli import forms
from ircon.consent import account
from ircon.i18n import _, term, word_of
from ircon.intake import saying
from ircon.model import ConsentState, ConsentSummary, Decision, Entry, Fields, Incident, Item, Level, Note, StoredReport
from ircon.sites import saying as of_sites
from ircon.text import many_lines, one_line, pad, width


def lines(ticket: Incident) -> list[str]:
    """Return the lines of the incident, without characters that a terminal would obey."""
    told = _head(ticket)
    for stored in ticket.reports:
        told += ["", *_report(stored)]
    for heading, part in (
        (_("consent") + ":", map(_decided, ticket.decisions)),
        (_("sent relying on it:"), _relied(ticket)),
        (_("related sites") + ":", _sites(ticket)),
        (_("perhaps the same series") + ":", _links(ticket)),
        (_("letters") + ":", _letters(ticket)),
        (_("notes") + ":", (line for note in ticket.notes for line in _note(note))),
        (_("journal") + ":", map(_entry, ticket.journal)),
    ):
        found = list(part)
        told += ["", heading, *(f"  {line}" for line in found)] if found else []
    return told


def _head(ticket: Incident) -> list[str]:
    row = ticket.row
    return [
        f"#{row.incident}  {term(row.status)}  {term(row.klass)}  {one_line(row.subject)}",
        _(
            "next: {ball} - {reason}   owner: {owner}   consent: {consent}",
            ball=term(row.ball),
            reason=one_line(reasons.said(row.reason)),
            owner=one_line(row.owner) or "-",
            consent=word_of(ConsentSummary)(row.consent),
        ),
    ]


def _report(stored: StoredReport) -> Iterator[str]:
    read = stored.report
    who = one_line(f"{read.reporter.name} <{read.reporter.mail}>")
    yield f"{_('report {report}', report=stored.id)}  {forms.to_second(stored.received)}  {read.format}  {who}"
    yield from _fields(read.fields)
    yield from (f"  {forms.utc(line.at) or '?':<20}  {one_line(line.text)}" for line in read.lines)
    yield from (f"  ! {one_line(saying.problem(problem))}" for problem in read.problems)


def _fields(read: Fields) -> list[str]:
    """Return what the reporter filled in, each behind its label."""
    told = (
        (_("class"), read.klass), (_("occurred"), read.occurred), (_("found by"), read.found_by),
        (_("request"), read.request), (_("condition"), read.condition), (_("remarks"), read.remarks),
    )  # fmt: skip
    room = max(width(label) for label, _value in told)
    return [f"  {pad(label, room)}  {one_line(value)}" for label, value in told if value]


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
    return f"{when}  {report}: {what} {_('to {whom}', whom=whom)}{until}{words}"


def _relied(ticket: Incident) -> Iterator[str]:
    """Tell what was sent on the strength of a decision, and what of that is permitted no more."""
    for told in account.relied(ticket.drafts, ticket.related, ticket.reports, ticket.decisions):
        now = (
            "" if told.holds else _("; of this, {level} is permitted now, so write to them", level=_in_words(told.now))
        )
        when = forms.to_second(told.letter.sent_at) if told.letter.sent_at else ""
        letter = _("{kind} to {to}", kind=term(told.letter.kind), to=one_line(told.name))
        of_what = _("{level} of report {report}", level=_in_words(told.then), report=told.report)
        yield f"{when}  {letter}: {of_what}{now}"


def _sites(ticket: Incident) -> Iterator[str]:
    for site in ticket.related:
        role = term(site.role)
        if site.said_by:
            role = _("{role} by {handler}'s word", role=role, handler=one_line(site.said_by))
        may = _in_words(account.open_to(ticket, site))
        state = _("{role}, {state}, may be shown: {level}", role=role, state=term(site.state), level=may)
        yield f"{one_line(site.name)}  ({state})  {one_line(of_sites.related(site.reason))}"


def _links(ticket: Incident) -> Iterator[str]:
    return (f"#{link.incident}  {one_line(of_sites.link(link.reason))}" for link in ticket.links)


def _letters(ticket: Incident) -> Iterator[str]:
    return (f"{term(draft.state)}  {term(draft.kind)}  {one_line(draft.subject)}" for draft in ticket.drafts)


def _note(note: Note) -> Iterator[str]:
    first, *rest = many_lines(note.text).split("\n")
    edited = " " + _("(edited; begun by {author})", author=one_line(note.author)) if note.edited else ""
    yield f"{forms.to_second(note.at)}  {one_line(note.handler)}{edited}  {first}"
    yield from (f"  {line}" for line in rest)


def _entry(entry: Entry) -> str:
    told = one_line(journaling.told(entry.action, entry.note))
    return f"{forms.to_second(entry.at)}  {one_line(entry.handler)}  {journaling.action(entry.action)}  {told}"


def _in_words(items: frozenset[Item]) -> str:
    level = Level.of(items)
    return term(level) if level.items == items else _(", ").join(term(item) for item in Item if item in items)
