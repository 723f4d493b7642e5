"""Is the file whole? Schema, content, originals and journal, each answered in sentences; and copies of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.errors import StoreUnavailable, Unreadable
from ircon.store import connection, journal, migrate, originals
from ircon.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from ircon.store.store import Store


def faults(store: Store) -> Iterator[str]:
    """Yield one sentence for each thing that is not as it should be; nothing for a whole store."""
    yield from _structure(store)
    yield from _schema(store)
    for (sha256,) in store.rows("SELECT sha256 FROM original ORDER BY sha256"):
        try:
            originals.load(store, sha256)
        except Unreadable as error:
            yield str(error)
    yield from journal.broken(store)


def _structure(store: Store) -> Iterator[str]:
    for (told,) in store.rows("PRAGMA integrity_check"):
        if told != "ok":
            yield f"Structure: {told}."
    for table, row, parent, _ in store.rows("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} points at a row of {parent} that is not there."


def _schema(store: Store) -> Iterator[str]:
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


def backup(store: Store, target: Path) -> None:
    """Copy the whole store to a new file, also while others write to it. Refuses a file that exists."""
    try:
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError:
        raise StoreUnavailable(f"Something already stands at {target}; nothing was written.") from None
    except OSError as error:
        raise StoreUnavailable(f"No backup can be written to {target}: {error.strerror}.") from None
    os.close(handle)
    with connection.translated(target):
        copy = connection.connect_to_copy(target)
        try:
            store.conn.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file that can be carried away alone
        finally:
            copy.close()
