"""Reports: what one site sent, kept with everything that was read out of it.

A report is written once. Only the incident it stands in can change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ircon.model import (
    Audience,
    Certainty,
    Fields,
    IncidentClass,
    Level,
    LogLine,
    Observable,
    ObservableKind,
    Report,
    Reporter,
    Role,
    Stated,
    StoredReport,
)
from ircon.store import keys, register, seals, stamps, survivors

if TYPE_CHECKING:
    from ircon.intake.ready import Ready
    from ircon.store.change import Change
    from ircon.store.store import Store


def find_same(store: Store, sha256: str, report: Report) -> tuple[int, int] | None:
    """Return report and incident of the same message, if it is here already.

    The same bytes are; so is the same text under the same Message-ID, which came by two
    ways. A Message-ID alone proves nothing: anyone can write one.
    """
    found = store.rows(
        "SELECT id, incident_id FROM report WHERE sha256 = :sha256"
        " UNION SELECT id, incident_id FROM report WHERE message_id = :id AND message_id <> '' AND text = :text"
        " LIMIT 1",
        {"sha256": sha256, "id": _storable(report.message_id), "text": _storable(report.text)},
    )
    return (found[0][0], found[0][1]) if found else None


def incident_of(store: Store, report: int) -> int | None:
    """Return the incident that a report stands in, or None where there is no such report."""
    found = store.value("SELECT incident_id FROM report WHERE id = ?", (report,))
    return None if found is None else int(found)


def homes(store: Store, incident: int) -> dict[int, int]:
    """Return each report of an incident with the number of the incident that it opened or joined at first."""
    return dict(store.rows("SELECT id, coalesce(home, incident_id) FROM report WHERE incident_id = ?", (incident,)))


def incident_answered(store: Store, report: Report) -> int | None:
    """Return the incident that a message answers, by a number in its subject or by what it replies to."""
    for number in numbers_of(report):
        found = store.value("SELECT id FROM incident WHERE id = ?", (number,))
        found = found or store.value("SELECT incident_id FROM draft WHERE reference = ? AND kind = 'notice'", (number,))
        if found:
            return survivors.survivor(store, int(found))
    for message_id in report.replies_to:
        found = store.value("SELECT incident_id FROM report WHERE message_id = ? LIMIT 1", (message_id,))
        if found:
            return int(found)
    return None


def numbers_of(report: Report) -> tuple[int, ...]:
    """Return the references that a message names: in its subject, and in the Message-IDs of our letters (``eml``)."""
    ids = (_OF_OURS.match(message_id.strip("<> ")) for message_id in report.replies_to)
    return tuple(dict.fromkeys((*report.references, *(int(found[1]) for found in ids if found))))


_OF_OURS = re.compile(r"(\d{1,12})\.[0-9a-f]{24}@")


def sender(store: Store, report: Report) -> tuple[str, str]:
    """Return how a report's sender will be called, and of which country the report will count as."""
    told = report.reporter
    key = keys.of_observable(ObservableKind.MAIL, told.mail) if told.mail else None
    site = register.Owners(store).of_reporter(told, key)
    known = store.once("SELECT name FROM site WHERE id = ?", (site,)) if site is not None else []
    name = known[0][0] if known else told.site or told.mail or told.name
    return _storable(name), keys.country_of(key)


def add(change: Change, ready: Ready, *, sha256: str, incident: int, received: datetime) -> int:
    """Store a report with its observables, log lines and traces, each put to its site; return its number.

    Not recorded for undo: what a site has sent is kept.
    """
    from ircon.store import traces

    report = ready.report
    reporter_key = keys.of_observable(ObservableKind.MAIL, report.reporter.mail) if report.reporter.mail else None
    owner = register.Owners(change.store)
    row = {
        "incident_id": incident,
        "sha256": sha256,
        "received": stamps.to_text(received),
        "site_id": owner.of_reporter(report.reporter, reporter_key),
        "key": reporter_key,
        "shift": ready.shift,
        **_columns(report),
    }
    number = change.put("report", row)
    observables = [(o.kind, o.value, o.line, o.start, o.end, o.role) for o in report.observables]
    change.store.conn.executemany(
        "INSERT INTO observable (report_id, incident_id, kind, value, line, start, stop, role, site_id, key)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (number, incident, *one, owner.of_key(key), key)
            for one in observables
            for key in (keys.of_observable(*one[:2]),)
        ],
    )
    lines = [(n.line, _storable(n.text), stamps.to_text_or_none(n.at), n.year, n.zone) for n in report.lines]
    change.store.conn.executemany(
        "INSERT INTO log_line (report_id, line, text, at, year, zone) VALUES (?, ?, ?, ?, ?, ?)",
        [(number, *line) for line in lines],
    )
    traces.keep(change, number, ready.traces)
    # Sealed as it was written: reading it again would cost as much as writing it.
    own = [row[column] for column in seals.OF_A_REPORT["report"]]
    seal = seals.over([[own], observables, sorted(lines, key=itemgetter(0))])
    change.keep("report", number, {"incident_id": incident, seals.SEAL: seal})
    return number


