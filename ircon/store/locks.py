"""Waiting for another writer: fairly, visibly, and not for ever."""

from __future__ import annotations

import time

from ircon.store import connection
from ircon.store.connection import Connection


class Wait:
    """How long a connection waits for another writer, and since when it does; other threads may look and hurry it."""

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.since: float | None = None
        """When the waiting began (``time.monotonic``); None while there is none."""
        self._until = float("inf")

    def hurry(self, seconds: float) -> None:
        """Have this and every later wait be over in ``seconds`` from now, granted or not."""
        self._until = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        """Whether there has been waiting for long enough."""
        now = time.monotonic()
        return now >= self._until or (self.since is not None and now - self.since >= self.patience)


def begin(conn: Connection, wait: Wait) -> None:
    """Begin a transaction that writes, waiting for the lock as long as ``wait`` has patience.

    SQLite itself asks ever more rarely, in the end ten times a second, and so whoever waits
    longest is served last; asking every few milliseconds, a claim among twenty handlers
    waits for the work of those before it and no longer.
    """
    patience = conn.execute("PRAGMA busy_timeout").fetchone()[0]
    conn.execute("PRAGMA busy_timeout=0")
    try:
        _granted(conn, "BEGIN IMMEDIATE", wait)
    finally:
        conn.execute(f"PRAGMA busy_timeout={patience}")


def settle_journal_mode(conn: Connection, wait: Wait) -> None:
    """Put the file into the journal mode that is safe with this library (a no-op where it is in it).

    Of several that open a new store at once all but one are refused at once, whatever SQLite's own patience.
    """
    wanted = connection.journal_mode()
    if conn.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
        _granted(conn, f"PRAGMA journal_mode={wanted}", wait)
    conn.execute("PRAGMA journal_size_limit=8388608")


def _granted(conn: Connection, sql: str, wait: Wait) -> None:
    since = time.monotonic()
    try:
        while True:
            try:
                conn.execute(sql)
                return
            except connection.DatabaseError as error:
                wait.since = since
                if "locked" not in str(error) or wait.over:
                    raise
                import random  # whoever need not wait need not load it

                time.sleep(min(0.02, random.uniform(0.0005, 0.0025) + (time.monotonic() - since) / 50))
    finally:
        wait.since = None
