"""Messages are stored some at a time; what one of them does is no other's loss."""

from __future__ import annotations

from pathlib import Path

from tests.support import story
from tests.support.command import ircon


def test_what_was_read_before_a_source_failed_is_stored(empty_db: Path, tmp_path: Path) -> None:
    mail = tmp_path / "b.eml"
    mail.write_bytes(story.from_b())
    assert ircon("intake", mail, tmp_path / "missing.eml", db=empty_db).status == 2
    assert len(ircon("list", "--json", db=empty_db).objects) == 1


def test_more_messages_than_one_commit_takes_are_told_in_their_order(empty_db: Path, tmp_path: Path) -> None:
    mails = []
    for number in range(20):
        mails.append(tmp_path / f"{number:02d}.eml")
        mails[-1].write_text(f"From: a@site{number}.example\nSubject: n{number}\n\nfrom 192.0.2.{number + 1}\n")
    done = ircon("intake", "--json", *mails, db=empty_db)
    assert done.status == 0
    assert [said["report"] for said in done.objects] == list(range(1, 21))
