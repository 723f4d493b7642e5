"""The whole of an incident: fields, consent, checklist, letters, log lines, the reports as they came, the journal.

Lines are yielded one by one, because a report may be long and only what is in sight is
asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ircon.i18n import _, plural
from ircon.model import Incident, StoredReport
from ircon.text import many_lines, one_line
from screens.commands import key
from screens.draw import fields, ledger
from screens.draw.checklist import steps
from screens.draw.evidence import INSTANT, by_line, evidence_title, instant, marked
from screens.draw.lines import BLANK, Line, Span, flow

MAX_TEXT_LINES = 20_000
"""More lines of one report are not drawn; the original can be exported."""


def detail(incident: Incident, cells: int) -> Iterator[Line]:
    """Yield the pane's lines from the top; each takes at most ``cells``."""
    for line in _parts(incident, cells - 1):
        yield ((" ", ""), *line)


def _parts(incident: Incident, cells: int) -> Iterator[Line]:
    for name, spans in _labelled(incident):
        yield from flow([fields.label(name), *spans], cells, indent=fields.LABEL)
    yield from _notes(incident, cells)
    for report in incident.reports:
        yield from _evidence(report, cells, many=len(incident.reports) > 1)
    for report in incident.reports:
        yield from _text(report, cells)
    yield from _journal(incident, cells)


def _labelled(incident: Incident) -> Iterator[tuple[str, list[Span]]]:
    yield _("next"), fields.what_next(incident)
    if incident.links:
        yield _("series"), _series(incident)
    yield _("reporter"), fields.reporter(incident)
    for name, value in fields.stated(incident).items():
        if value:
            yield _(name), [(value, "")]
    for stored in incident.reports:
        for problem in stored.report.problems:
            yield fields.problem(problem)
    for entry in ledger.entries(incident):
        yield _("consent"), entry
    for step in steps(incident):
        yield step.name, fields.items(step)
    for draft in incident.drafts:
        yield _("letter"), fields.letter(draft)


def _series(incident: Incident) -> list[Span]:
    """Say with which incidents it is perhaps one series; why, the panel tells."""
    numbers = " ".join(f"#{link.incident}" for link in incident.links)
    told = _("{related} tells why, {together} puts together", related=key("related"), together=key("together"))
    return [(_("seen before {count}", count=len(incident.links)) + "  ", "us"), (numbers, "bold"), (f"  {told}", "dim")]


def _notes(incident: Incident, cells: int) -> Iterator[Line]:
    """Yield what colleagues noted, each note under who wrote it and when."""
    if not incident.notes:
        return
    yield BLANK
    yield ((_("notes, for the house alone"), "dim"),)
    for note in incident.notes:
        first, *rest = many_lines(note.text).split("\n")
        yield from flow([*fields.noted(note), (first, "")], cells, indent=fields.LABEL + 1)
        for line in rest:
            yield from flow([(" " * (fields.LABEL + 1) + line, "")], cells, indent=fields.LABEL + 1)


def _evidence(stored: StoredReport, cells: int, *, many: bool) -> Iterator[Line]:
    if not stored.report.lines:
        return
    yield BLANK
    yield from flow(evidence_title(stored, many=many), cells)
    marks = by_line(stored.report.observables)
    for line in stored.report.lines:
        yield from flow([*instant(line), *marked(line.text, marks.get(line.line, ()))], cells, indent=INSTANT)


def _text(stored: StoredReport, cells: int) -> Iterator[Line]:
    report = stored.report
    if not report.text.strip():
        return
    yield BLANK
    when = f"{stored.received:%Y-%m-%d %H:%M}Z"
    read_as = one_line(report.format)
    came = _("report {report} as it came, {when}, read as {format}", report=stored.id, when=when, format=read_as)
    yield from flow([(came, "dim")], cells)
    marks = by_line(report.observables)
    lines = report.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, raw in enumerate(islice(lines, MAX_TEXT_LINES), start=1):
        yield from flow(marked(raw, marks.get(number, ())), cells)
    if len(lines) > MAX_TEXT_LINES:
        more = plural("(+{count} more line)", "(+{count} more lines)", len(lines) - MAX_TEXT_LINES)
        yield from flow([(more, "dim")], cells)


def _journal(incident: Incident, cells: int) -> Iterator[Line]:
    if not incident.journal:
        return
    from ircon import journaling  # only whoever opens an incident whole reads that far

    yield BLANK
    yield ((_("journal"), "dim"),)
    for entry in incident.journal:
        note = f"  {one_line(journaling.told(entry.action, entry.note))}" if entry.note else ""
        when: list[Span] = [(f"{entry.at:%m-%d %H:%M} {one_line(entry.handler)} ", "dim")]
        yield from flow([*when, (one_line(journaling.action(entry.action)) + note, "")], cells, indent=fields.LABEL + 1)
