"""A move is made as soon as its key is read, except where something else must come first."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from screens.incoming import Incoming
from tests.screens.conftest import OpenDesk
from tests.support.terminal import Terminal


async def test_a_move_on_the_queue_is_made_at_once_and_is_the_same_move(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        first = desk.lines()
        assert desk.app.at_once(b"j")
        below = desk.lines()
        assert below != first
        await desk.press("k")
        assert desk.lines() == first
        await desk.press("j")
        assert desk.lines() == below
        assert desk.app.at_once(b"\x1b[A")
        assert desk.lines() == first


@pytest.mark.parametrize("data", [b"x", b"jj", b"jx", b"\x1b", b"\x1b[", b"\x1b[<0;3;3M", "ｊ".encode(), b""])
async def test_whatever_is_not_one_moving_key_goes_its_usual_way(
    story_db: Path, open_desk: OpenDesk, data: bytes
) -> None:
    async with open_desk(story_db) as desk:
        before = desk.lines()
        assert not desk.app.at_once(data)
        assert desk.lines() == before


@pytest.mark.parametrize("keys", [["slash"], ["question_mark"], ["colon"], ["asterisk", "b"], ["l"], ["K"]])
async def test_where_something_else_has_the_keys_it_waits_for_it(
    story_db: Path, open_desk: OpenDesk, keys: list[str]
) -> None:
    async with open_desk(story_db) as desk:
        await desk.press(*keys)
        assert not desk.app.at_once(b"j")


async def test_while_a_dialog_is_on_its_way_it_waits(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        desk.app.main.action_close()
        assert not desk.app.at_once(b"j")
        await desk.settle()
        assert not desk.app.at_once(b"j")


async def test_once_the_handler_leaves_no_key_is_taken_at_once(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        desk.app.exit(return_code=0)
        assert not desk.app.at_once(b"j")


def rests(incoming: Incoming) -> bool:
    return incoming.at_rest


def test_half_a_key_is_waited_for() -> None:
    incoming = Incoming()
    assert rests(incoming)
    parts = ((b"x", True), (b"\x1b", False), (b"[", False), (b"A", False), (b"j", True), (b"\xe5\x8d", False))
    for data, rest in parts:
        incoming.feed(data)
        assert rests(incoming) is rest, data
    incoming.feed(b"\x1b[200~pasted j")
    assert not rests(incoming)
    incoming.quiet()
    assert not rests(incoming), "a paste is under way"
    incoming.feed(b"\x1b[201~")
    incoming.quiet()
    assert rests(incoming)


def test_on_a_terminal_keys_typed_one_behind_the_other_keep_their_order(story_db: Path) -> None:
    with Terminal([sys.executable, "-m", "ircon", story_db]) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("j")
        terminal.wait_for("^─ #2 ")
        for key in "kj/jk":
            terminal.press(key)
        terminal.wait_for("^ / jk")
        terminal.press("<esc>k")
        terminal.wait_for("^─ #1 ")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_defect_in_a_move_ends_the_console_as_any_other_does(story_db: Path) -> None:
    program = f"""
import sys
from ircon.__main__ import main
from screens import moves
make = moves.make
def defect(view, move):
    if move == "up":
        raise RuntimeError("secret.example")
    return make(view, move)
moves.make = defect
sys.exit(main([{str(story_db)!r}]))
"""
    with Terminal([sys.executable, "-c", program]) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("j")
        terminal.wait_for("^─ #2 ")
        terminal.press("k")
        assert terminal.wait_exit() == 70
        assert "RuntimeError" in terminal.text and "secret" not in terminal.text
