"""The detail: fields, consent, the checklist 1-2-3, letters, the log lines, the report itself, the journal.

Lines are yielded one by one, because a report may be long and only the first dozen lines
are seen on most moves of the cursor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice

from ircon.model import Certainty, ConsentState, Decision, Draft, Incident, Level, LogLine, Observable, StoredReport
from ircon.text import one_line
from screens.draw.checklist import steps
from screens.draw.lines import BLANK, Line, Span, age, flow, safe

LABEL = 11
"""Cells of the column of labels."""

INSTANT = 16
"""Cells of the column of instants beside log lines."""

MAX_TEXT_LINES = 20_000
"""More lines of one report are not drawn; the original can be exported."""


def title(incident: Incident, now: datetime, *, live: bool) -> list[Span]:
    """Return the title of the pane: number, class, who reports, since when; bold while its keys are ``live``."""
    row = incident.row
    return [
        (f"#{row.incident} {row.klass.value}", "bold" if live else ""),
        ("  ", ""),
        safe(row.reporter or "(unknown)"),
        (f"  {age(row.received, now)}", "dim"),
    ]


def detail(incident: Incident, cells: int, now: datetime) -> Iterator[Line]:
    """Yield the pane's lines from the top; each takes at most ``cells``."""
    inner = cells - 1
    for line in _parts(incident, inner, now):
        yield ((" ", ""), *line)


def _parts(incident: Incident, cells: int, now: datetime) -> Iterator[Line]:
    yield from _next(incident, cells)
    first = incident.reports[0] if incident.reports else None
    if first is not None:
        yield from _fields(first, len(incident.reports), cells)
    yield from _consent(incident, cells)
    for step in steps(incident):
        marks = "  ".join(f"[{'x' if done else ' '}] {words}" for done, words in step.items)
        yield from _labelled(f"{step.number} {step.name}", [(marks, "")], cells)
    yield from _letters(incident.drafts, cells)
    for report in incident.reports:
        yield from _evidence(report, cells, many=len(incident.reports) > 1)
    for report in incident.reports:
        yield from _text(report, cells)
    yield from _journal(incident, cells)


def _labelled(label: str, spans: list[Span], cells: int, style: str = "dim") -> Iterator[Line]:
    text = label if len(label) < LABEL else f"{label[: LABEL - 2]}~"
    yield from flow([(text.ljust(LABEL), style), *spans], cells, indent=LABEL)


def _next(incident: Incident, cells: int) -> Iterator[Line]:
    row = incident.row
    if incident.closed_for:
        yield from _labelled("closed", [(one_line(incident.closed_for), "bold")], cells)
    elif row.reason:
        owner: list[Span] = [("  taken by ", "dim"), safe(row.owner)] if row.owner else []
        yield from _labelled("next", [safe(row.reason, "us" if row.need == 0 else "bold"), *owner], cells)


def _fields(stored: StoredReport, reports: int, cells: int) -> Iterator[Line]:
    report = stored.report
    who = [one_line(part) for part in (report.reporter.name, report.reporter.site) if part]
    mail = f" <{one_line(report.reporter.mail)}>" if report.reporter.mail else ""
    more = f"  + {reports - 1} more" if reports > 1 else ""
    yield from _labelled("reporter", [(", ".join(who) + mail, ""), (more, "dim")], cells)
    if report.subject:
        yield from _labelled("subject", [safe(report.subject)], cells)
    fields = report.fields
    for label, value in (
        ("occurred", fields.occurred),
        ("found by", fields.found_by),
        ("request", fields.request),
        ("condition", fields.condition),
        ("remarks", fields.remarks),
    ):
        if value:
            yield from _labelled(label, [safe(" ".join(value.split()))], cells)
    for problem in report.problems:
        yield from _labelled("problem", [safe(problem, "bad")], cells)


def _consent(incident: Incident, cells: int) -> Iterator[Line]:
    for decision in incident.decisions:
        yield from _labelled("consent", decision_spans(decision), cells)
    decided = {decision.report for decision in incident.decisions}
    for stored in incident.reports:
        stated = stored.report.consent
        if stored.id in decided:
            continue
        if stated.quote:
            word = "refuses" if stated.refused else stated.level.value
            spans: list[Span] = [("not recorded", "us"), ("; it says: ", ""), (word, "bold"), _quote(stated.quote)]
        elif len(incident.reports) > 1:
            reporter = stored.report.reporter
            who = one_line(reporter.site or reporter.mail or "unknown")
            spans = [("not stated", "us"), (f" by {who} (report {stored.id}), so nothing of it leaves", "")]
        else:
            spans = [("not stated", "us"), (", so nothing leaves until it is", "")]
        yield from _labelled("consent", spans, cells)


