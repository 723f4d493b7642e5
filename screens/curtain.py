"""The first picture, shown while Textual is still being imported.

Loading Textual takes most of the start. The first window of the queue is read before
that and drawn in the very places where the screen will draw it. The keys that move are
answered meanwhile (``screens.meanwhile`` listens); with the first other one they wait. The
console takes the terminal over from here, with the settings to restore at the end and
what was typed.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from ircon.errors import IrconError
from screens import moves
from screens.canvas import Canvas
from screens.draw.lines import Line, fill
from screens.frame import Frame
from screens.styles import Ink
from screens.view import WIDE

ALTERNATE_SCREEN = "\x1b[?1049h"
_HIDE = f"{ALTERNATE_SCREEN}\x1b[?25l\x1b[?7l\x1b[H"
_BACK = "\x1b[?7h\x1b[?1049l\x1b[?25h"

SMALLEST = (60, 20)
"""Columns and lines below which there is no first picture: nothing would stand where it stays."""


class Curtain:
    """Use as a context manager round the import: whatever happens, the terminal comes back as it was."""

    def __init__(self) -> None:
        self._in = sys.__stdin__.fileno() if sys.__stdin__ else 0
        self._out = sys.__stdout__.fileno() if sys.__stdout__ else 1
        self._before: list[Any] | None = None
        self._canvas: Canvas | None = None
        self._size = (0, 0)
        self._sgr: dict[str, str] = {}
        self._shown: list[Line] = []
        self._typed = b""

    def __enter__(self) -> Curtain:
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _leave)
        return self

    def show(self, canvas: Canvas, inks: Mapping[str, Ink]) -> None:
        """Draw the first picture, unless the terminal is too small for it."""
        try:
            columns, rows = os.get_terminal_size(self._out)
            self._before = termios.tcgetattr(self._in)
        except (OSError, termios.error):
            return
        if columns < SMALLEST[0] or rows < SMALLEST[1]:
            self._before = None
            return
        termios.tcsetattr(self._in, termios.TCSANOW, _raw(self._before))
        self._write(_HIDE)
        self._canvas, self._size, self._shown = canvas, (columns, rows), [fill((), columns)] * rows
        self._sgr = {name: ink.sgr for name, ink in inks.items()}
        self._draw(canvas)

    def _draw(self, canvas: Canvas) -> None:
        frame = Frame(self._sgr, self._write)
        lines = list(picture(canvas, *self._size))
        for y, (before, line) in enumerate(zip(self._shown, lines, strict=True)):
            if before != line:
                frame.change(0, y, before, line)
        self._shown = lines
        frame.send()

    # --- what is typed meanwhile -----------------------------------------------------

    @property
    def terminal(self) -> int:
        """Where keys come in."""
        return self._in

    @property
    def hears(self) -> bool:
        """Whether keys that move are still answered."""
        return self._canvas is not None

    def hear(self) -> None:
        """Take what has come in: make the moves, and keep what follows them for the console."""
        canvas, self._canvas = self._canvas, None  # so that nothing is heard after whatever goes wrong
        try:
            data = os.read(self._in, 4096)
            unchanged = os.get_terminal_size(self._out) == self._size
        except OSError:
            return  # the terminal is gone: the console will see that, too
        if canvas is None or not data:
            return
        self._typed = data
        if not unchanged:
            return  # what is shown stands elsewhere now
        with suppress(IrconError):  # the console will read it again, and say what is wrong
            self._make(canvas, data)
        self._draw(canvas)
        if not self._typed:
            self._canvas = canvas

    def _make(self, canvas: Canvas, data: bytes) -> None:
        """Make the moves that ``data`` begins with; the rest of it counts as typed."""
        move, rest = self._heard.first(data)
        while move:
            moves.make(canvas.view, move)
            self._typed = rest
            move, rest = self._heard.first(rest)

    @cached_property
    def _heard(self) -> moves.Heard:
        return moves.Heard()

    def hand_over(self) -> tuple[list[Any] | None, bytes]:
        """Leave the terminal to the console: its settings from before (None: not changed), and what was typed."""
        before, self._before = self._before, None
        typed, self._typed = self._typed, b""
        return before, typed

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            self._write(_BACK)
            termios.tcsetattr(self._in, termios.TCSANOW, self._before)

    def _write(self, text: str) -> None:
        data = text.encode()
        while data:
            data = data[os.write(self._out, data) :]


def _raw(before: Sequence[Any]) -> list[Any]:
    """Return terminal settings in which what is typed is neither shown nor acted upon."""
    settings = list(before)
    settings[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
    settings[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    return settings


def _leave(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def picture(canvas: Canvas, columns: int, rows: int) -> Iterator[Line]:
    """Yield the lines of the whole screen, as ``queue.tcss`` lays it out."""
    canvas.view.narrow = columns < WIDE
    lower = max(12, rows * 45 // 100)
    yield from canvas.header(columns, 1)
    yield from _filled(canvas.queue(columns, rows - 2 - lower), columns, rows - 2 - lower)
    if canvas.view.narrow:
        yield from _filled(canvas.detail(columns, lower), columns, lower)
    else:
        beside = min(64, max(36, columns * 32 // 100))
        left = _filled(canvas.detail(columns - beside, lower), columns - beside, lower)
        right = _filled(canvas.related(beside, lower), beside, lower)
        yield from (one + other for one, other in zip(left, right, strict=True))
    yield from canvas.footer(columns, 1)


def _filled(lines: Sequence[Line], columns: int, rows: int) -> list[Line]:
    return [*lines[:rows], *[fill((), columns)] * (rows - len(lines))]
