"""Log lines beside their instants, with the observables in them marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC

from ircon.i18n import _, plural
from ircon.model import Certainty, LogLine, Observable, StoredReport
from ircon.text import pad
from screens.draw.lines import Line, Span, safe

INSTANT = 16
"""Cells of the column of instants beside log lines."""


def evidence_title(stored: StoredReport, *, many: bool) -> Line:
    """Return the line above a report's log lines: how many, of which year, how sure."""
    lines = stored.report.lines
    years = sorted({line.at.year for line in lines if line.at})
    year = f"{_(', ')}{'-'.join(map(str, dict.fromkeys((years[0], years[-1]))))} UTC" if years else ""
    unsure = _("; ") + _("? year or zone worked out") if any(map(_inferred, lines)) else ""
    told = plural("{count} log line", "{count} log lines", len(lines))
    if many:
        told = plural(
            "{count} log line of report {report}", "{count} log lines of report {report}", len(lines), report=stored.id
        )
    return ((f"{told}{year}{unsure}", "dim"),)


def _inferred(line: LogLine) -> bool:
    return line.at is not None and Certainty.INFERRED in (line.year, line.zone)


def instant(line: LogLine) -> list[Span]:
    """Return the instant of a log line in UTC, without its year, in its column."""
    if line.at is None:
        return [(pad(_("no time"), INSTANT), "dim")]
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
