"""Brings a file to the schema this program knows, one process at a time.

Identity is checked before anything is written: another program's file, or one that a
newer ircon has written, is refused in words and left untouched.
"""

from __future__ import annotations

from pathlib import Path

from ircon.store.connection import Connection
from ircon.store.fitness import NEWEST, refuse_foreign
from ircon.store.schema import MIGRATIONS


def version_of(conn: Connection, path: Path) -> int:
    """Return how many migrations the file has taken; raise ``StoreUnavailable`` if it is not ours to open."""
    application = conn.execute("PRAGMA application_id").fetchone()[0]
    version: int = conn.execute("PRAGMA user_version").fetchone()[0]
    refuse_foreign(path, application, version)
    return version


def apply(conn: Connection, path: Path) -> None:
    """Take the steps that ``path`` lacks, all or none, under the write lock."""
    if version_of(conn, path) == NEWEST:
        return
    conn.create_function("ircon_bytes", 1, _bytes)
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


def _bytes(written: str) -> bytes:
    """Return the bytes that hexadecimal digits stand for; what is damaged stays so, for ``ircon check`` to find."""
    try:
        return bytes.fromhex(written)
    except ValueError:
        return written.encode("utf-8", "surrogatepass")


def _run(conn: Connection, script: str) -> None:
    """Run the statements of ``script`` one by one: ``executescript`` would commit first."""
    import sqlite3

    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            conn.execute(statement)
            statement = ""
