"""The story that must always work: site B was scanned, site A was broken into and used for it.

The two incidents are one series. What B reported goes to A at once, for B said so. Nothing
that A wrote goes anywhere before A has been asked and has answered.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.support import stores, story
from tests.support.command import ircon
from tests.support.stores import INTRUSION, SCAN
from tests.support.terminal import Terminal

LETTERS_TO_B = ["acknowledgement", "question", "consent-request", "advice", "progress", "closing"]


def leaks(text: str) -> list[str]:
    """What of A's report stands in ``text``."""
    return [secret for secret in story.A_SECRETS if secret in text]


class TestByCommandLine:
    def test_each_site_appears_in_the_others_incident(self, story_db: Path) -> None:
        in_bs, in_as = ircon("show", SCAN, db=story_db).out, ircon("show", INTRUSION, db=story_db).out
        assert "asite" in in_bs and f"#{INTRUSION}" in in_bs
        assert "bsite" in in_as and f"#{SCAN}" in in_as

    def test_bs_evidence_goes_to_a_at_once(self, story_db: Path) -> None:
        granted = ircon("consent", SCAN, "--level", "full", "--quote", "全ての情報を開示してほしい", db=story_db)
        assert granted.status == 0, granted.err
        (notice,) = ircon("draft", SCAN, "--kind", "notice", "--to", "asite", "--json", db=story_db).objects
        assert notice["to"] == "admin@asite.example.jp"
        (reference,) = re.findall(r"\[IRCON#\d+\]", notice["subject"])
        assert reference in notice["body"]
        for line in story.B_LOG.splitlines():
            assert line in notice["body"]
        assert "2000-06-23" in notice["body"] and "03:34" in notice["body"] and "UTC" in notice["body"]

    @pytest.mark.parametrize("kind", LETTERS_TO_B)
    def test_nothing_of_as_report_is_in_any_letter_to_b(self, story_db: Path, kind: str) -> None:
        done = ircon("draft", SCAN, "--kind", kind, "--json", db=story_db)
        assert leaks(done.out + done.err) == []

    def test_a_is_asked_before_b_is_told_anything(self, story_db: Path) -> None:
        done = ircon("draft", INTRUSION, "--kind", "notice", "--to", "bsite", "--json", db=story_db)
        assert done.status == 77 and done.out == ""
        assert leaks(done.err) == []
        (asked,) = ircon("draft", INTRUSION, "--json", db=story_db).objects
        assert asked["kind"] == "consent-request"
        assert asked["to"] == "admin@asite.example.jp"

    def test_what_a_allows_is_all_that_goes_to_b(self, tmp_path: Path) -> None:
        scan = "Jun 23 12:33:58 asite conn[7]: connection from 192.168.100.1 to 192.168.200.10 port 23\n"
        body = story.A_REPORT + scan
        seen_leaving = story.mail("admin@asite.example.jp", "不正侵入", body, "Fri, 23 Jun 2000 16:20:00 +0900")
        db = stores.with_mails(tmp_path, [story.from_b(), seen_leaving])
        notice = ("draft", INTRUSION, "--kind", "notice", "--to", "bsite", "--json")
        assert ircon(*notice, db=db).status == 77
        assert ircon("consent", INTRUSION, "--level", "facts", "--quote", "匿名でお願いします", db=db).status == 0
        (told,) = ircon(*notice, db=db).objects
        assert told["to"] == "admin@bsite.example.jp"
        assert "192.168.200.10" in told["body"]
        assert leaks(told["subject"] + told["body"]) == []
        assert "asite" not in told["body"] and "192.168.100" not in told["body"]


LOOKS = pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "80x24"])


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """Where a handler's letters are written."""
    return tmp_path / "letters"


def console(db: Path, letters: Path, size: tuple[int, int]) -> Terminal:
    """Open the console in a terminal, with letters going to a folder of the test's own."""
    config = db.parent / "config.toml"
    config.write_text(f'[files]\ndrafts = "{letters}"\n', encoding="utf-8")
    return Terminal([sys.executable, "-m", "ircon", db], size=size, env={"IRCON_CONFIG": str(config)}, loaded=False)


