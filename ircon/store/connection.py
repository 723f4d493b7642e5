"""Opens SQLite the way that has been shown to lose nothing.

Write-ahead log with FULL sync where the library is sound. SQLite 3.7.0 to 3.51.2
(but for 3.44.6 and 3.50.7) can corrupt a write-ahead log that is reset while another
process reads; on those a persistent rollback journal with FULL sync is used instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from weakref import WeakSet

from ircon.errors import IrconError, NotPermitted, StoreUnavailable, TooSlow, TryAgain
from ircon.i18n import _
from ircon.store import fitness
from ircon.text import one_line

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

Connection = sqlite3.Connection
Cursor = sqlite3.Cursor
IntegrityError = sqlite3.IntegrityError
DatabaseError = sqlite3.DatabaseError

PATIENCE = 30.0
"""Seconds a writer waits for another; never on the thread that draws."""


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite version is free of the defect that corrupts a reset write-ahead log."""
    return version < (3, 7, 0) or version >= (3, 51, 3) or version in {(3, 44, 6), (3, 50, 7)}


def journal_mode() -> str:
    """Return the journal mode that is safe with this library."""
    return "wal" if wal_is_sound(sqlite3.sqlite_version_info) else "persist"


class _Open(sqlite3.Connection):
    """A connection to a file that the process is known to have open, until it is closed."""

    file = (0, 0)

    def close(self) -> None:
        """Close it; the file may be looked at again."""
        super().close()
        _open.discard(self)


_open: WeakSet[_Open] = WeakSet()
"""While a file is open here, nothing else may open and close it: that would give up SQLite's locks on it.

See "How To Corrupt An SQLite Database File", section 2.2: POSIX drops a process's locks with any of its descriptors.
"""


def connect(path: Path, *, mode: str, patience: float = PATIENCE) -> Connection:
    """Return a connection to an existing file; ``mode`` is ``ro`` or ``rw``.

    Raises ``StoreUnavailable`` or ``NotPermitted`` with one sentence. Never creates a file.
    """
    file = identity(path)
    fresh = not any(conn.file == file for conn in list(_open))
    fitness.refuse_if_unfit(path, writing=mode == "rw", look=fresh)
    with translated(path):
        if fresh and fitness.is_settled(path):
            _refuse_if_damaged(path)
        # The URI form is what keeps a mistyped path from becoming a new, empty store.
        alone = "&immutable=1" if mode == "ro" and stands_alone(path) else ""
        conn = sqlite3.connect(
            f"{_uri(path)}?mode={mode}{alone}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,  # one report alone asks some eighty different questions
            factory=_Open,
        )
        conn.file = file
        _open.add(conn)
        try:
            for pragma in ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON", "synchronous=FULL"):
                conn.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            conn.close()
            raise
    return conn


def stands_alone(path: Path) -> tuple[int, int] | None:
    """Return when a file was changed last and its size, where it can be read only as one that nobody writes; else None.

    That is a store with a write-ahead log in a directory that we may not write: SQLite
    wants its index of the log there, unless whoever writes has put one there already.
    """
    real = path.resolve()  # behind a link, SQLite has its log beside the file itself
    if os.access(real.parent, os.W_OK) or real.with_name(real.name + "-wal").exists():
        return None
    with path.open("rb") as stream:
        if stream.read(20)[18:] != b"\x02\x02":
            return None
        found = os.fstat(stream.fileno())
    return found.st_mtime_ns, found.st_size


def _uri(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}"


def _refuse_if_damaged(path: Path) -> None:
    """Read the schema as one reads a file on a disk that nobody writes to: that leaves nothing beside it."""
    look = sqlite3.connect(f"{_uri(path)}?mode=ro&immutable=1", uri=True)
    try:
        look.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except sqlite3.DatabaseError:
        if fitness.is_settled(path):  # else somebody has begun to write, and what was read was half of something
            raise
    finally:
        look.close()


def in_memory() -> Connection:
    """Return a connection to a new, empty database that is gone when it is closed."""
    return sqlite3.connect(":memory:", isolation_level=None)


def scratch() -> Connection:
    """Return a connection to a new database in a nameless file of the system's, gone when it is closed.

    Nobody else can open it; what does not fit into a few megabytes of memory goes there.
    """
    conn = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-8000"):
        conn.execute(f"PRAGMA {pragma}")
    return conn


def connect_to_copy(path: Path) -> Connection:
    """Return a connection to a file that a copy of a store is about to fill."""
    return sqlite3.connect(path, isolation_level=None)


def identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from another that takes its name; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def file_of(conn: Connection) -> tuple[int, int]:
    """Return the identity of the file that a connection is to, as it was just before it was opened.

    Asked for later, the name might be another file's already: whoever waited for the lock of
    one that was being replaced would write into the old one and never know.
    """
    return conn.file if isinstance(conn, _Open) else (0, 0)


def damaged(path: Path) -> StoreUnavailable:
    """Return what to say of a file in which one thing contradicts another."""
    told = _("{store} is damaged or not a store; it was left as it is. Restore a backup.", store=one_line(str(path)))
    return StoreUnavailable(told)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, each with one sentence that says what to do."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _in_words(error, path) from error
    except UnicodeDecodeError as error:  # SQLite's own complaint may quote the bytes that it stumbled over
        raise damaged(path) from error


def _in_words(error: sqlite3.DatabaseError, path: Path) -> IrconError:
    told, shown = str(error), one_line(str(path))
    if "interrupted" in told:
        return TooSlow(_("This takes longer; it was given up."))
    if "locked" in told or "busy" in told:
        return TryAgain(_("{shown} is busy: somebody else has been writing for too long. Try again.", shown=shown))
    if "full" in told:
        return TryAgain(
            _("The disk that holds {shown} is full. Make room and try again; nothing was changed.", shown=shown)
        )
    if "I/O error" in told:  # also what SQLite says where there is no room for its index of the log
        return TryAgain(
            _("The disk of {shown} is full or failing. Make room and try again; nothing was changed.", shown=shown)
        )
    if "unable to open" in told:
        return NotPermitted(
            _("{shown} can only be read with its log, which you may not; ask for the group's rights.", shown=shown)
        )
    if "readonly" in told:
        return NotPermitted(_("You may read {shown} but not change it.", shown=shown))
    if any(word in told for word in ("not a database", "malformed", "file is encrypted", "decode", "corrupt")):
        return damaged(path)
    return StoreUnavailable(_("{shown} cannot be used: {told}.", shown=shown, told=told))
