"""The handler's word on the class is final, is remembered for reports that are marked alike, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import Usage
from ircon.model import Centre, IncidentClass, LetterKind
from ircon.store import Store, check, incidents
from tests.support import story
from tests.support.command import ircon

ME = "mori"
CENTRE = Centre(name="Example CC", mail="cert@centre.example.jp")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        yield opened
        assert list(check.faults(opened)) == []


def _form(words: str, sender: str = "admin@bsite.example.jp", more: str = "") -> bytes:
    body = f"分類: {words}\n発生日時: 6月23日 12時34分\n要望: 接続元に連絡してほしい\n{more}\n\n{story.B_LOG}"
    return story.mail(sender, "報告", body, "Fri, 23 Jun 2000 13:05:00 +0900")


def _opened(store: Store, mail: bytes) -> int:
    return desk.take_in(store, mail, handler="mail").incident


def _class(store: Store, number: int) -> str:
    return str(incidents.ticket(store, number).klass)


def test_the_handlers_word_stands_and_can_be_taken_back(store: Store) -> None:
    number = _opened(store, story.from_b())
    said = desk.classify(store, number, IncidentClass.INTRUSION, handler=ME).message
    assert said.startswith("#1 is of class intrusion")
    assert _class(store, number) == "intrusion"
    assert incidents.load(store, number).journal[-1].note == "scan to intrusion"
    desk.undo(store, handler=ME)
    assert _class(store, number) == "scan"
    assert _class(store, _opened(store, _form("ポートスキャン", more="2"))) == "scan", "undone, so forgotten"
    desk.redo(store, handler=ME)
    assert _class(store, number) == "intrusion"


def test_words_of_ones_own_are_remembered_whoever_writes_them(store: Store) -> None:
    first = _opened(store, _form("水飲み場"))
    desk.classify(store, first, IncidentClass.TARGETED, handler=ME)
    later = _opened(store, _form(" 水飲み場 ", sender="cert@other.example.org"))
    assert _class(store, later) == "targeted"
    note = incidents.load(store, later).journal[0].note
    assert "as mori chose" in note
    desk.classify(store, later, IncidentClass.MALWARE, handler="sato")
    assert _class(store, _opened(store, _form("水飲み場", more="3"))) == "malware", "the last word counts"


def test_a_word_that_everybody_uses_is_remembered_for_its_sender_only(store: Store) -> None:
    desk.classify(store, _opened(store, _form("ポートスキャン")), IncidentClass.DOS, handler=ME)
    assert _class(store, _opened(store, _form("ポートスキャン", more="again"))) == "dos"
    assert _class(store, _opened(store, _form("ポートスキャン", sender="a@asite.example.jp"))) == "scan"
    assert _class(store, _opened(store, _form("フィッシング"))) == "phishing"


def test_a_sender_in_prose_is_remembered_by_what_was_proposed(store: Store) -> None:
    def prose(text: str) -> bytes:
        return story.mail("noc@feeds.example.net", "notice", text, "Fri, 23 Jun 2000 13:05:00 +0900")

    first = _opened(store, prose("Please look at 192.0.2.7, it bothers us.\n"))
    proposed = _class(store, first)
    desk.classify(store, first, IncidentClass.SPAM, handler=ME)
    assert proposed != "spam"
    assert _class(store, _opened(store, prose("Please look at 192.0.2.8, it bothers us too.\n"))) == "spam"


def test_the_same_class_once_more_is_nothing_new(store: Store) -> None:
    number = _opened(store, story.from_b())
    desk.classify(store, number, IncidentClass.SCAN, handler=ME)
    entries = len(incidents.load(store, number).journal)
    assert "already" in desk.classify(store, number, IncidentClass.SCAN, handler=ME).message
    assert len(incidents.load(store, number).journal) == entries
    with pytest.raises(Usage):
        desk.classify(store, 99, IncidentClass.SCAN, handler=ME)


def test_a_copyright_notice_is_offered_the_standard_answer(store: Store) -> None:
    desk.import_sites(store, story.REGISTER.encode(), handler=ME)
    number = _opened(store, story.from_b())
    desk.consent_from_report(store, number, handler=ME)
    desk.classify(store, number, IncidentClass.COPYRIGHT, handler=ME)
    drafted = desk.write_letter(store, number, centre=CENTRE, handler=ME)
    assert drafted.draft is not None
    assert (drafted.draft.kind, drafted.draft.to) == (LetterKind.OUT_OF_SCOPE, "admin@bsite.example.jp")
    assert "copyright" in drafted.message
    desk.mark_sent(store, drafted.draft.id or 0, centre=CENTRE, handler=ME)
    after = desk.write_letter(store, number, centre=CENTRE, handler=ME).draft
    assert after is not None
    assert after.kind is LetterKind.CLOSING


def test_by_command_line(story_db: Path) -> None:
    done = ircon("class", "1", "侵入", "--json", db=story_db)
    assert (done.status, done.objects[0]["class"]) == (0, "intrusion")
    wrong = ircon("class", "1", "weather", db=story_db)
    assert wrong.status == 2
    assert "phishing" in wrong.err
