"""The first start offers what can be done; and where nothing may be changed, nothing is."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ircon.store import Store, connection, looking
from tests.support.command import ircon
from tests.support.stores import SCAN
from tests.support.terminal import Terminal
from tests.support.warm import IRCON


class TestFirstStart:
    def test_a_new_store_is_made_and_opened(self, tmp_path: Path) -> None:
        path = tmp_path / "new.db"
        with Terminal([*IRCON, path], size=(80, 24), loaded=False) as terminal:
            terminal.wait_for("There is no store at")
            terminal.press("x")  # not offered: nothing happens
            terminal.press("n")
            terminal.wait_for("no incident yet")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        Store.open(path).close()

    def test_the_users_own_place_is_made_with_its_directory(self, tmp_path: Path) -> None:
        env = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
        with Terminal(IRCON, env=env) as terminal:
            terminal.wait_for("There is no store at")
            terminal.press("n")
            terminal.wait_for("no incident yet")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        assert (tmp_path / "data" / "ircon" / "ircon.db").exists()
        assert (tmp_path / "data" / "ircon").stat().st_mode & 0o777 == 0o700

    def test_the_demonstration_is_shown(self, tmp_path: Path) -> None:
        with Terminal([*IRCON, tmp_path / "none.db"]) as terminal:
            terminal.wait_for("There is no store at")
            terminal.press("d")
            terminal.wait_for("サイトB")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        assert not (tmp_path / "none.db").exists()

    @pytest.mark.parametrize("key", ["q", "<esc>", "<c-d>"])
    def test_leaving_changes_nothing(self, tmp_path: Path, key: str) -> None:
        with Terminal([*IRCON, tmp_path / "none.db"]) as terminal:
            terminal.wait_for("Your choice")
            terminal.press(key)
            assert terminal.wait_exit() == 0
        assert list(tmp_path.iterdir()) == []

    def test_without_a_terminal_it_is_one_sentence(self, tmp_path: Path) -> None:
        done = subprocess.run([*IRCON, str(tmp_path / "none.db")], input=b"", capture_output=True, check=False)
        assert done.returncode == 69
        assert done.stderr.count(b"\n") == 1 and b"ircon init" in done.stderr


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


CHANGES = [
    ("consent", SCAN, "--level", "full", "--quote", "x"),
    ("draft", SCAN),
    ("close", SCAN, "--reason", "resolved"),
    ("note", SCAN, "x"),
    ("class", SCAN, "dos"),
    ("together", "1", "2"),
    ("trends", "--recount", "+09:00"),
]


class TestReadOnly:
    @pytest.mark.parametrize("words", CHANGES, ids=lambda words: words[0])
    def test_no_command_changes_anything(self, story_db: Path, words: tuple[str, ...]) -> None:
        before = digest(story_db.parent)
        done = ircon("--read-only", *words, db=story_db)
        assert done.status == 77 and "reading only" in done.err
        assert {name: told for name, told in digest(story_db.parent).items() if name in before} == before

    def test_nor_is_a_store_made_or_restored(self, story_db: Path, tmp_path: Path) -> None:
        assert ircon("--read-only", "init", tmp_path / "new.db").status == 77
        assert ircon("--read-only", "restore", story_db, db=tmp_path / "other.db").status == 77
        assert not (tmp_path / "new.db").exists() and not (tmp_path / "other.db").exists()

    def test_what_only_reads_reads(self, story_db: Path) -> None:
        for words in (["list"], ["show", SCAN], ["handover"], ["timeline", SCAN], ["check"], ["note", SCAN]):
            assert ircon("--read-only", *words, db=story_db).status == 0, words

    @pytest.mark.parametrize("order", [("--read-only",), ()], ids=["before", "behind"])
    def test_the_console_greys_what_changes_and_says_why(self, story_db: Path, order: tuple[str, ...]) -> None:
        before = digest(story_db.parent)
        words: list[str | Path] = [*order, story_db] if order else [story_db, "--read-only"]
        with Terminal([*IRCON, *words]) as terminal:
            terminal.wait_for("read only")
            for key in "ctxiKnuU":
                terminal.press(key)
                terminal.wait_for("opened for reading only; nothing can be changed")
                terminal.press("j")
                terminal.wait_gone("opened for reading only")
            terminal.press("H")
            terminal.wait_for("handover")
            terminal.press("<esc>l")
            terminal.wait_for("statd")
            terminal.press("<esc>")
            terminal.wait_for("read only")
            terminal.press("?")
            terminal.wait_for("not now: opened for reading only")
            terminal.press("<esc>q")
            assert terminal.wait_exit() == 0
        assert {name: told for name, told in digest(story_db.parent).items() if name in before} == before

    def test_a_file_that_may_not_be_written_opens_so(self, story_db: Path, tmp_path: Path) -> None:
        """Root may write every file, so root looks without that right."""
        place = tmp_path / "there"
        place.mkdir()
        store = Path(shutil.copy(story_db, place / "q.db"))
        store.chmod(0o444)
        place.chmod(0o555)
        bare: list[str | Path] = [*IRCON, store]
        if os.geteuid() == 0:
            if not shutil.which("setpriv"):
                pytest.skip("there is no setpriv here to give up root's rights with")
            bare = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *bare]
        with Terminal(bare) as terminal:
            terminal.wait_for("read only")
            terminal.press("c")
            terminal.wait_for("opened for reading only")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        assert [path.name for path in place.iterdir()] == ["q.db"]
        place.chmod(0o755)

    def test_a_log_that_cannot_be_made_is_done_without(
        self, story_db: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """SQLite wants its index of the log beside the file; where it may not be, the file is read as it is."""
        with Store.open(story_db) as store:
            store.conn.execute("PRAGMA journal_mode=wal")
        allowed = os.access
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and allowed(path, mode))
        try:
            looking.look_only()
            assert connection.stands_alone(story_db)
            with Store.open(story_db) as reader:
                first = reader.version()
                assert reader.value("SELECT count(*) FROM incident") == 2
                monkeypatch.setattr(os, "access", allowed)
                looking.look_only(False)
                with Store.open(story_db) as writer:
                    from ircon import desk

                    desk.take(writer, 1, handler="mori")
                assert reader.version() != first
                assert reader.value("SELECT owner FROM incident WHERE id = 1") == "mori"
        finally:
            looking.look_only(False)
