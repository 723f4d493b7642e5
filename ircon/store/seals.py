"""What the journal says of each row, against the row: an edit behind the journal's back shows.

An entry keeps the rows a handler changed as they were before and after; beside these it
keeps, of what is never taken back, the columns decided when the row was written, and for
rows of many parts (a report with its observables and log lines, a site with its domains
and contacts) a seal: one SHA-256 over all of them. The entries themselves are chained
(``journal``), so whoever changes a row unseen has to rewrite all that came after.

What is worked out from the rest (related sites, links, the queue's line, counters) bears
no seal: it can be worked out again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ircon.store.store import Store

SEAL = "seal"
"""Stands among the kept columns of a row for everything that belongs to it."""

_REPORT = (
    "sha256, message_id, received, sent_at, format, language, subject, text, name, mail, site_name, proposed_class,"
    " class_as_written, occurred, found_by, request, condition, remarks, stated_level, stated_quote,"
    " stated_audience, stated_refused, problems"
)
_PARTS = {
    "report": (
        f"SELECT {_REPORT} FROM report WHERE id = ?",
        "SELECT kind, value, line, start, stop, role FROM observable WHERE report_id = ? ORDER BY id",
        "SELECT line, text, at, year, zone FROM log_line WHERE report_id = ? ORDER BY line",
    ),
    "site": (
        "SELECT name, language, timezone FROM site WHERE id = ?",
        "SELECT name FROM domain WHERE site_id = ? ORDER BY name",
        "SELECT version, length, low, cidr FROM netblock WHERE site_id = ? ORDER BY version, length, low",
        "SELECT mail, phone, provenance FROM contact WHERE site_id = ? ORDER BY id",
    ),
}
_TABLES = ("incident", "report", "site", "consent", "draft", "clock", "ignored", "fact", "chosen_class", "said_role")
"""The tables of which each row has its entry."""

_PAGE = 1_000
_LONG = 80

Told = dict[tuple[str, int], dict[str, Any] | None]


def of(store: Store, table: str, number: int) -> str:
    """Return the seal of a report or a site as it stands."""
    parts = [store.rows(sql, (number,)) for sql in _PARTS[table]]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def broken(store: Store) -> Iterator[str]:
    """Yield a sentence for each row that is not as the journal tells it, and each that only one of them knows."""
    told = _told(store)
    for table in _TABLES:
        for number, row in _rows(store, table):
            expected = told.pop((table, number), None)
            if expected is None:
                yield f"Row {number} of {table} stands in no entry of the journal."
            elif not _as_told(store, table, number, expected, row):
                yield f"Row {number} of {table} is not as the journal tells it."
    for (table, number), expected in told.items():
        if expected is not None:
            yield f"Row {number} of {table} is missing; the journal knows it."


def _told(store: Store) -> Told:
    """Walk the journal and return what it says last of each row; None where it was taken back."""
    told: Told = {}
    last = 0
    while found := store.rows("SELECT id, changes, kept FROM journal WHERE id > ? ORDER BY id LIMIT ?", (last, _PAGE)):
        last = found[-1][0]
        for _, changes, kept in found:
            for name, columns in _parsed(kept, {}).items():
                table, _, number = name.partition(" ")
                _add(told, (table, int(number)), columns)
            for image in _parsed(changes, []):
                _add(told, (image["table"], image["id"]), image["after"])
    return told


def _parsed(text: str, otherwise: Any) -> Any:
    """What an entry holds; nothing where it is damaged, which the chain tells."""
    try:
        return json.loads(text)
    except ValueError:
        return otherwise


def _add(told: Told, row: tuple[str, int], columns: Mapping[str, Any] | None) -> None:
    if columns is None:
        told[row] = None
    else:
        told[row] = {**(told.get(row) or {}), **{column: _short(value) for column, value in columns.items()}}


def _rows(store: Store, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    last = 0
    names = [name for (name,) in store.rows("SELECT name FROM pragma_table_info(?)", (table,))]
    while names and (found := store.rows(f"SELECT * FROM {table} WHERE id > ? ORDER BY id LIMIT ?", (last, _PAGE))):
        for values in found:
            row = dict(zip(names, values, strict=False))
            last = row["id"]
            yield last, row


def _as_told(store: Store, table: str, number: int, expected: dict[str, Any], row: dict[str, Any]) -> bool:
    seal = expected.pop(SEAL, None)
    if seal is not None and of(store, table, number) != seal:
        return False
    return all(column in row and _short(row[column]) == value for column, value in expected.items())


def _short(value: Any) -> Any:
    """Return what stands for a value while the rows are gone through: long texts only by their hash."""
    if isinstance(value, str) and len(value) > _LONG:
        return hashlib.sha256(value.encode("utf-8", "surrogatepass")).digest()
    return value
