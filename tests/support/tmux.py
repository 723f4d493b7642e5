"""A private tmux server, for what only happens inside tmux: its clipboard buffer, its keys, its screen."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.terminal import PATIENCE, environment

AVAILABLE = shutil.which("tmux") is not None


class Tmux:
    """One tmux server with its own socket and tmux's default settings; leaving the context ends it."""

    def __init__(self, *, size: tuple[int, int] = (120, 36), settings: str = "") -> None:
        """``settings`` are lines of a tmux.conf; nobody's own file is read."""
        self._folder = Path(tempfile.mkdtemp(prefix="tmux-"))
        self._socket = self._folder / "socket"
        self._conf = self._folder / "tmux.conf"
        self._conf.write_text(settings, encoding="utf-8")
        self._size = size

    def start(self, command: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
        """Open a window with ``command`` in it; the pane stays when the command ends."""
        columns, lines = (str(number) for number in self._size)
        line = shlex.join(str(word) for word in command)
        self._env = environment(env)
        self.run("-f", str(self._conf), "new-session", "-d", "-s", "test", "-x", columns, "-y", lines, line)
        self.run("set-option", "-t", "test", "remain-on-exit", "on")

    def run(self, *words: str) -> str:
        """Run one tmux command against this server and return what it prints."""
        done = subprocess.run(
            ["tmux", "-u", "-S", str(self._socket), *words], env=self._env, capture_output=True, check=False
        )
        if done.returncode:
            raise AssertionError(f"tmux {words[0]}: {done.stderr.decode().strip()}")
        return done.stdout.decode("utf-8", "replace")

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names (``Enter``, ``Escape``, ``C-c``), or single characters."""
        self.run("send-keys", "-t", "test", *names)

    def screen(self) -> str:
        """The pane as it looks now."""
        return self.run("capture-pane", "-p", "-t", "test")

    def wait_for(self, text: str, patience: float = PATIENCE) -> str:
        """Wait until ``text`` is on the screen and return the screen; fails showing it."""
        end = time.perf_counter() + patience
        while text not in (shown := self.screen()):
            if time.perf_counter() > end:
                raise AssertionError(f"{text!r} did not appear; the pane:\n{shown}")
            time.sleep(0.05)
        return shown

    def wait_for_buffer(self, text: str, patience: float = PATIENCE) -> str:
        """Wait until the newest paste buffer contains ``text`` and return all of it."""
        end = time.perf_counter() + patience
        while text not in (held := self.buffer()):
            if time.perf_counter() > end:
                raise AssertionError(f"{text!r} is not in tmux's buffer, which holds {held!r}")
            time.sleep(0.05)
        return held

    def buffer(self) -> str:
        """The newest paste buffer; the empty string while there is none."""
        return self.run("show-buffer") if self.run("list-buffers").strip() else ""

    def close(self) -> None:
        """End the server with everything in it."""
        if self._socket.exists():
            subprocess.run(
                ["tmux", "-S", str(self._socket), "kill-server"], env=os.environ, capture_output=True, check=False
            )
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Tmux:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
