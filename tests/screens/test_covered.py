"""Two dialogs at once, or a click on nothing: no key goes astray, and everything can be left."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from textual import events

from screens.chooser import Chooser, Option
from screens.editor import EditScreen
from tests.screens.conftest import OpenDesk
from tests.support.terminal import Terminal


async def test_a_dialog_that_is_left_while_another_comes_up_goes_with_it(story_db: Path, open_desk: OpenDesk) -> None:
    """Escape was on its way to the palette when something came up over it: that stayed, and took no key any more."""
    answers: list[int | None] = []
    async with open_desk(story_db) as desk:
        await desk.press(":")
        palette = desk.app.screen
        palette.post_message(events.Key("escape", "\x1b"))
        over = Chooser("Over it?", [Option("1", "yes")])
        desk.app.push_screen(over, answers.append)
        await desk.settle()
        assert desk.app.screen is over and answers == []
        await desk.press("1")
        assert answers == [0]
        assert desk.app.screen is desk.app.main
        await desk.press("j")
        assert desk.here == 2


async def test_a_page_that_is_done_while_a_dialog_is_up_leaves_the_dialog_alone(
    story_db: Path, open_desk: OpenDesk
) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("C")
        ledger = desk.app.screen
        await desk.press(":")
        ledger.dismiss(None)
        ledger.dismiss(None)
        await desk.press("escape")
        assert desk.app.screen is desk.app.main


def test_a_dialog_that_comes_late_waits_until_the_one_that_is_up_is_left(story_db: Path) -> None:
    with Terminal([sys.executable, "-m", "ircon", story_db]) as console:
        console.wait_for("2 incidents")
        console.press("c")
        console.wait_for("full granted")
        other = sqlite3.connect(story_db, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        console.press("c")
        console.wait_for("waiting: another program")
        console.press(":")
        console.wait_for("type|palette|quit")
        other.execute("ROLLBACK")
        other.close()
        console.wait_for("an answer has come")
        console.press("ledger")
        console.wait_for(": ledger")
        assert "What does the reporter" not in console.text
        console.press("<esc>")
        console.wait_for("What does the reporter of")
        console.press("<esc>q")
        assert console.wait_exit() == 0


async def test_nothing_comes_up_over_what_is_being_typed(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("i")
        typing = desk.app.screen
        over = Chooser("Over it?", [Option("1", "yes")])
        desk.app.work(lambda store: None, lambda _value: desk.app.push_screen(over), opens=True)
        await desk.press("a", "1")
        assert desk.app.screen is typing and typing.focused.text == "a1"
        await desk.press("escape")
        assert desk.app.screen is over


@pytest.mark.parametrize("mouse", ["false", "true"])
def test_a_click_beyond_the_picture_takes_no_key_away(story_db: Path, tmp_path: Path, mouse: str) -> None:
    """As a terminal sends it that has just been made smaller, or noise: Textual takes the focus away for it."""
    told = tmp_path / "config.toml"
    told.write_text(f"[interface]\nmouse = {mouse}\n")
    env = {"IRCON_CONFIG": str(told), "EDITOR": "", "VISUAL": ""}
    with Terminal([sys.executable, "-m", "ircon", story_db], env=env) as console:
        console.wait_for("2 incidents")
        console.press("i")
        console.wait_for("keep and go back")
        console.write(b"\x1b[<0;999;999M\x1b[<0;999;999m")
        console.press("heard")
        console.wait_for("heard")
        console.press("<esc>")
        console.wait_gone("keep and go back")
        console.press("q")
        assert console.wait_exit() == 0


async def test_an_editor_without_the_focus_takes_it_back(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("i")
        desk.app.screen.set_focus(None)
        await desk.press("a", "escape")
        assert desk.app.screen is desk.app.main


async def test_what_is_said_of_a_screen_before_it_is_built_stands_there(story_db: Path, open_desk: OpenDesk) -> None:
    """A colleague's news, or a signal, may come between the key that opens something and its first picture."""
    async with open_desk(story_db) as desk:
        over = Chooser("Over it?", [Option("1", "yes")])
        desk.app.push_screen(over)
        desk.app.show("sato closed #2")
        await desk.settle()
        assert desk.flash == "sato closed #2"


async def test_a_text_is_kept_though_the_line_drops_before_it_is_drawn(story_db: Path, open_desk: OpenDesk) -> None:
    kept: list[str] = []
    async with open_desk(story_db) as desk:
        desk.app.push_screen(EditScreen("half a sentence", kept.append, kept.append))
        desk.app.end(129)
    assert kept == ["half a sentence"]


async def test_a_dialog_that_has_been_left_may_still_say_something(story_db: Path, open_desk: OpenDesk) -> None:
    """A key was on its way to it, and was refused there."""
    async with open_desk(story_db) as desk:
        over = Chooser("Over it?", [Option("1", "yes")])
        desk.app.push_screen(over)
        await desk.press("escape")
        over.say("that view is kept by nobody")
        await desk.settle()
        assert desk.flash == "that view is kept by nobody"
