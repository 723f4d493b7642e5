"""The keys that move: what each does to the view, and by which bytes a terminal tells of it.

The same whether Textual brings the key or, before that is loaded, the first picture hears it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from screens.commands import named
from screens.view import View

_STEPS: dict[str, Callable[[View], int]] = {
    "down": lambda view: 1,
    "up": lambda view: -1,
    "page_down": lambda view: view.page,
    "page_up": lambda view: -view.page,
    "half_down": lambda view: max(1, view.page // 2),
    "half_up": lambda view: -max(1, view.page // 2),
}

MOVES = (*_STEPS, "first", "last")
"""The commands that move, by their actions' names."""

_SENT = {
    "up": (b"\x1b[A", b"\x1bOA"),
    "down": (b"\x1b[B", b"\x1bOB"),
    "home": (b"\x1b[H", b"\x1bOH", b"\x1b[1~", b"\x1b[7~"),
    "end": (b"\x1b[F", b"\x1bOF", b"\x1b[4~", b"\x1b[8~"),
    "pageup": (b"\x1b[5~",),
    "pagedown": (b"\x1b[6~",),
}
"""What xterm, the Linux console and rxvt send for a key, also where it is in application mode."""


def make(view: View, move: str) -> int:
    """Move as the command of this name does; return by how many lines, 0 for a way to an end."""
    if move in ("first", "last"):
        view.to_end(first=move == "first")
        return 0
    step = _STEPS[move](view)
    view.step(step, page=move not in ("down", "up"))
    return step


class Heard:
    """Tells moves from the bytes of their keys, as the handler has them."""

    def __init__(self) -> None:
        self._moves = {sent: move for move in MOVES for key in named(move).keys for sent in _sent(key)}
        self._next = re.compile(b"|".join(re.escape(sent) for sent in sorted(self._moves, key=len, reverse=True)))

    def first(self, data: bytes) -> tuple[str, bytes]:
        """Return the move that ``data`` begins with and what follows; no move ("") where another key comes first."""
        found = self._next.match(data)
        return (self._moves[found[0]], data[found.end() :]) if found else ("", data)


def _sent(key: str) -> tuple[bytes, ...]:
    """Return what terminals send for a key, as far as that is plain."""
    if len(key) == 1 and key.isascii():
        return (key.encode(),)
    if key.startswith("ctrl+") and key[-1:].islower() and len(key) == 6:
        return (bytes([ord(key[-1]) & 0x1F]),)
    return _SENT.get(key, ())
