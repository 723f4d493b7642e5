"""Two handlers at their terminals, on one store: each sees what the other does, and neither loses their place."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ircon import desk
from ircon.store import Store, queue
from tests.support import stores, story
from tests.support.terminal import Terminal

SOON = 3.0
"""Seconds for what shall take half a second: this machine may have others to serve."""


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Path, Terminal, Terminal]]:
    path = stores.with_mails(tmp_path, [story.from_b(), story.from_a()])
    command: list[str | Path] = [sys.executable, "-m", "ircon", path]
    with ExitStack() as leaving:
        one, other = (leaving.enter_context(Terminal(command, size=(100, 30))) for _ in range(2))
        for terminal in (one, other):
            terminal.wait_for("2 incidents")
        yield path, one, other


def test_what_one_does_the_other_sees_within_half_a_second_and_keeps_the_place(
    both: tuple[Path, Terminal, Terminal],
) -> None:
    path, one, other = both
    other.press("j")
    other.wait_for(r"^─ #2 intrusion")
    other.settle()
    one.press("x")
    one.wait_for("Close #1, because")
    one.press("5")
    one.wait_for("#1 closed")
    began = time.perf_counter()
    other.wait_for(r"^ ?[x*]+ +1 ", SOON)
    assert time.perf_counter() - began < SOON
    other.wait_for(r"^─ #2 intrusion")
    rows = [line for line in other.lines[2:5] if "サイト" in line or "site" in line]
    assert "2" in rows[0].split()[:2], "what is closed has gone below; the cursor stayed with its incident"
    one.press("u")
    other.wait_for(r"^[ *]+1 .*reporter not answered", SOON)
    with Store.open(path) as store:
        desk.take(store, 2, handler="sato")
    for terminal in both[1:]:
        terminal.wait_for(r"2 .*sato", SOON)


def test_each_sees_what_the_other_has_open_until_it_is_left_or_killed(both: tuple[Path, Terminal, Terminal]) -> None:
    _, one, other = both
    one.press("<enter>")
    one.wait_for("telnetd")
    other.wait_for("has it open", SOON)
    one.press("<esc>")
    other.wait_gone("has it open", SOON)
    one.press("<enter>")
    other.wait_for("has it open", SOON)
    one.close()
    other.press("jk")
    other.wait_gone("has it open", SOON)
    other.settle(1.0)
    before = len(other.raw)
    other.settle(2.0, patience=2.0)
    assert len(other.raw) == before, "nothing is said while nothing happens"


def test_what_was_done_to_all_marked_is_taken_back_after_the_console_was_started_again(tmp_path: Path) -> None:
    path = stores.with_mails(tmp_path, [story.from_b(), story.from_a()])
    command: list[str | Path] = [sys.executable, "-m", "ircon", path]

    def closed() -> list[bool]:
        with Store.open(path, read_only=True) as store:
            return [row.status == "closed" for row in queue.some(store, [1, 2])]

    with Terminal(command, size=(80, 24)) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("  x")
        terminal.wait_for("Close 2 marked incidents, because")
        terminal.press("5")
        terminal.wait_for("close: done to 2 incidents; u takes it back")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert closed() == [True, True]
    with Terminal(command, size=(80, 24)) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("u")
        terminal.wait_for("undone in 2 incidents: close")
        assert closed() == [False, False]
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with Terminal(command, size=(80, 24)) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("U")
        terminal.wait_for("done again in 2 incidents: close")
        assert closed() == [True, True]