def _columns(report: Report) -> dict[str, Any]:
    text = {
        "message_id": report.message_id,
        "format": report.format,
        "language": report.language,
        "subject": report.subject,
        "text": report.text,
        "name": report.reporter.name,
        "mail": report.reporter.mail,
        "site_name": report.reporter.site,
        "proposed_class": report.klass,
        "class_as_written": report.fields.klass,
        "occurred": report.fields.occurred,
        "found_by": report.fields.found_by,
        "request": report.fields.request,
        "condition": report.fields.condition,
        "remarks": report.fields.remarks,
        "stated_level": report.consent.level,
        "stated_quote": report.consent.quote,
        "stated_audience": report.consent.audience,
        "problems": json.dumps(report.problems, ensure_ascii=True),
    }
    return {
        **{column: _storable(value) for column, value in text.items()},
        "sent_at": stamps.to_text_or_none(report.sent_at),
        "stated_refused": int(report.consent.refused),
    }


def _storable(text: str) -> str:
    """Return text that SQLite can hold: a lone surrogate becomes U+FFFD; the original has the bytes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def load(store: Store, incident: int, *, lines: int) -> tuple[StoredReport, ...]:
    """Return the reports of an incident, oldest first, each with at most ``lines`` of its log lines and observables."""
    found = store.rows(f"SELECT {_STORED} FROM report WHERE incident_id = ? ORDER BY received, id", (incident,))
    return tuple(_stored(store, row, lines) for row in found)


_STORED = (
    "id, incident_id, received, sha256, site_id, format, text, subject, name, mail, site_name, class_as_written,"
    " occurred, found_by, request, condition, remarks, proposed_class, stated_level, stated_quote, stated_audience,"
    " stated_refused, problems, message_id, sent_at, language"
)


def _stored(store: Store, row: tuple[Any, ...], lines: int) -> StoredReport:
    column = dict(zip(_STORED.replace(" ", "").split(","), row, strict=True))
    report = Report(
        format=column["format"],
        text=column["text"],
        subject=column["subject"],
        reporter=Reporter(column["name"], column["mail"], column["site_name"]),
        fields=Fields(*(column[name] for name in _FORM)),
        klass=IncidentClass(column["proposed_class"]),
        consent=Stated(
            Level(column["stated_level"]),
            column["stated_quote"],
            Audience(column["stated_audience"]),
            bool(column["stated_refused"]),
        ),
        observables=_observables(store, column["id"], lines),
        lines=_lines(store, column["id"], lines),
        problems=tuple(json.loads(column["problems"])),
        message_id=column["message_id"],
        sent_at=stamps.from_text_or_none(column["sent_at"]),
        language=column["language"],
    )
    received = stamps.from_text(column["received"])
    return StoredReport(column["id"], column["incident_id"], received, column["sha256"], column["site_id"], report)


_KINDS = {str(kind): kind for kind in ObservableKind}
_ROLES = {str(role): role for role in Role}
_SURE = {str(certainty): certainty for certainty in Certainty}
"""Looked up ten thousand times a letter, which costs a third of asking the enumeration."""

_FORM = ("class_as_written", "occurred", "found_by", "request", "condition", "remarks")


def _observables(store: Store, report: int, limit: int) -> tuple[Observable, ...]:
    found: Iterable[tuple[Any, ...]] = store.rows(
        "SELECT kind, value, line, start, stop, role FROM observable WHERE report_id = ? ORDER BY id LIMIT ?",
        (report, limit),
    )
    return tuple([
        Observable(_KINDS[kind], value, line, start, stop, _ROLES[role] if role else None)
        for kind, value, line, start, stop, role in found
    ])  # fmt: skip


def _lines(store: Store, report: int, limit: int) -> tuple[LogLine, ...]:
    found = store.rows(
        "SELECT line, text, at, year, zone FROM log_line WHERE report_id = ? ORDER BY line LIMIT ?", (report, limit)
    )
    return tuple([
        LogLine(line, text, stamps.from_text(at) if at else None, _SURE[year], _SURE[zone])
        for line, text, at, year, zone in found
    ])  # fmt: skip
