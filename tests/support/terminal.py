"""A terminal to run programs in: a real pty, a screen to look at, keys to press.

The program is started as a terminal emulator or sshd would start it: leader of its own
session, with the pty as controlling terminal. Each chunk of its output is stamped when
it is read and put on the screen later, so that looking costs the program nothing.
"""

from __future__ import annotations

import base64
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support import warm
from tests.support.keys import strokes
from tests.support.screen import Screen, Stream, whole

PATIENCE = 20.0
"""Seconds until something that should have appeared counts as missing; nothing waits longer than it needs to."""

ESCAPE_PAUSE = 0.2
"""Seconds after which a lone ESC is a key and not the start of a sequence."""

_ASKED = re.compile(
    rb"\x1b\[(?P<da>[>=]?)0?c|\x1b\[(?P<dsr>[56])n|\x1b\[\?(?P<mode>\d+)\$p|\x1b\[>0?q(?P<version>)"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)|\x1b\[18t(?P<size>)|\x1bP\+q[^\x1b]*\x1b\\(?P<capability>)"
)
_CLIPBOARD = re.compile(rb"\x1b\]52;[a-z]*;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")
_FORGOTTEN = ("TMUX", "STY", "DISPLAY", "WAYLAND_DISPLAY", "NO_COLOR", "COLORTERM", "COLUMNS", "LINES")
_FORGOTTEN_PREFIXES = ("SSH_", "IRCON_", "TEXTUAL", "XDG_", "LC_", "PYTHON")


