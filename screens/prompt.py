"""One line of text being typed: a filter, a quote, a word to look for. Drawn by our own panes.

What is pasted passes the gate, as everything from outside does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ircon.text import one_line, width
from screens.draw.lines import Span

LONGEST = 4_000
"""Characters that a line takes: more than anybody types, and little enough to be drawn at each key."""


@dataclass
class Prompt:
    """The text, and where in it the next character goes."""

    text: str = ""
    caret: int = 0

    def start(self, text: str = "") -> None:
        """Begin with ``text``, the caret behind it."""
        self.text, self.caret = text, len(text)

    def insert(self, raw: str) -> None:
        """Put ``raw`` in at the caret, made safe and of one line."""
        safe = one_line(" ".join(raw.split("\n")))[: max(0, LONGEST - len(self.text))]
        self.text = self.text[: self.caret] + safe + self.text[self.caret :]
        self.caret += len(safe)

    def press(self, key: str, character: str | None) -> bool:
        """Take one key; False where it means nothing to a line of text."""
        edit = _EDITS.get(key)
        if edit is not None:
            self.text, self.caret = edit(self.text, self.caret)
            return True
        if character and character.isprintable():
            self.insert(character)
            return True
        return False

    def hidden(self, room: int) -> int:
        """Return how many characters at the left give way so that the caret stands within ``room`` cells."""
        first, taken = 0, width(self.text[: self.caret]) + 1
        while first < self.caret and taken + bool(first) > room:
            taken -= width(self.text[first])
            first += 1
        return first

    def spans(self, bad_from: int | None = None, room: int | None = None) -> list[Span]:
        """Draw the text with its caret; from ``bad_from`` on it could not be read and stands out.

        In ``room`` cells the caret is always in sight: a ``~`` stands for what has no room before it.
        """
        cut = len(self.text) if bad_from is None else bad_from
        first = 0 if room is None else self.hidden(room)
        spans: list[Span] = [("~", "dim")] if first else []
        for index, char in enumerate(f"{self.text[first:]} ", start=first):
            style = "caret" if index == self.caret else "bad" if cut <= index < len(self.text) else ""
            if spans and spans[-1][1] == style != "caret":
                spans[-1] = (spans[-1][0] + char, style)
            else:
                spans.append((char, style))
        return spans

    @property
    def caret_cell(self) -> int:
        """The caret's cell, counted from the text's start (where an input method opens its window)."""
        return width(self.text[: self.caret])


def _word_left(text: str, caret: int) -> tuple[str, int]:
    head = text[:caret].rstrip()
    head = head[: head.rfind(" ") + 1]
    return head + text[caret:], len(head)


_EDITS: dict[str, Callable[[str, int], tuple[str, int]]] = {
    "backspace": lambda t, c: (t[: max(0, c - 1)] + t[c:], max(0, c - 1)),
    "delete": lambda t, c: (t[:c] + t[c + 1 :], c),
    "left": lambda t, c: (t, max(0, c - 1)),
    "right": lambda t, c: (t, min(len(t), c + 1)),
    "home": lambda t, c: (t, 0),
    "end": lambda t, c: (t, len(t)),
    "ctrl+w": _word_left,
    "ctrl+u": lambda t, c: (t[c:], 0),
    "ctrl+k": lambda t, c: (t[:c], c),
    "ctrl+e": lambda t, c: (t, len(t)),
}
