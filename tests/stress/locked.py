"""A colleague's program holds the lock and does not let go: reading goes on, writing waits and then succeeds."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ircon.store import Store
from tests.support import stores
from tests.support.command import IRCON, ircon
from tests.support.terminal import Terminal, environment

_HOLDER = """
import sys, time
from pathlib import Path
from ircon.store import connection
conn = connection.connect(Path(sys.argv[1]), mode="rw")
conn.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
conn.execute("ROLLBACK")
"""


@contextmanager
def held(db: Path, seconds: float) -> Iterator[float]:
    """Have another process hold the lock; give the moment until which it does."""
    command = [sys.executable, "-c", _HOLDER, str(db), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        yield time.monotonic() + seconds


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Hold the lock under commands and under a console."""
    db, seconds = stores.with_story(folder), 20.0 if long else 2.0
    with held(db, seconds) as until:
        done = ircon("list", db=db)
        assert done.status == 0 and time.monotonic() < until
        done = ircon("consent", "1", "--refuse", db=db)
        assert done.status == 0 and time.monotonic() > until - 0.2, done
    say(f"a lock held for {seconds:.0f} s: list is not kept waiting, consent waits and succeeds")
    _console(db, seconds, say)
    if long:
        with held(db, 40):
            begun = time.monotonic()
            done = ircon("consent", "1", "--refuse", db=db)
            assert done.status == 75 and time.monotonic() - begun > 25
        say("a lock held for longer than half a minute: 75, and not before")


def _console(db: Path, seconds: float, say: Callable[[str], None]) -> None:
    answers: list[float] = []
    with Terminal([*IRCON, db]) as terminal:
        terminal.wait_for("2 incidents")
        with held(db, seconds) as until:
            terminal.press("t")
            while time.monotonic() < until - 0.5:
                for key, number in (("j", "2"), ("k", "1")):
                    begun = time.perf_counter()
                    terminal.press(key)
                    terminal.wait_for(rf"─ #{number} ")
                    answers.append(time.perf_counter() - begun)
            with Store.open(db, read_only=True) as store:
                assert store.value("SELECT count(*) FROM journal WHERE action = 'take'") == 0
        terminal.wait_for("is yours")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with Store.open(db, read_only=True) as store:
        assert store.value("SELECT count(*) FROM journal WHERE action = 'take'") == 1
    answers.sort()
    median, slowest = answers[len(answers) // 2] * 1000, answers[-1] * 1000
    say(f"under it {len(answers)} keys: median {median:.0f} ms, slowest {slowest:.0f} ms; then the claim succeeded")