@LOOKS
class TestByKeys:
    def test_bs_evidence_goes_to_a_and_the_incident_is_closed(
        self, story_db: Path, letters: Path, size: tuple[int, int]
    ) -> None:
        with console(story_db, letters, size) as terminal:
            terminal.wait_for("2 incidents")
            terminal.press("c")
            terminal.wait_for("full granted, as the report states")
            terminal.press("d")
            terminal.wait_for("admin@asite.example.jp")
            terminal.wait_for("ご担当者様")
            terminal.press("y")
            terminal.wait_for("sent to the terminal")
            terminal.press("s")
            terminal.wait_for("marked as sent")
            (copied,) = terminal.copied
            terminal.press("<esc>")
            terminal.wait_for(rf"#{SCAN} scan")
            terminal.press("x")
            terminal.wait_for("The reporter has not been answered")
            terminal.press("1")
            terminal.wait_for("closed")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        assert all(line in copied for line in story.B_LOG.splitlines())
        assert [path.read_text(encoding="utf-8") for path in letters.iterdir()] == [copied]
        rows = {row["incident"]: row for row in ircon("list", "--json", db=story_db).objects}
        assert rows[int(SCAN)]["status"] == "closed"

    def test_nothing_of_a_leaves_before_a_is_asked(
        self, story_db: Path, letters: Path, size: tuple[int, int]
    ) -> None:
        with console(story_db, letters, size) as terminal:
            terminal.wait_for("2 incidents")
            terminal.press("j")
            terminal.wait_for(rf"#{INTRUSION} intrusion")
            terminal.press("Da")
            terminal.wait_for("not permitted|consent", patience=5)
            terminal.wait_for("has not permitted to tell bsite")
            assert not terminal.copied and not letters.exists()
            terminal.press("d")
            terminal.wait_for("情報の開示についてのお伺い")
            assert terminal.wait_for(r"to +(\S+)").group(1) == "admin@asite.example.jp"
            terminal.press("s")
            terminal.wait_for("marked as sent")
            terminal.press("<esc>")
            terminal.wait_for(rf"#{INTRUSION} intrusion")
            terminal.press("q")
            assert terminal.wait_exit() == 0
        (row,) = ircon("list", "--json", "class:intrusion", db=story_db).objects
        assert (row["consent"], row["ball"]) == ("asked", "reporter")

    def test_a_mistake_is_taken_back(self, story_db: Path, letters: Path, size: tuple[int, int]) -> None:
        with console(story_db, letters, size) as terminal:
            terminal.wait_for("2 incidents")
            terminal.press("c")
            terminal.wait_for("full granted")
            terminal.press("u")
            terminal.wait_for("consent +not recorded")
            terminal.press("U")
            terminal.wait_for("consent +full")
            terminal.press("q")
            assert terminal.wait_exit() == 0


def test_the_tour_of_the_readme_can_be_taken(letters: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'[files]\ndrafts = "{letters}"\n', encoding="utf-8")
    command = [sys.executable, "-m", "ircon", "demo"]
    with Terminal(command, size=(100, 30), env={"IRCON_CONFIG": str(config)}) as terminal:
        terminal.wait_for("サイトB")
        terminal.press("/bsite<enter>")
        terminal.wait_for("subject +ポートスキャンの報告")
        terminal.press("c")
        terminal.wait_for("full granted")
        terminal.press("d")
        terminal.wait_for("what they will see")
        terminal.press("ys")
        terminal.wait_for("marked as sent")
        terminal.press("<esc><esc>/asite<enter>")
        terminal.wait_for("subject +不正侵入の報告")
        terminal.wait_gone("subject +ポートスキャンの報告")
        terminal.press("d")
        terminal.wait_for("情報の開示についてのお伺い")
        terminal.press("ys")
        terminal.wait_for("marked as sent")
        terminal.press("<esc>")
        terminal.wait_for("subject +不正侵入の報告")
        terminal.press("x1")
        terminal.wait_for("closed")
        terminal.press("u")
        terminal.wait_for("undone|taken back|undid")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert len(list(letters.iterdir())) == 2
