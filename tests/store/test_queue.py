"""The queue in windows: whichever way it is walked, each row comes once and in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ircon.model import IncidentClass, QueueRow
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
                change.db.table("incident").update(number, {"need": n % 2, "owner": "mori" if n % 5 == 0 else ""})
        yield opened


def test_a_walk_down_and_a_walk_up_meet_every_row_once(store: Store) -> None:
    whole = queue.window(store, limit=1_000)
    assert len(whole) == 60 == queue.count(store)
    assert whole == sorted(whole, key=lambda r: (r.need, r.ball_since, r.incident))
    down: list[QueueRow] = []
    rows = queue.window(store, limit=7)
    while rows:
        down += rows
        rows = queue.window(store, after=rows[-1], limit=7)
    up: list[QueueRow] = []
    rows = queue.last(store, limit=7)
    while rows:
        up = rows + up
        rows = queue.window(store, before=rows[0], limit=7)
    assert down == whole == up


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 59), limit=st.integers(1, 70))
def test_any_window_is_the_neighbourhood_of_its_row(store: Store, place: int, limit: int) -> None:
    whole = queue.window(store, limit=1_000)
    row = whole[place]
    assert queue.rank(store, parse(""), row) == place
    assert queue.window(store, after=row, limit=limit) == whole[place + 1 : place + 1 + limit]
    assert queue.window(store, before=row, limit=limit) == whole[max(0, place - limit) : place]


def test_listing_joins_nothing_and_sorts_nothing(store: Store) -> None:
    row = queue.window(store, limit=30)[-1]
    asked: list[str] = []
    store.conn.set_trace_callback(asked.append)
    queue.window(store, after=row, limit=7)
    store.conn.set_trace_callback(None)
    plan = " ".join(step[3] for sql in asked for step in store.rows(f"EXPLAIN QUERY PLAN {sql}"))
    assert "incident_queue" in plan and "SEARCH" in plan
    assert "TEMP B-TREE" not in plan and "JOIN" not in " ".join(asked).upper()


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
    ],
)
def test_terms_narrow_the_queue(store: Store, asked: str, found: int) -> None:
    query = parse(asked)
    assert queue.count(store, query, me="mori") == found == len(queue.window(store, query, me="mori", limit=1_000))
