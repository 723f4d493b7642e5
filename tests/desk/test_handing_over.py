"""The handover at shift's end: what happened since a time, by incident, and nothing that was taken back."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import desk, handover
from ircon.config import EXAMPLE_CENTRE
from ircon.desk import handing_over
from ircon.errors import Usage
from ircon.handover import What
from ircon.model import Audience, Ball, CloseReason, Level
from ircon.store import Store
from tests.support import story
from tests.support.command import ircon
from tests.support.hostile import corpus, smuggled
from tests.support.stores import SCAN

MORNING = datetime(2000, 6, 24, 0, 0, tzinfo=UTC)
SITES = story.REGISTER.encode()


def at(hours: float) -> datetime:
    return MORNING + timedelta(hours=hours)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Site B has reported in the night, site A in the morning; Mori was here until yesterday evening."""
    opened = Store.create(tmp_path / "queue.db")
    desk.import_sites(opened, SITES, handler="mori", at=at(-16))
    desk.take_in(opened, story.from_b(), handler="mail", received=at(-3))
    desk.take_in(opened, story.from_a(), handler="mail", received=at(1))
    return opened


def told(store: Store, since: datetime) -> dict[int, list[tuple[str, str]]]:
    found = handing_over.handover(store, since, until=at(9))
    return {a.row.incident: [(str(e.what), e.words) for e in a.events] for a in found.accounts}


def test_the_night_is_told_to_whoever_comes_in_the_morning(store: Store) -> None:
    since = handing_over.since_when(store, "mori", at(0))
    assert since == at(-16)
    ((what, words),) = told(store, since)[1]
    assert what == "arrived" and "admin@bsite.example.jp" in words and "ポートスキャンの報告" in words


def test_a_day_of_two_is_one_sitting_for_each(store: Store) -> None:
    desk.take(store, 1, handler="sato", at=at(0.5))
    desk.take(store, 2, handler="mori", at=at(2))
    desk.classify(store, 2, desk.class_named("intrusion"), handler="mori", at=at(3))
    assert handing_over.since_when(store, "mori", at(3.5)) == at(-16)
    assert handing_over.since_when(store, "mori", at(9)) == at(3)
    assert handing_over.since_when(store, "nobody", at(9)) == at(9 - handing_over.HOURS)


def test_what_was_decided_sent_answered_and_closed(store: Store) -> None:
    desk.take(store, 1, handler="sato", at=at(0.5))
    desk.decide(store, 1, level=Level.FULL, quote="全ての情報を\n開示", handler="sato", at=at(0.6))
    letter = desk.write_letter(store, 1, centre=EXAMPLE_CENTRE, handler="sato", at=at(0.7)).draft
    assert letter is not None and letter.id is not None
    desk.mark_sent(store, letter.id, centre=EXAMPLE_CENTRE, handler="mori", at=at(0.8))
    noon = "Sat, 24 Jun 2000 12:00:00 +0900"
    answer = story.mail("admin@asite.example.jp", f"Re: {letter.subject}", "対処しました。\n", noon)
    desk.take_in(store, answer, handler="mail", received=at(3))
    desk.close(store, 1, CloseReason.RESOLVED, "stopped", handler="sato", at=at(4))
    found = handing_over.handover(store, at(0), until=at(9))
    account = next(a for a in found.accounts if a.row.incident == 1)
    seen = [(e.what, e.who) for e in account.events]
    assert seen == [
        (What.DONE, "sato"),
        (What.DECIDED, "sato"),
        (What.SENT, "mori"),
        (What.ANSWERED, ""),
        (What.CLOSED, "sato"),
    ]
    assert account.events[1].words == 'full granted to any related site (report 1): "全ての情報を 開示"'
    assert account.row.ball is Ball.NOBODY
    assert handover.summary(found) == "2 incidents; 1 report came in; 1 answer; 1 letter sent; 1 closed; 1 waits for us"


def test_what_was_taken_back_is_not_told_and_taking_back_something_older_is(store: Store) -> None:
    desk.take(store, 1, handler="sato", at=at(1))
    desk.undo(store, handler="sato", at=at(2))
    assert 1 not in told(store, at(0))
    assert told(store, at(1.5))[1] == [("done", "took back: take")]
    desk.redo(store, handler="sato", at=at(3))
    assert told(store, at(0))[1] == [("done", "took it")]


