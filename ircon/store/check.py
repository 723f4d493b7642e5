"""Is the file whole? Schema, content, originals and journal, each answered in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.errors import Unreadable
from ircon.store import connection, journal, migrate, originals, seals, trends
from ircon.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from ircon.store.store import Store


def faults(store: Store) -> Iterator[str]:
    """Yield one sentence for each thing that is not as it should be; nothing for a whole store."""
    yield from _structure(store)
    yield from _schema(store)
    yield from _originals(store)
    yield from trends.miscounted(store)
    yield from journal.broken(store)
    yield from seals.broken(store)


def _originals(store: Store) -> Iterator[str]:
    for sha256, size in store.rows("SELECT sha256, size FROM original ORDER BY sha256"):
        try:
            if len(originals.load(store, sha256)) != size:
                yield f"The original {sha256[:12]} is told to have {size} bytes."
        except Unreadable as error:
            yield str(error)
    # A report that came again in other bytes left these and an entry that names them.
    unclaimed = (
        "SELECT sha256 FROM original WHERE sha256 NOT IN (SELECT sha256 FROM report) AND NOT EXISTS"
        " (SELECT 1 FROM journal WHERE action = 'intake' AND instr(note, original.sha256))"
    )
    for (sha256,) in store.rows(unclaimed):
        yield f"The original {sha256[:12]} belongs to no report."


def _structure(store: Store) -> Iterator[str]:
    for (told,) in store.rows("PRAGMA integrity_check"):
        if told != "ok":
            yield f"Structure: {told}."
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} points at a row of {parent} that is not there."


def _schema(store: Store) -> Iterator[str]:
    with connection.translated(store.path):
        here, golden = dump(store.conn), golden_dump()
    for name in sorted(golden.keys() | here.keys()):
        if here.get(name) != golden.get(name):
            yield f"Schema: {name} is {'missing' if name not in here else 'not what it should be'}."


def dump(conn: connection.Connection) -> dict[str, str]:
    """Return the SQL of every table, index and trigger by name."""
    found = conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return dict(found.fetchall())


def golden_dump() -> dict[str, str]:
    """Return what ``dump`` gives for a store that has just taken every migration."""
    memory = connection.in_memory()
    try:
        memory.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate.apply(memory, Path("memory"))
        return dump(memory)
    finally:
        memory.close()
