"""What a terminal would show: pyte, with what it lacks and today's programs use.

pyte prints the tails of control sequences it does not know, so those without effect on
the picture are taken out before it sees them; scrolling, repetition and the alternate
screen, which do have one, are added.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pyte
from pyte.screens import Char
from wcwidth import wcwidth

CONTROL = re.compile(
    rb"\x1b\[[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]"  # CSI
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC
    rb"|\x1b[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    rb"|\x1b[\x20-\x2f]*[\x30-\x4f\x51-\x57\x59\x5a\x5c\x60-\x7e]"  # two characters
)
"""One whole control sequence (ECMA-48, section 5.4)."""

_INCOMPLETE = re.compile(rb"\x1b(?:\[[\x30-\x3f]*[\x20-\x2f]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[\x20-\x2f]*)\Z")
_WITHOUT_PICTURE = re.compile(
    rb"\x1b\[[<=>][\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]"  # private parameters: keyboard protocols, versions
    rb"|\x1b\[[\x30-\x3f]*[\x20-\x2f]+[\x40-\x7e]"  # intermediates: cursor shapes, mode queries
    rb"|\x1b\[[\x30-\x3f]*[cntu]|\x1b\[\?[\x30-\x3f]*[JKsru]"  # reports, window operations, selective erase
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b[PX^_][^\x1b]*\x1b\\"
    rb"|\x1b[=>\\]|\x1b\([0AB]|\x1b\)[0AB]"
)


def whole(data: bytes) -> tuple[bytes, bytes]:
    """Split ``data`` before a control sequence or character that has not fully arrived."""
    found = _INCOMPLETE.search(data)
    cut = found.start() if found else len(data)
    for back in range(1, min(4, cut) + 1):  # a UTF-8 character in two parts
        byte = data[cut - back]
        if byte & 0xC0 != 0x80:
            needed = 4 if byte >= 0xF0 else 3 if byte >= 0xE0 else 2 if byte >= 0xC0 else 1
            return (data[: cut - back], data[cut - back :]) if needed > back else (data[:cut], data[cut:])
    return data[:cut], data[cut:]


class Screen(pyte.Screen):
    """A pyte screen that also scrolls on demand, repeats a character and has a second page."""

    def __init__(self, columns: int, lines: int) -> None:
        self._main_page: tuple[Any, Any] | None = None
        self._last = " "
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        super().draw(data)
        if data:
            self._last = data[-1]

    def repeat(self, count: int | None = None) -> None:
        """REP, CSI b: the last character again."""
        self.draw(self._last * (count or 1))

    def scroll_up(self, count: int | None = None) -> None:
        """SU, CSI S: the lines within the margins move up."""
        self._at_margin(bottom=True, count=count or 1)

    def scroll_down(self, count: int | None = None) -> None:
        """SD, CSI T: the lines within the margins move down."""
        self._at_margin(bottom=False, count=count or 1)

    def _at_margin(self, *, bottom: bool, count: int) -> None:
        top, low = self.margins or (0, self.lines - 1)
        column, line = self.cursor.x, self.cursor.y
        self.cursor.y = low if bottom else top
        for _ in range(min(count, self.lines)):
            self.index() if bottom else self.reverse_index()
        self.cursor.x, self.cursor.y = column, line

    def set_mode(self, *modes: int, **kwargs: Any) -> None:
        super().set_mode(*modes, **kwargs)
        if 1049 in modes and self._main_page is None:
            kept = {y: dict(line) for y, line in self.buffer.items()}
            self._main_page = kept, (self.cursor.x, self.cursor.y)
            super().erase_in_display(2)

    def reset_mode(self, *modes: int, **kwargs: Any) -> None:
        super().reset_mode(*modes, **kwargs)
        if 1049 in modes and self._main_page is not None:
            kept, (self.cursor.x, self.cursor.y) = self._main_page
            self._main_page = None
            super().erase_in_display(2)
            for y, line in kept.items():
                self.buffer[y].update(line)

    @property
    def on_second_page(self) -> bool:
        """Whether the alternate screen is shown, as it is while a full-screen program runs."""
        return self._main_page is not None

    @property
    def display(self) -> list[str]:
        """The lines as text; also in the middle of a frame, when half of a wide character is overwritten."""
        return ["".join(self._texts(y)) for y in range(self.lines)]

    def _texts(self, y: int) -> Iterator[str]:
        wide = False
        for x in range(self.columns):
            data = self.buffer[y][x].data
            if data or not wide:
                yield data or " "
            wide = bool(data) and wcwidth(data[0]) == 2

    def cell(self, x: int, y: int) -> Char:
        """The character at column ``x`` of line ``y``, both from 0, with its colours."""
        return self.buffer[y][x]


class Stream(pyte.ByteStream):
    """Bytes from a program to a screen, whatever way they are cut into chunks."""

    csi = {**pyte.Stream.csi, "S": "scroll_up", "T": "scroll_down", "b": "repeat"}  # noqa: RUF012
    events = frozenset(itertools.chain(pyte.Stream.events, csi.values()))

    def __init__(self, screen: Screen) -> None:
        self._held = b""
        super().__init__(screen)

    def feed(self, data: bytes) -> None:  # type: ignore[override]
        ready, self._held = whole(self._held + data)
        super().feed(_WITHOUT_PICTURE.sub(b"", ready))