def test_what_was_taken_back_is_told_in_the_handlers_language(store: Store, japanese: None) -> None:
    desk.take(store, 1, handler="sato", at=at(1))
    desk.undo(store, handler="sato", at=at(2))
    ((_what, said),) = told(store, at(1.5))[1]
    assert said.startswith("取り消した: ") and "take" not in said


def test_a_decision_for_one_site_names_it(store: Store) -> None:
    desk.decide(
        store, 1, level=Level.FACTS, audience=Audience.SITE, site_id=1, quote="yes", handler="sato", at=at(1)
    )
    assert 'facts granted to asite (report 1): "yes"' in [words for _, words in told(store, at(0))[1]]


def test_many_lines_of_one_incident_are_counted_and_the_newest_shown(store: Store) -> None:
    for n in range(12):
        desk.hand_over(store, 1, f"h{n}", handler="sato", at=at(1 + n / 100))
    found = handing_over.handover(store, at(0))
    lines = list(handover.lines(next(a for a in found.accounts if a.row.incident == 1)))
    assert len(lines) == handover.MOST_EVENTS + 2
    assert lines[0] == ("", "(4 more before)")
    assert "h11" in lines[-2][1] and lines[-1][0] == "now"


def test_what_belongs_to_no_incident_stands_at_the_end(store: Store) -> None:
    found = handing_over.handover(store, at(-20))
    assert ["imported" in event.words for event in found.besides] == [True]
    assert "besides" in handover.as_text(found)


@given(st.lists(st.sampled_from(corpus()), min_size=1, max_size=3))
def test_hostile_words_come_out_as_words(strings: list[str]) -> None:
    told = handover.Event(MORNING, What.ARRIVED, "", "report from {x}", (("x", "".join(strings)),), strings[0])
    found = handover.Handover(MORNING, MORNING, (), (told,))
    for text in (handover.as_text(found), handover.as_markdown(found)):
        assert smuggled(text.encode("utf-8", "replace")) == []
        assert text.count("\n") == (5 if text.startswith("Handover") else 7)


def test_markdown_shows_signs_as_signs_and_makes_no_links() -> None:
    told = handover.Event(MORNING, What.DONE, "mori", "{x}", (("x", "[a](http://evil.example/) *b* <i>"),))
    text = handover.as_markdown(handover.Handover(MORNING, MORNING, (), (told,)))
    assert r"\[a\](hxxp://evil.example/) \*b\* \<i\>" in text


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("12h", at(-12)),
        ("90m", at(-1.5)),
        ("2 d", at(-48)),
        ("2000-06-23", at(-24)),
        ("2000-06-23T22:00", at(-2)),
        ("2000-06-24T08:00+09:00", at(-1)),
    ],
)
def test_a_time_is_told_by_its_length_or_its_date(told: str, meant: datetime) -> None:
    assert handover.since(told, MORNING) == meant


@pytest.mark.parametrize("told", ["yesterday", "", "h", "2000-06-25", "12x"])
def test_what_is_no_time_is_said_so(told: str) -> None:
    with pytest.raises(Usage, match=r"no time|ahead"):
        handover.since(told, MORNING)


def test_by_command_line(story_db: Path) -> None:
    assert ircon("consent", SCAN, "--level", "full", "--quote", "開示してほしい", db=story_db).status == 0
    plain = ircon("handover", "--since", "1d", db=story_db)
    assert plain.status == 0 and "full granted to any related site" in plain.out
    (scan, _) = sorted(ircon("handover", "--json", db=story_db).objects, key=lambda one: str(one["incident"]))[:2]
    assert scan["incident"] == int(SCAN) and scan["ball"] == "us"
    assert [event["what"] for event in scan["events"]] == ["arrived", "decided"]
    assert ircon("handover", "--md", db=story_db).out.startswith("## Handover")
    assert ircon("handover", "--md", "--json", db=story_db).status == 2
    assert ircon("handover", "--since", "tomorrow", db=story_db).status == 2
    assert json.dumps(scan).isascii()


def test_the_next_shift_reads_it_in_japanese(story_db: Path, japanese: None) -> None:
    with Store.open(story_db) as store:
        desk.decide(store, 1, level=Level.FULL, quote="全ての情報を開示", handler="sato", at=at(0.6))
        desk.take(store, 2, handler="mori", at=at(0.7))
        text = handover.as_text(handing_over.handover(store, at(0), until=at(9)))
    assert '関連サイトすべてにすべてを許可 (報告 1): "全ての情報を開示"' in text
    assert "担当になった" in text
    assert "こちらの番" in text
    assert not re.search(r"\b(any related site|took it|our turn|since|incident)\b", text)
