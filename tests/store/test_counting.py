"""What a filter lists is counted exactly, in one read or in strides; and it can be broken off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from ircon import desk
from ircon.errors import TooSlow
from ircon.query import parse
from ircon.store import Store, counting, queue, strides, texts
from ircon.store.strides import Listing
from tests.support import story

FILTERS = [
    "", "class:scan", "-class:scan", "is:open", "is:closed", "is:ready", "-is:ready", "is:new", "is:open is:unread",
    "ip:0.0.0.0/0", "-ip:128.0.0.0/1", "ip:192.0.2.0/28 sshd", "site:example.jp", "site:1", "-site:asite.example.jp",
    "site:c3.example.com", "site:bsite.example.jp 踏台", "example", "-example", "踏台", "踏", "台", "e", "ee", "-e",
    "sshd", '"failed password"', "sshd -example", "-sshd -踏台", "is:closed -sshd", "called", "ca",
    "nothing-holds-this", "bène", "-site:example.jp e -ee",
]  # fmt: skip
TEXTS = [
    "sshd[{n}]: Failed password for root from 192.0.2.{n}",
    "踏台にされた {n}",
    "see http://c{n}.example.com/ and\n203.0.113.{n}",
    "Ébène {n} 踏台",
]
SIZE = 16
REPORTS = Listing("report", "SELECT id FROM report WHERE id > ? AND id <= ?")
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("counting") / "counting.db") as opened:
        for n in range(SIZE):
            sender = "admin@asite.example.jp" if n % 3 else "admin@bsite.example.jp"
            data = story.mail(
                sender, f"port scan {n}", TEXTS[n % 4].format(n=n), "Fri, 23 Jun 2000 13:05:00 +0900", "utf-8"
            )
            desk.take_in(opened, data, handler="intake")
        desk.write_note(opened, 3, "called them: nobody there", handler="sato")
        yield opened


@pytest.mark.parametrize("asked", FILTERS)
def test_strides_count_what_one_read_counts(store: Store, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    query, me, now = parse(asked), "mori", datetime.now(UTC)
    listed = sorted(row.incident for row in queue.window(store, query, me=me, limit=1_000, now=now))

    def agree() -> None:
        assert queue.count(store, query, me=me, now=now) == len(listed)
        assert [number for piece in queue.numbers(store, query, me=me, now=now) for number in piece] == listed

    agree()
    monkeypatch.setattr(strides, "soon", lambda *_: None)  # whatever is asked, it would take long
    for first, most in ((3, texts.COUNTED), (100_000, 0)):
        monkeypatch.setattr(strides, "FIRST", first)
        monkeypatch.setattr(counting, "FEW", first)
        monkeypatch.setattr(texts, "COUNTED", most)  # of short words: none, then all texts are read
        agree()


def test_a_stride_that_takes_long_is_made_again_in_smaller_ones(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(store: Store, sql: str, parameters: tuple[int, int]) -> list[tuple[int]] | None:
        low, high = parameters
        return store.rows(sql, parameters) if high - low <= 4 else None

    monkeypatch.setattr(strides, "soon", impatient)
    made = [[number for (number,) in rows] for rows in strides.walk(store, REPORTS)]
    assert [number for rows in made for number in rows] == list(range(1, SIZE + 1)), "each comes once"
    assert max(map(len, made)) <= 4


def test_a_read_that_lasts_is_given_up_but_one_that_is_broken_off_ends_all(store: Store) -> None:
    assert strides.soon(store, ENDLESS, ()) is None
    threading.Timer(0.01, store.interrupt).start()
    with pytest.raises(TooSlow):
        while strides.soon(store, ENDLESS, ()) is None:
            pass


def test_counting_is_broken_off_between_two_strides_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strides, "FIRST", 5)
    walk = strides.walk(store, REPORTS)
    assert len(next(walk)) == 5
    store.interrupt()
    with pytest.raises(TooSlow):
        next(walk)
    assert sum(map(len, strides.walk(store, REPORTS))) == SIZE, "the next one that counts is not meant"
