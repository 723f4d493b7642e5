"""Drives a program in a terminal and times it: from a key to the last chunk of output that the key brought about."""

from __future__ import annotations

import os
import select
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.screen import Screen
from tests.support.terminal import PATIENCE, Terminal

SIZE = (120, 36)
BARE = Path(__file__).with_name("bare.py")
SETTLED = 35.0
"""Seconds after its start at which a program has done what it does once: the console looks for silent sites at 30."""

QUIET = 0.12
"""Seconds of silence after which a key's work is over."""

Picture = dict[int, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """Keys that are pressed ``count`` times and measured, together if there are several; before each time, ``setup``.

    An empty name: pressed, but not measured. ``typed``: text that arrives in one piece, as typed very fast.
    ``lines``: what is waited for are changes of these lines, which may come late: so long is ``quiet``.
    """

    name: str
    keys: str = ""
    count: int = 1
    setup: str = ""
    typed: str = ""
    lines: range | None = None
    quiet: float = QUIET


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, the bytes that show it is of use, the keys that move and end it, what a move shows."""

    command: Sequence[str | Path]
    useful: bytes
    steps: Sequence[Step] = (Step("move", "j", 40),)
    key: str = "j"
    quit: str = "q"
    moved: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Round:
    """One start of a program: milliseconds, bytes, CPU milliseconds, megabytes (nan where unknown).

    ``times`` and ``sizes`` hold, by the step's name, how long each press took to its last
    byte and how many bytes it brought.
    """

    first_paint: float
    first_key: float
    start_bytes: int
    times: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, list[int]] = field(default_factory=dict)
    idle_bytes: float = float("nan")
    idle_cpu: float = float("nan")
    memory: float = float("nan")
    exit: float = float("nan")

    def median(self, step: str) -> float:
        """The median time of a step."""
        return statistics.median(self.times[step])


def learn(program: Program) -> Program:
    """Start the program once, unmeasured, and see which lines the first move changes, and into what."""
    with Terminal(program.command, size=SIZE, loaded=False) as terminal:
        _useful(terminal, program)
        terminal.settle(0.6)
        before = list(terminal.look().display)
        terminal.press(program.key)
        terminal.settle(0.6)
        after = list(terminal.look().display)
        moved = {y: line for y, line in enumerate(after) if line != before[y]}
    if not moved:
        raise RuntimeError(f"{program.key!r} changes nothing in {program.command}")
    return Program(program.command, program.useful, program.steps, program.key, program.quit, moved)


def run(program: Program, *, idle: float = 0.0) -> Round:
    """Start the program and measure one round: start, first key, the steps, ``idle`` seconds, the end."""
    with Terminal(program.command, size=SIZE, loaded=False) as terminal:
        painted = _useful(terminal, program)
        terminal.press(program.key)
        took = _effect(terminal, program)
        terminal.settle(0.4)
        done = Round(
            first_paint=(painted - terminal.started) * 1e3,
            first_key=((took or float("nan")) - terminal.started) * 1e3,
            start_bytes=sum(len(chunk.data) for chunk in terminal.chunks if chunk.at <= painted + 0.4),
        )
        for step in program.steps:
            _do(terminal, step, done)
        if idle:
            _idle(terminal, idle, done)
        done.memory = memory_mb(terminal.pid)
        done.exit = _end(terminal, program.quit)
    return done


def first_paint(program: Program) -> float:
    """Start the program, end it, and return after how many milliseconds its first picture was of use."""
    with Terminal(program.command, size=SIZE, loaded=False) as terminal:
        took = (_useful(terminal, program) - terminal.started) * 1e3
        _end(terminal, program.quit)
    return took


def press(terminal: Terminal, keys: str) -> float:
    """Press keys and return the milliseconds until the last byte that they brought."""
    chunks, pressed = len(terminal.chunks), time.perf_counter()
    terminal.press(keys)
    _heard_out(terminal, chunks, pressed)
    if len(terminal.chunks) == chunks:
        raise RuntimeError(f"{keys!r} brings nothing:\n{terminal.text}")
    return (terminal.chunks[-1].at - pressed) * 1e3


def _heard_out(terminal: Terminal, chunks: int, pressed: float, quiet: float = QUIET) -> None:
    """Read until what was pressed has brought something and then no more for a while."""
    while len(terminal.chunks) == chunks and time.perf_counter() < pressed + PATIENCE:
        terminal.read(0.5)
    terminal.settle(quiet)


def lags(terminal: Terminal, key: str, expected: Sequence[Picture], lines: range, rate: float) -> list[float]:
    """Press a key ``rate`` times a second; return each one's milliseconds until its picture, or a later one, stood."""
    terminal.look()
    pressed: list[float] = []
    begun = time.perf_counter()
    for number in range(len(expected)):
        while (left := begun + number / rate - time.perf_counter()) > 0:
            terminal.read(left)
        pressed.append(time.perf_counter())
        terminal.press(key)
    terminal.settle(0.4)
    places = {tuple(one.items()): number for number, one in enumerate(expected)}
    took: list[float] = []

    def found(screen: Screen) -> bool:
        return places.get(tuple(picture(screen, lines).items()), -1) >= len(took)

    while len(took) < len(expected) and (at := terminal.first(found)) is not None:
        reached = places[tuple(picture(terminal.screen, lines).items())]
        took += [(at - pressed[number]) * 1e3 for number in range(len(took), reached + 1)]
    if len(took) < len(expected):
        raise RuntimeError(f"after {len(took)} of {len(expected)} keys another picture stands:\n{terminal.text}")
    return took


def cpu_ms(pid: int) -> float:
    """Return the CPU milliseconds that a process's threads have used, to the microsecond; nan where /proc is silent."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/schedstat"))
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6 if tasks else float("nan")
    except OSError:
        return float("nan")


def memory_mb(pid: int) -> float:
    """Return the most memory that a process has had, in megabytes; nan where /proc does not tell."""
    try:
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return float("nan")
    return next((int(line.split()[1]) / 1024 for line in told if line.startswith("VmHWM:")), float("nan"))


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


def _do(terminal: Terminal, step: Step, done: Round) -> None:
    for _ in range(step.count):
        if step.setup:
            terminal.press(step.setup)
            terminal.settle(QUIET)
        before, chunks = picture(terminal.look(), step.lines), len(terminal.chunks)
        pressed = time.perf_counter()
        if step.typed:
            terminal.write(step.typed.encode())
        else:
            terminal.press(step.keys)
        _heard_out(terminal, chunks, pressed, step.quiet)
        if not step.name:
            continue
        brought = terminal.chunks[chunks:]
        ended = brought[-1].at if step.lines is None else _last_change(terminal, step.lines, before)
        if ended is None or picture(terminal.look(), step.lines) == before:
            raise RuntimeError(f"{step.name}: {step.keys or step.typed!r} changes nothing:\n{terminal.text}")
        done.times.setdefault(step.name, []).append((ended - pressed) * 1e3)
        done.sizes.setdefault(step.name, []).append(sum(len(chunk.data) for chunk in brought))


def _last_change(terminal: Terminal, lines: range, before: Picture) -> float | None:
    """Return when the last chunk came that changed one of these lines."""
    ended, now = None, before
    while (at := terminal.first(_unlike(now, lines))) is not None:
        ended, now = at, picture(terminal.screen, lines)
    return ended


def _unlike(was: Picture, lines: range) -> Callable[[Screen], bool]:
    return lambda screen: picture(screen, lines) != was


def picture(screen: Screen, lines: range | None = None) -> Picture:
    """Return every cell of the screen, or of some of its lines."""
    rows = lines or range(screen.lines)
    return {y: tuple(screen.buffer[y][x] for x in range(screen.columns)) for y in rows}


def _idle(terminal: Terminal, seconds: float, done: Round) -> None:
    terminal.settle(max(1.0, terminal.started + SETTLED - time.perf_counter()))
    chunks, used, end = len(terminal.chunks), cpu_ms(terminal.pid), time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)
    done.idle_bytes = sum(len(chunk.data) for chunk in terminal.chunks[chunks:])
    done.idle_cpu = cpu_ms(terminal.pid) - used


def _end(terminal: Terminal, key: str) -> float:
    """Press the key that ends the program; return the milliseconds until it has gone."""
    ended = os.pidfd_open(terminal.pid)
    try:
        pressed = time.perf_counter()
        terminal.press(key)
        while not select.select([ended], [], [], 0)[0]:
            if time.perf_counter() > pressed + PATIENCE:
                return float("nan")
            select.select([ended, terminal.master], [], [], 1.0)
            terminal.read(0.0)
        return (time.perf_counter() - pressed) * 1e3
    finally:
        os.close(ended)
        terminal.wait_exit()
