"""What the console costs while nobody touches it: every screen open in turn, its bytes and its CPU.

It looks for colleagues' changes two and a half times a second; that is all it may do. The
store is the demonstration, and no editor of the handler's own takes part.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ircon.demo import example_path
from tests.bench.driver import SIZE, cpu_ms
from tests.bench.figure import LOG, Figure
from tests.support.terminal import Terminal

SECONDS = 6.0
"""For how long each screen stands there; together more than a minute."""

MOST = 0.2
"""Hundredths of one processor."""

SCREENS = {
    "the queue": "",
    "a filter being typed": "/is:op",
    "help": "?",
    "the palette": ":",
    "views": "v",
    "an incident, whole": "<enter>",
    "a word looked for": "*the<enter>",
    "related sites": "r",
    "a site's card": "r<enter>",
    "the messages as they came": "o",
    "the ledger": "C",
    "the timeline": "l",
    "the trends": "R",
    "the handover": "H",
    "a letter": "d",
    "a letter being edited": "de",
    "a note being written": "i",
    "closing": "x",
    "handing over": "T",
}
"""What is pressed to open each."""


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Leave each screen alone for some seconds; ``rounds`` does not matter, there is nothing to compare."""
    with tempfile.TemporaryDirectory(prefix="ircon-idle-") as folder:
        db = Path(shutil.copy(example_path(), Path(folder) / "example.db"))
        used = {name: _left_alone(db, Path(folder), keys, log, name) for name, keys in SCREENS.items()}
    slowest = max(used, key=lambda name: used[name][1])
    yield Figure("bytes while idle, every screen", sum(size for size, _cpu in used.values()), "B", 0)
    yield Figure("CPU while idle, every screen", sum(cpu for _, cpu in used.values()) / len(used), "%", MOST)
    yield Figure("CPU while idle, the worst screen", used[slowest][1], "%", MOST, slowest)


def _left_alone(db: Path, home: Path, keys: str, log: LOG, name: str) -> tuple[int, float]:
    """Return how many bytes came and how many hundredths of a processor were used."""
    env = {"HOME": str(home), "EDITOR": "", "VISUAL": ""}
    with Terminal([sys.executable, "-m", "ircon", db], size=SIZE, env=env) as terminal:
        terminal.wait_for("incidents")
        terminal.press(keys)
        terminal.settle(1.5)
        before, used = len(terminal.raw), cpu_ms(terminal.pid)
        _wait(terminal, SECONDS)
        size, cpu = len(terminal.raw) - before, (cpu_ms(terminal.pid) - used) / SECONDS / 10
        log(f"idle: {name}: {size} B, {cpu:.3f} %")
        return size, cpu


def _wait(terminal: Terminal, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while (left := until - time.perf_counter()) > 0:
        terminal.read(left)
