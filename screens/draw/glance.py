"""An incident at a glance: one line for each thing, always in the same place.

What is looked for is found without reading, and a move of the cursor sends no label
twice. All of it, over as many lines as it takes, is in ``screens.draw.detail``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ircon.i18n import _, plural, term
from ircon.model import Incident
from ircon.text import one_line
from screens.draw import fields, ledger
from screens.draw.checklist import steps
from screens.draw.evidence import by_line, evidence_title, instant, marked
from screens.draw.lines import Line, Span, age, fill, safe

FOUND_AT = 40
"""The column at which the second field of a line starts."""


def title(incident: Incident, now: datetime, *, live: bool) -> list[Span]:
    """Return the title of the pane: number, class, who reports, since when; bold while its keys are ``live``."""
    row, count = incident.row, len(incident.reports)
    several = "  " + plural("{count} report", "{count} reports", count) if count > 1 else ""
    return [
        (f"#{row.incident} {term(row.klass)}", "bold" if live else ""),
        ("  ", ""),
        safe(row.reporter or _("(unknown)")),
        (f"  {age(row.received, now)}{several}", "dim"),
        (f"  {plural('{count} note', '{count} notes', len(incident.notes))}" if incident.notes else "", "bold"),
    ]


def open_too(handlers: Sequence[str]) -> str:
    """Say who else has the incident open."""
    names = ", ".join(map(one_line, handlers))
    return plural("{names} has it open", "{names} have it open", len(handlers), names=names)


def glance(incident: Incident, cells: int, *, owner: bool = True) -> Iterator[Line]:
    """Yield the lines, each cut to ``cells``; ``owner``: also whose it is, where the queue has no column for that."""
    for line in _parts(incident, owner=owner):
        yield fill([(" ", ""), *line], cells)


def _parts(incident: Incident, *, owner: bool) -> Iterator[list[Span]]:
    stated = fields.stated(incident)
    yield [fields.label(_("next")), *fields.what_next(incident, owner=owner)]
    yield [fields.label(_("reporter")), *fields.reporter(incident)]
    for name in ("subject", "request", "condition", "remarks"):
        yield [fields.label(_(name)), (stated.get(name, ""), "")]
    yield [fields.label(_("consent")), *_first(ledger.entries(incident))]
    for step in steps(incident):
        yield [fields.label(step.name), *fields.items(step)]
    occurred = fill([fields.label(_("occurred")), (stated.get("occurred", ""), "")], FOUND_AT)
    yield [*occurred, (f" {_('found by')} ", "dim"), (stated.get("found by", ""), "")]
    yield [fields.label(_("letters")), *_first([fields.letter(draft) for draft in reversed(incident.drafts)])]
    if incident.notes:
        newest = max(incident.notes, key=lambda note: note.at)
        more = _("{count}x, newest:", count=len(incident.notes)) + " " if len(incident.notes) > 1 else ""
        words = one_line(" ".join(newest.text.split()))
        yield [fields.label(_("notes")), (more, "dim"), *fields.noted(newest), (words, "bold")]
    yield from _evidence(incident)


def _first(entries: list[list[Span]]) -> list[Span]:
    """Return the first of several entries, and in front of it how many more there are."""
    if not entries:
        return [("-", "dim")]
    more = _("{count}x, newest:", count=len(entries)) + " " if len(entries) > 1 else ""
    return [(more, "dim"), *entries[0]]


def _evidence(incident: Incident) -> Iterator[list[Span]]:
    for stored in incident.reports:
        if stored.report.lines:
            yield list(evidence_title(stored, many=len(incident.reports) > 1))
            marks = by_line(stored.report.observables)
            for line in stored.report.lines:
                yield [*instant(line), *marked(line.text, marks.get(line.line, ()))]
