"""How the console feels beside a bare Textual app: start, moves, silence, end."""

from __future__ import annotations

import math
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import driver
from tests.bench.figure import LOG, Figure, ratio

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "example.db"
IDLE = 10.0


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Run both, turn by turn, ``rounds`` times; the silence is measured in the first round only."""
    if not EXAMPLE.exists():
        raise FileNotFoundError("example.db, which the console is measured on, is not there")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copy(EXAMPLE, scratch))
        bare = driver.learn(driver.Program([sys.executable, ROOT / "tests/bench/bare.py"], b"bare 0"))
        ours = driver.learn(driver.Program([sys.executable, "-m", "ircon", copy], useful_sign(copy)))
        floor, runs = [], []
        for number in range(rounds):
            log(f"console: round {number + 1} of {rounds}")
            floor.append(driver.run(bare))
            runs.append(driver.run(ours, idle=IDLE if number == 0 else 0.0))
    yield from _start(runs, floor)
    yield from _moves(runs, floor)
    yield Figure(f"bytes while idle for {IDLE:.0f} s", runs[0].idle_bytes, "B", 0)
    yield Figure(f"CPU while idle for {IDLE:.0f} s", runs[0].idle_cpu, "ms", 10)
    yield Figure("q to ended / bare's", ratio([r.exit for r in runs], [r.exit for r in floor]), "", 1.0)


def useful_sign(path: Path) -> bytes:
    """Return what tells that the queue is on the screen: the name of its first incident's reporter."""
    from ircon.query import Query
    from ircon.store import Store, queue

    with Store.open(path) as store:
        return queue.window(store, Query(), limit=1)[0].reporter.encode()


def _start(runs: list[driver.Round], floor: list[driver.Round]) -> Iterator[Figure]:
    base = [r.first_paint for r in floor]
    note = f"{statistics.median(r.first_paint for r in runs):.0f} ms beside {statistics.median(base):.0f} ms"
    yield Figure("first useful paint / bare's", ratio([r.first_paint for r in runs], base), "", 1.4, note)
    firsts = [r.first_key for r in runs]
    known = math.nan if any(map(math.isnan, firsts)) else ratio(firsts, base)
    yield Figure("first key takes effect / bare's first paint", known, "", 1.4)
    yield Figure("bytes of the start", statistics.median(r.start_bytes for r in runs), "B")


def _moves(runs: list[driver.Round], floor: list[driver.Round]) -> Iterator[Figure]:
    keys, base = [r.key for r in runs], [r.key for r in floor]
    note = f"{statistics.median(keys):.2f} ms beside {statistics.median(base):.2f} ms"
    yield Figure("key to change / bare's", ratio(keys, base), "", 1.4, note)
    yield Figure("bytes of a move", statistics.median(size for r in runs for size in r.key_bytes), "B", 1300)