class Chunk(NamedTuple):
    """Bytes as one read returned them, and when (``time.perf_counter``)."""

    at: float
    data: bytes


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this environment less what would change how a program draws or where it looks, plus ``extra``."""
    kept = {k: v for k, v in os.environ.items() if k not in _FORGOTTEN and not k.startswith(_FORGOTTEN_PREFIXES)}
    return {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(extra or {})}


class Terminal:
    """One program in one pty. Use as a context manager: leaving it ends the program."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        size: tuple[int, int] = (120, 36),
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        answers: bool = True,
        loaded: bool = True,
    ) -> None:
        """Start ``command`` at ``size`` (columns, lines). Without ``answers`` queries stay unanswered.

        Where it matters how ircon is loaded, it must not be ``loaded`` before (see ``tests.support.warm``).
        """
        self.size = size
        self.chunks: list[Chunk] = []
        self.screen = Screen(*size)
        self._stream = Stream(self.screen)
        self._shown = 0
        self._asking = b""
        self._answers = answers
        self._gone = False
        self._fd, slave = pty.openpty()
        self._name = os.ttyname(slave)
        self._set_size()
        self.started = time.perf_counter()
        words, full = [str(word) for word in command], environment(env)
        self._program = warm.start(words, slave, slave, slave, env=full, cwd=cwd, terminal=True, loaded=loaded)
        os.close(slave)

    # --- reading -------------------------------------------------------------------

    def read(self, seconds: float) -> bool:
        """Wait at most ``seconds`` for output and take what there is; say whether anything came."""
        if self._gone or not select.select([self._fd], [], [], max(0.0, seconds))[0]:
            if self._gone:
                time.sleep(min(0.02, max(0.0, seconds)))
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux says EIO where the other side has gone
            data = b""
        if not data:
            self._gone = True
            return False
        self.chunks.append(Chunk(time.perf_counter(), data))
        if self._answers:
            self._answer(data)
        return True

    def settle(self, quiet: float = 0.15, patience: float = PATIENCE) -> None:
        """Read until the program has been silent for ``quiet`` seconds."""
        end = time.perf_counter() + patience
        while self.read(quiet) and time.perf_counter() < end:
            pass

    def look(self) -> Screen:
        """Return the screen with everything on it that has been read so far."""
        for chunk in self.chunks[self._shown :]:
            self._stream.feed(chunk.data)
        self._shown = len(self.chunks)
        return self.screen

    def first(self, shows: Callable[[Screen], bool]) -> float | None:
        """Put the pending chunks on the screen one by one; return when the one came after which ``shows`` is true."""
        while self._shown < len(self.chunks):
            chunk = self.chunks[self._shown]
            self._shown += 1
            self._stream.feed(chunk.data)
            if shows(self.screen):
                return chunk.at
        return None

    @property
    def raw(self) -> bytes:
        """Every byte that the program wrote."""
        return b"".join(chunk.data for chunk in self.chunks)

    @property
    def lines(self) -> list[str]:
        """The screen's lines, without the blanks at their ends."""
        return [line.rstrip() for line in self.look().display]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def copied(self) -> list[str]:
        """What the program asked the terminal to put on the clipboard (OSC 52), in order."""
        return [base64.b64decode(found).decode() for found in _CLIPBOARD.findall(self.raw)]

    # --- waiting -------------------------------------------------------------------

    def wait_for(self, pattern: str, patience: float = PATIENCE) -> re.Match[str]:
        """Wait until ``pattern`` is on the screen (lines joined with LF) and return where; fails showing the screen."""
        found: list[re.Match[str]] = []

        def seen() -> bool:
            found[:] = list(re.finditer(pattern, self.text, re.MULTILINE))[:1]
            return bool(found)

        self._until(seen, f"{pattern!r} did not appear", patience)
        return found[0]

    def wait_gone(self, pattern: str, patience: float = PATIENCE) -> None:
        """Wait until ``pattern`` is no longer on the screen."""
        self._until(lambda: not re.search(pattern, self.text, re.MULTILINE), f"{pattern!r} did not go", patience)

    def wait_exit(self, patience: float = PATIENCE) -> int:
        """Wait until the program has ended; return its exit status (negative: the signal that ended it)."""
        self._until(lambda: self._program.poll() is not None, "the program did not end", patience)
        while self.read(0.0):
            pass
        return self._program.wait()

    def _until(self, done: Callable[[], bool], complaint: str, patience: float) -> None:
        end = time.perf_counter() + patience
        while not done():
            if time.perf_counter() > end or (self._gone and self._program.poll() is not None and not done()):
                frame = "\n".join(f"|{line}" for line in self.lines)
                raise AssertionError(f"{complaint}; the screen ({self.size[0]}x{self.size[1]}):\n{frame}")
            self.read(0.05)

    # --- typing --------------------------------------------------------------------

    def press(self, keys: str) -> None:
        """Press ``keys`` one after another, named as in ``tests.support.keys``."""
        for stroke in strokes(keys):
            self.write(stroke)
            if stroke == b"\x1b":
                late = time.perf_counter() + PATIENCE
                while self._unread() and time.perf_counter() < late:  # on a busy machine that may take longer
                    self.read(0.01)
                end = time.perf_counter() + ESCAPE_PAUSE
                while (left := end - time.perf_counter()) > 0:
                    self.read(left)

    def write(self, data: bytes) -> None:
        """Send bytes to the program as they are, reading meanwhile so that neither side waits for the other."""
        while data and not self._gone:
            ready = select.select([self._fd], [self._fd], [], 1.0)
            if ready[0]:
                self.read(0)
            if ready[1]:
                data = data[os.write(self._fd, data[:1024]) :]

    def _unread(self) -> bool:
        """Say whether the program has still to read something that was typed (as far as the system tells)."""
        try:
            side = os.open(self._name, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError:
            return False  # whoever was there has gone
        try:
            count: int = struct.unpack("i", fcntl.ioctl(side, termios.FIONREAD, bytes(4)))[0]
            return count > 0 and not self._gone
        finally:
            os.close(side)

    def paste(self, text: str) -> None:
        """Paste ``text`` in brackets, as a terminal does for a program that asked for it."""
        self.write(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size; the program hears of it by SIGWINCH."""
        self.look()
        self.stretch(columns, lines)

    def stretch(self, columns: int, lines: int) -> None:
        """Do the same without looking at what the program has written meanwhile."""
        self.size = (columns, lines)
        self.screen.resize(lines, columns)
        self._set_size()

    # --- beginning and end ---------------------------------------------------------

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._program.pid

    @property
    def running(self) -> bool:
        """Whether the program has not ended yet."""
        return self._program.poll() is None

    @property
    def master(self) -> int:
        """The terminal's own end, for writing without reading what comes back."""
        return self._fd

    def signal(self, number: signal.Signals) -> None:
        """Send the program itself a signal."""
        self._program.send_signal(number)

    def hang_up(self) -> None:
        """Close the terminal under the running program, as a lost connection does."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd, self._gone = -1, True

    def close(self) -> None:
        """End the program, if it still runs, and give the pty back."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._program.poll() is None:
                self._program.send_signal(number)
                end = time.perf_counter() + 3
                while self._program.poll() is None and time.perf_counter() < end:
                    self.read(0.02)
        self._program.wait()
        self.hang_up()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    # --- being a terminal ----------------------------------------------------------

    def _set_size(self) -> None:
        columns, lines = self.size
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, columns * 8, lines * 16))

    def _answer(self, data: bytes) -> None:
        ready, self._asking = whole(self._asking + data)
        for asked in _ASKED.finditer(ready):
            answer = self._say(asked)
            if not self._gone:
                os.write(self._fd, answer)

    def _say(self, asked: re.Match[bytes]) -> bytes:
        group = asked.groupdict()
        if group["da"] is not None:
            return b"\x1b[>1;10;0c" if group["da"] else b"\x1b[?62;22c"
        if group["dsr"] is not None:
            cursor = self.look().cursor
            return b"\x1b[0n" if group["dsr"] == b"5" else b"\x1b[%d;%dR" % (cursor.y + 1, cursor.x + 1)
        if group["mode"] is not None:  # synchronized output we have, all else we do not know
            return b"\x1b[?%s;%d$y" % (group["mode"], 2 if group["mode"] == b"2026" else 0)
        if group["colour"] is not None:
            shade = b"ffff" if group["colour"] == b"10" else b"0000"
            return b"\x1b]%s;rgb:%s/%s/%s\x1b\\" % (group["colour"], shade, shade, shade)
        if group["size"] is not None:
            return b"\x1b[8;%d;%dt" % (self.size[1], self.size[0])
        return b"\x1bP>|terminal(1)\x1b\\" if group["version"] is not None else b"\x1bP0+r\x1b\\"
