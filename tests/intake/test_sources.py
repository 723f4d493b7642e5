"""Messages come from files, mailboxes and Maildirs; none is marked as taken in before its report is committed."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from ircon.errors import Unreadable, Usage
from ircon.intake import sources
from tests.intake.corpus.case import mail

MAIL = mail("hello\n")


def test_a_file_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MAIL)
    assert [one.data for one in sources.messages(str(tmp_path / "a.eml"))] == [MAIL]


def test_standard_input_is_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(MAIL)))
    assert [(one.name, one.data) for one in sources.messages("-")] == [("-", MAIL)]


def test_a_mailbox_holds_several_and_quoted_from_lines_are_undone(tmp_path: Path) -> None:
    second = mail(">From the start\n>>From twice\n")
    box = tmp_path / "box"
    box.write_bytes(
        b"From a@b.example Wed Jun 23 14:02:11 1999\n"
        + MAIL
        + b"\nFrom c@d.example Wed Jun 23 14:02:12 1999\n"
        + second
        + b"\n"
    )
    found = list(sources.messages(str(box)))
    assert [one.data for one in found] == [MAIL, mail("From the start\n>From twice\n")]
    assert found[1].name.endswith("box#2")


def test_a_mail_that_begins_with_from_in_its_text_is_no_mailbox(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"From the logs of 1999\nwe see a scan\n")
    assert len(list(sources.messages(str(tmp_path / "a.txt")))) == 1


def test_a_maildir_message_moves_only_when_it_is_done(tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.a.host").write_bytes(MAIL)
    (tmp_path / "new" / "2.b.host").write_bytes(MAIL)
    first, second = sources.messages(str(tmp_path))
    assert len(list((tmp_path / "new").iterdir())) == 2
    first.done()
    assert [entry.name for entry in (tmp_path / "new").iterdir()] == ["2.b.host"]
    assert [entry.name for entry in (tmp_path / "cur").iterdir()] == ["1.a.host:2,S"]
    (tmp_path / "new" / "2.b.host").unlink()
    second.done()  # taken by another process meanwhile


def test_a_directory_gives_its_files_in_order(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml", ".hidden"):
        (tmp_path / name).write_bytes(MAIL)
    assert [Path(one.name).name for one in sources.messages(str(tmp_path))] == ["a.eml", "b.eml"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="no file"):
        list(sources.messages(str(tmp_path / "none")))
    with pytest.raises(Unreadable):
        list(sources.messages("/proc/self/mem"))
