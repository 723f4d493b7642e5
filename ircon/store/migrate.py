"""Brings a file to the schema this program knows, one process at a time.

Identity is checked before anything is written: another program's file, or one that a
newer ircon has written, is refused in words and left untouched.
"""

from __future__ import annotations

from pathlib import Path

from ircon.errors import StoreUnavailable
from ircon.i18n import _
from ircon.store.connection import Connection
from ircon.store.schema import APPLICATION_ID, MIGRATIONS
from ircon.text import one_line

NEWEST = len(MIGRATIONS)
"""The schema this program knows."""


def version_of(conn: Connection, path: Path) -> int:
    """Return how many migrations the file has taken; raise ``StoreUnavailable`` if it is not ours to open."""
    shown = one_line(str(path))
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreUnavailable(_("{shown} belongs to another program; it was left as it is.", shown=shown))
    version: int = conn.execute("PRAGMA user_version").fetchone()[0]
    if version > NEWEST:
        raise StoreUnavailable(
            _(
                "{shown} was written by a newer ircon (schema {version}); update this one to open it.",
                shown=shown,
                version=version,
            )
        )
    return version


def apply(conn: Connection, path: Path) -> None:
    """Take the steps that ``path`` lacks, all or none, under the write lock."""
    if version_of(conn, path) == NEWEST:
        return
    conn.execute("BEGIN IMMEDIATE")
    try:
        # Asked again under the lock: another process may have migrated while we waited.
        for step in MIGRATIONS[version_of(conn, path) :]:
            _run(conn, step)
        conn.execute(f"PRAGMA user_version={NEWEST}")
        conn.execute("COMMIT")
    except BaseException:
        conn.execute("ROLLBACK")
        raise


def _run(conn: Connection, script: str) -> None:
    """Run the statements of ``script`` one by one: ``executescript`` would commit first."""
    import sqlite3

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            conn.execute(statement)
            statement = ""
