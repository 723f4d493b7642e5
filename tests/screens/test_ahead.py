"""What the next press of a key shows has been read and drawn before it is pressed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ircon.config import Config
from ircon.demo import example_path
from ircon.store import Store
from screens.app import canvas_on, open_store
from screens.canvas import Canvas
from screens.curtain import picture
from screens.draw.lines import Line

SIZE = (120, 36)


@pytest.fixture(scope="module")
def busy_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration: more incidents than a screen holds."""
    copy = tmp_path_factory.mktemp("ahead") / "example.db"
    shutil.copyfile(example_path(), copy)
    Store.open(copy).close()
    return copy


@pytest.fixture
def canvas(busy_db: Path) -> Iterator[Canvas]:
    with open_store(busy_db) as store:
        canvas = canvas_on(store, busy_db, Config())
        list(picture(canvas, *SIZE))
        yield canvas


@contextmanager
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the store is asked meanwhile."""
    questions: list[str] = []
    rows = Store.rows

    def noted(self: Store, sql: str, parameters: tuple[object, ...] = ()) -> list[object]:
        questions.append(sql)
        return rows(self, sql, parameters)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "rows", noted)
        yield questions


def drawn_afresh(canvas: Canvas, size: tuple[int, int]) -> list[Line]:
    """Return what a console shows that has just been opened and put where this one is."""
    view = canvas.view
    assert view.file is not None and view.window.current is not None
    with open_store(view.file) as store:
        fresh = canvas_on(store, view.file, Config())
        fresh.view.now = view.now
        fresh.view.window.goto(view.window.current.incident)
        fresh.view.window.height, fresh.view.window.top = view.window.height, view.window.top
        fresh.view.window.cursor = view.window.cursor
        fresh.view.window.rows = list(view.window.rows)
        return list(picture(fresh, *size))


@pytest.mark.parametrize(("key", "step"), [("move", 1), ("move", -1), ("page", 12), ("page", -12)])
def test_a_key_pressed_again_asks_the_store_nothing(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch, key: str, step: int
) -> None:
    view = canvas.view
    view.window.page(40)
    list(picture(canvas, *SIZE))
    for _ in range(3):
        canvas.look_ahead(step)
        with asked(monkeypatch) as questions:
            getattr(view.window, key)(step)
            view.moved()
            ahead = list(picture(canvas, *SIZE))
        assert questions == []
        assert ahead == drawn_afresh(canvas, SIZE), "and shows what reading it only now shows"


def test_what_was_drawn_ahead_for_another_size_is_drawn_anew(canvas: Canvas) -> None:
    canvas.look_ahead(1)
    canvas.view.window.move(1)
    canvas.view.moved()
    for size in [(80, 24), SIZE, (200, 60)]:
        assert list(picture(canvas, *size)) == drawn_afresh(canvas, size)


@pytest.mark.parametrize("first", [True, False])
def test_the_other_end_of_the_queue_is_drawn_ahead(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    view = canvas.view
    view.to_end(first=not first)
    before = list(picture(canvas, *SIZE))
    canvas.look_across(first=first)
    assert list(picture(canvas, *SIZE)) == before
    with asked(monkeypatch) as questions:
        view.to_end(first=first)
        there = list(picture(canvas, *SIZE))
    assert len(questions) <= 1, "the rows themselves are read anew"
    assert there == drawn_afresh(canvas, SIZE)


def test_at_the_end_there_is_nothing_to_look_ahead_to(canvas: Canvas) -> None:
    canvas.view.window.last()
    before = list(picture(canvas, *SIZE))
    canvas.look_ahead(1)
    canvas.look_ahead(500)
    assert list(picture(canvas, *SIZE)) == before
