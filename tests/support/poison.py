"""A store in which every field that somebody's words can reach holds an attack.

Intake, the command line and the screens gate what they let in here and there; a store that
was filled by an older program, by a restore or by hand has not been. So the words are put
into the rows themselves, behind the program's back.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ircon.demo import example_path
from ircon.store import Store, connection

ME = pwd.getpwuid(os.getuid()).pw_name

WORDS = {
    "chosen_class": "kind handler",
    "consent": "quote message handler",
    "contact": "mail phone provenance since",
    "coordination": "country",
    "domain": "name provenance since",
    "draft": "recipient subject body said",
    "fact": "about value provenance stated handler",
    "ignored": "value reason handler",
    "incident": "owner reporter subject reason country",
    "journal": "handler action note",
    "link": "reason",
    "log_line": "text",
    "netblock": "cidr provenance since",
    "note": "text handler",
    "observable": "value",
    "present": "handler host",
    "related": "name reason said_by",
    "report": "message_id subject text name mail site_name class_as_written occurred found_by request condition"
    " remarks stated_quote format",
    "said_role": "name handler",
    "site": "name timezone",
    "trace": "value",
    "unfinished": "text",
    "unsaved": "text",
    "view": "name query",
}
"""The columns that words from outside, a colleague's words or what was worked out from such can stand in."""

LISTS = {"draft": "withheld hands released", "related": "evidence", "report": "problems"}
"""Such words in JSON."""

OURS = {
    *("at", "received", "sent_at", "written_at", "overdue_at", "bounced_at", "closed_at", "ball_since", "said_at"),
    *("since", "started", "until", "month", "offset"),  # instants
    *("sha256", "hash", "previous", "changes", "kept", "relies", "reports", "items", "parts"),  # programs read them
    *("key", "low", "high"),  # keys that we make
    *("status", "class", "closed_for", "consent", "ball", "state", "level", "audience", "kind", "role", "language"),
    *("proposed_class", "stated_level", "stated_audience", "year", "zone", "permitted", "what", "facet", "sorted"),
    *("value", "country", "handler"),  # where they are keys of a table of ours
}
"""Columns in which only words, numbers and instants of our own making can stand, or that are keys."""

_THEN = "2026-01-01T00:00:00.000000Z"
_ADDED = (
    f"INSERT INTO note (incident_id, text, handler, at) VALUES (?, 'x', 'x', '{_THEN}')",
    "INSERT INTO ignored (low, high, value, reason, handler, at) SELECT 'x' || ?, 'x', 'x', 'x', 'x', ''",
    f"INSERT INTO unfinished (handler, incident_id, text, at) VALUES ('{ME}', ?, 'x', '{_THEN}')",
    f"INSERT INTO unsaved (handler, draft_id, text, at) VALUES ('{ME}', ?, 'x', '{_THEN}')",
    f"INSERT INTO view (handler, name, query, sorted) VALUES ('{ME}', 'v' || ?, 'is:open', 'need')",
    "INSERT INTO present (incident_id, handler, host, pid, started, since)"
    f" VALUES (?, 'x', 'x', 1, '{_THEN}', '2036-01-01T00:00:00.000000Z')",
)
"""Rows of kinds that the demonstration has none of, one to an incident."""


def poisoned(folder: Path, strings: list[str]) -> tuple[Path, int]:
    """Make a store in ``folder`` with ``strings`` in every such field of every row; return it, and how many fields."""
    path = Path(shutil.copy(example_path(), folder / "poisoned.db"))
    Store.open(path).close()
    source, count = itertools.cycle(strings), 0
    with contextlib.closing(connection.connect(path, mode="rw")) as conn, _without_triggers(conn):
        incidents = [number for (number,) in conn.execute("SELECT id FROM incident ORDER BY id LIMIT 40")]
        for sql in _ADDED:
            for number in incidents:
                with contextlib.suppress(connection.DatabaseError):
                    conn.execute(sql, (number,))
        for table, columns in WORDS.items():
            count += _fill(conn, table, columns.split(), source)
        for table, columns in LISTS.items():
            for column in columns.split():
                count += _fill_lists(conn, table, column, source)
        for index in ("search", "note_search"):
            conn.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
    return path, count


def untouched(conn: connection.Connection) -> list[str]:
    """Return the columns of text that are neither filled nor known to hold only what we make."""
    tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT GLOB 'sqlite_*'"
    left = []
    for (table,) in conn.execute(tables).fetchall():
        known = {*WORDS.get(table, "").split(), *LISTS.get(table, "").split()} | OURS
        for name, kind in conn.execute("SELECT name, type FROM pragma_table_info(?)", (table,)):
            if kind == "TEXT" and name not in known:
                left.append(f"{table}.{name}")
    return left


@contextlib.contextmanager
def _without_triggers(conn: connection.Connection) -> Iterator[None]:
    guards = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for pragma in ("foreign_keys=OFF", "synchronous=OFF"):
        conn.execute(f"PRAGMA {pragma}")
    conn.execute("BEGIN")
    for name, _ in guards:
        conn.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        conn.execute(sql)
    conn.execute("COMMIT")


def _keys(conn: connection.Connection, table: str) -> list[str]:
    found = conn.execute("SELECT name, pk FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)).fetchall()
    return [name for name, _ in found]


def _rows(conn: connection.Connection, table: str, columns: list[str]) -> list[tuple[Any, ...]]:
    return conn.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()


def _fill(conn: connection.Connection, table: str, columns: list[str], source: Iterator[str]) -> int:
    keys, count = _keys(conn, table), 0
    for column in columns:
        where = " AND ".join(f"{key} IS ?" for key in keys)
        for row in _rows(conn, table, keys):
            with contextlib.suppress(connection.DatabaseError):  # the schema refuses it: so it cannot stand there
                conn.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (next(source), *row))
                count += 1
    return count


def _fill_lists(conn: connection.Connection, table: str, column: str, source: Iterator[str]) -> int:
    keys, count = _keys(conn, table), 0
    where = " AND ".join(f"{key} IS ?" for key in keys)
    for *key, told in _rows(conn, table, [*keys, column]):
        try:
            read = json.loads(told)
        except ValueError:
            continue
        if read == []:
            read = ["x", "x"]
        conn.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (json.dumps(_hostile(read, source)), *key))
        count += 1
    return count


def _hostile(read: Any, source: Iterator[str], name: str = "") -> Any:
    """Put attacks in the place of every word of what was read from JSON; instants stay."""
    if isinstance(read, dict):
        return {key: _hostile(value, source, key) for key, value in read.items()}
    if isinstance(read, list):
        return [_hostile(value, source, name) for value in read]
    return next(source) if isinstance(read, str) and name not in OURS else read
