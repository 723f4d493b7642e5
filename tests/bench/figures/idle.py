"""What a console costs that nobody touches: with each of its screens open, on a wide terminal and a small one.

All consoles, and a bare Textual app, are idle at the same time, each on a copy of the
demonstration of its own. That is harder on them than one alone: each look finds the
processor's caches filled by others. ``IRCON_BENCH_IDLE`` says for how many seconds (60).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ircon.demo import example_path
from tests.bench import driver
from tests.bench.figure import LOG, Figure
from tests.support.terminal import Terminal

SECONDS = 60.0
SIZES = ((120, 36), (80, 24))

SCREENS = {
    "the queue": "",
    "a filter being typed": "/ is:open",
    "a filter": "/ is:open<enter>",
    "help": "?",
    "the palette": ":",
    "views": "v",
    "an incident": "<enter>",
    "related sites": "r",
    "a site's card": "r <enter>",
    "a word looked for": "<enter> *sshd<enter>",
    "the messages as they came": "o",
    "the timeline": "l",
    "putting together": "m",
    "trends": "R",
    "the letters there are": "D",
    "closing": "x",
    "the class": "K",
    "a note": "i They look into it.",
    "a report by hand": "n",
    "handing over": "T",
    "the sort orders": "S",
    "the ledger": "C",
    "the handover": "H",
    "what the report states": "c",
    "a draft": "c d",
    "a draft being edited": "c d e",
}
"""The keys that lead to each screen from the queue; where there is a blank, what they opened is waited for."""


@dataclass(frozen=True, slots=True)
class _Idler:
    """A console, or bare Textual, that is left alone."""

    name: str
    size: tuple[int, int]
    terminal: Terminal


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Open all of them, once however many ``rounds``: a minute is long enough to be steady."""
    del rounds
    seconds = float(os.environ.get("IRCON_BENCH_IDLE", SECONDS))
    with ExitStack() as stack:
        idlers = [_opened(stack, *one) for one in _all(Path(stack.enter_context(tempfile.TemporaryDirectory())))]
        log(f"idle: {len(idlers)} programs for {seconds:.0f} s, after they have settled")
        _settle([one.terminal for one in idlers])
        before = [(len(one.terminal.raw), driver.cpu_ms(one.terminal.pid)) for one in idlers]
        time.sleep(seconds)
        found = [
            (one, len(one.terminal.raw) - sent, driver.cpu_ms(one.terminal.pid) - used)
            for one, (sent, used) in zip(_heard(idlers), before, strict=True)
        ]
    yield from _figures(found, seconds)


def _all(folder: Path) -> Iterator[tuple[str, tuple[int, int], list[str | Path], str]]:
    yield "bare Textual", SIZES[0], [sys.executable, driver.BARE], ""
    for size in SIZES:
        for number, (name, keys) in enumerate(SCREENS.items()):
            store = folder / f"{size[0]}-{number}.db"
            shutil.copyfile(example_path(), store)
            yield name, size, [sys.executable, "-m", "ircon", store], keys


def _opened(stack: ExitStack, name: str, size: tuple[int, int], command: Sequence[str | Path], keys: str) -> _Idler:
    terminal = stack.enter_context(Terminal(command, size=size, env={"EDITOR": "", "VISUAL": ""}, loaded=False))
    terminal.settle(1.0)
    for part in keys.split(" "):
        before = driver.picture(terminal.look())
        terminal.press(part)
        terminal.settle(0.4)
        if part and driver.picture(terminal.look()) == before:
            raise RuntimeError(f"{name}: {part!r} changes nothing:\n{terminal.text}")
    return _Idler(name, size, terminal)


def _settle(terminals: Sequence[Terminal]) -> None:
    """Wait until the youngest has done what it does once, hearing them all out."""
    end = max(terminal.started for terminal in terminals) + driver.SETTLED
    while time.perf_counter() < end:
        for terminal in terminals:
            terminal.read(0.0)
        time.sleep(0.2)


def _heard(idlers: Sequence[_Idler]) -> Iterator[_Idler]:
    for one in idlers:
        one.terminal.settle(0.0)
        yield one


def _figures(found: Sequence[tuple[_Idler, int, float]], seconds: float) -> Iterator[Figure]:
    bare, *ours = found
    one, _, used = max(ours, key=lambda each: each[2])
    where = "{} at {}x{}"
    share = 0.1 / seconds
    note = f"{where.format(one.name, *one.size)}; bare Textual {bare[2] * share:.3f} %"
    yield Figure(f"CPU of the busiest of {len(SCREENS)} idle screens", used * share, "%", 0.2, note, and_then=0.02)
    one, sent, _ = max(ours, key=lambda each: each[1])
    note = where.format(one.name, *one.size) if sent else ""
    yield Figure(f"bytes of any of them in {seconds:.0f} s", sent, "B", 0, note, and_then=0)
