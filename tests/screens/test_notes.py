"""Keys ``i`` and ``I``: notes are written where the handler stands, and what was begun survives the line."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from textual import events

from ircon import desk as office
from ircon.store import Store, notes
from screens.area import Area
from tests.screens.conftest import OpenDesk
from tests.support.attacks import attacks
from tests.support.hostile import smuggled
from tests.support.terminal import Terminal


def texts(db: Path, number: int = 1) -> list[str]:
    with Store.open(db, read_only=True) as store:
        return [note.text for note in notes.of_incident(store, number)]


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


async def test_a_note_is_written_and_shown(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("i", *"called them", "escape")
        assert desk.flash == "#1: note 1 written"
        assert "1 note" in desk.lines("detail")[0] and "called them" in desk.text("detail")
        await desk.press("enter")
        assert "notes, for the house alone" in desk.text("detail")
        await desk.press("u")
        assert "called them" not in desk.text("detail").partition("journal")[0]


async def test_an_edit_shows_that_it_is_one(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("I")
        assert "no note yet" in desk.flash
        await desk.press("i", *"one", "escape", "I", *"not ", "escape", "enter")
        assert "not one" in desk.text("detail") and "edited; begun by" in desk.text("detail")


async def test_of_several_notes_one_is_chosen(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("i", *"one", "escape", "i", *"two", "escape", "I")
        assert "Which note of #1?" in desk.text() and "two" in desk.text()
        await desk.press("2", *"x", "escape")
    assert texts(story_db) == ["one", "xtwo"]


async def test_an_empty_note_and_a_dropped_one_are_none(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("i", "escape")
        assert desk.flash == "nothing was written"
        await desk.press("i", *"no", "ctrl+c")
    assert texts(story_db) == []


async def test_a_note_is_found_by_its_words(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("j", "i", *"zebra", "escape", "slash", *"zebra", "enter")
        assert desk.here == 2 and len(desk.app.view.window.rows) == 1


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_what_was_begun_when_the_line_dropped_is_gone_on_with(story_db: Path, number: signal.Signals) -> None:
    command: list[str | Path] = [sys.executable, "-m", "ircon", story_db]
    plain = {"EDITOR": "", "VISUAL": ""}
    with Terminal(command, env=plain) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("i")
        terminal.wait_for("note on #1")
        terminal.press("half a sent")
        terminal.wait_for("half a sent")
        if number is signal.SIGKILL:
            terminal._until(lambda: begun(story_db), "what is typed is not kept", 20.0)
        terminal.signal(number)
        terminal.wait_exit()
    assert texts(story_db) == []
    with Terminal(command, env=plain) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("i")
        terminal.wait_for("half a sent")
        terminal.press("<esc>")
        terminal.wait_for("note 1 written")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert texts(story_db) == ["half a sent"]
    with Store.open(story_db, read_only=True) as store:
        assert notes.unfinished(store, office.me(), 1) is None


def begun(db: Path) -> bool:
    with Store.open(db, read_only=True) as store:
        return notes.unfinished(store, office.me(), 1) is not None


def test_an_editor_that_fails_loses_nothing(story_db: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "in my editor" > "$1"\nexit 1\n', encoding="utf-8")
    editor.chmod(0o755)
    with Terminal([sys.executable, "-m", "ircon", story_db], env={"EDITOR": str(editor), "VISUAL": ""}) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("i")
        terminal.settle(0.5)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert texts(story_db) == []
    with Store.open(story_db, read_only=True) as store:
        begun = notes.unfinished(store, office.me(), 1)
        assert begun is not None and begun.text == "in my editor"


async def test_what_is_pasted_out_of_a_report_passes_the_gate(story_db: Path, open_desk: OpenDesk) -> None:
    """The editor draws what it holds: an escape in it would be the report's own order to the terminal."""
    async with open_desk(story_db) as desk:
        await desk.press("i")
        area = desk.app.screen.query_one(Area)
        for one in attacks():
            desk.app.screen.post_message(events.Paste(one))
        await desk.settle()
        long = "".join(area.text.split("\n"))
        assert smuggled(area.text.replace("\n", "\r\n").encode()) == []
        assert "X0000 \u241b]52;c;" in long and "A" * 2_500 in long, "all of it, and to be seen"
        await desk.press("ctrl+c")
