"""In a real tmux with its default settings, y puts the letter into tmux's own buffer, whole and in Japanese."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.support import story
from tests.support.tmux import AVAILABLE, Tmux

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="there is no tmux here")


def test_the_letter_is_in_the_buffer_as_it_was_shown(story_db: Path) -> None:
    with Tmux(size=(100, 30)) as tmux:
        tmux.start([sys.executable, "-m", "ircon", story_db])
        tmux.wait_for("2 incidents")
        tmux.keys("c")
        tmux.wait_for("full granted")
        tmux.keys("d")
        tmux.wait_for("ご担当者様")
        tmux.keys("y")
        letter = tmux.wait_for_buffer("asite")
        assert all(line in letter for line in story.B_LOG.splitlines())
        assert "\x1b" not in letter
        tmux.keys("q", "q")
