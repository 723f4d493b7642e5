"""On every kind of terminal: no more colours than it has, nothing as dark as its ground, no word told by colour."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from screens.styles import INKS, SIXTEEN, WITHOUT_COLOUR, Ink, inks
from screens.title import title
from tests.support import stores
from tests.support.terminal import Terminal

NONE, SIXTEEN_COLOURS, MANY = "none", "sixteen", "many"

TERMINALS = {
    "xterm-256color": ({"TERM": "xterm-256color"}, MANY),
    "with colours told": ({"TERM": "xterm", "COLORTERM": "truecolor"}, MANY),
    "tmux": ({"TERM": "tmux-256color"}, MANY),
    "xterm": ({"TERM": "xterm"}, SIXTEEN_COLOURS),
    "linux": ({"TERM": "linux"}, SIXTEEN_COLOURS),
    "screen": ({"TERM": "screen"}, SIXTEEN_COLOURS),
    "vt100": ({"TERM": "vt100"}, NONE),
    "dumb": ({"TERM": "dumb"}, NONE),
    "no colour wanted": ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, NONE),
}
"""What the environment says, and how many colours may come of it."""

WALK = (
    ("", "2 incidents"), ("r", "esc back"), ("<esc>", "q quit"), ("<enter>", "more below|journal"),
    ("*telnetd<enter>", "next one"),
    ("<esc><esc>C", "what was sent relying on it"), ("<esc>l", "whose"), ("<esc>x", "resolved"), ("<esc>?", "to begin"),
    ("<esc>:", "open"), ("<esc>i", "keep and go back"),
)  # fmt: skip
"""What is pressed to come from screen to screen, and by what each is known."""

DRIVEN = ("xterm-256color", "linux", "dumb")
"""Those on which the screens are walked; without colour wanted they are as on a dumb one."""

_SGR = re.compile(rb"\x1b\[([0-9;]*)m")


def walked(db: Path, env: dict[str, str]) -> Iterator[Terminal]:
    """Walk the screens and yield the terminal on each."""
    with Terminal([sys.executable, "-m", "ircon", db], size=(100, 30), env={"EDITOR": "", "VISUAL": "", **env}) as one:
        for keys, words in WALK:
            one.press(keys)
            one.wait_for(words)
            one.settle(0.05, 2.0)
            yield one


def colours(raw: bytes) -> str:
    """Return how many colours are asked for at most."""
    codes = [code for found in _SGR.findall(raw) for code in (found or b"0").split(b";")]
    if b"38" in codes or b"48" in codes:
        return MANY
    some = any(30 <= int(code) <= 107 and code not in (b"39", b"49") for code in codes if code)
    return SIXTEEN_COLOURS if some else NONE


def unreadable(terminal: Terminal) -> list[str]:
    """Return the lines on which something is written in the colour of its own ground."""
    screen = terminal.look()
    cells = ((y, screen.cell(x, y)) for y in range(screen.lines) for x in range(screen.columns))
    return sorted({terminal.lines[y] for y, cell in cells if cell.data.strip() and cell.fg == cell.bg != "default"})


@dataclass(frozen=True)
class Walked:
    """What one walk showed: the texts of the screens, lines that cannot be read, every byte."""

    texts: list[str]
    unreadable: list[str]
    raw: bytes


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Walked]:
    """Walk the story on a terminal of TERMINALS, each once."""
    db = stores.with_story(tmp_path_factory.mktemp("walk"))

    @cache
    def on(name: str) -> Walked:
        texts, dark, raw = [], [], b""
        for one in walked(db, TERMINALS[name][0]):
            texts.append(one.text)
            dark += unreadable(one)
            raw = one.raw
        return Walked(texts, dark, raw)

    return on


@pytest.mark.parametrize("name", DRIVEN)
def test_colours_are_those_of_the_terminal_and_all_can_be_read(walk: Callable[[str], Walked], name: str) -> None:
    assert walk(name).unreadable == []
    assert colours(walk(name).raw) == TERMINALS[name][1]


def test_the_same_words_stand_there_with_colours_and_without(walk: Callable[[str], Walked]) -> None:
    assert walk("xterm-256color").texts == walk("dumb").texts


@pytest.mark.parametrize("name", TERMINALS)
def test_every_kind_of_terminal_has_its_inks(name: str) -> None:
    env, most = TERMINALS[name]
    assert inks(env) is {NONE: WITHOUT_COLOUR, SIXTEEN_COLOURS: SIXTEEN, MANY: INKS}[most]


def test_the_documents_say_so() -> None:
    told = (Path(__file__).parents[2] / "docs" / "terminal.md").read_text("utf-8")
    text = told.partition("| `TERM` |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`.*`) \| (\w+) \| (yes|no|in tmux) \|$", text, re.MULTILINE)
    assert len(rows) == text.count("\n| `")
    for names, many, titled in rows:
        for term in re.findall(r"`([^`]+)`", names):
            env = {"TERM": term}
            assert inks(env) is {"256": INKS, "16": SIXTEEN, "none": WITHOUT_COLOUR}[many], term
            assert bool(title(env, Path("x.db")).taken) is (titled == "yes"), term
            assert titled != "in tmux" or title({**env, "TMUX": "x"}, Path("x.db")).taken


def test_where_the_bar_is_shows_without_colour(story_db: Path) -> None:
    for terminal in walked(story_db, {"NO_COLOR": "1"}):
        screen = terminal.look()
        bars = [terminal.lines[y] for y in range(screen.lines) if screen.cell(10, y).reverse]
        assert len(bars) == 1 and "bsite" in bars[0]
        break


def test_each_bar_and_match_differs_from_plain_text_and_from_the_other_without_colour() -> None:
    assert all(ink.fg is ink.bg is None for ink in WITHOUT_COLOUR.values())
    told = [WITHOUT_COLOUR[name] for name in ("", "bar", "bar-idle", "match-here")]
    assert len({*told}) >= 3 and WITHOUT_COLOUR["match"] != WITHOUT_COLOUR["match-here"] != WITHOUT_COLOUR[""]


@pytest.mark.parametrize("table", [INKS, SIXTEEN])
def test_no_ink_is_of_the_colour_of_its_ground(table: dict[str, Ink]) -> None:
    assert all(ink.bg is None or ink.fg != ink.bg for ink in table.values())


SCREEN = shutil.which("screen")


@pytest.mark.skipif(SCREEN is None, reason="there is no GNU screen here")
def test_it_works_in_gnu_screen(story_db: Path, tmp_path: Path) -> None:
    rc = tmp_path / "screenrc"
    rc.write_text("startup_message off\ndefutf8 on\nterm screen-256color\n")
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o700)
    env = {"SCREENDIR": str(folder), "EDITOR": "", "VISUAL": "", "SHELL": "/bin/sh"}
    command = [str(SCREEN), "-U", "-c", str(rc), "-S", "test", sys.executable, "-m", "ircon", str(story_db)]
    with Terminal(command, size=(100, 30), env=env) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("j")
        terminal.wait_for("#2 intrusion")
        assert unreadable(terminal) == []
        assert b"\x1b]2;ircon" not in terminal.raw
        terminal.press("?")
        terminal.wait_for("to begin with")
        terminal.press("q")
        terminal.wait_gone("to begin with")
        terminal.press("q")
        terminal.wait_exit()
    left = subprocess.run([str(SCREEN), "-ls"], env={"SCREENDIR": str(folder)}, capture_output=True, check=False)
    until = time.monotonic() + 10
    while b".test" in left.stdout and time.monotonic() < until:
        time.sleep(0.1)
        left = subprocess.run([str(SCREEN), "-ls"], env={"SCREENDIR": str(folder)}, capture_output=True, check=False)
    assert b".test" not in left.stdout
