"""Copies: taken while others write, whole, and put back only where nobody is at work."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from ircon.errors import StoreUnavailable, TryAgain
from ircon.model import IncidentClass
from ircon.store import Store, check, copies, incidents, stamps
from tests.support.command import ircon


def _open_one(store: Store) -> int:
    with store.change("open", handler="intake") as change:
        change.incident = incidents.open_new(change, IncidentClass.SCAN, stamps.now())
        return change.incident


def _count(path: Path) -> int:
    with Store.open(path, read_only=True) as store:
        assert list(check.faults(store)) == []
        return int(store.value("SELECT count(*) FROM incident"))


def test_copies_taken_while_a_colleague_writes_are_whole(empty_db: Path, tmp_path: Path) -> None:
    enough = threading.Event()

    def colleague() -> None:
        with Store.open(empty_db) as mine:
            while not enough.is_set():
                _open_one(mine)

    thread = threading.Thread(target=colleague)
    thread.start()
    try:
        with Store.open(empty_db, read_only=True) as store:
            for n in range(8):
                copies.backup(store, tmp_path / f"copy{n}.db")
    finally:
        enough.set()
        thread.join()
    counts = [_count(tmp_path / f"copy{n}.db") for n in range(8)]
    assert counts == sorted(counts)


def test_a_copy_is_for_its_owner_alone_and_overwrites_nothing(empty_db: Path, tmp_path: Path) -> None:
    with Store.open(empty_db, read_only=True) as store:
        copies.backup(store, tmp_path / "copy.db")
        assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
        with pytest.raises(StoreUnavailable):
            copies.backup(store, tmp_path / "copy.db")


def test_restoring_brings_back_the_copy_and_keeps_what_stood_there(empty_db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store.open(empty_db) as store:
        _open_one(store)
        copies.backup(store, copy)
        _open_one(store)
    with Store.open(copy, read_only=True) as source:
        kept = copies.restore(source, empty_db)
    assert kept is not None
    assert (_count(empty_db), _count(kept)) == (1, 2)


def test_a_store_in_use_is_not_replaced(empty_db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store.open(empty_db) as store:
        copies.backup(store, copy)
        number = _open_one(store)
        with Store.open(copy, read_only=True) as source, pytest.raises(TryAgain, match="in use"):
            copies.restore(source, empty_db)
        assert incidents.ticket(store, number).status == "open"
    assert _count(empty_db) == 1
    assert not list(tmp_path.glob("*.until-*")) and not list(tmp_path.glob(".*.restoring"))


def test_a_damaged_copy_replaces_nothing(empty_db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store.open(empty_db) as store:
        _open_one(store)
        copies.backup(store, copy)
    with Store.open(copy) as damaged:
        damaged.conn.execute("DROP TRIGGER journal_is_append_only_update")
    with Store.open(copy, read_only=True) as source, pytest.raises(StoreUnavailable, match="not whole"):
        copies.restore(source, empty_db)
    assert _count(empty_db) == 1


def test_a_broken_store_can_be_replaced(empty_db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with Store.open(empty_db) as store:
        copies.backup(store, copy)
    empty_db.write_bytes(b"no longer a database" * 100)
    with Store.open(copy, read_only=True) as source:
        kept = copies.restore(source, empty_db)
    assert kept is not None and kept.read_bytes().startswith(b"no longer")
    assert _count(empty_db) == 0


def test_what_is_put_back_behind_a_link_stands_under_the_stores_own_name(story_db: Path, tmp_path: Path) -> None:
    """Others may call the store by that name: a copy in the link's place would be a second store."""
    link, copy = tmp_path / "link.db", tmp_path / "copy.db"
    link.symlink_to(story_db)
    assert ircon("backup", copy, db=link).status == 0
    assert ircon("note", "1", "later", db=link).status == 0
    assert ircon("restore", copy, db=link).status == 0
    assert link.is_symlink() and "later" not in ircon("show", "1", db=story_db).out
    assert not [place for place in story_db.parent.iterdir() if place.name.endswith("-journal")]
