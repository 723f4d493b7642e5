"""Letters and consent from the command line, as a script would handle them."""

from __future__ import annotations

import json
from pathlib import Path

from ircon import desk
from ircon.config import Config
from ircon.model import LetterKind, Level
from ircon.store import Store
from tests.support.command import ircon

CENTRE = Config().centre


def test_what_was_sent_on_a_consent_that_is_withdrawn_is_listed(story_db: Path, tmp_path: Path) -> None:
    assert ircon("consent", "1", db=story_db).status == 0
    told = ircon("draft", "1", "--kind", "notice", "--eml", tmp_path / "notice.eml", "--json", db=story_db)
    assert told.status == 0, told.err
    mail = tmp_path / "notice.eml"
    assert b"admin@asite.example.jp" in mail.read_bytes()
    copy = json.loads(ircon("intake", mail, "--json", db=story_db).out)
    assert (copy["report"], copy["incident"], copy["draft"], copy["new"]) == (None, 1, 1, True)
    done = ircon("consent", "1", "--withdraw", "--quote", "by phone", "--json", db=story_db)
    assert "write to them: notice to asite" in done.err
    ledger = json.loads(done.out)
    (relied,) = ledger["relied_on"]
    assert (relied["site"], relied["level"], relied["permitted_now"], relied["holds"]) == (
        "asite", "full", "none", False,
    )  # fmt: skip
    assert {one["level"] for one in ledger["may_be_shown"]} == {"none"}
    sheet = ircon("show", "1", db=story_db).out
    assert "full granted to related" in sheet and "none is permitted now, so write to them" in sheet


def test_items_are_granted_one_by_one_and_until_a_day(story_db: Path) -> None:
    logs = ("--item", "logs", "--to", "source", "--quote", "ログだけなら", "--until", "2099-12-31", "--json")
    done = ircon("consent", "1", *logs, db=story_db)
    assert done.status == 0 and "facts, logs granted until 2099-12-31" in done.err
    (decision,) = json.loads(done.out)["decisions"]
    assert (decision["level"], decision["items"], decision["audience"]) == ("none", ["facts", "logs"], "source")
    assert decision["until"].startswith("2099-12-31T") or decision["until"].startswith("2100-01-01T")
    done = ircon("consent", "1", "--item", "logs", "--to", "source", "--withdraw", "--json", db=story_db)
    assert {tuple(one["items"]) for one in json.loads(done.out)["may_be_shown"]} == {("facts",)}
    assert "logs withdrawn to source" in ircon("show", "1", db=story_db).out
    assert ircon("consent", "1", "--item", "logs", "--level", "full", "--quote", "x", db=story_db).status == 2
    for day in ("1999-12-31", "9999-12-31", "0001-01-01", "2026-02-30"):
        assert ircon("consent", "1", "--item", "facts", "--quote", "x", "--until", day, db=story_db).status == 2


def test_what_a_site_said_and_who_is_to_be_followed_up(story_db: Path, tmp_path: Path) -> None:
    assert ircon("consent", "1", db=story_db).status == 0
    assert ircon("said", "1", "asite", "fixed", db=story_db).status == 2
    ircon("draft", "1", "--kind", "notice", "--eml", tmp_path / "notice.eml", db=story_db)
    ircon("intake", tmp_path / "notice.eml", db=story_db)
    done = ircon("said", "1", "asite", "acknowledged", "--json", db=story_db)
    assert done.err == "#1: asite: acknowledged\n" and json.loads(done.out)["sites"][0]["state"] == "acknowledged"
    assert ircon("said", "1", "asite", "nothing", db=story_db).err == "#1: asite: waited for again\n"
    assert ircon("overdue", db=story_db).err == "0 incidents to follow up\n"


def test_what_may_not_leave_is_not_printed_for_a_pipe(story_db: Path) -> None:
    with Store.open(story_db) as store:
        desk.decide(store, 1, level=Level.FACTS, quote="anonymously", handler="sato")
        letter = desk.write_letter(store, 1, kind=LetterKind.NOTICE, centre=CENTRE, handler="sato").draft
        assert letter is not None
        body = f"{letter.body}\nbsite.example.jp\n"
        desk.save_draft(store, letter.id or 0, letter.subject, body, centre=CENTRE, handler="sato")
    done = ircon("draft", "1", "--kind", "notice", db=story_db)
    assert (done.status, done.out) == (77, "") and "may not leave" in done.err
    looked_at = ircon("draft", "1", "--kind", "notice", "--json", db=story_db)
    assert any(finding["blocks"] for finding in json.loads(looked_at.out)["lint"])


def test_one_notice_about_two_incidents(story_db: Path) -> None:
    assert ircon("draft", "1", "--also", "2", db=story_db).status == 2
    assert ircon("draft", "1", "--also", "2", "--to", "asite", db=story_db).status == 77
    assert ircon("consent", "1", db=story_db).status == 0
    done = ircon("draft", "1", "--also", "2", "--to", "asite", db=story_db)
    assert done.status == 0 and "192.168.100.1" in done.out and "#1: one notice to asite drafted" in done.err


def test_a_mail_file_is_never_written_over(story_db: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert ircon("draft", "2", "--eml", tmp_path / "letter.eml", db=story_db).status == 0
    assert sorted(path.name for path in tmp_path.glob("letter*")) == ["letter-2.eml", "letter.eml"]


def test_nothing_is_overridden_where_nothing_is_blocked(story_db: Path) -> None:
    done = ircon("draft", "2", "--override", "for fun", db=story_db)
    assert done.status == 0 and "nothing keeps this draft from leaving" in done.err


def test_the_centres_own_wording_is_looked_over(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[files]\nletters = "own"\n', encoding="utf-8")
    env = {"IRCON_CONFIG": str(config)}
    assert "No wording of your own" in ircon("config", "--letters", env=env).err
    (tmp_path / "own" / "en").mkdir(parents=True)
    (tmp_path / "own" / "en" / "closing.txt").write_text("Subject: [$reference] x\n\n$facts\n", encoding="utf-8")
    (tmp_path / "own" / "en" / "farewell.txt").write_text("Subject: x\n\ny\n", encoding="utf-8")
    told = ircon("config", "--letters", env=env)
    assert told.status == 2 and "uses $facts, which a closing does not have" in told.out
    assert "farewell.txt: no letter has this name" in told.out and "notice.txt: $ask" in told.out
    (tmp_path / "own" / "en" / "farewell.txt").unlink()
    (tmp_path / "own" / "en" / "closing.txt").write_text("Subject: [$reference] x\n\n$state\n", encoding="utf-8")
    told = ircon("config", "--letters", env=env)
    assert told.status == 0 and "closing.txt: can be used" in told.out
