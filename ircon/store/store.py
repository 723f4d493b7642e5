"""The store: one SQLite file, opened once a thread.

Reading goes straight to the connection, so that the console's first paint does not
pay for more; writing goes through sqlite-utils and only inside ``Store.change``.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ircon.errors import NotPermitted, StoreUnavailable, why
from ircon.i18n import _
from ircon.store import connection, fitness, locks, looking, migrate, searching
from ircon.store.schema import APPLICATION_ID
from ircon.text import one_line

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ircon.store.change import Change


_STEPS = 2_000
"""Steps of SQLite's machine between two looks at the clock: a fraction of a millisecond."""


class Store:
    """An open store. Belongs to the thread that opened it."""

    def __init__(
        self, path: Path, conn: connection.Connection, patience: float = connection.PATIENCE, *, read_only: bool = False
    ) -> None:
        self.path = path
        self.conn = conn
        self.wait = locks.Wait(patience)
        self.undivided = self.spoilt = False
        """Whether several changes are one now, and whether one of them had to be taken back."""
        self.kept: dict[int, Any] = {}
        """What an undivided transaction has read and will not read again, by incident."""
        self._asked: dict[tuple[str, tuple[Any, ...]], list[Any]] = {}
        self._file = connection.file_of(conn)
        self.dictionaries: dict[int, bytes] = {}
        """Those that were read; see ``dictionaries``."""
        self.hasty = False
        """Whether whoever reads now would rather know soon that it takes long: see ``within``."""
        self.interrupted = 0
        """How many times what was being read was not wanted any more: see ``interrupt``."""
        self._alone = connection.stands_alone(path) if read_only else None
        self._again = 0

    @classmethod
    def open(
        cls, path: str | os.PathLike[str], *, read_only: bool = False, patience: float = connection.PATIENCE
    ) -> Store:
        """Open an existing store; a writer also brings it to the newest schema.

        ``patience`` is how many seconds a statement waits for another process's lock.
        Raises ``StoreUnavailable``, ``NotPermitted`` or ``TryAgain``; creates nothing.
        """
        where = Path(path)
        read_only = read_only or looking.looks_only()
        try:
            return cls._opened(where, read_only=read_only, patience=patience)
        except NotPermitted:
            if not read_only or looking.looks_only() or not os.access(where, os.W_OK):
                raise
        # Somebody was killed in the middle of a change: only who may write can take it back.
        cls._opened(where, read_only=False, patience=patience).close()
        return cls._opened(where, read_only=True, patience=patience)

    @classmethod
    def _opened(cls, where: Path, *, read_only: bool, patience: float) -> Store:
        conn = connection.connect(where, mode="ro" if read_only else "rw", patience=patience)
        try:
            with connection.translated(where):
                version = migrate.version_of(conn, where)
                if not read_only:
                    locks.settle_journal_mode(conn, locks.Wait(patience))
                    migrate.apply(conn, where)
                elif version < fitness.NEWEST:
                    raise StoreUnavailable(
                        _("{where} has an older schema; open it once for writing to bring it up.", where=where)
                    )
        except BaseException:
            conn.close()
            raise
        return cls(where, conn, patience, read_only=read_only)

    @classmethod
    def create(cls, path: str | os.PathLike[str]) -> Store:
        """Create a new store, readable and writable by its owner and the directory's group.

        Raises ``StoreUnavailable`` where something already stands, or the directory is missing.
        """
        from ircon.store import copies

        looking.refuse()
        where = Path(path)
        unfinished = where.with_name(f".{where.name}.unfinished")  # under its name it stands whole, or not at all
        try:
            if os.path.lexists(where):
                raise FileExistsError
            with suppress(FileNotFoundError):
                unfinished.unlink()
            handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o660)
            try:
                os.fchmod(handle, 0o660)  # umask would keep the second handler of the group out
                os.write(handle, _empty_database())
                os.fsync(handle)
            finally:
                os.close(handle)
            copies.give_name(unfinished, where)
        except FileExistsError:
            raise StoreUnavailable(
                _("Something already stands at {where}; nothing was changed.", where=where)
            ) from None
        except OSError as error:
            raise StoreUnavailable(
                _("No store can be created at {where}: {why}.", where=where, why=why(error))
            ) from None
        finally:
            with suppress(OSError):
                unfinished.unlink()
        return cls.open(where)

    @cached_property
    def db(self) -> Database:
        """The same connection through sqlite-utils; imported when first written."""
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False)

    def rows(self, sql: str, parameters: tuple[Any, ...] | dict[str, Any] = ()) -> list[Any]:
        """Return all rows of a query. Always all: a half-read cursor would pin the snapshot."""
        try:
            return self.conn.execute(sql, parameters).fetchall()
        except (connection.DatabaseError, UnicodeDecodeError):
            # Entered only for a failure: the context costs more than most queries do.
            with connection.translated(self.path):
                raise

    @contextmanager
    def reading(self, sql: str, parameters: tuple[Any, ...] = ()) -> Iterator[connection.Cursor]:
        """Give the rows of a query one by one, to be left in the middle: the rest is not read."""
        with connection.translated(self.path):
            cursor = self.conn.execute(sql, parameters)
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Give up reading after so long: whatever asks then raises ``TooSlow``."""
        until = time.monotonic() + seconds
        self.hasty = True
        self.conn.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        try:
            yield
        finally:
            self.conn.set_progress_handler(None, _STEPS)
            self.hasty = False

    def slim(self) -> Store:
        """Keep few pages in memory: for whoever reads a little now and then, what the system keeps is near enough."""
        self.conn.execute("PRAGMA cache_size=-600")
        return self

    def roomy(self) -> Store:
        """Keep many pages in memory, 64 MB at most: for whoever looks all over a large archive, report after report.

        A mail touches some hundred pages, most of them of the indexes that every mail touches. With 8 MB it cost
        1.4 times as much among 100,000 reports as among 1,000.
        """
        self.conn.execute("PRAGMA cache_size=-64000")
        return self

    def interrupt(self) -> None:
        """Have what is being read now, by whatever thread, raise ``TooSlow``. May be called from any thread."""
        self.interrupted += 1
        self.conn.interrupt()

    def once(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        """Return all rows of a query about what intake never writes; an undivided transaction asks it only once."""
        if not self.undivided:
            return self.rows(sql, parameters)
        asked = (sql, parameters)
        if asked not in self._asked:
            self._asked[asked] = self.rows(sql, parameters)
        return self._asked[asked]

    def value(self, sql: str, parameters: tuple[Any, ...] = ()) -> Any:
        """Return the first column of the first row, or None."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def version(self) -> int:
        """Return a number that changes whenever another connection has committed.

        Raises ``StoreUnavailable`` where another file has taken the store's place.
        """
        self.refuse_if_replaced()
        self._open_again_if_changed()
        return int(self.value("PRAGMA data_version")) + self._again

    def _open_again_if_changed(self) -> None:
        """Where SQLite was told that nobody writes the file (``connection.stands_alone``), see whether somebody has."""
        if self._alone is None or self._alone == connection.stands_alone(self.path):
            return
        fresh = connection.connect(self.path, mode="ro")
        self.conn.close()
        self.conn = fresh
        self._alone = connection.stands_alone(self.path)
        self._again += 1_000_000

    def beside(self, other: Store) -> Store:
        """Be of the file that ``other`` has open and return self: where another stands there, nothing is changed.

        A store that is opened later under the same name would else change what nobody is looking at.
        """
        self._file = other._file
        return self

    def refuse_if_replaced(self) -> None:
        """Raise ``StoreUnavailable`` where ``path`` is no longer the file that was opened.

        SQLite would go on with the old one, and what is written to it nobody would find again.
        """
        if connection.identity(self.path) != self._file:
            raise StoreUnavailable(
                _(
                    "{path} was replaced or removed while it was open; nothing was changed."
                    " Start again to use what stands there now.",
                    path=one_line(str(self.path)),
                )
            )

    def change(
        self,
        action: str,
        *,
        handler: str,
        incident: int | None = None,
        at: datetime | None = None,
    ) -> Change:
        """Return a context in which rows change together with their journal entry, or not at all."""
        from ircon.store.change import Change

        looking.refuse()
        return Change(self, action, handler=handler, incident=incident, at=at)

    @contextmanager
    def together(self, *, undivided: bool = False) -> Iterator[None]:
        """Make several changes one transaction: one wait for the disk, all of them or none.

        Colleagues wait while it lasts, so it is for tens of milliseconds. ``undivided``: none of
        them can be taken back alone, which spares the marks to go back to; where one fails
        after it has written, all fail (``RuntimeError`` where that went unnoticed).
        """
        looking.refuse()
        _ = self.db  # imported before the lock is taken
        self.undivided, self.spoilt = undivided, False
        try:
            with self.aside():
                yield
                if self.spoilt:
                    raise RuntimeError("a change was taken back in the middle of an undivided transaction")
        finally:
            self.undivided = False
            self.kept.clear()
            self._asked.clear()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Write what is no handler's action, and so has no entry in the journal: one short transaction."""
        looking.refuse()
        with connection.translated(self.path):
            locks.begin(self.conn, self.wait)
            try:
                self.refuse_if_replaced()
                yield
                searching.catch_up(self.conn)
                self.conn.execute("COMMIT")
            except BaseException:
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Have several reads see one state of the store. For milliseconds: the log cannot be emptied meanwhile."""
        if self.conn.in_transaction:
            yield
            return
        self.rows("BEGIN")
        try:
            yield
        finally:
            self.rows("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _empty_database() -> bytes:
    """Return an empty database that already bears our mark, so that no other file is ever taken for one."""
    import sqlite3

    memory = sqlite3.connect(":memory:")
    memory.execute(f"PRAGMA application_id={APPLICATION_ID}")
    memory.execute("VACUUM")
    return memory.serialize()
