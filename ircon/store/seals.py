"""What the journal says of each row, against the row: an edit behind the journal's back shows.

An entry keeps the rows a handler changed as they were before and after; beside these it
keeps, of what is never taken back, the columns decided when the row was written, and for
rows of many parts (a report with its observables and log lines, a site with its domains
and contacts) a seal: one SHA-256 over all of them. The entries themselves are chained
(``journal``), so whoever changes a row unseen has to rewrite all that came after.

What is worked out from the rest (related sites, links, the queue's line, counters) bears
no seal: it can be worked out again.

A store of a million reports is gone through in little memory while colleagues work: what
the journal tells waits in a nameless file, and each page of rows is read together with
the entries that were written since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from ircon.errors import Unreadable
from ircon.i18n import _
from ircon.store import connection, images
from ircon.store.paging import pages

if TYPE_CHECKING:
    from ircon.store.store import Store

SEAL = "seal"
"""Stands among the kept columns of a row for everything that belongs to it."""

_REPORT = (
    "sha256, message_id, received, sent_at, format, language, subject, text, name, mail, site_name, proposed_class,"
    " class_as_written, occurred, found_by, request, condition, remarks, stated_level, stated_quote,"
    " stated_audience, stated_refused, problems"
)
OF_A_REPORT: Mapping[str, tuple[str, ...]] = {
    "report": tuple(_REPORT.split(", ")),
    "observable": ("kind", "value", "line", "start", "stop", "role"),
    "log_line": ("line", "text", "at", "year", "zone"),
}
"""What a report's seal covers: columns of its own row and of what was read out of it, in this order."""

OF_A_SITE = ("domain", "netblock", "contact")
"""Tables whose rows stand in no list of their own: the seal of their site covers them."""

_PARTS = {
    "report": (
        f"SELECT {_REPORT} FROM report WHERE id = ?",
        f"SELECT {', '.join(OF_A_REPORT['observable'])} FROM observable WHERE report_id = ? ORDER BY id",
        f"SELECT {', '.join(OF_A_REPORT['log_line'])} FROM log_line WHERE report_id = ? ORDER BY line",
    ),
    "site": (
        "SELECT name, language, timezone FROM site WHERE id = ?",
        "SELECT name FROM domain WHERE site_id = ? ORDER BY name",
        "SELECT version, length, low, cidr FROM netblock WHERE site_id = ? ORDER BY version, length, low",
        "SELECT mail, phone, provenance FROM contact WHERE site_id = ? ORDER BY id",
    ),
}
_TABLES = (
    "incident", "report", "site", "consent", "draft", "clock", "ignored", "fact", "chosen_class", "said_role", "note",
)  # fmt: skip
"""The tables of which each row has its entry."""

_UNTOLD: Mapping[str, Mapping[str, Any]] = {
    "draft": {
        "sent_at": None, "released": "", "overdue_at": None, "bounced_at": None, "said": "", "said_at": None,
        "answer": None,
    },
    "incident": {"merged_into": None},
}  # fmt: skip
"""What stands in a column of which no entry has told yet."""

_ROWS = 100
"""Rows that are held to the journal at once: for so long, some milliseconds, the log cannot be emptied."""

_LONG = 80

Columns = dict[str, Any]


def of(store: Store, table: str, number: int) -> str:
    """Return the seal of a report or a site as it stands."""
    return over([store.rows(sql, (number,)) for sql in _PARTS[table]])


