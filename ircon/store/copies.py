"""Copies of the whole store: made while others write, put back only when nobody does."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.errors import StoreUnavailable, TryAgain
from ircon.store import check, connection
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store.store import Store


def backup(store: Store, target: Path) -> None:
    """Copy the whole store to a new file, readable by its owner alone. Refuses a file that exists."""
    _reserve(target)
    try:
        _fill(store, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _reserve(target: Path) -> None:
    try:
        handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except FileExistsError:
        raise StoreUnavailable(f"Something already stands at {target}; nothing was written.") from None
    except OSError as error:
        raise StoreUnavailable(f"No copy can be written to {target}: {error.strerror}.") from None
    os.close(handle)


def _fill(store: Store, target: Path) -> None:
    with connection.translated(target):
        copy = connection.connect_to_copy(target)
        try:
            store.conn.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file that can be carried away alone
        finally:
            copy.close()
    handle = os.open(target, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def restore(source: Store, target: Path) -> Path | None:
    """Put a copy in the place of ``target`` and return where what stood there is kept (None where nothing did).

    Raises ``TryAgain`` while anybody has ``target`` open, ``StoreUnavailable`` where the copy
    is not whole; then nothing has changed.
    """
    faults = list(check.faults(source))
    if faults:
        raise StoreUnavailable(f"{one_line(str(source.path))} is not whole ({faults[0]}); nothing was changed.")
    fresh = target.with_name(f".{target.name}.restoring")
    fresh.unlink(missing_ok=True)
    backup(source, fresh)
    try:
        fresh.chmod(0o660)
        kept = _set_aside(target) if target.exists() else None
        fresh.rename(target)
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _set_aside(target: Path) -> Path:
    """Rename what stands at ``target``, holding it alone meanwhile; a file past reading is kept as it is."""
    kept = target.with_name(f"{target.name}.until-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    held = _held_alone(target)
    try:
        target.rename(kept)
    finally:
        if held:
            held.close()
    return kept


def _held_alone(target: Path) -> connection.Connection | None:
    """Return a connection that locks everybody else out, with the write-ahead log folded in; None for no database.

    Raises ``TryAgain`` while anybody else has the file open.
    """
    conn: connection.Connection | None = None
    try:
        conn = connection.connect(target, mode="rw", patience=0)
        with connection.translated(target):
            conn.execute("PRAGMA locking_mode=EXCLUSIVE")
            conn.execute("BEGIN EXCLUSIVE")
            conn.execute("COMMIT")
            conn.execute("PRAGMA journal_mode=DELETE")
    except TryAgain:
        raise TryAgain(f"{one_line(str(target))} is in use; close the consoles and stop the intake first.") from None
    except StoreUnavailable:
        return None
    return conn
