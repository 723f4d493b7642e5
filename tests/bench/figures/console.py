"""How the console feels on very many reports, beside a bare Textual app and beside itself on a thousand.

All three run turn by turn over a pty of 120 by 36; each figure is the median of the
rounds' own ratios. A time goes to the last byte that a key brings: the row, the detail
that follows it and the panel beside it. The second target is for what more can be had.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.bench import driver
from tests.bench.archive import shelf
from tests.bench.driver import Program, Round, Step
from tests.bench.figure import LOG, Figure, ratio

IDLE = 10.0
GROWTH = 1.15
GROWTH_THEN = 1.05

FILTERS = {
    "a class": "class:scan",
    "a handler's": "owner:mori is:open",
    "a site's": "site:s0000301.example.jp",
    "an address": "ip:133.100.100.0/24",
    "a frequent word": "sshd",
    "a rare word": "actuator",
    "two letters": "踏台",
}
"""What is typed into the filter, each in one piece; the last stands in no report."""

LIST = range(2, 19)
"""The lines of the screen on which the queue's rows stand."""

STEPS = (
    *(
        step
        for _ in range(2)  # down one screen and up the next: enough of them for the slowest in twenty
        for step in (Step("move", "j", 15), Step("", "<pgdn>"), Step("move", "k", 15), Step("", "<pgdn>"))
    ),
    Step("", "j", 20),
    Step("scroll", "j", 10),
    Step("page", "<pgdn>", 4),
    Step("end", "G", 2, setup="g"),
    Step("home", "g", 2, setup="G"),
    Step("open", "<enter>", 4, setup="<esc>j"),
    Step("", "<esc>"),
    *(
        step
        for name, text in FILTERS.items()
        for step in (
            Step(f"filter: {name}", typed=text, setup="/", lines=LIST, quiet=0.7),
            Step("", "<esc>", quiet=0.5),
        )
    ),
)


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Run the three turn by turn, ``rounds`` times; the silence is measured in the first round only."""
    small, large = shelf.archive(shelf.SMALL, log), shelf.archive(shelf.large(), log)
    bare = driver.learn(Program([sys.executable, driver.BARE], b"bare 0"))
    ours = [_console(path) for path in (small, large)]
    floor: list[Round] = []
    runs: tuple[list[Round], list[Round]] = ([], [])
    for number in range(rounds):
        log(f"console: round {number + 1} of {rounds}")
        floor.append(driver.run(bare))
        for program, done in zip(ours, runs, strict=True):
            done.append(driver.run(program, idle=0.0 if number else IDLE))
    log("console: done")
    yield from _Figures(floor, *runs).all()


def _console(path: Path) -> Program:
    return driver.learn(Program([sys.executable, "-m", "ircon", path], useful_sign(path), STEPS))


def useful_sign(path: Path) -> bytes:
    """Return what tells that the queue is on the screen: the name of its first incident's reporter."""
    from ircon.query import Query
    from ircon.store import Store, queue

    with Store.open(path) as store:
        return queue.window(store, Query(), limit=1)[0].reporter.encode()


class _Figures:
    """Compares the rounds of the three programs."""

    def __init__(self, floor: list[Round], small: list[Round], large: list[Round]) -> None:
        self.floor, self.small, self.large = floor, small, large
        self.paint = [run.first_paint for run in floor]
        self.move = [run.median("move") for run in floor]

    def all(self) -> Iterator[Figure]:
        """Yield each figure of the large archive, and how it has grown from the small one."""
        yield from self._time("first useful paint / bare's", lambda run: run.first_paint, self.paint, 1.25, 0.25)
        yield from self._time("first key takes effect / bare's paint", lambda run: run.first_key, self.paint, 1.3, 1.0)
        yield from self._time("move / bare's", _median("move"), self.move, 1.2, 0.5)
        yield from self._time("move, slowest in twenty / bare's median", _p95, self.move, 2.0, 2.0)
        own = [_p95(run) for run in self.floor]
        yield Figure("  bare's own slowest in twenty / its median", ratio(own, self.move))
        for step, most, then in (("move", 1_100, 470), ("scroll", 4_200, 500)):
            sizes, few = ([size for run in runs for size in run.sizes[step]] for runs in (self.large, self.small))
            note = f"{min(sizes):,} to {max(sizes):,}"
            yield Figure(f"bytes of a {step}", statistics.median(sizes), "B", most, note, and_then=then)
            yield _grown(statistics.median(sizes), statistics.median(few))
        for step in ("page", "end", "home"):
            yield from self._time(f"{step} / bare's move", _median(step), self.move, 3, 1.5)
        for name in FILTERS:
            yield from self._time(f"filter: {name} / bare's paint", _median(f"filter: {name}"), self.paint, 0.4, 0.1)
        yield from self._time("opening / bare's paint", _median("open"), self.paint, 0.15, 0.05)
        yield from self._time("peak memory / bare's", lambda run: run.memory, [r.memory for r in self.floor], 1.4, 1.1,
                              "MB")  # fmt: skip
        idle = self.large[0].idle_cpu
        note = f"{idle / IDLE / 10:.3f} %"
        yield Figure(f"CPU while idle for {IDLE:.0f} s", idle, "ms", IDLE * 2, note, and_then=IDLE / 5)
        yield _grown(idle, self.small[0].idle_cpu)
        yield Figure(f"bytes while idle for {IDLE:.0f} s", self.large[0].idle_bytes, "B", 0, and_then=0)
        yield from self._time("end / bare's", lambda run: run.exit, [r.exit for r in self.floor], 1.1, 0.2)

    def _time(
        self, name: str, of: Callable[[Round], float], base: Sequence[float], most: float, then: float, unit: str = "ms"
    ) -> Iterator[Figure]:
        here, there = [of(run) for run in self.large], [of(run) for run in self.small]
        note = f"{statistics.median(here):.1f} {unit} beside {statistics.median(base):.1f}"
        yield Figure(name, ratio(here, base), "", most, note, and_then=then)
        yield _grown(ratio(here, there))


def _grown(large: float, small: float = 1.0) -> Figure:
    return Figure(f"  at {shelf.large():,} / at {shelf.SMALL:,}", large / small, "", GROWTH, and_then=GROWTH_THEN)


def _median(step: str) -> Callable[[Round], float]:
    return lambda run: run.median(step)


def _p95(run: Round) -> float:
    """The time of a move that nineteen in twenty do not exceed."""
    times = run.times["move"]
    return sorted(times)[int(len(times) * 0.95)]
