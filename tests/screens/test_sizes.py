"""Any size of terminal is worked in, and changing it leaves no trace."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ircon.i18n import speak
from tests.screens.conftest import OpenDesk
from tests.support.terminal import Terminal


@pytest.mark.parametrize("size", [(1, 1), (30, 8), (300, 90)])
async def test_every_key_is_safe_at_any_size(story_db: Path, open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(story_db, size=size) as desk:
        first, then = ["tab", "j", "escape", "slash", *"is:opn", "escape", "x"], ["escape", "D"]
        last = ["escape", "question_mark", "escape", "colon", *"qui", "escape", "enter", "G", "escape"]
        for keys in ("jkGgrjkr", "c", "d", first, then, last):
            await desk.pilot.press(*keys)
            await desk.settle()
        assert desk.app.is_running


async def test_growing_wider_brings_the_panel_beside_the_detail(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        assert not desk.app.screen.query_one("#related").display
        await desk.pilot.resize_terminal(120, 36)
        await desk.settle()
        assert desk.app.screen.query_one("#related").display
        assert "related sites" in desk.text("related")


async def test_a_letter_says_how_much_of_it_is_below(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        await desk.press("d")
        body = desk.app.screen.draft.body.count("\n") + 1
        title, *shown = desk.lines("letter")
        assert f"{body + 3 - len(shown)} more lines  tab: what we have" in title
        await desk.press("G")
        title, *shown = desk.lines("letter")
        assert "more line" not in title and "tab: what we have" in title


async def test_where_not_all_of_a_title_fits_it_says_how_much_is_below(story_db: Path, open_desk: OpenDesk) -> None:
    speak("ja")
    try:
        async with open_desk(story_db, size=(60, 20)) as desk:
            await desk.press("d")
            assert "あと" in desk.lines("letter")[0]
            await desk.press("escape", "c", "C")
            assert "報告" in desk.lines("ledger")[2]  # the last of the items has a column, too
    finally:
        speak("en")


def test_a_resized_terminal_shows_what_a_fresh_one_would(story_db: Path) -> None:
    with Terminal([sys.executable, "-m", "ircon", story_db], size=(80, 24)) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("jr")
        terminal.settle(0.3)
        for size in ((120, 36), (70, 20), (100, 30)):
            terminal.resize(*size)
            terminal.settle(0.4)
        terminal.press("<esc>k")
        terminal.settle(0.4)
        seen = terminal.lines
        terminal.press("q")
        terminal.wait_exit()
    with Terminal([sys.executable, "-m", "ircon", story_db], size=(100, 30)) as fresh:
        fresh.wait_for("2 incidents")
        fresh.settle(0.4)
        assert seen == fresh.lines
