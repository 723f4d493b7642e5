"""A colleague's program holds the lock and does not let go: reading goes on, writing waits and then succeeds."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ircon.store import Store
from tests.stress import terminals
from tests.stress._readers import Readers
from tests.support import stores
from tests.support.command import ircon
from tests.support.terminal import Terminal, environment
from tests.support.warm import IRCON

ANSWER = 50
"""Milliseconds within which a key is answered."""

READ = 0.1
"""Seconds that a read transaction may last."""

LOG = 8 << 20
"""Bytes that the write-ahead log may have."""

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
        try:
            yield time.monotonic() + seconds
        finally:
            holder.kill()


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Hold the lock under commands and under a console."""
    db, seconds = stores.with_story(folder), 20.0 if long else 1.0
    with held(db, seconds) as until:
        done = ircon("list", db=db)
        assert done.status == 0 and time.monotonic() < until
        done = ircon("consent", "1", "--refuse", db=db)
        assert done.status == 0 and time.monotonic() > until - 0.2, done
    say(f"a lock held for {seconds:.0f} s: list is not kept waiting, consent waits and succeeds")
    _seen(db)
    _console(db, 60.0 if long else 3.0, say)
    _leaving(db, folder, say)
    if long:
        with held(db, 40):
            begun = time.monotonic()
            done = ircon("consent", "1", "--refuse", db=db)
            assert done.status == 75 and time.monotonic() - begun > 25
        say("a lock held for longer than half a minute: 75, and not before")


def _seen(db: Path) -> None:
    """A reader that does take long is seen: else what follows would say nothing."""
    with Readers(db) as readers, Store.open(db, read_only=True) as store, store.snapshot():
        store.rows("SELECT count(*) FROM incident")
        time.sleep(0.15)
    assert 0.05 < readers.longest < 10


def _console(db: Path, seconds: float, say: Callable[[str], None]) -> None:
    """Claim under the lock, go on looking about, and see the claim succeed when the lock is gone."""
    answers: list[float] = []
    with Terminal([*IRCON, db]) as terminal:
        terminal.wait_for("2 incidents")
        with held(db, seconds) as until, Readers(db, terminal.pid) as readers:
            terminal.press("t")
            terminal.wait_for(r"waiting: another program is writing to the store \(\d+ s\)")
            while time.monotonic() < until - 0.5:
                for key, number in (("j", "2"), ("k", "1")):
                    begun = time.perf_counter()
                    terminal.press(key)
                    terminal.wait_for(rf"─ #{number} ")
                    answers.append(time.perf_counter() - begun)
                    time.sleep(0.02)
            with Store.open(db, read_only=True) as store:
                assert store.value("SELECT count(*) FROM journal WHERE action = 'take'") == 0
            terminal.wait_for("is yours")
        shown = terminal.raw.decode("utf-8", "replace")
        assert "is locked" not in shown and "is busy" not in shown
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with Store.open(db, read_only=True) as store:
        assert store.value("SELECT count(*) FROM journal WHERE action = 'take'") == 1
    answers.sort()
    median, late = answers[len(answers) // 2] * 1000, answers[int(len(answers) * 0.95)] * 1000
    say(
        f"a lock held for {seconds:.0f} s under a console: it says so; {len(answers)} keys, median {median:.0f} ms,"
        f" 95 of 100 within {late:.0f} ms, slowest {answers[-1] * 1000:.0f} ms; then the claim succeeded"
    )
    say(f"longest read {readers.longest * 1000:.0f} ms, the log {readers.largest >> 10} kB at most")
    assert median < ANSWER and readers.longest < READ and readers.largest < LOG


def _leaving(db: Path, folder: Path, say: Callable[[str], None]) -> None:
    """The line drops while the lock is held and a letter is under the handler's hands: gone at once, the text kept."""
    home = folder / "home"
    home.mkdir()
    with Terminal([*IRCON, db], env={"HOME": str(home), "EDITOR": "", "VISUAL": ""}) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("d")
        terminal.wait_for("what they will see")
        terminal.press("e")
        terminal.wait_for("keep and go back")
        terminal.press("half a sent")
        terminal.wait_for("half a sent")
        with held(db, 8.0):
            begun = time.monotonic()
            terminal.signal(signal.SIGTERM)
            assert terminal.wait_exit() == 128 + signal.SIGTERM
            took = time.monotonic() - begun
    (kept,) = home.rglob("unsaved*.txt")
    assert "half a sent" in kept.read_text("utf-8") and kept.stat().st_mode & 0o077 == 0
    say(f"asked to end under the lock: gone after {took:.2f} s, what was being typed is in a file")
    assert took < terminals.SOON * terminals.SLACK
