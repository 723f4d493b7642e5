"""A filter whose rows take long: the keys go on working, the rows come when they come, what is overtaken is dropped."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from ircon.errors import TooSlow
from ircon.model import Order, QueueRow
from ircon.query import Query
from ircon.store import Store, queue
from screens.console import Console
from screens.reading import Listing
from screens.worker import Result, Worker
from tests.screens.conftest import OpenDesk
from tests.support.terminal import Terminal

SLOW = """
import sys, time
from ircon.store import queue
quick = queue.window
def slow(store, query, **more):
    if any(word.text == "slowly" for word in query.words):
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000000)"
        store.value(endless + " SELECT count(*) FROM n WHERE i % 7 = ?", (time.monotonic_ns() % 7,))
    return quick(store, query, **more)
queue.window = slow
from ircon.__main__ import main
sys.exit(main())
"""
"""The console with a word that takes many seconds to look for."""


@pytest.fixture
def terminal(story_db: Path) -> Terminal:
    return Terminal([sys.executable, "-c", SLOW, story_db], size=(100, 30))


def test_keys_work_while_a_filter_looks_and_another_filter_overtakes_it(terminal: Terminal) -> None:
    with terminal:
        terminal.wait_for("2 incidents")
        terminal.press("/slowly")
        terminal.wait_for(r"slowly.*looking")
        assert terminal.wait_for("asite|サイトA|bsite"), "what was listed stays in sight meanwhile"
        terminal.press("<c-u>class:scan")
        began = time.monotonic()
        terminal.wait_for(r"class:scan.*1 ")
        assert time.monotonic() - began < 5, "nothing waits for what was overtaken"
        terminal.press("<enter>q")
        assert terminal.wait_exit() == 0


async def test_what_is_typed_at_one_go_is_looked_for_once(
    story_db: Path, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    window = queue.window

    def noted(store: Store, query: Query, **more: Any) -> list[QueueRow]:
        asked.append(str(query))
        return window(store, query, **more)

    monkeypatch.setattr(queue, "window", noted)
    async with open_desk(story_db) as desk:
        await desk.press("slash")
        asked.clear()
        with monkeypatch.context() as patch:
            patch.setattr(Console, "more_keys", True)
            await desk.pilot.press("p", "o", "p")
            assert asked == []
        await desk.press("p")
        assert len(asked) == 1 and " / popp" in desk.lines("header")[0]
        with monkeypatch.context() as patch:
            patch.setattr(Console, "more_keys", True)
            await desk.press("e", "enter")
        assert desk.app.view.filter == "poppe", "enter takes all that was typed"
        await desk.press("slash")
        with monkeypatch.context() as patch:
            patch.setattr(Console, "more_keys", True)
            await desk.pilot.press("r")
            await desk.pilot.pause(0.1)
        assert " / poppe r" in desk.lines("header")[0], "also where none of the other keys came"


def test_leaving_does_not_wait_for_what_is_looked_for(terminal: Terminal) -> None:
    with terminal:
        terminal.wait_for("2 incidents")
        terminal.press("/slowly<enter>")
        terminal.wait_for("looking")
        terminal.press("q")
        began = time.monotonic()
        assert terminal.wait_exit() == 0
        assert time.monotonic() - began < 5


def test_reading_that_takes_too_long_is_given_up_and_what_comes_next_is_not(story_db: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with Store.open(story_db, read_only=True) as store:
        began = time.monotonic()
        with pytest.raises(TooSlow), store.within(0.05):
            store.value(endless)
        assert time.monotonic() - began < 2
        assert len(Listing(store, "mori", Order.NEED).window()) == 2


def test_a_worker_that_is_overtaken_drops_what_waits_and_breaks_off_what_runs(story_db: Path) -> None:
    heard: list[Result] = []
    begun, ended = threading.Event(), threading.Event()
    worker = Worker(lambda: Store.open(story_db, read_only=True), heard.append, "looker")

    def endless(store: Store) -> None:
        begun.set()
        store.value("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")

    worker.put(endless)
    worker.put(lambda store: "never")
    assert begun.wait(10)
    time.sleep(0.05)
    worker.overtake()
    worker.put(lambda store: ended.set())
    assert ended.wait(10)
    assert worker.close(10)
    assert [type(result.error) for result in heard] == [TooSlow, type(None)]
    for _ in heard:
        worker.heard()
    assert not worker.busy


def test_the_console_loads_nothing_that_makes_connections(story_db: Path) -> None:
    with Terminal([sys.executable, "-m", "ircon", story_db], size=(100, 30), loaded=False) as terminal:
        terminal.wait_for("2 incidents")
        maps = Path(f"/proc/{terminal.pid}/maps")
        if not maps.exists():
            pytest.skip("no /proc here")
        assert not [line for line in maps.read_text().splitlines() if "libssl" in line or "libcrypto" in line]
        terminal.press("q")
        assert terminal.wait_exit() == 0
