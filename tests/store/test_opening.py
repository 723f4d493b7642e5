"""Opening a store: what is ours is opened, anything else is refused in one sentence and left as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import IrconError, NotPermitted, StoreUnavailable
from ircon.store import Store, check, connection, fitness, locks, migrate
from ircon.store.schema import APPLICATION_ID, MIGRATIONS


def _truncated(path: Path) -> None:
    Store.create(path).close()
    path.write_bytes(path.read_bytes()[:5_000])


def _header_only(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(84))


def _other_program(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.commit()
    other.close()


def _newer(path: Path) -> None:
    Store.create(path).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    newer.close()


BAD_FILES: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.touch(),
    "text": lambda path: path.write_text("Dear handlers, " * 100),
    "random": lambda path: path.write_bytes(os.urandom(8_192)),
    "header only": _header_only,
    "truncated": _truncated,
    "another program's": _other_program,
    "newer schema": _newer,
    "a directory": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", BAD_FILES)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_that_is_no_store_is_refused_in_words_and_left_alone(tmp_path: Path, kind: str, read_only: bool) -> None:
    path = tmp_path / "queue.db"
    BAD_FILES[kind](path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreUnavailable) as refused:
        Store.open(path, read_only=read_only)
    assert "\n" not in str(refused.value) and str(refused.value).rstrip().endswith(".")
    assert (path.read_bytes() if path.is_file() else None) == before


def test_no_second_store_takes_the_place_of_a_first(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    Store.create(path).close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="already stands"):
        Store.create(path)
    assert path.read_bytes() == before


def test_a_new_store_belongs_to_its_owner_and_the_directorys_group(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        Store.create(tmp_path / "queue.db").close()
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "queue.db").stat().st_mode) == 0o660


def test_network_file_systems_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.create(tmp_path / "queue.db").close()
    monkeypatch.setattr(fitness, "file_system", lambda path: "nfs4")
    with pytest.raises(StoreUnavailable, match="network file system"):
        Store.open(tmp_path / "queue.db")


def test_a_reader_cannot_write(empty_db: Path) -> None:
    with Store.open(empty_db, read_only=True) as store, pytest.raises(NotPermitted):
        store.rows("DELETE FROM incident")


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_the_write_ahead_log_is_used_only_where_it_is_sound(version: tuple[int, ...], sound: bool) -> None:
    assert connection.wal_is_sound(version) is sound


def test_on_an_affected_library_the_rollback_journal_is_used(empty_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "wal_is_sound", lambda version: False)
    with Store.open(empty_db) as store:
        assert store.value("PRAGMA journal_mode") == "persist"
        assert store.value("PRAGMA synchronous") == 2


def test_the_schema_is_the_golden_one(empty_db: Path) -> None:
    golden = Path(__file__).with_name("schema.golden.sql").read_text("utf-8")
    with Store.open(empty_db, read_only=True) as store:
        here = check.dump(store.conn)
    written = "".join(f"-- {name}\n{sql};\n\n" for name, sql in sorted(here.items()))
    assert written == golden, "after a new migration: write tests/store/schema.golden.sql anew and read the difference"


def test_a_store_that_was_only_marked_takes_its_migrations_when_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "queue.db"
    bare = sqlite3.connect(path)
    bare.execute(f"PRAGMA application_id={APPLICATION_ID}")
    bare.execute("VACUUM")
    bare.close()
    with Store.open(path) as store:
        assert store.value("PRAGMA user_version") == fitness.NEWEST
        assert list(check.faults(store)) == []


def test_a_failing_step_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "queue.db"
    Store.create(path).close()
    monkeypatch.setattr(migrate, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE half (id);\nCREATE TABLE half (id);\n"))
    monkeypatch.setattr(migrate, "NEWEST", len(MIGRATIONS) + 1)
    with pytest.raises(IrconError):
        Store.open(path)
    monkeypatch.undo()
    with Store.open(path) as store:
        assert list(check.faults(store)) == []


def test_a_store_that_is_replaced_while_it_is_being_opened_is_not_written_to(
    story_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by a restore that held the lock which the opening waited for."""
    other = shutil.copy(story_db, tmp_path / "other.db")
    settle = locks.settle_journal_mode

    def settle_late(*told: object) -> None:
        Path(other).replace(story_db)
        settle(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(locks, "settle_journal_mode", settle_late)
    with Store.open(story_db) as store, pytest.raises(StoreUnavailable, match="was replaced"):
        desk.take(store, 1, handler="mori")


def test_what_is_put_to_another_table_in_the_schema_is_told(empty_db: Path) -> None:
    """SQLite goes by the name alone for what it made by itself."""
    name = "sqlite_autoindex_ignored_1"
    with closing(sqlite3.connect(empty_db)) as odd:
        odd.execute("PRAGMA writable_schema=ON")
        odd.execute("UPDATE sqlite_master SET tbl_name = 'ignorer' WHERE name = ?", (name,))
        odd.commit()
    with Store.open(empty_db, read_only=True) as store:
        assert list(check.faults(store)) == [f"Schema: {name} is not what it should be."]


def test_whoever_opens_later_changes_no_other_store_than_the_one_that_is_shown(story_db: Path, tmp_path: Path) -> None:
    other = shutil.copy(story_db, tmp_path / "other.db")
    with Store.open(story_db, read_only=True) as shown:
        Path(other).replace(story_db)
        with Store.open(story_db).beside(shown) as later, pytest.raises(StoreUnavailable, match="was replaced"):
            desk.take(later, 1, handler="mori")
