"""The line drops under a letter being written, as it does for handlers: real sshd, real tmux, gone at once."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ircon.store import Store, incidents
from tests.support import tmux
from tests.support.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
SOON = 4.0
"""Seconds in which all must be gone: one, on a machine that has nothing else to do."""


def consoles(db: Path) -> list[int]:
    """Return the processes that run the console on ``db``."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"-m" in words and os.fsencode(db) in words:
            found.append(int(folder.name))
    return found


def parent(pid: int) -> int:
    """Return the process that started ``pid``."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def command(db: Path) -> str:
    """Return the console's command line for a shell."""
    words = ["env", "EDITOR=", "VISUAL=", "TERM=xterm-256color", "LANG=C.UTF-8", f"HOME={db.parent}"]
    return shlex.join([*words, sys.executable, "-m", "ircon", str(db)])


@contextmanager
def sshd(folder: Path) -> Iterator[int]:
    """Run a server of our own on the loopback; yields its port."""
    for name in ("host", "mine"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/mine.pub\n"
        "StrictModes no\nUsePAM no\nPidFile none\nPermitRootLogin prohibit-password\nPasswordAuthentication no\n"
    )
    assert SSHD is not None
    with (folder / "sshd.log").open("wb") as log:
        server = subprocess.Popen([SSHD, "-D", "-e", "-f", folder / "sshd_config"], stderr=log)
    try:
        end = time.monotonic() + 5
        while time.monotonic() < end:
            if server.poll() is not None:
                pytest.skip(f"sshd will not start here: {(folder / 'sshd.log').read_text().strip()[:200]}")
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait()


def client(folder: Path, port: int) -> Terminal:
    """Log in; there is a shell."""
    options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "LogLevel=ERROR"]
    words = ["ssh", "-F", "none", "-tt", "-p", str(port), "-i", str(folder / "mine")]
    words += [word for option in options for word in ("-o", option)]
    return Terminal([*words, f"{getpass.getuser()}@127.0.0.1"])


def write_half_a_letter(terminal: Terminal) -> None:
    """Be in the middle of a sentence."""
    terminal.wait_for("2 incidents")
    terminal.press("d")
    terminal.wait_for("what they will see")
    terminal.press("e")
    terminal.wait_for("keep and go back")
    terminal.press("half a sent")
    terminal.wait_for("half a sent")


def gone(db: Path) -> float:
    """Wait until no console runs on ``db``; return how long that took."""
    begun = time.monotonic()
    while consoles(db):
        assert time.monotonic() - begun < SOON, "still there"
        time.sleep(0.02)
    return time.monotonic() - begun


def kept(db: Path) -> bool:
    """Say whether the half sentence stands in the store."""
    with Store.open(db, read_only=True) as store:
        letters = [d for (n,) in store.rows("SELECT id FROM incident") for d in incidents.load(store, n).drafts]
    return any("half a sent" in letter.subject + letter.body for letter in letters)


def _client_killed(terminal: Terminal, db: Path) -> None:
    terminal.signal(signal.SIGKILL)


def _server_killed(terminal: Terminal, db: Path) -> None:
    (pid,) = consoles(db)
    shell = parent(pid)
    session = parent(shell)
    assert Path(f"/proc/{session}/comm").read_text().startswith("sshd")
    os.kill(session, signal.SIGKILL)


def _suspended(terminal: Terminal, db: Path) -> None:
    (pid,) = consoles(db)
    os.kill(pid, signal.SIGSTOP)
    terminal.signal(signal.SIGKILL)


@pytest.mark.skipif(SSHD is None or shutil.which("ssh") is None, reason="no OpenSSH server and client here")
@pytest.mark.parametrize("drop", [_client_killed, _server_killed, _suspended])
def test_ssh_drops(story_db: Path, tmp_path: Path, drop: Callable[[Terminal, Path], None]) -> None:
    with sshd(tmp_path) as port, client(tmp_path, port) as terminal:
        terminal.write(f"stty -echo; cd {shlex.quote(str(ROOT))}; {command(story_db)}\r".encode())
        write_half_a_letter(terminal)
        drop(terminal, story_db)
        print(f"gone after {gone(story_db):.2f} s")
    assert kept(story_db)


@pytest.mark.skipif(not tmux.AVAILABLE, reason="no tmux here")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_tmux_server_is_killed(story_db: Path, number: signal.Signals) -> None:
    with tmux.Tmux() as window:
        window.start(["sh", "-c", f"cd {shlex.quote(str(ROOT))}; exec {command(story_db)}"])
        window.wait_for("2 incidents")
        window.keys("d")
        window.wait_for("what they will see")
        window.keys("e")
        window.wait_for("keep and go back")
        window.keys("half a sent")
        window.wait_for("half a sent")
        server = int(window.run("display-message", "-p", "#{pid}"))
        os.kill(server, number)
        print(f"gone after {gone(story_db):.2f} s")
    assert kept(story_db)
