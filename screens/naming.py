"""The dialog of key T: to whom an incident is handed over. Colleagues by key, anybody else by name."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from ircon.i18n import _
from screens.chooser import Dialog, Option
from screens.draw.lines import BLANK, Line
from screens.prompt import Prompt

_KEYS = "123456789abcdefghilmnoprstuvwxyz"


class NamingScreen(Dialog[str]):
    """Returns the name of a handler, "" for nobody, None where nothing was chosen."""

    def __init__(self, question: str, handlers: Sequence[str], told: Sequence[str] = ()) -> None:
        self.names = list(handlers[: len(_KEYS)])
        options = [Option(key, name) for key, name in zip(_KEYS, self.names, strict=False)]
        options += [Option("0", _("nobody: back to the queue")), Option("@", _("somebody else, by their user name"))]
        super().__init__(question, options, told)
        self.typed: Prompt | None = None

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them the name being typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return drawn
        return [*drawn[:-2], BLANK, ((" @ ", "key"), *self.typed.spans(), (_("   enter hands it over"), "dim"))]

    def on_key(self, event: events.Key) -> None:
        """An option, or a name."""
        event.stop()
        event.prevent_default()
        if self.typed is not None:
            self._type(self.typed, event)
        elif self.picked(event):
            self._take()
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        else:
            self.moved(event)

    def _take(self) -> None:
        if self.chosen < len(self.names):
            self.dismiss(self.names[self.chosen])
        elif self.chosen == len(self.names):
            self.dismiss("")
        else:
            self.typed = Prompt()
            self.pane.redraw()

    def _type(self, prompt: Prompt, event: events.Key) -> None:
        if event.key == "escape":
            self.typed = None
        elif event.key == "enter" and prompt.text.strip():
            self.dismiss(prompt.text.strip())
            return
        elif event.key != "enter":
            prompt.press(event.key, event.character)
        self.pane.redraw()
