"""The window on the queue behaves as if it held the whole queue, though it holds a few hundred rows of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.model import Ball, IncidentClass, QueueRow, Status
from ircon.query import ALL, Query
from screens import window as window_module
from screens.window import Window

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def row(number: int, need: int = 0, hours: int = 0) -> QueueRow:
    return QueueRow(
        incident=number, status=Status.OPEN, klass=IncidentClass.SCAN, reporter="bsite.example.jp", consent="none",
        sites_ready=0, sites_all=0, seen_before=0, ball=Ball.US, ball_since=BEGIN + timedelta(hours=hours), owner="",
        received=BEGIN, subject="", reason="", unread=False, need=need,
    )  # fmt: skip


def key(found: QueueRow) -> tuple[int, datetime, int]:
    return found.need, found.ball_since, found.incident


class Held:
    """A queue held in memory, in queue order, that gives out as few rows at a time as the store would."""

    def __init__(self, count: int) -> None:
        self.rows = [row(number, need=number % 3, hours=number % 7) for number in range(1, count + 1)]

    def sorted(self) -> list[QueueRow]:
        return sorted(self.rows, key=key)

    def window(
        self, query: Query = ALL, *, after: QueueRow | None = None, before: QueueRow | None = None
    ) -> list[QueueRow]:
        chunk = window_module.CHUNK
        if after is not None:
            return [found for found in self.sorted() if key(found) > key(after)][:chunk]
        if before is not None:
            return [found for found in self.sorted() if key(found) < key(before)][-chunk:]
        return self.sorted()[:chunk]

    def last(self, query: Query) -> list[QueueRow]:
        return self.sorted()[-window_module.CHUNK :]

    def row(self, number: int) -> QueueRow | None:
        return next((found for found in self.rows if found.incident == number), None)


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_module, "CHUNK", 5)
    monkeypatch.setattr(window_module, "KEEP", 30)


moves = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(-7, 7)),
        st.tuples(st.just("page"), st.sampled_from([-8, -4, 4, 8])),
        st.tuples(st.sampled_from(["first", "last"]), st.just(0)),
        st.tuples(st.just("coming"), st.sampled_from([-8, -1, 1, 8])),
    ),
    max_size=30,
)


@given(count=st.integers(0, 60), moves=moves)
def test_moving_is_moving_in_the_whole_queue(count: int, moves: list[tuple[str, int]]) -> None:
    source = Held(count)
    window, at = Window(source), 0
    window.resize(8)
    for move, step in moves:
        if move == "coming":
            expect_to_come(source, window, step)
        elif move in ("first", "last"):
            getattr(window, move)()
            at = 0 if move == "first" else count - 1
        else:
            getattr(window, move)(step)
            at = max(0, min(count - 1, at + step))
        assert window.current == (source.sorted()[at] if count else None)
        assert list(window.visible) == expected_screen(source, window, count)


def expect_to_come(source: Held, window: Window, step: int) -> None:
    """Looking ahead moves nothing, and tells which rows are next on that side of the screen."""
    before, current = list(window.visible), window.current
    coming = list(window.coming(step))
    assert (list(window.visible), window.current) == (before, current)
    whole = source.sorted()
    if before and step > 0:
        end = whole.index(before[-1]) + 1
        assert coming == whole[end : end + step]
    elif before:
        top = whole.index(before[0])
        assert coming == whole[max(0, top + step) : top]


def expected_screen(source: Held, window: Window, count: int) -> list[QueueRow]:
    """The screen shows rows that follow each other, the cursor among them, and no gap at its end."""
    if not count:
        return []
    whole = source.sorted()
    top = whole.index(window.visible[0])
    assert window.current in window.visible
    assert len(window.visible) == min(8, count)
    return whole[top : top + 8]


@given(st.integers(1, 60), st.data())
def test_the_cursor_stays_with_its_incident_when_rows_change_under_it(count: int, data: st.DataObject) -> None:
    source = Held(count)
    window = Window(source)
    window.resize(8)
    window.move(data.draw(st.integers(0, count)))
    here = window.current
    assert here is not None
    for number in data.draw(st.lists(st.integers(1, count), max_size=10)):
        place = next(i for i, found in enumerate(source.rows) if found.incident == number)
        source.rows[place] = replace(source.rows[place], need=data.draw(st.integers(0, 2)))
    window.refresh()
    assert window.current is not None
    assert window.current.incident == here.incident
    assert list(window.visible) == expected_screen(source, window, count)


def test_an_incident_that_left_the_list_gives_its_place_to_the_next() -> None:
    source = Held(20)
    window = Window(source)
    window.resize(8)
    window.move(3)
    gone, heir = source.sorted()[3], source.sorted()[4]
    source.rows.remove(gone)
    window.refresh()
    assert window.current == heir


def test_a_far_incident_is_found_by_its_number() -> None:
    source = Held(60)
    window = Window(source)
    window.resize(8)
    assert window.goto(source.sorted()[47].incident)
    assert window.current == source.sorted()[47]
    assert not window.goto(1_000)
