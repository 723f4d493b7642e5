"""The palette: type some letters of what you want to do, enter does it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult

from ircon.i18n import _
from screens.boxed import Boxed, Entry, typing
from screens.commands import Command, at
from screens.draw.lines import BLANK, Line, Span, boxed, plain, sides
from screens.pane import LinePane
from screens.prompt import Prompt
from screens.situation import Situation

ROWS = 14

ABOVE = 3
"""Lines of the box above the commands: its frame, what is typed, air."""


class PaletteScreen(Boxed[str]):
    """Returns the action to run, or None."""

    def __init__(self, here: Situation) -> None:
        super().__init__()
        self.here = here
        self.prompt = Prompt()
        self.chosen = self.top = 0

    def compose(self) -> ComposeResult:
        """Compose the box, of one size whatever is found."""
        yield from super().compose()
        self.fit()

    def on_resize(self, _: events.Resize) -> None:
        """The terminal has another size."""
        self.fit()

    def fit(self) -> None:
        """Give the box its size."""
        self.pane.styles.width = self.columns
        self.pane.styles.height = min(ROWS + 4, max(5, self.app.size.height - 3))

    @property
    def keys(self) -> Sequence[Entry]:
        """What the footer offers now."""
        enter, back = typing(_("do it"))
        return [enter, ("tab", _("move"), True), back]

    @property
    def writing(self) -> bool:
        """Words are typed all the time."""
        return True

    def hit(self, pane: LinePane, x: int, y: int) -> None:
        """Run the command that was hit."""
        row = self.top + y - ABOVE
        if ABOVE <= y < pane.size.height - 1 and row < len(self.found):
            self.chosen = row
            self.press("enter")

    @property
    def found(self) -> list[Command]:
        """The commands whose name, keys or words hold all that was typed."""
        words = self.prompt.text.lower().split()
        offered = [command for command in at(self.here.place) if command.id != "palette"]
        return [c for c in offered if all(word in f"{c.id} {c.title} {c.told}".lower() for word in words)]

    def box(self, width: int, height: int) -> Sequence[Line]:
        """Draw the lines in a frame."""
        return boxed(self.lines(width - 2, height - 2), width, height)

    def lines(self, width: int, height: int) -> list[Line]:
        """Draw what is typed and what it finds."""
        found = self.found
        self.chosen = max(0, min(self.chosen, len(found) - 1))
        top = self.top = max(0, self.chosen - height + 4)
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
