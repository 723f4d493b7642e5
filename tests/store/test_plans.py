"""How SQLite goes about a filter: by an index, at any size of the store; never through every incident or report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import TooSlow
from ircon.model import Order
from ircon.query import parse
from ircon.store import Store, queue, texts
from tests.bench.archive.filling import fill
from tests.support import story

FILTERS = [
    "class:scan", "class:ics", "owner:mori", "owner:nobody", "owner:mori is:open", "is:open", "is:unread", "is:ready",
    "ball:site", "ball:reporter is:open", "consent:full", "consent:asked", "age:<7d", "wait:>52w", "no:7", "sshd",
    "site:s0000001.example.jp", "site:u0000005.example", "ip:133.100.100.0/24", "actuator", "踏台", "wp-login.php",
    "class:phishing owner:sato", "is:open sshd", "-class:scan is:open",
]  # fmt: skip
WHOLE = re.compile(r"SCAN (?!CONSTANT|json_each|search|trigram|note_search)(\w+)\b(?! USING (?:COVERING )?INDEX)")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """As handlers have it: never analysed."""
    with Store.create(tmp_path_factory.mktemp("plans") / "plans.db") as opened:
        fill(opened, 150, processes=1, every=7)
        opened.conn.execute("DELETE FROM sqlite_stat1")
    with Store.open(opened.path) as opened:
        yield opened


@pytest.mark.parametrize("asked", FILTERS)
@pytest.mark.parametrize("order", [Order.NEED, Order.NEWEST])
def test_no_common_filter_goes_through_a_whole_table(store: Store, asked: str, order: Order) -> None:
    said: list[str] = []
    store.conn.set_trace_callback(said.append)
    rows = queue.window(store, parse(asked), limit=5, me="mori", order=order)
    if rows:
        queue.window(store, parse(asked), after=rows[-1], limit=5, me="mori", order=order)
        queue.window(store, parse(asked), before=rows[-1], limit=5, me="mori", order=order)
    queue.count(store, parse(asked), me="mori")
    store.conn.set_trace_callback(None)
    for sql in (sql for sql in said if "'main'." not in sql):  # those are the full-text search's own
        for *_, step in store.rows(f"EXPLAIN QUERY PLAN {sql}"):
            assert not (found := WHOLE.search(step)) or found[1] == "note", f"{step}: {sql}"


@pytest.mark.parametrize("many", [0, 1_500])
def test_a_word_is_found_only_where_its_trigrams_stand_together(
    empty_db: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """The index says no more than that all trigrams of a word are in a report; many may be looked at in vain."""
    monkeypatch.setattr(texts, "MANY", many)
    monkeypatch.setattr(queue, "STEPS", 1)
    with Store.open(empty_db) as store:
        for number, words in enumerate([*["abcx abcd bcde cdex"] * 6, "the abcde itself"]):
            text = f"{words}\n{number}\n"
            data = story.mail("admin@bsite.example.jp", "words", text, "Fri, 23 Jun 2000 13:05:00 +0900")
            desk.take_in(store, data, handler="intake")
        assert len(queue.window(store, parse("abcd"))) == 7
        assert [row.incident for row in queue.window(store, parse("abcde"), limit=1)] == [7]
        assert queue.count(store, parse("abcde")) == 1
        monkeypatch.setattr(queue, "LONG", 0)
        if not many:
            with store.within(60.0), pytest.raises(TooSlow):
                queue.window(store, parse("abcde"))
        assert [row.incident for row in queue.window(store, parse("abcde"))] == [7]
