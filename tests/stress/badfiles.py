"""Files that are no store, or not one that may be used: every command says so in one sentence and leaves them alone.

The commands run in this process, which is how they answer a mail server's or a
script's call but for the interpreter's start; where rights matter, in one of another user.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ircon import desk
from ircon.__main__ import main
from ircon.cli import HOMES
from ircon.config import EXAMPLE_CENTRE
from ircon.model import LetterKind
from ircon.store import Store, connection, fitness
from ircon.store.schema import MIGRATIONS
from tests.support import stores, story
from tests.support.terminal import Terminal

PATIENCE = 0.05
"""Seconds that a command waits for a lock here; in earnest it is half a minute."""

REFUSED = {69, 75, 77}
"""Cannot be opened; try again; not permitted."""


class Said(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


def commands(folder: Path) -> dict[str, list[str]]:
    """Return every command line that needs the store, by name; what they read lies in ``folder``."""
    mail, table = folder / "mail.eml", folder / "sites.csv"
    mail.write_bytes(story.from_b())
    table.write_text(story.REGISTER, encoding="utf-8")
    return {
        "list": ["list"],
        "list --json": ["list", "--json", "is:open"],
        "show": ["show", "1"],
        "consent": ["consent", "1", "--level", "full", "--quote", "x"],
        "draft": ["draft", "1"],
        "class": ["class", "1", "intrusion"],
        "role": ["role", "1", "asite", "stepping-stone"],
        "note": ["note", "1", "rang them; they look into it"],
        "handover": ["handover"],
        "said": ["said", "1", "asite", "acknowledged"],
        "overdue": ["overdue"],
        "close": ["close", "1", "--reason", "resolved"],
        "together": ["together", "1", "2"],
        "apart": ["apart", "1"],
        "original": ["original", "1"],
        "timeline": ["timeline", "1"],
        "intake": ["intake", str(mail)],
        "intake --json": ["intake", "--json", str(mail)],
        "sites import": ["sites", "import", str(table)],
        "sites list": ["sites", "list"],
        "sites show": ["sites", "show", "asite"],
        "trends": ["trends"],
        "trends --recount": ["trends", "--recount", "+09:00"],
        "check": ["check"],
        "backup": ["backup", str(folder / "copy.db")],
    }


WRITING = (
    "intake", "intake --json", "consent", "draft", "class", "role", "note", "said", "together", "apart", "close",
    "sites import", "trends --recount",
)  # fmt: skip
"""The commands that change the store, in an order in which each can be done."""

OTHERS = {"read", "config", "completion", "demo", "init", "restore"}
"""Commands that need no store, or are looked at on their own."""


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5_000])


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:108] = bytes(8)  # the schema's root page
    path.write_bytes(bytes(data))


def _others(path: Path) -> None:
    path.unlink()
    with contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")


def _newer(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")


def _directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


BAD: dict[str, Callable[[Path], object]] = {
    "random bytes": lambda path: path.write_bytes(os.urandom(8_192)),
    "text": lambda path: path.write_text("Dear handlers, " * 1_000),
    "empty": lambda path: path.write_bytes(b""),
    "header only": lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(84)),
    "truncated": _cut,
    "flipped": _flipped,
    "newer schema": _newer,
    "another program's": _others,
    "a directory": _directory,
    "missing": Path.unlink,
    "missing directory": lambda path: shutil.rmtree(path.parent),
}
"""What is done to a good store."""


def call(*words: str | Path) -> Said:
    """Run one command here."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    told = []
    for stream in (out, err):
        stream.flush()
        told.append(stream.buffer.getvalue().decode())
    return Said(status, *told)


def one_sentence(said: Said, statuses: set[int]) -> None:
    """Hold that a command has refused as the contract says: one sentence, no data, the right status."""
    assert said.status in statuses, said
    assert said.out == "", said
    lines = said.err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("ircon: ") and lines[0].rstrip().endswith("."), said


