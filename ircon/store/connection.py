"""Opens SQLite the way that has been shown to lose nothing.

Write-ahead log with FULL sync where the library is sound. SQLite 3.7.0 to 3.51.2
(but for 3.44.6 and 3.50.7) can corrupt a write-ahead log that is reset while another
process reads; on those a persistent rollback journal with FULL sync is used instead.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ircon.errors import IrconError, NotPermitted, StoreUnavailable, TooSlow, TryAgain, why
from ircon.i18n import _, mark
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

_DAMAGED = mark("{store} is damaged or not a store; it was left as it is. Restore a backup.")
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""What a rollback journal begins with that has yet to be played back."""

_NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "fuse.sshfs", "ceph"})


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite version is free of the defect that corrupts a reset write-ahead log."""
    return version < (3, 7, 0) or version >= (3, 51, 3) or version in {(3, 44, 6), (3, 50, 7)}


def connect(path: Path, *, mode: str, patience: float = PATIENCE) -> Connection:
    """Return a connection to an existing file; ``mode`` is ``ro`` or ``rw``.

    Raises ``StoreUnavailable`` or ``NotPermitted`` with one sentence. Never creates a file.
    """
    refuse_if_unfit(path, writing=mode == "rw")
    with translated(path):
        alone = "&immutable=1" if mode == "ro" and stands_alone(path) else ""
        # The URI form is what keeps a mistyped path from becoming a new, empty store.
        conn = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode={mode}{alone}",
            uri=True,
            timeout=patience,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=512,  # one report alone asks some eighty different questions
        )
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
    log = path.with_name(path.name + "-wal")
    if os.access(path.parent, os.W_OK) or log.exists():
        return None
    with path.open("rb") as stream:
        if stream.read(20)[18:] != b"\x02\x02":
            return None
        found = os.fstat(stream.fileno())
    return found.st_mtime_ns, found.st_size


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
    since = time.monotonic()
    conn.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                conn.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                wait.since = since
                if "locked" not in str(error) or wait.over:
                    raise
                import random  # whoever need not wait need not load it

                time.sleep(min(0.02, random.uniform(0.0005, 0.0025) + (time.monotonic() - since) / 50))
    finally:
        wait.since = None
        conn.execute(f"PRAGMA busy_timeout={patience}")


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


def settle_journal_mode(conn: Connection) -> None:
    """Put the file into the journal mode that is safe with this library (a no-op where it is in it)."""
    wanted = "wal" if wal_is_sound(sqlite3.sqlite_version_info) else "persist"
    if conn.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
        conn.execute(f"PRAGMA journal_mode={wanted}")
    conn.execute("PRAGMA journal_size_limit=8388608")


def refuse_if_unfit(path: Path, *, writing: bool) -> None:
    """Raise with one sentence when ``path`` cannot be a store that we may open."""
    shown = one_line(str(path))
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise StoreUnavailable(
            _("There is no store at {shown}; nothing was created. `ircon init` creates one.", shown=shown)
        ) from None
    except OSError as error:
        raise StoreUnavailable(
            _("{shown} cannot be opened: {why}.", shown=shown, why=why(error))
        ) from None
    if not path.is_file():
        raise StoreUnavailable(_("{shown} is not a file, so it cannot be a store.", shown=shown))
    if size == 0:
        raise StoreUnavailable(_("{shown} is empty, so it is no store; it was left as it is.", shown=shown))
    if not os.access(path, os.R_OK):
        raise NotPermitted(_("You may not read {shown}.", shown=shown))
    if writing and not os.access(path, os.W_OK):
        raise NotPermitted(_("You may read {shown} but not change it.", shown=shown))
    _refuse_if_cut_short(path, shown, size)
    if (kind := file_system(path)) in _NETWORK_FILE_SYSTEMS:
        raise StoreUnavailable(
            _(
                "{shown} lies on a network file system ({kind}), where SQLite's locks do not hold.",
                shown=shown,
                kind=kind,
            )
        )


def _refuse_if_cut_short(path: Path, shown: str, size: int) -> None:
    """Look at the header without SQLite, which leaves its own files beside whatever it tries to open.

    The header tells the page size (16-17), how many pages there are (28-31) and whether that
    is up to date (24-27, 92-95); with a write-ahead log beside it, the log has the last word, and
    a rollback journal that a power cut left is played back first.
    See the SQLite file format, sections 1.3 and 3.
    """
    with path.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        raise StoreUnavailable(_("{shown} is no store; it was left as it is.", shown=shown))
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 0
    if size < pages * (65_536 if page == 1 else page) and not (
        _begins(path.with_name(path.name + "-wal")) or _begins(path.with_name(path.name + "-journal"), _JOURNAL)
    ):
        raise StoreUnavailable(_("{shown} is cut short; it was left as it is. Restore a backup.", shown=shown))


def _begins(path: Path, magic: bytes = b"") -> bool:
    """Say whether there is such a file, not empty, that begins so."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError:
        return False
    return bool(head) and head.startswith(magic)


def file_system(path: Path) -> str:
    """Return the type of the file system that holds ``path``, or "" where the system does not say."""
    try:
        mounts = [line.split() for line in Path("/proc/self/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return ""
    real = str(path.resolve())
    holding = [m for m in mounts if real == m[1] or real.startswith(m[1].rstrip("/") + "/")]
    return max(holding, key=lambda mount: len(mount[1]))[2] if holding else ""


def identity(path: Path) -> tuple[int, int]:
    """Return what tells a file from another that takes its name; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def damaged(path: Path) -> StoreUnavailable:
    """Return what to say of a file in which one thing contradicts another."""
    return StoreUnavailable(_(_DAMAGED, store=one_line(str(path))))


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, each with one sentence that says what to do."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _in_words(error, one_line(str(path))) from error
    except UnicodeDecodeError as error:  # SQLite's own complaint may quote the bytes that it stumbled over
        raise StoreUnavailable(_(_DAMAGED, store=one_line(str(path)))) from error


def _in_words(error: sqlite3.DatabaseError, shown: str) -> IrconError:
    told = str(error)
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
    if "readonly" in told:
        return NotPermitted(_("You may read {shown} but not change it.", shown=shown))
    if any(word in told for word in ("not a database", "malformed", "file is encrypted", "decode", "corrupt")):
        return StoreUnavailable(_(_DAMAGED, store=shown))
    return StoreUnavailable(_("{shown} cannot be used: {told}.", shown=shown, told=told))
