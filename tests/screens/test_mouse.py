"""The mouse, where the configuration wants it: the wheel scrolls what is under it, a click chooses or is a key."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from ircon.demo import example_path
from ircon.text import width
from screens.draw import bars
from screens.draw.lines import fill
from screens.keys import pressed
from screens.pointing import key_at
from tests.support.hostile import foreign
from tests.support.terminal import Terminal

TRACKING = re.compile(rb"\x1b\[\?(?:9|100[0-35-7]|101[56])h")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the demonstration, whose queue is longer than a screen."""
    return Path(shutil.copy(example_path(), tmp_path / "example.db"))


def console(db: Path, *, mouse: bool = True, size: tuple[int, int] = (120, 36)) -> Terminal:
    config = db.with_name("config.toml")
    config.write_text(f"[interface]\nmouse = {str(mouse).lower()}\n", encoding="utf-8")
    env = {"IRCON_CONFIG": str(config), "EDITOR": "", "VISUAL": "", "HOME": str(db.parent)}
    return Terminal([sys.executable, "-m", "ircon", db], env=env, size=size)


def place(terminal: Terminal, words: str) -> tuple[int, int]:
    """Return the column of the third cell of ``words``, and the line, both from 1."""
    terminal.wait_for(re.escape(words))
    y, line = next((y, line) for y, line in enumerate(terminal.lines, start=1) if words in line)
    return width(line[: line.index(words)]) + 3, y


def click(terminal: Terminal, words: str) -> None:
    """Click on the first place where ``words`` stand."""
    x, y = place(terminal, words)
    terminal.write(b"\x1b[<0;%d;%dM\x1b[<0;%d;%dm" % (x, y, x, y))


def wheel(terminal: Terminal, x: int, y: int, *, times: int = 1, up: bool = False) -> None:
    terminal.write(b"\x1b[<%d;%d;%dM" % (64 if up else 65, x, y) * times)


def test_without_it_nothing_about_mice_is_written(story_db: Path) -> None:
    with console(story_db, mouse=False) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("j")
        terminal.wait_for("#2 intrusion")
        click(terminal, "bsite")
        terminal.press("<enter>")
        terminal.wait_for("journal|more below")
        assert "#2 intrusion" in terminal.text
        assert not TRACKING.search(terminal.raw)


def test_clicks_and_wheel_are_asked_for_but_no_moves_and_given_back(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("j")
        terminal.wait_for("#2 intrusion")
        assert {found[0] for found in TRACKING.finditer(terminal.raw)} == {
            b"\x1b[?1000h", b"\x1b[?1002h", b"\x1b[?1006h"
        }  # fmt: skip
        terminal.press("q")
        terminal.wait_exit()
        for mode in (b"1000", b"1002", b"1006"):
            assert terminal.raw.rfind(b"\x1b[?%sl" % mode) > terminal.raw.rfind(b"\x1b[?%sh" % mode)
        assert foreign(terminal.raw) == []


def test_a_click_chooses_a_row_a_site_and_a_second_one_opens_it(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        click(terminal, "intrusion")
        terminal.wait_for("#2 intrusion")
        click(terminal, " scan ")
        terminal.wait_for("#1 scan")
        for _ in range(2):
            click(terminal, "│  asite")
        terminal.wait_for("site . of the register")
        terminal.settle()
        click(terminal, "back")
        terminal.wait_for("2 incidents")


def test_a_click_on_a_key_presses_it(story_db: Path) -> None:
    with console(story_db) as terminal:
        terminal.wait_for("2 incidents")
        click(terminal, "? help")
        terminal.wait_for("to begin with")
        wheel(terminal, 10, 10)
        terminal.wait_gone("to begin with")
        click(terminal, "esc back")
        terminal.wait_for("2 incidents")
        click(terminal, "x close")
        click(terminal, "resolved")
        terminal.wait_for("#1 closed: resolved")
        terminal.press(":hand over")
        terminal.wait_for(": hand over")  # what is found moves up until all of it is typed
        click(terminal, "hand-over")
        terminal.wait_for("Hand #2 over to")
        terminal.press("<esc>/asite")
        click(terminal, "esc drop")
        terminal.wait_for("tab pane")


def test_the_wheel_scrolls_the_pane_under_it(example: Path) -> None:
    with console(example) as terminal:
        terminal.wait_for(r"\d incidents")
        first = terminal.lines[2]
        wheel(terminal, 10, 8, times=4)
        terminal._until(lambda: first not in terminal.lines, "the queue did not scroll", 20.0)
        wheel(terminal, 10, 8, times=5, up=True)
        terminal.wait_for(re.escape(first.strip()[:20]))
        wheel(terminal, 10, 30)
        terminal.wait_for("line 4")
        assert first.strip()[:20] in terminal.text
        terminal.press("<esc>l")
        terminal.wait_for("whose")
        wheel(terminal, 10, 10)
        terminal.wait_for("4 of ")
        click(terminal, terminal.lines[5].strip()[-20:])
        terminal.wait_for(r"\b[1-9] of ")


def test_which_key_a_click_is() -> None:
    entries = [("enter", "開く", True), ("/", "絞り込む", True), ("x", "close", False)]
    line = bars.footer(40, entries)
    assert [key_at(line, x) for x in (0, 1, 5, 7, 11, 13, 15, 24, 25, 27, 32, 39)] == [
        "", "enter", "enter", "enter", "", "/", "/", "", "x", "x", "", "",
    ]  # fmt: skip
    assert key_at(bars.flash(40, "x is done", bad=False), 1) == ""
    editor = fill([(" esc ", "key"), ("keep and go back   ", ""), ("ctrl+c ", "key"), ("drop", "")], 60)
    assert key_at(editor, 26) == "ctrl+c"
    assert pressed("esc") == ("escape", "\x1b")
    assert pressed("/") == ("slash", "/")
    assert pressed("ctrl+c") == ("ctrl+c", None)
    assert pressed("f8") == ("f8", None)
    assert pressed("#1:") is None and pressed("") is None
