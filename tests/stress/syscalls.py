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
from pathlib import Path

from ircon import desk
from ircon.model import ConsentState
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


COMMANDS: dict[str, tuple[list[str], State]] = {
    "intake": (["intake", "{folder}/mail.eml"], _rows("SELECT count(*), max(subject) FROM report")),
    "consent": (["consent", "1", "--refuse"], _rows("SELECT state FROM consent")),
    "draft": (["draft", "1"], _rows("SELECT kind, state FROM draft")),
    "close": (["close", "1", "--reason", "resolved"], _rows("SELECT status, closed_for FROM incident WHERE id = 1")),
    "import": (["sites", "import", "{folder}/sites.csv"], _rows("SELECT count(*) FROM site")),
    "backup": (["backup", "{folder}/copy.db"], _copied),
    "restore": (["restore", "{folder}/earlier.db"], _rows("SELECT count(*) FROM consent")),
}


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Kill each command at each of its calls; the short form at some of those of two commands."""
    if shutil.which("strace") is None:
        say("skipped: there is no strace here")
        return
    good = stores.with_mails(folder, [story.from_b()])
    if not _traced(good, ["list"], folder / "trace"):
        say("skipped: strace may not trace here")
        return
    later = Path(shutil.copy(good, folder / "later.db"))
    with Store.open(later) as store:
        desk.decide(store, 1, state=ConsentState.REFUSED, quote="no")
    for name in COMMANDS if long else ("intake", "backup"):
        (folder / name).mkdir()
        shutil.copy(good, folder / name / "earlier.db")
        say(_command(name, later if name == "restore" else good, folder / name, most=None if long else 4))


def _command(name: str, good: Path, folder: Path, *, most: int | None) -> str:
    words, state = COMMANDS[name]
    path = _fresh(good, folder)
    told = [word.format(folder=folder) for word in words]
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
        if name != "backup":
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