def over(parts: Sequence[Sequence[Sequence[Any]]]) -> str:
    """Return the seal over rows as they were read, a list of them for each part."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def broken(store: Store) -> Iterator[str]:
    """Yield a sentence for each row that is not as the journal tells it, and each that only one of them knows."""
    with closing(_Told(store)) as told:
        told.catch_up()
        for table in _TABLES:
            yield from _table(store, table, told)
        yield from _left(store, told)


def _table(store: Store, table: str, told: _Told) -> Iterator[str]:
    last, names = 0, _names(store, table)
    while names:
        found: list[str] = []
        with store.snapshot():
            told.catch_up()
            rows = store.rows(f"SELECT * FROM {table} WHERE id > ? ORDER BY id LIMIT ?", (last, _ROWS))
            for values in rows:
                row = dict(zip(names, values, strict=False))
                if not last < row["id"]:  # over a damaged tree one would go round for ever
                    raise connection.damaged(store.path)
                last = row["id"]
                found += _compared(store, table, last, told.pop(table, last), row)
        yield from found
        if len(rows) < _ROWS:
            return


def _left(store: Store, told: _Told) -> Iterator[str]:
    """Look at what the journal knows beyond the rows that were met: rows written since, and rows that are gone."""
    while pending := told.pending(_ROWS):
        found: list[str] = []
        with store.snapshot():
            told.catch_up()
            for table, number in pending:
                expected, names = told.pop(table, number), _names(store, table)
                rows = store.rows(f"SELECT * FROM {table} WHERE id = ?", (number,)) if names else []
                if rows:
                    found += _compared(store, table, number, expected, dict(zip(names, rows[0], strict=False)))
                elif expected is not None:
                    gone = _("Row {number} of {table} is missing; the journal knows it.", number=number, table=table)
                    found.append(gone)
        yield from found


def _names(store: Store, table: str) -> list[str]:
    if table not in _TABLES:  # a word out of a damaged entry
        return []
    return [name for (name,) in store.rows("SELECT name FROM pragma_table_info(?)", (table,))]


def _compared(store: Store, table: str, number: int, expected: Columns | None, row: Columns) -> Iterator[str]:
    if expected is None:
        yield _("Row {number} of {table} stands in no entry of the journal.", number=number, table=table)
    elif not _as_told(store, table, number, expected, row):
        yield _("Row {number} of {table} is not as the journal tells it.", number=number, table=table)


def _as_told(store: Store, table: str, number: int, expected: Columns, row: Columns) -> bool:
    seal = expected.pop(SEAL, None)
    if seal is not None and of(store, table, number) != seal:
        return False
    told = {**_UNTOLD.get(table, {}), **expected}
    return all(column in row and _short(row[column]) == value for column, value in told.items())


def _short(value: Any) -> Any:
    """Return what stands for a value while the rows are gone through: long texts only by their hash."""
    if isinstance(value, str) and len(value) > _LONG:
        return ["sha256", hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()]
    return value


class _Told:
    """What the journal says last of each row, as far as it has been read; null where the row was taken back."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = 0
        self._kept = connection.scratch()
        self._kept.execute("CREATE TABLE told (name TEXT, id INTEGER, columns TEXT, PRIMARY KEY (name, id))")

    def close(self) -> None:
        """Forget all of it."""
        self._kept.close()

    def catch_up(self) -> None:
        """Read the entries that have been written since the last call."""
        entries = "SELECT id, changes, kept FROM journal WHERE id > ? ORDER BY id LIMIT ?"
        for found in pages(self._store, entries, self._last):
            self._last = found[-1][0]
            with connection.translated(self._store.path):
                self._add_all(found)

    def _add_all(self, entries: Sequence[tuple[int, str | bytes, str | bytes]]) -> None:
        self._kept.execute("BEGIN")
        for _id, changes, kept in entries:
            # An entry that cannot be read is damaged, which the chain tells.
            with suppress(Unreadable, ValueError, TypeError, KeyError, AttributeError):
                for name, columns in images.read(self._store, kept).items():
                    table, _, number = name.partition(" ")
                    self._add(table, int(number), columns)
                for image in images.read(self._store, changes):
                    if image["table"] in OF_A_SITE:
                        continue
                    self._add(str(image["table"]), int(image["id"]), image["after"])
        self._kept.execute("COMMIT")

    def _add(self, table: str, number: int, columns: Mapping[str, Any] | None) -> None:
        now: Columns | None = None
        if columns is not None:
            now = {**(self._read(table, number) or {}), **{name: _short(value) for name, value in columns.items()}}
        self._kept.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?)", (table, number, json.dumps(now)))

    def _read(self, table: str, number: int) -> Columns | None:
        found = self._kept.execute("SELECT columns FROM told WHERE name = ? AND id = ?", (table, number)).fetchone()
        read: Columns | None = json.loads(found[0]) if found else None
        return read

    def pop(self, table: str, number: int) -> Columns | None:
        """Return what is told of a row and take it off the list; None where it was taken back or never told."""
        with connection.translated(self._store.path):
            found = self._read(table, number)
            self._kept.execute("DELETE FROM told WHERE name = ? AND id = ?", (table, number))
        return found

    def pending(self, most: int) -> list[tuple[str, int]]:
        """Return up to ``most`` rows that are told of and have not been taken off."""
        return self._kept.execute("SELECT name, id FROM told LIMIT ?", (most,)).fetchall()
