"""The first picture stands where the screen draws it a moment later, and the terminal comes back whatever happens."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
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
    with Terminal([sys.executable, "-m", "ircon", story_db], loaded=False) as terminal:
        while b"bsite" not in terminal.raw:
            terminal.read(0.05)
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert b"\x1b[?1049l" in terminal.raw and b"\x1b[?25h" in terminal.raw


SLOWLY = """
import builtins, os, sys, time
load = builtins.__import__
def slow(name, *more, **options):
    if name.startswith("textual.app"):
        while not os.path.exists(sys.argv[2]):
            time.sleep(0.01)
    return load(name, *more, **options)
builtins.__import__ = slow
from ircon.__main__ import main
sys.exit(main(sys.argv[1:2]))
"""
"""The console of which Textual is loaded when a file says so, and no sooner."""


@pytest.fixture
def behind(story_db: Path, tmp_path: Path) -> Iterator[tuple[Terminal, Path]]:
    """A console behind its first picture, and the file that lets it go on."""
    with Terminal([sys.executable, "-c", SLOWLY, story_db, tmp_path / "go on"]) as terminal:
        terminal.wait_for("help *$")  # the last thing that is drawn
        yield terminal, tmp_path / "go on"


def test_keys_that_move_are_answered_before_textual_is_there(behind: tuple[Terminal, Path]) -> None:
    terminal, go_on = behind
    terminal.wait_for("^─ #1 ")
    for keys, number in (("j", 2), ("k", 1), ("<down>", 2), ("<home>", 1), ("jk", 1), ("G", 2)):
        terminal.press(keys)
        terminal.settle(0.2)
        assert terminal.wait_for(r"^─ #(\d) ")[1] == str(number), keys
    before = terminal.lines
    go_on.touch()
    terminal.wait_for("2 incidents")
    assert terminal.lines[1:] == before[1:], "and the console takes over with the cursor where it stood"
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_the_first_other_key_and_what_follows_it_wait_for_the_console(behind: tuple[Terminal, Path]) -> None:
    terminal, go_on = behind
    terminal.press("j/reporter")
    terminal.settle(0.3)
    assert terminal.wait_for(r"^─ #(\d) ")[1] == "2", "the move was made"
    assert "reporter" not in terminal.lines[0], "and nothing typed is shown on the way"
    terminal.press("jk")
    terminal.settle(0.2)
    assert terminal.wait_for(r"^─ #(\d) ")[1] == "2", "those belong to the word"
    go_on.touch()
    terminal.wait_for("^ / reporterjk")
    terminal.press("<esc>q")
    assert terminal.wait_exit() == 0


def test_a_terminal_of_another_size_meanwhile_is_not_drawn_on(behind: tuple[Terminal, Path]) -> None:
    terminal, go_on = behind
    terminal.resize(90, 30)
    seen = len(terminal.raw)
    terminal.press("j")
    terminal.settle(0.3)
    assert len(terminal.raw) == seen
    go_on.touch()
    terminal.wait_for("2 incidents")
    assert terminal.wait_for(r"^─ #(\d) ")[1] == "2", "the move is made when there is somebody to draw it"
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_leaving_while_textual_is_loaded_gives_the_terminal_back(behind: tuple[Terminal, Path]) -> None:
    terminal, _go_on = behind
    terminal.press("j")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_exit() == 128 + signal.SIGTERM
    assert terminal.raw.endswith(b"\x1b[?25h")


def test_what_fails_to_load_is_told_on_a_terminal_as_it_was(story_db: Path) -> None:
    program = f"""
import sys
sys.modules["textual"] = None
from ircon.__main__ import main
sys.exit(main([{str(story_db)!r}]))
"""
    with Terminal([sys.executable, "-c", program]) as terminal:
        assert terminal.wait_exit() == 70
        assert b"\x1b[?1049l" in terminal.raw and "Traceback" not in terminal.text
