"""The terminal's title says which store is open, and is the shell's again however the console ends."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from screens.title import Title, title
from tests.support.hostile import foreign
from tests.support.terminal import PATIENCE, Terminal
from tests.support.titles import title_after
from tests.support.tmux import AVAILABLE, Tmux


def console(db: Path, **env: str) -> Terminal:
    return Terminal([sys.executable, "-m", "ircon", db], env={"EDITOR": "", "VISUAL": "", **env})


def open_console(terminal: Terminal) -> None:
    terminal.wait_for("2 incidents")
    terminal.press("j")
    terminal.wait_for("#2 intrusion")
    assert title_after(terminal.raw) == "ircon: story.db"


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGHUP])
def test_it_comes_back_on_every_way_out(story_db: Path, number: signal.Signals | None) -> None:
    with console(story_db) as terminal:
        open_console(terminal)
        terminal.signal(number) if number else terminal.press("q")
        terminal.wait_exit()
        assert title_after(terminal.raw) == "shell"
        assert title_after(terminal.raw, keeps=False) == ""
        assert foreign(terminal.raw) == []


def test_it_comes_back_after_a_defect(story_db: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import sys\nfrom screens.queue import QueueScreen\n"
        "def action_related(self): raise RuntimeError\nQueueScreen.action_related = action_related\n"
        f"from ircon.__main__ import main\nsys.argv = ['ircon', {str(story_db)!r}]\nsys.exit(main())\n"
    )
    with Terminal([sys.executable, broken], env={"PYTHONPATH": str(Path(__file__).parents[2])}) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("r")
        assert terminal.wait_exit() == 70
        assert b"ircon: story.db" in terminal.raw
        assert title_after(terminal.raw) == "shell"


def test_the_shell_and_the_editor_have_their_own_meanwhile(story_db: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho in the editor\nread answer\n")
    editor.chmod(0o700)
    with Terminal(["/bin/bash", "--norc", "-i"], env={"PS1": "$ ", "VISUAL": str(editor)}) as terminal:
        terminal.press(f"{sys.executable} -m ircon {story_db}<enter>")
        open_console(terminal)
        terminal.press("<c-z>")
        terminal.wait_for("Stopped")
        assert title_after(terminal.raw) == "shell"
        terminal.press("fg<enter>")
        terminal.wait_for("#2 intrusion")
        terminal.press("i")
        terminal.wait_for("in the editor")
        assert title_after(terminal.raw) == "shell"
        terminal.press("<enter>")
        terminal.wait_for("#2 intrusion")
        assert title_after(terminal.raw) == "ircon: story.db"
        terminal.press("q")
        terminal.wait_for(r"\$ fg\n(?s:.*)\n\$\s*\Z")
        assert title_after(terminal.raw) == "shell"


@pytest.mark.parametrize(
    ("environ", "known"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "screen.xterm-256color", "STY": "1.pts-0.host"}, False),
        ({"TERM": "xterm", "STY": "1.pts-0.host"}, False),
        *(({"TERM": term}, False) for term in ("linux", "dumb", "vt100", "vt220", "unknown", "")),
        ({}, False),
    ],
)
def test_only_terminals_that_give_it_back_have_it_touched(environ: Mapping[str, str], known: bool) -> None:
    assert bool(title(environ, Path("/srv/example.db")).taken) is known


@pytest.mark.parametrize("term", ["linux"])
def test_elsewhere_nothing_about_titles_is_written(story_db: Path, term: str) -> None:
    with console(story_db, TERM=term) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert title_after(terminal.raw) == title_after(terminal.raw, keeps=False) == "shell"


def test_the_files_name_passes_the_gate_and_is_cut() -> None:
    environ = {"TERM": "xterm"}
    hostile = title(environ, Path("/srv/\x1b]2;x\x07\u202e\udc80.db"))
    assert hostile.taken == "\x1b[22;2t\x1b]2;ircon: ␛]2;x␇<U+202E><U+DC80>.db\x07"
    assert foreign(hostile.taken.encode()) == []
    assert title(environ, Path("報告" * 50)).taken == f"\x1b[22;2t\x1b]2;ircon: {'報告' * 12}報告~\x07"
    assert title({}, Path("x")) == Title()


@pytest.mark.skipif(not AVAILABLE, reason="there is no tmux here")
def test_tmux_shows_it_while_the_console_runs(story_db: Path) -> None:
    with Tmux(size=(100, 30)) as tmux:
        tmux.start(["sh"], env={"PS1": "$ "})
        before = tmux.run("display-message", "-p", "-t", "test", "#{pane_title}")
        tmux.keys(f"{sys.executable} -m ircon {story_db}", "Enter")
        tmux.wait_for("2 incidents")
        tmux.keys("j")
        tmux.wait_for("#2 intrusion")  # which the first picture, drawn before Textual is there, does not do
        assert tmux.run("display-message", "-p", "-t", "test", "#{pane_title}").strip() == "ircon: story.db"
        tmux.keys("q")
        until = time.monotonic() + PATIENCE
        while (now := tmux.run("display-message", "-p", "-t", "test", "#{pane_title}")) != before:
            assert time.monotonic() < until, now
            time.sleep(0.05)
