"""A report with 5,000 log lines: how soon it is open, and how far behind thirty keys a second it scrolls.

In each place that shows the lines, at both sizes. How soon: beside what bare Textual takes
for its first picture. How far behind: each key's lag is the time until the screen stands as
it did after that key when the keys were pressed one by one, or as after a later one.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ircon import desk
from ircon.intake import read
from ircon.store import Store
from tests.bench import driver
from tests.bench.driver import Picture, Program
from tests.bench.figure import LOG, Figure
from tests.support import story
from tests.support.terminal import Terminal

LINES = 5_000
KEYS = 60
RATE = 30.0
"""Keys a second: as fast as a keyboard repeats one that is held."""

SIZES = ((120, 36), (80, 24))


@dataclass(frozen=True, slots=True)
class _Place:
    """A screen on which the lines stand: its key, and those that lead from its top to where it scrolls."""

    name: str
    key: str
    way: str


PLACES = (
    _Place("the incident", "<enter>", "<pgdn><pgdn>"),
    _Place("the timeline", "l", "<pgdn>" + "j" * 36),
    _Place("the message as it came", "o", "<pgdn><pgdn>"),
)
_ROWS = slice(3, -8)
"""The lines of a screen on which rows stand wherever they are shown, away from heads and feet."""


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Open and scroll each place once a round, turn by turn with bare Textual's start."""
    with tempfile.TemporaryDirectory() as scratch:
        store = _store(Path(scratch) / "lines.db")
        log(f"lines: learning what {KEYS} keys show")
        paths = [_Path(store, place, size) for size in SIZES for place in PLACES]
        bare = Program([sys.executable, driver.BARE], b"bare 0")
        paints: list[float] = []
        for number in range(rounds):
            log(f"lines: round {number + 1} of {rounds}")
            paints.append(driver.first_paint(bare))
            for path in paths:
                path.run()
    for path in paths:
        yield from path.figures(paints)


class _Path:
    """One place at one size: what it shows after each key, and what was measured on the way."""

    def __init__(self, store: Path, place: _Place, size: tuple[int, int]) -> None:
        self.place, self.size = place, size
        self._command: list[str | Path] = [sys.executable, "-m", "ircon", store]
        self._lines = range(size[1])[_ROWS]
        self._opened: list[float] = []
        self._lags: list[float] = []
        self._expected: list[Picture] = []
        with self._started() as terminal:
            self._open(terminal)
            self._expected = [self._after_a_key(terminal) for _ in range(KEYS)]
        if len(set(map(str, self._expected))) < KEYS:
            raise RuntimeError(f"{place.name}: not every key scrolls:\n{terminal.text}")

    def run(self) -> None:
        """Open it once more and hold the key."""
        with self._started() as terminal:
            self._opened.append(self._open(terminal))
            self._lags += driver.lags(terminal, "j", self._expected, self._lines, RATE)

    def figures(self, paints: list[float]) -> Iterator[Figure]:
        """Yield how soon it was open and how far behind it was."""
        named = f"{LINES:,} lines, {self.place.name}, {self.size[0]}x{self.size[1]}"
        ratio = statistics.median(took / paint for took, paint in zip(self._opened, paints, strict=True))
        yield Figure(f"{named}: open / bare's paint", ratio, "", 0.5, f"{statistics.median(self._opened):.1f} ms")
        slowest = sorted(self._lags)[int(len(self._lags) * 0.95)]
        note = f"median {statistics.median(self._lags):.1f} ms, at most {max(self._lags):.1f}"
        yield Figure("  lag of a key held down, slowest in twenty", slowest, "ms", 20, note)

    def _started(self) -> Terminal:
        terminal = Terminal(self._command, size=self.size, loaded=False)
        terminal.wait_for("1 incident")
        terminal.settle(0.6)
        return terminal

    def _open(self, terminal: Terminal) -> float:
        """Open the place and go to where it scrolls; return how many milliseconds opening it took."""
        took = driver.press(terminal, self.place.key)
        terminal.press(self.place.way)
        terminal.settle(0.4)
        return took

    def _after_a_key(self, terminal: Terminal) -> Picture:
        terminal.press("j")
        terminal.settle(0.08)
        return driver.picture(terminal.look(), self._lines)


def _store(path: Path) -> Path:
    """Make a store with one report of as many log lines, a second between each two."""
    at = datetime(2000, 6, 23, 1, tzinfo=UTC)
    log = "".join(
        f"{at + timedelta(seconds=n):%b %d %H:%M:%S} gw sshd[{n:04}]: from 203.0.113.{n % 250}\n" for n in range(LINES)
    )
    body = story.B_REPORT.replace(story.B_LOG, log)
    mail = story.mail("admin@bsite.example.jp", "ssh", body, "Fri, 23 Jun 2000 13:05:00 +0900")
    with Store.create(path) as store:
        received = datetime(2000, 6, 23, 4, 5, tzinfo=UTC)
        desk.take_in(store, mail, report=read(mail, received=received), received=received, handler="bench")
    return path
