"""Drives a program in a terminal and times it: from a key to the chunk of output that changed the picture."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.screen import Screen
from tests.support.terminal import PATIENCE, Terminal

SIZE = (120, 36)
QUIET = 0.12
"""Seconds of silence after which a key's work is over."""

Picture = dict[int, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, the bytes that show it is of use, the keys that move and end it, what a move shows."""

    command: Sequence[str | Path]
    useful: bytes
    key: str = "j"
    quit: str = "q"
    moved: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Round:
    """One start of a program: milliseconds, bytes, CPU milliseconds (nan where unknown)."""

    first_paint: float
    first_key: float
    keys: list[float]
    key_bytes: list[int]
    start_bytes: int
    idle_bytes: float = float("nan")
    idle_cpu: float = float("nan")
    exit: float = float("nan")

    @property
    def key(self) -> float:
        """The median of key-to-change."""
        return statistics.median(self.keys)


def learn(program: Program) -> Program:
    """Start the program once, unmeasured, and see which lines the first move changes, and into what."""
    with Terminal(program.command, size=SIZE) as terminal:
        _useful(terminal, program)
        terminal.settle(0.6)
        before = list(terminal.look().display)
        terminal.press(program.key)
        terminal.settle(0.6)
        after = list(terminal.look().display)
        moved = {y: line for y, line in enumerate(after) if line != before[y]}
    if not moved:
        raise RuntimeError(f"{program.key!r} changes nothing in {program.command}")
    return Program(program.command, program.useful, program.key, program.quit, moved)


def run(program: Program, *, moves: int = 20, idle: float = 0.0) -> Round:
    """Start the program and measure one round: start, first key, ``moves`` moves, ``idle`` seconds, the end."""
    with Terminal(program.command, size=SIZE) as terminal:
        painted = _useful(terminal, program)
        terminal.press(program.key)
        took = _effect(terminal, program)
        terminal.settle(0.4)
        start = terminal.started
        keys, sizes = _moves(terminal, program.key, moves)
        done = Round(
            first_paint=(painted - start) * 1e3,
            first_key=((took or float("nan")) - start) * 1e3,
            keys=keys,
            key_bytes=sizes,
            start_bytes=sum(len(chunk.data) for chunk in terminal.chunks if chunk.at <= painted + 0.4),
        )
        if idle:
            _idle(terminal, idle, done)
        before = time.perf_counter()
        terminal.press(program.quit)
        terminal.wait_exit()
        done.exit = (time.perf_counter() - before) * 1e3
    return done


def cpu_ms(pid: int) -> float:
    """Return the CPU milliseconds that a process and its ended children have used; nan where /proc does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return sum(int(ticks) for ticks in fields[11:15]) * 1e3 / os.sysconf("SC_CLK_TCK")


def _useful(terminal: Terminal, program: Program) -> float:
    end = time.perf_counter() + PATIENCE
    while program.useful not in terminal.raw:
        if time.perf_counter() > end or not (terminal.read(0.5) or terminal.read(0.5)):
            raise RuntimeError(f"{program.command} showed no {program.useful!r}:\n{terminal.text}")
    return terminal.chunks[-1].at


def _effect(terminal: Terminal, program: Program) -> float | None:
    """Return when the first key had done what it does, however long after the first picture that was."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        terminal.read(0.2)
        took = terminal.first(lambda screen: all(screen.display[y] == line for y, line in program.moved.items()))
        if took is not None:
            return took
    return None


def _moves(terminal: Terminal, key: str, count: int) -> tuple[list[float], list[int]]:
    keys, sizes = [], []
    for _ in range(count):
        before, chunks = _picture(terminal.look()), len(terminal.chunks)
        pressed = time.perf_counter()
        terminal.press(key)
        terminal.settle(QUIET)
        changed = terminal.first(lambda screen, was=before: _picture(screen) != was)  # type: ignore[misc]
        if changed is not None:
            keys.append((changed - pressed) * 1e3)
        terminal.look()
        sizes.append(sum(len(chunk.data) for chunk in terminal.chunks[chunks:]))
    if not keys:
        raise RuntimeError(f"{key!r} changes nothing:\n{terminal.text}")
    return keys, sizes


def _picture(screen: Screen) -> Picture:
    return {y: tuple(screen.buffer[y][x] for x in range(screen.columns)) for y in range(screen.lines)}


def _idle(terminal: Terminal, seconds: float, done: Round) -> None:
    terminal.settle(1.0)
    chunks, used, end = len(terminal.chunks), cpu_ms(terminal.pid), time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)
    done.idle_bytes = sum(len(chunk.data) for chunk in terminal.chunks[chunks:])
    done.idle_cpu = cpu_ms(terminal.pid) - used
