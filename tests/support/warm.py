"""Starts ``ircon`` as a process of its own without waiting for Python to load it each time.

A helper has everything loaded and does nothing but fork. What comes of it is a process
like any other: its own standard streams, environment, directory, session and exit status,
begun where ``python -m ircon`` begins. Only how long loading takes, and in which order
modules are loaded, is not to be seen in it; what is about that starts ``python`` itself.
"""

from __future__ import annotations

import atexit
import fcntl
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import selectors
import signal
import socket
import struct
import subprocess
import sys
import termios
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
IRCON = (sys.executable, "-m", "ircon")
"""What starts the program as a shell would."""

COLD = ("PYTHON", "TEXTUAL", "LC_")
"""What an interpreter or a library looks at while it is loaded: such a process is started as a shell would."""

_LENGTH = struct.Struct("!I")
_FILES = 4
"""Files that go with a request: where to say how it went, and the three standard streams."""


# --- on the side of the tests ----------------------------------------------------------


class Process:
    """A running ``ircon``, with what ``subprocess.Popen`` has of it."""

    def __init__(self, told: socket.socket) -> None:
        self._told = told
        self._answers = told.makefile("rb")
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit status if the process has ended (negative: the signal that ended it)."""
        self._ask(0.0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; raises ``subprocess.TimeoutExpired`` after ``timeout`` seconds."""
        self._ask(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired("ircon", timeout or 0.0)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _ask(self, timeout: float | None) -> None:
        if self.returncode is not None:
            return
        with selectors.DefaultSelector() as selector:
            selector.register(self._told, selectors.EVENT_READ)
            if not selector.select(timeout):
                return
        self.returncode = int(self._answers.readline() or -signal.SIGKILL)
        self._answers.close()
        self._told.close()


class _Helper:
    """The process that forks, as the tests see it: begun when it is first wanted."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ours: socket.socket | None = None

    def ask(self, request: dict[str, Any], streams: Sequence[int]) -> Process:
        with self._lock:
            if self._ours is None:
                self._ours = self._begin()
            ours, theirs = socket.socketpair()
            with theirs:
                data = json.dumps(request).encode()
                socket.send_fds(self._ours, [_LENGTH.pack(len(data))], [theirs.fileno(), *streams])
                self._ours.sendall(data)
        return Process(ours)

    def _begin(self) -> socket.socket:
        from tests.support.terminal import environment

        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "tests.support.warm", str(theirs.fileno())]
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment(), cwd=ROOT)
        return ours

    def end(self) -> None:
        """Let it go, with nothing left behind."""
        with self._lock:
            if self._ours is not None:
                self._ours.close()
                self.process.wait()
                self._ours = None


helper = _Helper()


def start(
    command: Sequence[str],
    stdin: int | IO[bytes],
    stdout: int | IO[bytes],
    stderr: int | IO[bytes],
    *,
    env: Mapping[str, str],
    cwd: Path | None = None,
    terminal: bool = False,
    loaded: bool = True,
) -> Process | subprocess.Popen[bytes]:
    """Start ``command``: ircon, if it may be ``loaded`` already, in a fork of the helper, else what it names.

    With ``terminal`` it leads a session whose terminal is ``stdin``.
    """
    loads = not loaded or any(name.startswith(COLD) for name in env)
    if loads or tuple(command[: len(IRCON)]) != IRCON:
        own = _own_the_terminal if terminal else None
        return subprocess.Popen(
            command, stdin=stdin, stdout=stdout, stderr=stderr, env=env, cwd=cwd, start_new_session=terminal,
            preexec_fn=own,
        )  # fmt: skip
    streams = [stream if isinstance(stream, int) else stream.fileno() for stream in (stdin, stdout, stderr)]
    words, where = list(command[len(IRCON) :]), str(cwd or Path.cwd())
    return helper.ask({"words": words, "env": dict(env), "cwd": where, "terminal": terminal}, streams)


def _own_the_terminal() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it, as nohup does
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


# --- on the other side -----------------------------------------------------------------


def load() -> None:
    """Load what any command or screen would."""
    from ircon import compiled

    compiled.begin()
    for package in ("ircon", "screens"):
        found = importlib.import_module(package)
        for module in pkgutil.walk_packages(found.__path__, f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def serve(asked: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Fork for each request and say how each process ended. Returns in each of these what it was asked, else None."""
    woken, wake = socket.socketpair()
    for end in (woken, wake):
        end.setblocking(False)
    signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running: dict[int, int] = {}
    with selectors.DefaultSelector() as selector, woken, wake, asked:
        selector.register(asked, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        while True:
            ready = [key.fileobj for key, _ in selector.select()]
            if woken in ready:
                woken.recv(4096)
                _bury(running)
            if asked in ready:
                got = _request(asked)
                told, *streams = got[1]
                if not streams:
                    return None
                pid = os.fork()
                if pid == 0:
                    signal.set_wakeup_fd(-1)
                    for file in running.values():
                        os.close(file)
                    return got
                running[pid] = told
                os.write(told, b"%d\n" % pid)
                for file in streams:
                    os.close(file)


def _request(asked: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Read what to be, and the files for it: none where nobody will ask any more."""
    head, files, _, _ = socket.recv_fds(asked, _LENGTH.size, _FILES)
    if not head:
        return {}, [-1]
    (length,) = _LENGTH.unpack(head)
    data = b""
    while len(data) < length:
        data += asked.recv(length - len(data))
    return json.loads(data), files


def _bury(running: dict[int, int]) -> None:
    """Say of each process that has ended how it did."""
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        told = running.pop(pid)
        with suppress(BrokenPipeError):  # nobody wants to know any more
            os.write(told, b"%d\n" % os.waitstatus_to_exitcode(status))
        os.close(told)


def become(request: dict[str, Any], files: list[int]) -> None:
    """Be in this fork what a process that was started with ``request`` is."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for place, file in enumerate(files[1:]):
        os.dup2(file, place)
    for file in files:
        os.close(file)
    if request["terminal"]:
        os.setsid()
        _own_the_terminal()
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    for place, name in enumerate(("stdin", "stdout", "stderr")):
        was = getattr(sys, name)
        raw = io.FileIO(place, "w" if place else "r", closefd=False)
        buffer = io.BufferedWriter(raw) if place else io.BufferedReader(raw)
        at_once = place == 2 or raw.isatty()
        stream = io.TextIOWrapper(buffer, was.encoding, was.errors, line_buffering=at_once)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.argv = ["ircon", *request["words"]]


def run() -> int:
    """Run ``ircon`` and do what Python does at an end, save putting every module away: the fork's memory is copied."""
    status: object = 0
    try:
        runpy.run_module("ircon", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        status = end.code or 0
    except BaseException:
        traceback.print_exc()
        status = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    return status if isinstance(status, int) else 1


def main() -> None:
    """Serve until whoever asks has gone; in a fork, run ``ircon``."""
    load()
    gc.freeze()
    got = serve(socket.socket(fileno=int(sys.argv[1])))
    if got is not None:
        become(*got)
        os._exit(run())


if __name__ == "__main__":
    main()
