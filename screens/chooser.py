"""A small dialog: a question, what one should know first, and one key for each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.screen import ModalScreen

from ircon.text import one_line
from screens.draw.lines import BLANK, Line, Span, boxed, fill, flow
from screens.pane import LinePane


WIDTH = 76

if TYPE_CHECKING:
    from screens.app import Console


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its key, its words, and a dim remark."""

    key: str
    words: str
    note: str = ""


class Chooser(ModalScreen["int | None"]):
    """Returns the index of the option chosen, or None."""

    CSS_PATH = Path(__file__).with_name("modal.tcss")
    AUTO_FOCUS = ""
    app: Console

    def __init__(self, question: str, options: Sequence[Option], told: Sequence[str] = ()) -> None:
        super().__init__()
        self.question = question
        self.options = tuple(options)
        self.told = tuple(told)
        self.chosen = 0

    def compose(self) -> ComposeResult:
        """Compose the box, as high as what it says."""
        self.pane = LinePane(self.box, id="box")
        yield self.pane

    def on_mount(self) -> None:
        """Give the box its height."""
        self.fit()

    def on_resize(self, _: events.Resize) -> None:
        """Text flows anew when the terminal changes its width."""
        self.fit()

    def fit(self) -> None:
        """Make the box as high as its text, as far as the screen allows."""
        width = min(WIDTH, self.app.size.width - 4)
        self.pane.styles.width = width
        self.pane.styles.height = min(len(self.lines(width - 2)) + 2, self.app.size.height - 2)

    def box(self, width: int, height: int) -> Sequence[Line]:
        """Draw the lines in a frame."""
        return boxed(self.lines(width - 2), width, height, ascii=self.app.config.interface.ascii)

    def lines(self, width: int) -> list[Line]:
        """Draw the question, what is outstanding, and the answers."""
        drawn: list[Line] = [((f" {one_line(self.question)}", "bold"),)]
        for told in self.told:
            drawn += [((" ", ""), *line) for line in flow([(one_line(told), "us")], width - 2)]
        drawn.append(BLANK)
        for index, option in enumerate(self.options):
            bar = "bar" if index == self.chosen else ""
            note: list[Span] = [(f"  {one_line(option.note)}", bar or "dim")] if option.note else []
            line: list[Span] = [(f"  {option.key}", bar or "key"), (f"  {one_line(option.words)}", bar), *note]
            drawn.append(fill(line, width, bar))
        drawn += [BLANK, ((" a key or enter chooses, esc goes back", "dim"),)]
        return drawn

    def on_key(self, event: events.Key) -> None:
        """Every key is an answer, a move, or nothing."""
        event.stop()
        event.prevent_default()
        keys = [option.key for option in self.options]
        if event.key in ("escape", "q"):
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self.chosen)
        elif event.character in keys:
            self.dismiss(keys.index(event.character))
        elif event.key in ("down", "j", "up", "k"):
            step = 1 if event.key in ("down", "j") else -1
            self.chosen = max(0, min(len(keys) - 1, self.chosen + step))
            self.pane.redraw()
