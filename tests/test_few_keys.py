"""The story, from opening the console to the notice copied and both incidents closed, in few keystrokes."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support import stores
from tests.support.command import ircon
from tests.support.keys import strokes
from tests.support.terminal import Terminal

MOST = 30
"""Keystrokes besides text that is typed."""


def test_the_story_takes_at_most_thirty_keys(tmp_path: Path) -> None:
    db = stores.with_story(tmp_path)
    config = tmp_path / "config.toml"
    config.write_text(f'[files]\ndrafts = "{tmp_path / "letters"}"\n', encoding="utf-8")
    pressed = 0
    with Terminal([sys.executable, "-m", "ircon", db], env={"IRCON_CONFIG": str(config)}) as terminal:

        def press(keys: str, *seen: str) -> None:
            nonlocal pressed
            pressed += len(strokes(keys))
            terminal.press(keys)
            for pattern in seen:
                terminal.wait_for(pattern)

        terminal.wait_for("2 incidents")
        # B permits all of it, so A hears of it at once; B is told so
        press("c", "full granted, as the report states")
        press("d", "admin@asite.example.jp", "ご担当者様")
        press("y", "sent to the terminal")
        (notice,) = terminal.copied
        press("s", "marked as sent")
        press("<esc>", "#1 scan")
        press("d", "admin@bsite.example.jp")
        press("ys", "marked as sent")
        press("<esc>", "#1 scan")
        press("x", "Close #1")
        press("1", "#1 closed")
        # A has stated nothing, so A is asked; the answer comes as mail, and is recorded
        press("g", "#2 intrusion")
        press("d", "情報の開示についてのお伺い")
        press("ys", "marked as sent")
        press("<esc>", "#2 intrusion")
        press("x", "Close #2")
        press("1", "#2 closed")
        press("q")
        assert terminal.wait_exit() == 0
    print(f"{pressed} keys")
    assert pressed <= MOST
    assert "192.168.100.1" in notice and "Jun 23 12:34:00" in notice
    rows = ircon("list", "--json", db=db).objects
    assert [row["status"] for row in rows] == ["closed", "closed"]
    shown = [ircon("show", number, "--json", db=db).objects[0] for number in ("1", "2")]
    assert [d["kind"] for d in shown[0]["drafts"]] == ["notice", "progress"]
    assert [d["kind"] for d in shown[1]["drafts"]] == ["consent-request"]
