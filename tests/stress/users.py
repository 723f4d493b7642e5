"""Three handlers with accounts of their own, one outsider, every umask, a setgid directory, and kill -9.

The group's handlers each write after the other was killed; the outsider reads nothing of
the database, its log, what is written beside it, and the drafts. Needs root, to be
several users at once; the numbers are of nobody's accounts.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ircon import clipboard, desk
from ircon.__main__ import main
from ircon.store import Store, check
from tests.stress import badfiles
from tests.support import stores, story

GROUP = 61_700
HANDLERS = (61_701, 61_702, 61_703)
OUTSIDER = 61_799
FORGED = "director"
"""What everybody's environment says that they are; they are told apart by their numbers."""

UMASKS = (0o000, 0o022, 0o077)


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Let the group work under every umask; ``long`` goes through more kills."""
    if os.geteuid() != 0:
        say("skipped: only root can be several users")
        return
    with tempfile.TemporaryDirectory(prefix="ircon-users-") as place:
        # The test's own folder lies below directories that are their owner's alone.
        shared = Path(place)
        shared.chmod(0o755)
        mails = {name: shared / f"{name}.eml" for name in "ab"}
        for name, data in (("a", story.from_a()), ("b", story.from_b())):
            mails[name].write_bytes(data)
            mails[name].chmod(0o644)
        stores.with_story(folder)
        badfiles.call("--db", folder / "ircon.db", "consent", "1", "--level", "full", "--quote", "yes")
        badfiles.call("--db", folder / "ircon.db", "intake", *mails.values())  # loads what only root may read
        badfiles.call("--db", folder / "ircon.db", "list")
        badfiles.call("--db", folder / "ircon.db", "backup", folder / "copy.db")
        for umask in UMASKS:
            _works(shared / f"desk{umask:03o}", mails, umask, kills=30 if long else 2)
            say(f"umask {umask:03o}: three handlers write after each other's kill -9, the outsider reads nothing")


def _works(place: Path, mails: dict[str, Path], umask: int, *, kills: int) -> None:
    place.mkdir()
    os.chown(place, 0, GROUP)
    place.chmod(0o2770)  # made by the administrator: setgid, so that what is made in it is the group's
    path = place / "ircon.db"
    first, second, third = HANDLERS
    _done(_ircon(first, umask, "init", path))
    _done(_ircon(second, umask, "--db", path, "intake", mails["b"]))
    _done(_ircon(third, umask, "--db", path, "intake", mails["a"]))
    for turn in range(kills):
        _killed_while_writing(HANDLERS[turn % 3], umask, path)
        _no_outsider(place)
        for uid in HANDLERS:
            _done(_ircon(uid, umask, "--db", path, "consent", "1", "--level", "full", "--quote", "yes"))
            _done(_ircon(uid, umask, "--db", path, "list"))
    _done(_ircon(first, umask, "--db", path, "backup", place / "copy.db"))
    assert stat.S_IMODE((place / "copy.db").stat().st_mode) & 0o077 == 0
    status, told = _ircon(OUTSIDER, umask, "--db", path, "list", group=OUTSIDER)
    assert status in (69, 77) and len(told.splitlines()) == 1, (status, told)
    with Store.open(path, read_only=True) as store:
        assert list(check.faults(store)) == []
        handlers = {name for (name,) in store.rows("SELECT DISTINCT handler FROM journal WHERE action = 'consent'")}
        assert len(handlers) == 3 and FORGED not in handlers, handlers
    _only_read(first, umask, path)
    _drafts(first, umask, place)
    _no_outsider(place)


def _only_read(uid: int, umask: int, path: Path) -> None:
    """A colleague who may read the file and put nothing beside it reads it, and hears in words that it stays so."""
    folder = path.parent.parent / f"archive{umask:03o}"
    folder.mkdir()
    archived = Path(shutil.copy(path, folder / "ircon.db"))
    for place, mode in ((archived, 0o440), (folder, 0o750)):
        os.chown(place, 0, GROUP)
        place.chmod(mode)
    _done(_ircon(uid, umask, "--db", archived, "list"))
    status, told = _ircon(uid, umask, "--db", archived, "consent", "1", "--refuse")
    assert status == 77 and len(told.splitlines()) == 1, (status, told)
    assert [found.name for found in folder.iterdir()] == ["ircon.db"]


def _done(said: tuple[int, str]) -> None:
    assert said[0] == 0, said


def _killed_while_writing(uid: int, umask: int, path: Path) -> None:
    """Have a handler write without end, and kill them in the middle of it."""

    def write() -> int:
        store = Store.open(path)
        while True:
            desk.hand_over(store, 1, "mori")
            desk.hand_over(store, 1, "")

    with Store.open(path, read_only=True) as store:
        before = store.version()
        pid = _fork(uid, GROUP, umask, write, os.devnull)
        until = time.monotonic() + 30
        while store.version() == before:
            assert time.monotonic() < until and os.waitpid(pid, os.WNOHANG) == (0, 0), "nothing was written"
            time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _drafts(uid: int, umask: int, around: Path) -> None:
    """A file that a handler writes out is that handler's alone, whatever the umask."""
    place = around / "drafts"
    place.mkdir()
    os.chown(place, uid, GROUP)
    pid = _fork(uid, GROUP, umask, lambda: int(not clipboard.write_file("a letter", place, "IRCON-1.txt")), os.devnull)
    assert os.waitpid(pid, 0)[1] == 0
    (written,) = place.iterdir()
    assert stat.S_IMODE(written.stat().st_mode) & 0o077 == 0


def _no_outsider(place: Path) -> None:
    """Hold each file to its rights, as if somebody had opened the directory to everyone."""
    for path in place.rglob("*"):
        if path.is_file():
            assert stat.S_IMODE(path.stat().st_mode) & 0o007 == 0, f"{path.name}: {path.stat().st_mode:o}"


def _ircon(uid: int, umask: int, *words: str | Path, group: int = GROUP) -> tuple[int, str]:
    """Run one command as a user; return its status and what it said on both its outputs."""
    with tempfile.NamedTemporaryFile(prefix="ircon-users-") as told:
        pid = _fork(uid, group, umask, lambda: main([str(word) for word in words]), told.name)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return status, Path(told.name).read_text("utf-8")


def _fork(uid: int, group: int, umask: int, do: Callable[[], int], told: str) -> int:
    """Do something as another user, in a fork: the interpreter itself may lie where only root can read."""
    output = os.open(told, os.O_WRONLY)
    pid = os.fork()
    if pid:
        os.close(output)
        return pid
    status = 1
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.setgroups([])
        os.setgid(group)
        os.setuid(uid)
        os.umask(umask)
        os.environ["HOME"] = "/nonexistent"
        for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
            os.environ[name] = FORGED
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        status = do()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)
