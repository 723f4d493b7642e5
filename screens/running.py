"""Something long that was asked for: how far it is, and whether it shall stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from textual.message import Message

from ircon.i18n import _

SILENT = 0.4
"""Seconds for which nothing is said: what is done by then was not long."""

TELL = 0.25
"""Seconds between two words about how far it is."""


@dataclass
class Progressed(Message):
    """Something long has gone on."""

    words: str


class Running:
    """Called in the worker's thread with how many are done and of how many; says whether to go on."""

    def __init__(self, what: str, tell: Callable[[Progressed], object]) -> None:
        self.what = what
        self._tell = tell
        self._told = time.monotonic() + SILENT - TELL
        self._stopped = threading.Event()
        self._break_off: Callable[[], object] = lambda: None

    def __call__(self, done: int, total: int) -> bool:
        """Take note that ``done`` of ``total`` (0: not known) are done; False where the rest shall be left."""
        now = time.monotonic()
        if now - self._told > TELL and not self._stopped.is_set():
            self._told = now
            far = f"{done:,} / {total:,}" if total else f"{done:,}"
            self._tell(Progressed(f"{self.what}: {far}  {_('esc stops')}"))
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Have it stop at the next place where it can."""
        self._stopped.set()
        self._break_off()

    def broken_off_by(self, break_off: Callable[[], object]) -> None:
        """Have ``break_off`` called when it is stopped, from another thread; at once where it was already."""
        self._break_off = break_off
        if self._stopped.is_set():
            break_off()
