"""The queue in windows: whichever way it is walked, each row comes once and in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ircon.model import IncidentClass, Order, QueueRow
from ircon.query import parse
from ircon.store import Store, incidents, queue

_START = datetime(1999, 6, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("queue") / "queue.db") as opened:
        for n in range(60):
            klass = IncidentClass.SCAN if n % 3 else IncidentClass.PHISHING
            with opened.change("open", handler="intake") as change:
                number = incidents.open_new(change, klass, _START + timedelta(hours=n % 7))
                columns = {"need": n % 2, "owner": "mori" if n % 5 == 0 else "", "reporter": f"site {n % 11}"}
                change.db.table("incident").update(number, columns)
        yield opened


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(
    "asked", ["", "is:open", "class:scan", "owner:mori", "owner:none -class:scan", "age:>1d", "is:closed"]
)
def test_a_walk_down_and_a_walk_up_meet_every_row_once(store: Store, order: Order, asked: str) -> None:
    query = parse(asked)
    whole = queue.window(store, query, limit=1_000, order=order)
    assert len(whole) == queue.count(store, query)
    assert whole == sorted(sorted(whole, key=lambda r: r.incident), key=_KEYS[order], reverse=order is Order.NEWEST)
    down: list[QueueRow] = []
    rows = queue.window(store, query, limit=7, order=order)
    while rows:
        down += rows
        rows = queue.window(store, query, after=rows[-1], limit=7, order=order)
    up: list[QueueRow] = []
    rows = queue.last(store, query, limit=7, order=order)
    while rows:
        up = rows + up
        rows = queue.window(store, query, before=rows[0], limit=7, order=order)
    assert down == whole == up


_KEYS: dict[Order, Callable[[QueueRow], tuple[object, ...]]] = {
    Order.NEED: lambda r: (r.need, r.ball_since, r.incident),
    Order.NEWEST: lambda r: (r.received, r.incident),
    Order.OLDEST: lambda r: (r.received, r.incident),
    Order.WAITING: lambda r: (r.ball_since, r.incident),
    Order.NUMBER: lambda r: (r.incident,),
    Order.REPORTER: lambda r: (r.reporter, r.incident),
    Order.CLASS: lambda r: (r.klass, r.need, r.ball_since, r.incident),
    Order.OWNER: lambda r: (r.owner, r.need, r.ball_since, r.incident),
}


@pytest.mark.parametrize("order", Order)
@given(one=st.integers(0, 59), other=st.integers(0, 59))
def test_from_one_row_to_another_is_what_lies_between_them(store: Store, order: Order, one: int, other: int) -> None:
    whole = queue.window(store, limit=1_000, order=order)
    low, high = sorted((one, other))
    found = queue.between(store, parse(""), whole[one], whole[other], order=order)
    assert sorted(found) == sorted(row.incident for row in whole[low : high + 1])


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 59), limit=st.integers(1, 70))
def test_any_window_is_the_neighbourhood_of_its_row(store: Store, place: int, limit: int) -> None:
    whole = queue.window(store, limit=1_000)
    row = whole[place]
    assert queue.rank(store, parse(""), row) == place
    assert queue.window(store, after=row, limit=limit) == whole[place + 1 : place + 1 + limit]
    assert queue.window(store, before=row, limit=limit) == whole[max(0, place - limit) : place]


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("asked", ["", "is:open", "-is:open", "-consent:full", "ball:us"])
def test_listing_joins_nothing_and_sorts_nothing(store: Store, order: Order, asked: str) -> None:
    row = queue.window(store, limit=30, order=order)[-1]
    said: list[str] = []
    store.conn.set_trace_callback(said.append)
    queue.window(store, parse(asked), after=row, limit=7, order=order)
    queue.last(store, parse(asked), limit=7, order=order)
    store.conn.set_trace_callback(None)
    plan = " ".join(step[3] for sql in said for step in store.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert "SEARCH" in plan or order is Order.NUMBER
    assert "TEMP B-TREE" not in plan and "JOIN" not in " ".join(said).upper()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("class:scan", 40),
        ("-class:scan", 20),
        ("owner:me", 12),
        ("owner:none class:phishing", 16),
        ("is:open", 60),
        ("is:closed", 0),
        ("age:>1d", 60),
        ("age:<1d", 0),
        ("wait:>1d", 60),
        ("wait:<1d", 0),
        ("is:ready", 0),
        ("is:mine", 12),
    ],
)
def test_terms_narrow_the_queue(store: Store, asked: str, found: int) -> None:
    query = parse(asked)
    assert queue.count(store, query, me="mori") == found == len(queue.window(store, query, me="mori", limit=1_000))
