"""Copies of the whole store: made while others write, put back only when nobody does."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.errors import StoreUnavailable, TryAgain, why
from ircon.i18n import _
from ircon.store import check, connection, fitness, looking
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store.store import Store


def backup(store: Store, target: Path) -> None:
    """Copy the whole store to a new file, readable by its owner alone. Refuses a file that exists.

    The copy gets its name when it is whole: whoever kills this leaves an unfinished file
    of another name, which the next copy clears away.
    """
    if os.path.lexists(target):
        raise StoreUnavailable(
            _("Something already stands at {target}; nothing was written.", target=one_line(str(target)))
        )
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        _reserve(unfinished, target)
        _fill(store, unfinished)
        _name(unfinished, target)
    finally:
        _clear(unfinished)


def _clear(unfinished: Path) -> None:
    for beside in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            unfinished.with_name(unfinished.name + beside).unlink()


def _reserve(unfinished: Path, target: Path) -> None:
    _clear(unfinished)
    try:
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError as error:
        raise StoreUnavailable(
            _("No copy can be written to {target}: {why}.", target=one_line(str(target)), why=why(error))
        ) from None
    os.close(handle)


def _name(unfinished: Path, target: Path) -> None:
    try:
        give_name(unfinished, target)
    except OSError as error:
        raise StoreUnavailable(
            _("No copy can be written to {target}: {why}.", target=one_line(str(target)), why=why(error))
        ) from None


def give_name(unfinished: Path, target: Path) -> None:
    """Give a finished file its name, which survives a power cut. Raises ``OSError``.

    A link refuses what has come to stand there meanwhile, which a rename would replace.
    """
    try:
        os.link(unfinished, target)
    except PermissionError:  # a file system without links
        unfinished.rename(target)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    """Have the names in a directory on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
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
    looking.refuse()
    faults = list(check.faults(source))
    if faults:
        raise StoreUnavailable(
            _("{path} is not whole ({faults}); nothing was changed.", path=one_line(str(source.path)), faults=faults[0])
        )
    target = target.resolve()  # a link stays one: others may call the store by its own name
    fresh = target.with_name(f".{target.name}.restoring")
    fresh.unlink(missing_ok=True)
    backup(source, fresh)
    held: connection.Connection | None = None
    try:
        fresh.chmod(0o660)
        kept = None
        if target.exists():
            held = _held_alone(target)
            kept = _keep(target)
        fresh.rename(target)
        _settle(target.parent)
    finally:
        fresh.unlink(missing_ok=True)
        if held:
            held.close()
    return kept


def _keep(target: Path) -> Path:
    """Give what stands at ``target`` another name besides, so that at no moment nothing stands there; return it.

    A log left by a store past reading goes with it: beside the copy it would be taken for the copy's.
    """
    kept = target.with_name(f"{target.name}.until-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    for beside in ("-wal", "-shm", *(["-journal"] if fitness.is_half_written(target) else [])):
        with suppress(FileNotFoundError):
            target.with_name(target.name + beside).rename(kept.with_name(kept.name + beside))
    try:
        os.link(target, kept)
    except PermissionError:  # a file system without links
        target.rename(kept)
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
        raise TryAgain(
            _("{target} is in use; close the consoles and stop the intake first.", target=one_line(str(target)))
        ) from None
    except StoreUnavailable:
        return None
    return conn
