"""A small dialog: a question, what one should know first, and one key for each answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events

from ircon.text import fit, one_line
from ircon.text import width as cells
from screens.boxed import Answer, Boxed, Entry, choosing
from screens.draw.lines import BLANK, Line, Span, boxed, fill, flow, plain
from screens.pane import LinePane

KEYS = "123456789abcdefghilmnoprstuvwxyz"
"""What answers that are counted are chosen by: not j and k, which move the bar, nor q, which leaves."""

NEEDED = 6
"""Lines that a dialog takes beside what is told and the answers: its frame, the question, the footer, air."""


_ANSWER = re.compile(r".  (\S)  ")
"""How the line of an answer begins, behind the frame."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its key, its words, and a dim remark."""

    key: str
    words: str
    note: str = ""


class Dialog(Boxed[Answer]):
    """A box with a question, what one should know, and options. Returns an answer, or None."""

    def __init__(self, question: str, options: Sequence[Option], told: Sequence[str] = ()) -> None:
        super().__init__()
        self.question = question
        self.options = tuple(options)
        self.told = tuple(told)
        self.chosen = 0

    @property
    def keys(self) -> Sequence[Entry]:
        """What the footer offers now."""
        return choosing()

    def on_mount(self) -> None:
        """Give the box its height."""
        self.fit()

    def on_resize(self, _: events.Resize) -> None:
        """Text flows anew when the terminal changes its width."""
        self.fit()

    def fit(self) -> None:
        """Make the box as high as its text, as far as the screen allows."""
        width = self.columns
        self.pane.styles.width = width
        self.pane.styles.height = min(len(self.lines(width - 2)) + 2, self.app.size.height - 2)
        self.redraw()  # of the same height it would stand there as before

    def box(self, width: int, height: int) -> Sequence[Line]:
        """Draw the lines in a frame."""
        lines = self.lines(width - 2)
        above = _above(lines, height - 2)
        return boxed(lines[above:], width, height)

    def lines(self, width: int) -> list[Line]:
        """Draw the question, what is outstanding, and the answers."""
        drawn: list[Line] = [((f" {one_line(self.question)}", "bold"),)]
        told = [((" ", ""), *line) for one in self.told for line in flow([(one_line(one), "us")], width - 2)]
        room = max(1, self.app.size.height - len(self.options) - NEEDED)
        drawn += told if len(told) <= room else [*told[: room - 1], ((" ...", "us"),)]
        drawn.append(BLANK)
        column = max(cells(one_line(option.words)) for option in self.options)
        for index, option in enumerate(self.options):
            bar = "bar" if index == self.chosen else ""
            words = fit(one_line(option.words), min(column, width - 6))
            line: list[Span] = [(f"  {option.key}", bar or "key"), (f"  {words}", bar)]
            line.append((f"  {one_line(option.note)}", bar or "dim"))
            drawn.append(fill(line, width, bar))
        return drawn

    def hit(self, pane: LinePane, x: int, y: int) -> None:
        """Press the key of the answer that was hit."""
        found = _ANSWER.match(plain(pane.lines[y]))
        if found and any(option.key == found[1] for option in self.options):
            self.press(found[1])

    def moved(self, event: events.Key) -> bool:
        """Move the bar where ``event`` asks for it; False where it asks for something else."""
        if event.key not in ("down", "j", "up", "k"):
            return False
        step = 1 if event.key in ("down", "j") else -1
        self.chosen = max(0, min(len(self.options) - 1, self.chosen + step))
        self.pane.redraw()
        return True

    def picked(self, event: events.Key) -> bool:
        """Take the option under the bar or the one whose key was pressed; False where it was neither."""
        keys = [option.key for option in self.options]
        if event.character in keys:
            self.chosen = keys.index(event.character)
        return event.key == "enter" or event.character in keys


def _above(lines: Sequence[Line], room: int) -> int:
    """Return how many lines are above what is in sight: where not all fit, what the bar or the caret is on does."""
    live = (n for n, line in enumerate(lines) if any(style in ("bar", "caret") for _text, style in line))
    at = max(live, default=0)
    return max(0, min(len(lines) - room, at - room + 2))


class Chooser(Dialog[int]):
    """Returns the index of the option chosen."""

    def on_key(self, event: events.Key) -> None:
        """Every key is an answer, a move, or nothing."""
        event.stop()
        event.prevent_default()
        if self.picked(event):
            self.dismiss(self.chosen)
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        else:
            self.moved(event)
