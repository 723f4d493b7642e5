"""Is the file whole? Schema, content, originals and journal, each answered in sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ircon.errors import Unreadable
from ircon.i18n import _
from ircon.store import connection, dictionaries, journal, migrate, originals, seals, searching, trends, wordings
from ircon.store.paging import PAGE, pages
from ircon.store.schema import APPLICATION_ID
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store.store import Store

Told = TypeVar("Told")

_ORPHANS = (
    "SELECT sha256 FROM original WHERE sha256 > ? AND sha256 NOT IN (SELECT sha256 FROM report) ORDER BY sha256 LIMIT ?"
)
_INTAKE = "SELECT id, note FROM journal WHERE id > ? AND action = 'intake' ORDER BY id LIMIT ?"
_NOT_OURS = ("sqlite_sequence", "sqlite_stat1", "sqlite_stat4")
"""What SQLite puts into a schema by itself."""

_BESIDE = {
    "_litestream_seq": "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
    "_litestream_lock": "CREATE TABLE _litestream_lock (id INTEGER)",
}
"""What a program that replicates the store puts into it for its own use; see docs/standby.md."""


def faults(store: Store) -> Iterator[str]:
    """Yield one sentence for each thing that is not as it should be; nothing for a whole store.

    In little memory however large the store, and while colleagues work on it.
    """
    yield from _structure(store)
    yield from _schema(store)
    yield from _unreadable(store)
    yield from searching.missing(store)
    yield from _originals(store)
    yield from dictionaries.broken(store)
    yield from wordings.broken(store)
    with store.snapshot():
        miscounted = list(trends.miscounted(store))
    yield from miscounted
    yield from journal.broken(store)
    yield from seals.broken(store)


def _unreadable(store: Store) -> Iterator[str]:
    """Yield a sentence for each table with text that is none: what is worked out from the rest bears no hash."""
    tables = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
        " AND name NOT GLOB 'sqlite_*'"
    )
    for (table,) in store.rows(tables):
        name = table.replace('"', '""')
        with closing(store.conn.cursor()) as cursor:
            try:
                cursor.execute(f'SELECT * FROM "{name}"')
                while cursor.fetchmany(PAGE):
                    pass
            except (connection.DatabaseError, UnicodeDecodeError):
                yield _("The table {table} cannot be read.", table=one_line(table))


def _originals(store: Store) -> Iterator[str]:
    for page in pages(store, "SELECT sha256, size FROM original WHERE sha256 > ? ORDER BY sha256 LIMIT ?", ""):
        for sha256, size in page:
            try:
                if len(originals.load(store, sha256)) != size:
                    yield _(
                        "The original {sha256} is told to have {size} bytes.", sha256=one_line(sha256[:12]), size=size
                    )
            except Unreadable as error:
                yield str(error)
    yield from _unclaimed(store)


def _unclaimed(store: Store) -> Iterator[str]:
    """Yield a sentence for each original that neither a report nor an entry names.

    A report that came again in other bytes left these and an entry with their hash in its note.
    """
    with closing(connection.scratch()) as kept:
        kept.execute("CREATE TABLE unclaimed (sha256 TEXT PRIMARY KEY)")
        for page in pages(store, _ORPHANS, ""):
            kept.executemany("INSERT OR IGNORE INTO unclaimed VALUES (?)", page)
        for page in pages(store, _INTAKE, 0):
            named = [(name,) for _, note in page for name in re.findall("[0-9a-f]{64}", note)]
            kept.executemany("DELETE FROM unclaimed WHERE sha256 = ?", named)
        for (sha256,) in kept.execute("SELECT sha256 FROM unclaimed ORDER BY sha256"):
            yield _("The original {sha256} belongs to no report.", sha256=one_line(sha256[:12]))


def _structure(store: Store) -> Iterator[str]:
    for (told,) in store.rows("PRAGMA integrity_check"):
        if told != "ok":
            yield _("Structure: {told}.", told=told)
    for table, row, parent, _key in store.rows("PRAGMA foreign_key_check"):
        yield _(
            "Row {row} of {table} points at a row of {parent} that is not there.", row=row, table=table, parent=parent
        )


def _schema(store: Store) -> Iterator[str]:
    with connection.translated(store.path):
        here, places = dump(store.conn), _places(store.conn)
        golden, whose = golden_dump(), _golden(_places)
    golden.update({name: sql for name, sql in _BESIDE.items() if name in here})
    for name in sorted(golden.keys() | here.keys()):
        if here.get(name) != golden.get(name):
            if name in here:
                yield _("Schema: {name} is not what it should be.", name=one_line(name))
            else:
                yield _("Schema: {name} is missing.", name=one_line(name))
    for name in sorted(whose):
        if places.get(name) != whose[name] and here.get(name) == golden.get(name):
            yield _("Schema: {name} is not what it should be.", name=one_line(name))


def dump(conn: connection.Connection) -> dict[str, str]:
    """Return the SQL of every table, index and trigger by name."""
    found = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sql for name, sql in found if name not in _NOT_OURS}


def _places(conn: connection.Connection) -> dict[str, tuple[str, str]]:
    """Return what each of these is and whose: SQLite goes by that, whatever the SQL says."""
    found = conn.execute("SELECT name, type, tbl_name FROM sqlite_master").fetchall()
    return {name: (kind, table) for name, kind, table in found if name not in _NOT_OURS}


def golden_dump() -> dict[str, str]:
    """Return what ``dump`` gives for a store that has just taken every migration."""
    return _golden(dump)


def _golden(look: Callable[[connection.Connection], Told]) -> Told:
    memory = connection.in_memory()
    try:
        memory.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate.apply(memory, Path("memory"))
        return look(memory)
    finally:
        memory.close()
