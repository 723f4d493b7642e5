"""The command line keeps its word: what scripts and mail servers rely on, to the letter.

One object a line, the same keys every time, the exit statuses of sysexits.h, and never
a traceback (which ``tests.support.command`` holds every call to).
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import story
from tests.support.command import ircon
from tests.support.stores import INTRUSION, SCAN
from tests.support.terminal import Terminal

READ = {"format", "subject", "reporter", "fields", "class", "consent", "observables", "lines", "problems"}
FIELDS = {"class", "occurred", "found_by", "request", "condition", "remarks"}
TAKEN = {"report", "incident", "new", "format", "problems"}
LISTED = {"incident", "status", "class", "reporter", "consent", "related", "ball", "owner", "received"}
LETTER = {"to", "subject", "body", "kind", "withheld", "lint"}


class TestRead:
    """``ircon read`` says what would be read, and stores nothing."""

    def test_a_report_comes_out_with_every_key(self) -> None:
        done = ircon("read", "--json", "-", stdin=story.from_b())
        (said,) = done.objects
        assert done.status == 0
        assert said.keys() >= READ
        assert said["reporter"].keys() >= {"name", "mail", "site"}
        assert said["fields"].keys() == FIELDS
        assert said["consent"].keys() >= {"level", "quote"}
        assert said["problems"] == []

    def test_site_bs_report_is_read_as_written(self) -> None:
        (said,) = ircon("read", "--json", "-", stdin=story.from_b()).objects
        assert said["subject"] == "ポートスキャンの報告"
        assert said["reporter"]["mail"] == "admin@bsite.example.jp"
        assert said["class"] == "scan"
        assert said["fields"]["class"] == "ポートスキャン"
        assert said["fields"]["condition"] == "全ての情報を開示してほしい"
        assert said["consent"]["level"] == "full"
        assert "全ての情報を開示" in said["consent"]["quote"]
        first, second = said["lines"]
        assert [first["text"], second["text"]] == story.B_LOG.splitlines()
        assert first["at"].endswith("-06-23T03:34:00Z")
        assert (first["year"], first["zone"]) == ("inferred", "stated")
        sources = [seen for seen in said["observables"] if seen["value"] == story.SCAN_SOURCE]
        assert {seen["line"] for seen in sources} == {first["line"], second["line"]}
        assert {seen["kind"] for seen in sources} == {"ipv4"}

    def test_site_as_report_states_nothing_and_so_permits_nothing(self) -> None:
        (said,) = ircon("read", "--json", "-", stdin=story.from_a()).objects
        assert said["class"] == "intrusion"
        assert said["fields"]["condition"] == ""
        assert said["consent"] == {**said["consent"], "level": "none", "quote": ""}

    def test_several_files_are_read_in_their_order(self, tmp_path: Path) -> None:
        first, second = tmp_path / "b.eml", tmp_path / "a.eml"
        first.write_bytes(story.from_b())
        second.write_bytes(story.from_a())
        said = ircon("read", "--json", first, second).objects
        assert [one["class"] for one in said] == ["scan", "intrusion"]

    def test_zone_and_time_of_receipt_can_be_given(self, tmp_path: Path) -> None:
        log = tmp_path / "lines.txt"
        log.write_text("Jun 23 12:34:00 host sshd[1]: refused connect from 192.0.2.1\n", encoding="utf-8")
        (said,) = ircon("read", "--json", "--zone", "Europe/Berlin", "--received", "2001-07-01T00:00:00Z", log).objects
        (line,) = said["lines"]
        assert line["at"] == "2001-06-23T10:34:00Z"

    def test_what_cannot_be_read_is_said_with_65(self) -> None:
        done = ircon("read", "--json", "-", stdin=b"\x00\xff\xfe\x00" * 64)
        (said,) = done.objects
        assert done.status == 65
        assert said["problems"]

    def test_nothing_is_stored(self, tmp_path: Path) -> None:
        ircon("read", "--json", "-", stdin=story.from_b(), db=tmp_path / "none.db")
        assert list(tmp_path.iterdir()) == []


class TestIntake:
    """``ircon intake`` stores reports, and says which."""

    def test_a_mail_becomes_a_report_of_an_incident(self, empty_db: Path) -> None:
        done = ircon("intake", "--json", "-", stdin=story.from_b(), db=empty_db)
        (said,) = done.objects
        assert done.status == 0
        assert said.keys() >= TAKEN
        assert said["new"] is True and isinstance(said["report"], int) and isinstance(said["incident"], int)

    def test_the_same_mail_again_is_not_counted_twice(self, empty_db: Path) -> None:
        (first,) = ircon("intake", "--json", "-", stdin=story.from_b(), db=empty_db).objects
        done = ircon("intake", "--json", "-", stdin=story.from_b(), db=empty_db)
        (again,) = done.objects
        assert done.status == 0
        assert again["new"] is False and again["report"] == first["report"]

    def test_what_cannot_be_read_is_stored_all_the_same(self, empty_db: Path) -> None:
        done = ircon("intake", "--json", "-", stdin=b"\x00\xff\xfe\x00" * 64, db=empty_db)
        (said,) = done.objects
        assert done.status == 65
        assert said["format"] == "unreadable" and said["problems"]
        (row,) = ircon("list", "--json", db=empty_db).objects
        assert row["incident"] == said["incident"]

    def test_while_the_store_is_locked_the_mail_server_keeps_the_mail(self, empty_db: Path) -> None:
        impatient = (
            "import sys; from ircon.store import Store; Store.open.__func__.__kwdefaults__['patience'] = 0.2; "
            "from ircon.__main__ import main; sys.exit(main())"
        )
        command = [sys.executable, "-c", impatient, "--db", str(empty_db), "intake", "-"]
        holder = sqlite3.connect(empty_db, isolation_level=None)
        try:
            holder.execute("BEGIN IMMEDIATE")
            done = subprocess.run(command, input=story.from_b(), capture_output=True, check=False)
        finally:
            holder.close()
        assert done.returncode == 75 and b"Traceback" not in done.stderr
        assert ircon("intake", "-", stdin=story.from_b(), db=empty_db).status == 0

    def test_a_file_that_is_not_there_is_a_mistake_of_use(self, empty_db: Path, tmp_path: Path) -> None:
        assert ircon("intake", tmp_path / "missing.eml", db=empty_db).status == 2


class TestQueue:
    """``ircon list`` and ``ircon show`` print what the console shows."""

    def test_the_queue_is_printed_with_every_key(self, story_db: Path) -> None:
        rows = ircon("list", "--json", db=story_db).objects
        assert all(row.keys() >= LISTED for row in rows)
        assert {row["class"] for row in rows} == {"scan", "intrusion"}
        assert {row["status"] for row in rows} == {"open"} and {row["ball"] for row in rows} == {"us"}

    def test_a_query_chooses(self, story_db: Path) -> None:
        assert [row["incident"] for row in ircon("list", "--json", "class:scan", db=story_db).objects] == [int(SCAN)]
        assert ircon("list", "--json", "is:closed", db=story_db).objects == []

    def test_a_query_that_cannot_be_read_is_a_mistake_of_use(self, story_db: Path) -> None:
        done = ircon("list", "age:>never", db=story_db)
        assert done.status == 2 and done.err

    def test_people_get_lines_to_read(self, story_db: Path) -> None:
        done = ircon("list", db=story_db)
        assert done.status == 0 and len(done.out.splitlines()) >= 2

    def test_one_incident_is_shown_with_its_lines(self, story_db: Path) -> None:
        shown = ircon("show", SCAN, db=story_db)
        assert shown.status == 0
        assert "popper[13]" in shown.out and "asite" in shown.out
        assert isinstance(json.loads(ircon("show", SCAN, "--json", db=story_db).out), dict)

    def test_an_incident_that_is_not_there_is_a_mistake_of_use(self, story_db: Path) -> None:
        assert ircon("show", "999", db=story_db).status == 2


class TestConsentAndLetters:
    """``ircon consent``, ``ircon draft`` and ``ircon close``."""

    def test_a_letter_is_printed_with_every_key(self, story_db: Path) -> None:
        ircon("consent", SCAN, "--level", "full", "--quote", "全ての情報を開示してほしい", db=story_db)
        done = ircon("draft", SCAN, "--kind", "notice", "--to", "asite", "--json", db=story_db)
        (letter,) = done.objects
        assert done.status == 0
        assert letter.keys() >= LETTER
        assert letter["to"] == "admin@asite.example.jp" and letter["kind"] == "notice"

    def test_the_language_can_be_chosen(self, story_db: Path) -> None:
        ircon("consent", SCAN, "--level", "full", "--quote", "全ての情報を開示してほしい", db=story_db)
        notice = ("draft", SCAN, "--kind", "notice", "--to", "asite", "--json", "--lang")
        (japanese,) = ircon(*notice, "ja", db=story_db).objects
        (english,) = ircon(*notice, "en", db=story_db).objects
        assert not japanese["body"].isascii()
        assert "it has been reported" in " ".join(english["body"].split()).lower()

    def test_a_notice_without_consent_is_not_permitted(self, story_db: Path) -> None:
        done = ircon("draft", INTRUSION, "--kind", "notice", "--to", "bsite", db=story_db)
        assert done.status == 77
        assert not any(secret in done.out + done.err for secret in story.A_SECRETS)

    def test_refusing_and_withdrawing_take_the_permission_back(self, story_db: Path) -> None:
        notice = ("draft", SCAN, "--kind", "notice", "--to", "asite")
        for words in (["--refuse"], ["--withdraw"]):
            assert ircon("consent", SCAN, "--level", "full", "--quote", "すべて開示可", db=story_db).status == 0
            assert ircon(*notice, db=story_db).status == 0
            assert ircon("consent", SCAN, *words, "--quote", "やはり開示しないでほしい", db=story_db).status == 0
            assert ircon(*notice, db=story_db).status == 77

    def test_consent_without_the_words_that_gave_it_is_a_mistake_of_use(self, story_db: Path) -> None:
        assert ircon("consent", SCAN, "--level", "full", db=story_db).status == 2

    def test_closing_needs_a_reason(self, story_db: Path) -> None:
        assert ircon("close", SCAN, db=story_db).status == 2
        assert ircon("close", SCAN, "--reason", "resolved", db=story_db).status == 0
        (row,) = ircon("list", "--json", "is:closed", db=story_db).objects
        assert row["incident"] == int(SCAN) and row["status"] == "closed"
        assert ircon("close", SCAN, "--reopen", db=story_db).status == 0
        assert ircon("list", "is:closed", db=story_db).out == ""


class TestSitesAndUpkeep:
    """``ircon sites``, ``trends``, ``check``, ``backup`` and ``restore``."""

    def test_the_columns_may_come_in_any_order_and_unknown_ones_are_named(self, empty_db: Path, tmp_path: Path) -> None:
        table = tmp_path / "sites.csv"
        table.write_text(
            "shoe size,mail,cidr,name,domain\n"
            "44,abuse@n.example;noc@n.example,192.0.2.0/25;192.0.2.128/25,N,n.example\n",
            encoding="utf-8",
        )
        done = ircon("sites", "import", table, db=empty_db)
        assert done.status == 0
        assert "shoe size" in done.out + done.err
        shown = ircon("sites", "show", "N", db=empty_db).out
        assert all(part in shown for part in ("192.0.2.128/25", "noc@n.example", "n.example"))
        assert "N" in ircon("sites", "list", db=empty_db).out

    def test_the_three_counts(self, story_db: Path) -> None:
        month, *_ = ircon("trends", "--by", "month", "--json", db=story_db).objects
        assert (month["reports"], month["incidents"], month["coordinations"]) == (2, 2, 0)

    def test_a_sound_store_is_found_sound_and_a_forged_journal_is_not(self, story_db: Path) -> None:
        assert ircon("check", db=story_db).status == 0
        forger = sqlite3.connect(story_db)
        for (trigger,) in forger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            forger.execute(f'DROP TRIGGER "{trigger}"')
        forger.execute("UPDATE journal SET handler = 'somebody else' WHERE id = (SELECT min(id) FROM journal)")
        forger.commit()
        forger.close()
        assert ircon("check", db=story_db).status not in (0, 2)

    def test_a_backup_restores(self, story_db: Path, tmp_path: Path) -> None:
        copy = tmp_path / "copy.db"
        before = ircon("list", "--json", db=story_db).objects
        assert ircon("backup", copy, db=story_db).status == 0
        assert ircon("close", SCAN, "--reason", "resolved", db=story_db).status == 0
        assert ircon("restore", copy, db=story_db).status == 0
        assert ircon("list", "--json", db=story_db).objects == before


class TestStoreThatCannotBeOpened:
    """One sentence, status 69, and nothing created or changed."""

    @pytest.mark.parametrize("command", [["list"], ["show", SCAN], ["intake", "-"], ["check"]])
    def test_a_mistyped_path_creates_nothing(self, tmp_path: Path, command: list[str]) -> None:
        done = ircon(*command, stdin=story.from_b(), db=tmp_path / "mistyped.db")
        assert done.status == 69
        assert len(done.err.strip().splitlines()) == 1
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("content", [b"", b"no database at all\n" * 20], ids=["empty", "text"])
    def test_a_file_that_is_no_store_stays_as_it_is(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "other.db"
        path.write_bytes(content)
        assert ircon("list", db=path).status == 69
        assert path.read_bytes() == content and list(tmp_path.iterdir()) == [path]

    def test_another_programs_database_stays_as_it_is(self, tmp_path: Path) -> None:
        path = tmp_path / "other.db"
        other = sqlite3.connect(path)
        other.execute("CREATE TABLE t (x)")
        other.close()
        before = path.read_bytes()
        assert ircon("intake", "-", stdin=story.from_b(), db=path).status == 69
        assert path.read_bytes() == before

    def test_the_console_says_so_on_the_plain_screen(self, tmp_path: Path) -> None:
        other = tmp_path / "letter.db"
        other.write_text("Dear handlers, " * 1_000, encoding="utf-8")
        with Terminal([sys.executable, "-m", "ircon", other]) as terminal:
            assert terminal.wait_exit() == 69
            assert "letter.db" in terminal.text.replace("\n", "")
            assert not terminal.screen.on_second_page

    def test_the_environment_can_name_the_store(self, story_db: Path) -> None:
        assert len(ircon("list", "--json", env={"IRCON_DB": str(story_db)}).objects) == 2


class TestManners:
    """What every command does."""

    @pytest.mark.parametrize(
        "words",
        [
            ["list"], ["show", SCAN], ["timeline", SCAN, INTRUSION], ["sites", "list"], ["sites", "show", "asite"],
            ["trends"], ["consent", SCAN], ["draft", SCAN], ["close", SCAN, "--reason", "resolved"],
        ],
        ids=" ".join,
    )  # fmt: skip
    def test_data_is_printed_as_json_where_asked(self, story_db: Path, words: list[str]) -> None:
        done = ircon(*words, "--json", db=story_db)
        assert done.status == 0, done.err
        assert done.out.isascii()
        assert all(isinstance(one, dict) for one in done.objects)

    def test_the_store_can_be_named_behind_the_command_too(self, story_db: Path) -> None:
        assert len(ircon("list", "--json", "--db", story_db).objects) == 2

    @pytest.mark.parametrize("words", [["--help"], ["intake", "--help"], ["draft", "--help"], ["--version"]])
    def test_help_is_there_and_is_quick_to_end(self, words: list[str]) -> None:
        done = ircon(*words)
        assert done.status == 0 and done.out

    def test_a_word_that_is_no_command_is_a_mistake_of_use(self) -> None:
        assert ircon("--no-such-option").status == 2

    def test_a_reader_that_goes_away_is_no_failure_to_cry_about(self, story_db: Path) -> None:
        command = f"{sys.executable} -m ircon --db {story_db} list | head -c 1 >/dev/null; echo done"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert done.stdout == "done\n" and done.stderr == ""

    def test_interrupting_leaves_no_traceback(self, empty_db: Path) -> None:
        waiting = subprocess.Popen(
            [sys.executable, "-m", "ircon", "--db", str(empty_db), "intake", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            os.set_blocking(waiting.stdout.fileno(), False)  # type: ignore[union-attr]
            with pytest.raises(subprocess.TimeoutExpired):
                waiting.wait(timeout=1.5)
            waiting.send_signal(signal.SIGINT)
            _, err = waiting.communicate(timeout=30)
        finally:
            waiting.kill()
        assert b"Traceback" not in err and waiting.returncode != 0
