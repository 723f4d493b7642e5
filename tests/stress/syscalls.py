"""Each command killed at each write, sync, truncation, rename and unlink: before or after, never between.

strace pulls the plug: it counts what a command asks of the system and sends SIGKILL at the
n-th call. Afterwards the store must be whole, the action done or not done, and the same
command once more must bring about what one undisturbed call does.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ircon import desk
from ircon.config import EXAMPLE_CENTRE
from ircon.model import ConsentState, LetterKind
from ircon.store import Store, check
from tests.support import stores, story
from tests.support.terminal import environment

CALLS = "pwrite64 write fsync fdatasync ftruncate rename renameat renameat2 link unlink unlinkat fchmod chmod".split()
"""What changes files on Linux as Python and SQLite do it."""

State = Callable[[Path], object]


def _rows(sql: str) -> State:
    def state(path: Path) -> object:
        with Store.open(path, read_only=True) as store:
            return store.rows(sql)

    return state


def _copied(path: Path) -> object:
    """Whether the copy is there; whatever stands under its name must be whole."""
    copy = path.with_name("copy.db")
    if not copy.exists():
        return False
    with Store.open(copy, read_only=True) as store:
        return not list(check.faults(store))


def _stands(path: Path) -> object:
    """Whether a new store is there; whatever stands under its name can be opened."""
    fresh = path.with_name("new.db")
    if not fresh.exists():
        return False
    with Store.open(fresh) as store:
        return not list(check.faults(store))


CLASS = "SELECT class FROM incident WHERE id = 1"
CLOSED = "SELECT status, closed_for FROM incident WHERE id = 1"
MERGED = "SELECT merged_into FROM incident ORDER BY id"
FACTS = "SELECT kind, value FROM fact"

COMMANDS: dict[str, tuple[str, State]] = {
    "intake": ("intake {folder}/mail.eml", _rows("SELECT count(*), max(subject) FROM report")),
    "consent": ("consent 1 --refuse", _rows("SELECT state FROM consent")),
    "draft": ("draft 1", _rows("SELECT kind, state FROM draft")),
    "close": ("close 1 --reason resolved", _rows(CLOSED)),
    "class": ("class 1 intrusion", _rows(CLASS)),
    "role": ("role 1 asite other", _rows("SELECT name, role FROM said_role")),
    "note": ("note 1 rang-them", _rows("SELECT text FROM note")),
    "said": ("said 1 asite fixed", _rows("SELECT said FROM draft")),
    "together": ("together 1 2", _rows(MERGED)),
    "apart": ("apart 1", _rows(MERGED)),
    "recount": ("trends --recount +00:00", _rows("SELECT offset FROM tally_zone")),
    "import": ("sites import {folder}/sites.csv", _rows("SELECT count(*) FROM site")),
    "ignore": ("sites ignore 203.0.113.0/24 --because lab", _rows("SELECT value FROM ignored")),
    "hold": ("sites hold asite --until 2100-01-01 --because moving", _rows(FACTS)),
    "make": ("sites make 2 cracked.example.net --mail abuse@cracked.example.net", _rows("SELECT name FROM site")),
    "site note": ("sites note asite asn AS64496", _rows(FACTS)),
    "overdue": ("overdue --days 3", _rows("SELECT overdue_at IS NULL FROM draft")),
    "init": ("init {folder}/new.db", _stands),
    "backup": ("backup {folder}/copy.db", _copied),
    "restore": ("restore {folder}/earlier.db", _rows("SELECT count(*) FROM consent")),
}
"""The commands that change something: how it is called, and what there is to see of it."""

ONCE = {"backup", "init", "apart", "together", "make"}
"""What refuses to be done again once it is done."""

FROM = {
    "restore": "later",
    "said": "told",
    "together": "two",
    "apart": "merged",
    "make": "unknown",
    "overdue": "silent",
}
"""The store that a command is given; the others get one with one report."""


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Kill each command at each of its calls; the short form at some of those of two commands."""
    if shutil.which("strace") is None:
        say("skipped: there is no strace here")
        return
    good = stores.with_mails(folder, [story.from_b()])
    if not _traced(good, ["list"], folder / "trace"):
        say("skipped: strace may not trace here")
        return
    given = _given(good, folder)
    for name in COMMANDS if long else ("intake", "backup"):
        (folder / name).mkdir()
        shutil.copy(good, folder / name / "earlier.db")
        say(_command(name, given[FROM.get(name, "good")], folder / name, most=None if long else 4))


