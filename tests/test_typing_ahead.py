"""A handler types faster than SSH carries: every key reaches what it was meant for, in the order of typing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support.command import ircon
from tests.support.terminal import Terminal


@pytest.fixture
def console(story_db: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "ircon", story_db])


def test_what_is_typed_into_the_filter_is_no_command(console: Terminal, story_db: Path) -> None:
    with console:
        console.wait_for("2 incidents")
        console.write(b"/class:scan\r")
        console.wait_gone("intrusion  asite")
        console.press("q")
        assert console.wait_exit() == 0
    assert [row["consent"] for row in ircon("list", "--json", db=story_db).objects] == ["none", "none"]


def test_what_is_typed_into_the_palette_is_no_command(console: Terminal) -> None:
    with console:
        console.wait_for("2 incidents")
        console.write(b":quit\r")
        assert console.wait_exit() == 0


def test_keys_typed_before_the_first_picture_are_not_lost(story_db: Path) -> None:
    with Terminal([sys.executable, "-m", "ircon", story_db], loaded=False) as console:
        console.write(b"j")
        console.wait_for(r"#2 intrusion")


class TestTheBuiltInEditor:
    """What is typed right behind the key that opens it is text, in the order of typing; esc keeps it."""

    def test_a_note(self, story_db: Path) -> None:
        with Terminal([sys.executable, "-m", "ircon", story_db], env={"EDITOR": "", "VISUAL": ""}) as console:
            console.wait_for("2 incidents")
            console.write("iquit? x, y and 電話\r二行目\x1b".encode())
            console.wait_for("note 1 written")
            console.press("q")
            assert console.wait_exit() == 0
        (note,) = ircon("note", "1", "--json", db=story_db).objects
        assert note["text"].strip() == "quit? x, y and 電話\n二行目"

    def test_a_letter_drafted_opened_and_edited(self, story_db: Path) -> None:
        with Terminal([sys.executable, "-m", "ircon", story_db], env={"EDITOR": "", "VISUAL": ""}) as console:
            console.wait_for("2 incidents")
            console.write(b"cd")
            console.wait_for("what they will see")
            console.write(b"eqscd\x1b")
            console.wait_for("saved")
            console.press("<esc>q")
            assert console.wait_exit() == 0
        (letter,) = ircon("show", "1", "--json", db=story_db).objects[0]["drafts"]
        assert "qscd" in letter["subject"] + letter["body"]

    def test_a_report_by_hand(self, story_db: Path) -> None:
        with Terminal([sys.executable, "-m", "ircon", story_db], env={"EDITOR": "", "VISUAL": ""}) as console:
            console.wait_for("2 incidents")
            console.write(b"nxyzzy")
            console.wait_for("xyzzy")
            console.write(b"\x03q")  # also right behind the key that leaves it
            assert console.wait_exit() == 0
