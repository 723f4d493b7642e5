"""What is new to a handler: what came in or was changed by somebody else since they looked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.query import parse
from ircon.store import Store, journal, looked, queue


@pytest.fixture
def store(story_db: Path) -> Iterator[Store]:
    with Store.open(story_db) as opened:
        looked.begin(opened, "mori")
        yield opened


def new(store: Store, me: str = "mori") -> list[int]:
    """As the filter lists it, which is as the rows show it."""
    listed = sorted(row.incident for row in queue.window(store, parse("is:new"), me=me))
    assert looked.new_among(store, me, [1, 2]) == set(listed)
    return listed


def test_what_was_there_before_is_not_new(store: Store) -> None:
    assert new(store) == []
    assert new(store, "sato") == [], "nor to somebody who was never here"


def test_what_a_colleague_does_is_new_until_one_looks(store: Store) -> None:
    desk.take(store, 1, handler="sato")
    assert new(store) == [1]
    looked.note(store, "mori", 1, journal.head(store)[0])
    assert new(store) == []
    desk.close(store, 1, "resolved", handler="sato")
    assert new(store) == [1]


def test_what_came_after_the_look_is_new_though_the_look_is_noted_later(store: Store) -> None:
    seen = journal.head(store)[0]
    desk.take(store, 1, handler="sato")
    looked.note(store, "mori", 1, seen)
    assert new(store) == [1]


def test_what_one_does_oneself_is_not_new_and_is_a_look(store: Store) -> None:
    desk.take(store, 1, handler="sato")
    desk.hand_over(store, 1, "", handler="mori")
    assert new(store) == []


def test_each_handler_has_their_own_news(store: Store) -> None:
    looked.begin(store, "sato")
    desk.take(store, 1, handler="sato")
    desk.take(store, 2, handler="mori")
    assert (new(store), new(store, "sato")) == ([1], [2])


def test_everything_can_be_taken_as_seen(store: Store) -> None:
    desk.take(store, 1, handler="sato")
    looked.note_all(store, "mori")
    assert new(store) == []
    desk.take(store, 2, handler="sato")
    assert new(store) == [2]


def test_what_lies_far_back_is_not_new_any_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take(store, 1, handler="sato")
    for number in range(3):
        desk.hand_over(store, 2, f"handler {number}", handler="mori")
    assert new(store) == [1]
    monkeypatch.setattr(looked, "NEW", looked.NEW.replace(str(looked.BACK), "2"))
    monkeypatch.setattr(looked, "_NEWS", looked._NEWS.replace(str(looked.BACK), "2"))
    assert new(store) == []
