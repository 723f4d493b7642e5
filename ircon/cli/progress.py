"""How far a long intake is, on a terminal: how many messages, of how many, how fast, how long still."""

from __future__ import annotations

import sys
import time

_EVERY = 2.0
"""Seconds between two lines; nothing is said of what takes less."""


class Progress:
    """Counts messages and says so on standard error now and then, if that is a terminal.

    ``of``: how many there will be, None where nobody knows.
    """

    def __init__(self, of: int | None = None) -> None:
        self._of = of
        self._count = 0
        self._live = sys.stderr.isatty()
        self._began = self._said = time.monotonic()

    def step(self) -> None:
        """Take note of one message more."""
        self._count += 1
        now = time.monotonic() if self._live else self._said
        if now - self._said >= _EVERY:
            self._said = now
            sys.stderr.write(f"{sentence(self._count, self._of, now - self._began)}\n")
            sys.stderr.flush()


def sentence(count: int, of: int | None, seconds: float) -> str:
    """Return one line: ``12,000 of 50,000 messages, 610 a second, 1 min 2 s to go``."""
    rate = count / seconds if seconds > 0 else 0.0
    told = f"{count:,} messages" if of is None else f"{count:,} of {of:,} messages"
    told += f", {rate:,.0f} a second"
    if of is None or of <= count or not rate:
        return told
    left = round((of - count) / rate)
    return told + (f", {left} s to go" if left < 60 else f", {left // 60} min {left % 60} s to go")
