"""The words of every report that is stored can be found, however many were stored in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.store import Store, check, searching
from tests.support import story


def _mail(number: int) -> bytes:
    return story.mail(
        "a@site.example.jp", f"scan {number}", f"word qx{number} of its own", "Fri, 23 Jun 2000 13:05:00 +0900"
    )


def _found(store: Store, word: str) -> list[int]:
    return [number for (number,) in store.rows("SELECT rowid FROM search WHERE search MATCH ?", (word,))]


@pytest.fixture
def store(empty_db: Path) -> Iterator[Store]:
    with Store.open(empty_db) as opened:
        yield opened


@pytest.mark.parametrize("undivided", [False, True])
def test_each_of_a_batch_is_found(store: Store, undivided: bool) -> None:
    with store.together(undivided=undivided):
        numbers = [desk.take_in(store, _mail(n), handler="mail").report for n in range(5)]
    assert [_found(store, f"qx{n}") for n in range(5)] == [[number] for number in numbers]
    assert list(check.faults(store)) == []


def test_one_alone_is_found(store: Store) -> None:
    number = desk.take_in(store, _mail(7), handler="mail").report
    assert _found(store, "qx7") == [number]


def test_a_report_that_was_left_out_is_told(store: Store) -> None:
    number = desk.take_in(store, _mail(7), handler="mail").report
    store.conn.execute("INSERT INTO unsearched VALUES (?)", (number,))
    assert len(list(searching.missing(store))) == 1


def test_what_is_here_already_leaves_the_others_of_its_batch(store: Store) -> None:
    with store.together(undivided=True):
        assert desk.take_in(store, _mail(1), handler="mail").new
        assert not desk.take_in(store, _mail(1), handler="mail").new
        assert desk.take_in(store, _mail(2), handler="mail").new
    assert store.value("SELECT count(*) FROM report") == 2
    assert list(check.faults(store)) == []


def test_a_failure_within_an_undivided_batch_takes_all_of_it_back(store: Store) -> None:
    with pytest.raises(RuntimeError), store.together(undivided=True):
        desk.take_in(store, _mail(1), handler="mail")
        with pytest.raises(ZeroDivisionError), store.change("close", handler="mori") as change:
            change.put("incident", {"class": "scan", "received": "2000", "ball_since": "2000"})
            raise ZeroDivisionError
    assert store.value("SELECT count(*) FROM report") == 0
    assert not store.conn.in_transaction and not store.undivided
