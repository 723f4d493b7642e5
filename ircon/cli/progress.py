"""How far a long intake is, on a terminal: how many messages, of how many, how fast, how long still."""

from __future__ import annotations

import sys
import time

from ircon.i18n import _, plural

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
    told = plural(
        "{count:,} message, {rate:,.0f} a second", "{count:,} messages, {rate:,.0f} a second", count, rate=rate
    )
    if of is not None:
        told = _("{count:,} of {of:,} messages, {rate:,.0f} a second", count=count, of=of, rate=rate)
    if of is None or of <= count or not rate:
        return told
    left = round((of - count) / rate)
    if left < 60:
        return _("{told}, {seconds} s to go", told=told, seconds=left)
    return _("{told}, {minutes} min {seconds} s to go", told=told, minutes=left // 60, seconds=left % 60)