def decision_spans(decision: Decision) -> list[Span]:
    """Return one entry of the consent ledger as spans: what, to whom, on what words, by whom."""
    granted = decision.state is ConsentState.GRANTED
    word = decision.level.value if granted else decision.state.value
    good = granted and decision.level is not Level.NONE
    to = f" to {decision.audience.value}" if granted else ""
    spans: list[Span] = [(word, "good" if good else "us"), (to, "")]
    if decision.quote:
        spans.append(_quote(decision.quote))
    return [*spans, (f"  {one_line(decision.handler)}, {decision.at:%b %d}", "dim")]


def _quote(words: str) -> Span:
    return f'  "{one_line(" ".join(words.split()))}"', "dim"


def _letters(drafts: tuple[Draft, ...], cells: int) -> Iterator[Line]:
    for draft in drafts:
        what = f"{draft.kind.value} to {one_line(draft.to) or '(no address)'}"
        style = "us" if draft.state.value != "sent" else "good"
        yield from _labelled("letter", [(what, ""), (f"  {draft.state.value}", style)], cells)


def _evidence(stored: StoredReport, cells: int, *, many: bool) -> Iterator[Line]:
    lines = stored.report.lines
    if not lines:
        return
    yield BLANK
    yield _evidence_title(stored, many=many)
    marks = by_line(stored.report.observables)
    for line in lines:
        yield from flow([*_instant(line), *marked(line.text, marks.get(line.line, ()))], cells, indent=INSTANT)


def _evidence_title(stored: StoredReport, *, many: bool) -> Line:
    lines = stored.report.lines
    whose = f" of report {stored.id}" if many else ""
    years = sorted({line.at.year for line in lines if line.at})
    year = f", {'-'.join(map(str, dict.fromkeys((years[0], years[-1]))))} UTC" if years else ""
    unsure = "; ? year or zone worked out" if any(map(_inferred, lines)) else ""
    return ((f"{len(lines)} log line{'s' * (len(lines) != 1)}{whose}{year}{unsure}", "dim"),)


def _inferred(line: LogLine) -> bool:
    return line.at is not None and Certainty.INFERRED in (line.year, line.zone)


def _instant(line: LogLine) -> list[Span]:
    if line.at is None:
        return [("no time".ljust(INSTANT), "dim")]
    text = f"{line.at.astimezone(UTC):%m-%d %H:%M:%S}{'?' if _inferred(line) else ''}"
    return [(text.ljust(INSTANT), "dim")]


def by_line(observables: tuple[Observable, ...]) -> Mapping[int, list[Observable]]:
    """Return the observables by their line, in the order in which they stand in it."""
    found: dict[int, list[Observable]] = {}
    for observable in observables:
        if observable.line is not None and observable.end > observable.start:
            found.setdefault(observable.line, []).append(observable)
    for of_line in found.values():
        of_line.sort(key=lambda observable: observable.start)
    return found


def marked(raw: str, observables: list[Observable] | tuple[()]) -> list[Span]:
    """Return a raw line as safe spans in which its observables are marked."""
    spans: list[Span] = []
    place = 0
    for observable in observables:
        if observable.start < place or observable.end > len(raw):
            continue
        spans += [safe(raw[place : observable.start]), safe(raw[observable.start : observable.end], "found")]
        place = observable.end
    return [*spans, safe(raw[place:])]


def _text(stored: StoredReport, cells: int) -> Iterator[Line]:
    if not stored.report.text.strip():
        return
    yield BLANK
    yield (
        (f"report {stored.id} as it came, {stored.received:%Y-%m-%d %H:%M}Z, read as {stored.report.format}", "dim"),
    )
    marks = by_line(stored.report.observables)
    lines = stored.report.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, raw in enumerate(islice(lines, MAX_TEXT_LINES), start=1):
        yield from flow(marked(raw, marks.get(number, ())), cells)
    if len(lines) > MAX_TEXT_LINES:
        yield ((f"(+{len(lines) - MAX_TEXT_LINES} more lines)", "dim"),)


def _journal(incident: Incident, cells: int) -> Iterator[Line]:
    if not incident.journal:
        return
    yield BLANK
    yield (("journal", "dim"),)
    for entry in incident.journal:
        note = f"  {one_line(entry.note)}" if entry.note else ""
        spans: list[Span] = [(f"{entry.at:%m-%d %H:%M} ", "dim"), (f"{one_line(entry.handler)} ", "dim")]
        yield from flow([*spans, (one_line(entry.action) + note, "")], cells, indent=LABEL + 1)
