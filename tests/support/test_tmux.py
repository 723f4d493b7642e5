"""The private tmux server does what the tests of the clipboard rely on."""

from __future__ import annotations

import sys

import pytest

from tests.support.tmux import AVAILABLE, Tmux

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="there is no tmux here")


def test_a_program_is_seen_typed_to_and_its_buffer_read() -> None:
    keep = "subprocess.run(['tmux', 'load-buffer', '-'], input=input('what? ').encode())"
    ask = f"import subprocess; {keep}; print('kept')"
    with Tmux(size=(60, 8)) as tmux:
        tmux.start([sys.executable, "-c", ask])
        tmux.wait_for("what?")
        assert tmux.buffer() == ""
        tmux.keys("日本", "Enter")
        tmux.wait_for("kept")
        assert tmux.wait_for_buffer("日本") == "日本"
