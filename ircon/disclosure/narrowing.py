"""Fewer lines than may be shown: what a handler has marked, taken in front of the door.

Marks only ever take away. What is left of the reports goes through the door like any
other, which asks the consents and shows of it what concerns the recipient; a mark on a
line that may not be shown does nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ircon.disclosure.masking import Reader, Reading
from ircon.disclosure.owning import Own
from ircon.model import LogLine, Observable, Report, Site, StoredReport

Marks = Collection[tuple[int, int]]
"""Log lines by the number of their report and their own."""


def narrowed(
    reports: Sequence[StoredReport],
    marks: Marks,
    recipient: Site,
    *,
    others: Sequence[Site] = (),
    evidence: Sequence[str] = (),
) -> tuple[StoredReport, ...]:
    """Return of ``reports`` only the marked lines, leaving out reports of which none concerns ``recipient``."""
    own = Own(recipient, others, evidence)
    found = []
    for stored in reports:
        wanted = {line for report, line in marks if report == stored.id}
        if wanted and (report := _only(stored.report, wanted, own)):
            found.append(replace(stored, report=report))
    return tuple(found)


def _only(report: Report, wanted: set[int], own: Own) -> Report | None:
    lines = tuple(line for line in report.lines if line.line in wanted)
    seen = tuple(found for found in report.observables if found.line in wanted)
    readings = list(_concerned(lines, seen, own))
    if not readings:
        return None
    fields = report.fields
    # The date that the form states is told only where no line has one: leaving such lines out must not add it.
    if not any(reading.written for reading in readings) and any(
        reading.written for reading in _concerned(report.lines, report.observables, own)
    ):
        fields = replace(fields, occurred="")
    return replace(report, lines=lines, observables=seen, fields=fields)


def _concerned(lines: Iterable[LogLine], observables: Iterable[Observable], own: Own) -> Iterable[Reading]:
    by_line: dict[int, list[Observable]] = {}
    for found in observables:
        if found.line is not None:
            by_line.setdefault(found.line, []).append(found)
    reader = Reader(own)
    for line in lines:
        reading = reader.read(line, by_line.get(line.line, ()))
        if reading.addresses:
            yield reading
