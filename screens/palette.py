"""The palette: type some letters of what you want to do, enter does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import events, getters
from textual.app import ComposeResult
from textual.screen import ModalScreen

from ircon.i18n import _
from screens.commands import Command, at
from screens.console import Console
from screens.draw.lines import BLANK, Line, Span, boxed, plain, sides
from screens.leaving import Once
from screens.pane import LinePane
from screens.prompt import Prompt
from screens.situation import Situation

ROWS = 14


class PaletteScreen(Once["str | None"], ModalScreen["str | None"]):
    """Returns the action to run, or None."""

    CSS_PATH = Path(__file__).with_name("modal.tcss")
    AUTO_FOCUS = ""
    app = getters.app(Console)

    def __init__(self, here: Situation) -> None:
        super().__init__()
        self.here = here
        self.prompt = Prompt()
        self.chosen = 0

    def compose(self) -> ComposeResult:
        """Compose the box."""
        self.pane = LinePane(self.box, id="box")
        self.pane.styles.width = 76
        self.pane.styles.max_width = "95%"
        self.pane.styles.height = ROWS + 4
        self.pane.styles.max_height = "90%"
        yield self.pane

    @property
    def found(self) -> list[Command]:
        """The commands whose name, keys or words hold all that was typed."""
        words = self.prompt.text.lower().split()
        offered = [command for command in at(self.here.place) if command.id != "palette"]
        return [c for c in offered if all(word in f"{c.id} {c.title} {c.told}".lower() for word in words)]

    def box(self, width: int, height: int) -> Sequence[Line]:
        """Draw the lines in a frame."""
        return boxed(self.lines(width - 2, height - 2), width, height, ascii=self.app.config.interface.ascii)

    def lines(self, width: int, height: int) -> list[Line]:
        """Draw what is typed and what it finds."""
        found = self.found
        self.chosen = max(0, min(self.chosen, len(found) - 1))
        top = max(0, self.chosen - height + 4)
        drawn: list[Line] = [((" : ", "key"), *self.prompt.spans()), BLANK]
        for index, command in enumerate(found[top : top + height - 2], start=top):
            drawn.append(self._row(command, width, "bar" if index == self.chosen else ""))
        if not found:
            drawn.append(((f"   {_('no command has these words')}", "dim"),))
        return drawn

    def _row(self, command: Command, width: int, bar: str) -> Line:
        reason = command.refused(self.here)
        style = "dim" if reason else ""
        left: list[Span] = [(f"   {command.id:<12}", style), (reason or command.told, style)]
        line = sides(left, [(f"  {command.shown}  ", "dim" if reason else "key")], width)
        return ((plain(line), bar),) if bar else line

    def on_key(self, event: events.Key) -> None:
        """Type, move, run, or leave."""
        event.stop()
        event.prevent_default()
        found = self.found
        if event.key == "escape":
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(found[self.chosen].action if found else None)
        elif event.key in ("down", "up", "ctrl+n", "ctrl+p", "tab"):
            self.chosen = max(0, self.chosen + (-1 if event.key in ("up", "ctrl+p") else 1))
            self.pane.redraw()
        elif self.prompt.press(event.key, event.character):
            self.chosen = 0
            self.pane.redraw()
