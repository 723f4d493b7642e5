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


def test_keys_typed_before_the_first_picture_are_not_lost(console: Terminal) -> None:
    with console:
        console.write(b"j")
        console.wait_for(r"#2 intrusion")