@contextlib.contextmanager
def impatient() -> Iterator[None]:
    """Have commands give up waiting for a lock soon."""
    told = Store.open.__func__.__kwdefaults__  # type: ignore[attr-defined]
    before, told["patience"] = told["patience"], PATIENCE
    try:
        yield
    finally:
        told["patience"] = before


class Found(NamedTuple):
    """How a file was found: its bytes, and when it was written last."""

    data: bytes | None
    at: int


def _contents(folder: Path) -> dict[str, Found]:
    """Everything that lies in a folder; nothing where there is none."""
    return {
        path.name: Found(path.read_bytes() if path.is_file() else None, path.stat().st_mtime_ns)
        for path in sorted(folder.iterdir() if folder.exists() else ())
    }


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Give every command every bad file; ``long`` also starts each as a process of its own."""
    good = _notified(stores.with_story(_made(folder / "good")))
    words = commands(_made(folder / "words"))
    assert {told[0] for told in words.values()} | OTHERS == set(HOMES), "a command is missing here"
    count = 0
    for kind, spoil in BAD.items():
        for name, told in words.items():
            path = _fresh(good, folder / "bad")
            spoil(path)
            before = _contents(path.parent)
            one_sentence(call("--db", path, *told), {69})
            assert _contents(path.parent) == before, (kind, name)
            assert not (folder / "words" / "copy.db").exists(), (kind, name)
            count += 1
        path = _fresh(good, folder / "bad")
        spoil(path)
        if kind not in ("missing", "missing directory"):
            one_sentence(call("init", path), {69})
        one_sentence(call("--db", good, "restore", path), {69})
    say(f"{len(BAD)} bad files x {len(words)} commands: {count} refusals in one sentence, each file as it was")
    _locked(good, words, say)
    _full(good, words, folder, say)
    _replaced(good, folder, say)
    _network(good, words, folder, say)
    _rights(good, words, folder, say)
    if long:
        _as_processes(good, folder, words, say)


def _notified(path: Path) -> Path:
    """Let site A have been told, so that it can be taken down what it said."""
    with Store.open(path) as store:
        desk.consent_from_report(store, 1)
        letter = desk.write_letter(store, 1, kind=LetterKind.NOTICE, centre=EXAMPLE_CENTRE).draft
        assert letter is not None and letter.id is not None
        desk.mark_sent(store, letter.id, centre=EXAMPLE_CENTRE)
    return path


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _fresh(good: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copy(good, folder / "queue.db"))


def _locked(good: Path, words: dict[str, list[str]], say: Callable[[str], None]) -> None:
    """Somebody writes for too long: readers go on, writers are told to try again."""
    # With the program's own library: another one's locks are not seen within one process.
    with impatient(), contextlib.closing(connection.connect(good, mode="rw")) as holder:
        holder.execute("BEGIN IMMEDIATE")
        for name, told in words.items():
            said = call("--db", good, *told)
            if name in WRITING:
                one_sentence(said, {75})
            else:
                assert said.status == 0, (name, said)
            Path(words["backup"][1]).unlink(missing_ok=True)
        one_sentence(call("--db", good, "restore", good), {69, 75})
        holder.execute("ROLLBACK")
    say("locked: writers give 75 after their patience, readers are not kept waiting")


def _full(good: Path, words: dict[str, list[str]], folder: Path, say: Callable[[str], None]) -> None:
    """A disk without room, where one can be had: nothing changes, 75, and with room again the same call succeeds."""
    disk = _made(folder / "disk")
    if not _mounted(disk, f"size={good.stat().st_size + 200_000}"):
        say("full disk: skipped, no tmpfs can be mounted here")
        return
    try:
        path = Path(shutil.copy(good, disk / "queue.db"))
        ballast = disk / "ballast"
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as stream:
            while stream.write(bytes(4_096)):
                pass
        for name, told in words.items():
            said = call("--db", path, *told)
            if said.status:
                one_sentence(said, {75})
            else:
                assert name not in WRITING, (name, said)
        one_sentence(call("--db", path, "backup", disk / "copy.db"), {75})
        assert not (disk / "copy.db").exists()
        ballast.unlink()
        assert call("--db", path, "check").status == 0
        for name in WRITING:
            assert call("--db", path, *words[name]).status == 0, name
    finally:
        subprocess.run(["umount", disk], check=True)
    say("full disk: 75 and nothing changed; with room again the same calls succeed")


def _replaced(good: Path, folder: Path, say: Callable[[str], None]) -> None:
    """A file that is replaced under an open store: what is done then must not vanish with the old one unsaid."""
    from ircon.errors import IrconError

    for how in ("replaced", "removed"):
        path = _fresh(good, folder / "replaced")
        with Store.open(path) as store:
            desk.take(store, 1, handler="mori")
            other = Path(shutil.copy(good, path.with_name("other.db")))
            other.replace(path) if how == "replaced" else path.unlink()
            try:
                desk.take(store, 2, handler="mori")
            except IrconError as error:
                assert error.status == 69 and str(error).endswith("."), error
            else:
                raise AssertionError(f"{how}: an action was acknowledged that nobody will find")
            try:
                store.version()
            except IrconError as error:
                assert error.status == 69
            else:
                raise AssertionError(f"{how}: a console would go on showing the old file")
        assert path.exists() == (how == "replaced")
    say("replaced or removed while open: the next action is refused in words")


def _network(good: Path, words: dict[str, list[str]], folder: Path, say: Callable[[str], None]) -> None:
    """A file on a network file system, as the table of mounts would have it: none is to be had here."""
    path = _fresh(good, folder / "bad")
    before, told = _contents(path.parent), fitness.file_system
    fitness.file_system = lambda path: "nfs4"
    try:
        for words_ in words.values():
            one_sentence(call("--db", path, *words_), {69})
    finally:
        fitness.file_system = told
    assert _contents(path.parent) == before
    say("on a network file system: 69, and nothing beside the file")


def _rights(good: Path, words: dict[str, list[str]], folder: Path, say: Callable[[str], None]) -> None:
    """A file that may be read but not changed: a disk for reading only, where one can be had; rights, but for root."""
    if os.getuid() != 0:
        good.chmod(0o440)
        _only_read(good, words)
        good.chmod(0o660)
        say("read-only: 77 for what writes")
        return
    disk = _made(folder / "disc")
    if _mounted(disk, "size=64m"):
        try:
            path = Path(shutil.copy(good, disk / "queue.db"))
            subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
            before = _contents(disk)
            _only_read(path, words)
            assert _contents(disk) == before
        finally:
            subprocess.run(["umount", disk], check=True)
        say("on a disk for reading only: what reads reads, 77 for what writes")
    else:
        say("read-only: skipped, no tmpfs can be mounted here (see the module on users)")


def _only_read(path: Path, words: dict[str, list[str]]) -> None:
    for name, told in words.items():
        said = call("--db", path, *told)
        Path(words["backup"][1]).unlink(missing_ok=True)
        if name in (*WRITING, "overdue"):  # which would write, had a letter been overdue
            one_sentence(said, {77})
        else:
            assert said.status == 0, (name, said)


def _mounted(disk: Path, options: str) -> bool:
    """Mount a disk in memory; False where that is not possible."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
    return os.getuid() == 0 and subprocess.run(command, capture_output=True, check=False).returncode == 0


def _as_processes(good: Path, folder: Path, words: dict[str, list[str]], say: Callable[[str], None]) -> None:
    for kind, spoil in BAD.items():
        path = _fresh(good, folder / "bad")
        spoil(path)
        for name, told in words.items():
            command = [sys.executable, "-m", "ircon", "--db", str(path), *told]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 69 and len(done.stderr.splitlines()) == 1, (kind, name, done)
        with Terminal([sys.executable, "-m", "ircon", path], size=(400, 24)) as terminal:
            assert terminal.wait_exit() == 69 and len(terminal.text.split()) > 5, (kind, terminal.text)
    say(f"the same as {len(BAD) * (len(words) + 1)} processes")


assert connection.PATIENCE > PATIENCE
