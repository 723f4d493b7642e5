"""The first picture stands where the screen draws it a moment later, and the terminal comes back whatever happens."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ircon.config import Config
from screens.app import canvas_on, open_store
from screens.curtain import picture
from screens.draw.lines import line_width, plain
from tests.screens.conftest import OpenDesk
from tests.support.terminal import Terminal

SIZES = [(80, 24), (99, 30), (100, 30), (120, 36), (133, 41), (200, 60), (60, 20), (250, 77)]


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_what_the_screen_then_draws(story_db: Path, open_desk: OpenDesk, size: tuple[int, int]) -> None:
    with open_store(story_db) as store:
        first = list(picture(canvas_on(store, story_db, Config()), *size))
    assert [line_width(line) for line in first] == [size[0]] * size[1]
    async with open_desk(story_db, size=size) as desk:
        beside = zip(desk.lines("detail"), desk.lines("related") if size[0] >= 100 else [""] * size[1], strict=False)
        drawn = [*desk.lines("queue"), *(one + other for one, other in beside), *desk.lines("footer")]
        assert [plain(line) for line in first][1:] == drawn


def test_neither_textual_nor_rich_is_loaded_before_it() -> None:
    program = (
        "import sys, screens.app; print(sorted({'textual', 'rich', 'sqlite_utils', 'asyncio'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_signal_behind_the_first_picture_gives_the_terminal_back(story_db: Path) -> None:
    with Terminal([sys.executable, "-m", "ircon", story_db]) as terminal:
        while b"bsite" not in terminal.raw:
            terminal.read(0.05)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in terminal.raw and b"\x1b[?25h" in terminal.raw
