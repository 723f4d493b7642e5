"""What the mouse does, where the configuration wants it: a wheel moves, a click chooses, or is a key.

A click on a key of the bottom line, or on an answer of a dialog, presses that key: it goes
the very way of a typed one, and is refused with the same words. Nothing can be done by
the mouse alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from textual import events

from screens.draw.lines import Line, cells_to_index, plain
from screens.keys import pressed

if TYPE_CHECKING:
    from textual.screen import Screen

    from screens.pane import LinePane

    _Base = Screen[Any]
else:
    _Base = object

WHEEL = 3
"""Lines that one click of the wheel is."""

_ENTRY = re.compile(r"\S+(?: \S+)*")
"""A key and its word; two blanks part it from the next one."""


def key_at(line: Line, cell: int) -> str:
    """Return the key of the entry that a bottom line has at ``cell``, as one reads it; empty where there is none."""
    text = plain(line)
    at = cells_to_index(text, cell)
    entry = next((found for found in _ENTRY.finditer(text) if found.start() <= at < found.end()), None)
    if entry is None or _style_at(line, entry.start()) not in ("key", "dim"):
        return ""
    return entry[0].partition(" ")[0]


def _style_at(line: Line, index: int) -> str:
    for text, style in line:
        if index < len(text):
            return style
        index -= len(text)
    return ""


class Pointed(_Base):
    """What a screen of panes needs for it; it says itself what else than the bottom line can be hit."""

    @property
    def writing(self) -> bool:
        """Whether words are being typed, so that a letter would be one of them."""
        return False

    def move_by(self, lines: int) -> None:
        """Move what the keys move by so many lines."""

    def wheel(self, pane: LinePane, lines: int) -> None:
        """Scroll ``pane`` by so many lines, up where negative."""
        self.move_by(lines)

    def hit(self, pane: LinePane, x: int, y: int) -> None:
        """Choose what stands at column ``x`` of line ``y``, both from 0; nothing, unless a screen says what."""

    def twice(self, pane: LinePane) -> None:
        """Do what a second click on the same place does."""

    def clicked(self, pane: LinePane, event: events.Click) -> None:
        """Press the key that was hit on the bottom line, or choose what was hit elsewhere."""
        if not 0 <= event.y < len(pane.lines):
            return
        if pane.region.y + event.y == self.size.height - 1:
            self.press(key_at(pane.lines[event.y], event.x))
        elif event.chain == 2:
            self.twice(pane)
        else:
            self.hit(pane, event.x, event.y)

    def press(self, shown: str) -> None:
        """Press a key, named as one reads it; while words are typed, only keys that are no letters."""
        key = pressed(shown)
        if key is not None and not (self.writing and key[1] and key[1].isprintable()):
            self.app.post_message(events.Key(*key))