def _given(good: Path, folder: Path) -> dict[str, Path]:
    """Make the stores that commands are given, by name."""
    names = ("later", "told", "two", "merged", "unknown")
    given = {"good": good, **{name: Path(shutil.copy(good, folder / f"{name}.db")) for name in names}}
    with Store.open(given["later"]) as store:
        desk.decide(store, 1, state=ConsentState.REFUSED, quote="no")
    _tell(given["told"])
    (folder / "silent").mkdir()
    given["silent"] = stores.with_register(folder / "silent")
    with Store.open(given["silent"]) as store:
        desk.take_in(store, story.from_b(), received=datetime.now(UTC) - timedelta(days=10), handler="mail")
    _tell(given["silent"])
    with Store.open(given["unknown"]) as store:
        elsewhere = story.from_b().replace(b"192.168.100.1", b"cracked.example.net")
        desk.take_in(store, elsewhere.replace(b"Message-ID: <", b"Message-ID: <again-"), handler="mail")
    for name in ("two", "merged"):
        with Store.open(given[name]) as store:
            desk.take_in(store, story.from_a(), handler="mail")
            if name == "merged":
                desk.put_together(store, [1, 2])
    return given


def _tell(path: Path) -> None:
    """Send the reporter the acknowledgement and the site its notice, nine days ago."""
    with Store.open(path) as store:
        desk.consent_from_report(store, 1)
        for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.NOTICE):
            letter = desk.write_letter(store, 1, kind=kind, centre=EXAMPLE_CENTRE).draft
            assert letter is not None and letter.id is not None
            desk.mark_sent(store, letter.id, centre=EXAMPLE_CENTRE, at=datetime.now(UTC) - timedelta(days=9))


def _command(name: str, good: Path, folder: Path, *, most: int | None) -> str:
    words, state = COMMANDS[name]
    path = _fresh(good, folder)
    told = words.format(folder=folder).split()
    before = state(path)
    calls = _traced(path, told, folder / "trace")
    after = state(path)
    assert before != after
    points = [(call, n) for call, count in sorted(calls.items()) for n in range(1, count + 1)]
    chosen = points if most is None else random.Random(3).sample(points, min(most, len(points)))
    seen: Counter[str] = Counter()
    for call, n in chosen:
        path = _fresh(good, folder)
        status = _killed(path, told, call, n)
        found = state(path)
        assert found in (before, after), f"{name} killed at {call} {n}: {found}"
        assert status != 0 or found == after
        seen["after" if found == after else "before"] += 1
        with Store.open(path) as store:
            assert list(check.faults(store)) == [], f"{name} killed at {call} {n}"
        if name not in ONCE or found == before:
            again = subprocess.run(_ircon(path, told), capture_output=True, env=environment(), check=False)
            assert again.returncode == 0 and state(path) in (after, [*_twice(after)]), (name, call, n, again)
    return f"{name}: killed at {len(chosen)} of {len(points)} calls; {seen['before']} before, {seen['after']} after"


def _twice(after: object) -> list[object]:
    """A decision that was made already is made once more: the ledger keeps both."""
    return [*after, *after] if isinstance(after, list) else [after]


def _fresh(good: Path, folder: Path) -> Path:
    for old in folder.iterdir():
        if old.name != "earlier.db":
            old.unlink()
    (folder / "mail.eml").write_bytes(story.from_a())
    (folder / "sites.csv").write_text("name,domain\ncsite,csite.example.jp\n", encoding="utf-8")
    return Path(shutil.copy(good, folder / "queue.db"))


def _ircon(path: Path, words: list[str]) -> list[str]:
    return [sys.executable, "-m", "ircon", "--db", str(path), *words]


def _traced(path: Path, words: list[str], log: Path) -> Counter[str]:
    """Run a command undisturbed and count its calls."""
    command = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}", *_ircon(path, words)]
    done = subprocess.run(command, capture_output=True, env=environment(), check=False)
    if done.returncode:
        return Counter()
    return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE))


def _killed(path: Path, words: list[str], call: str, n: int) -> int:
    injected = f"inject={call}:signal=SIGKILL:when={n}"
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", injected, *_ircon(path, words)]
    return subprocess.run(command, capture_output=True, env=environment(), check=False).returncode
