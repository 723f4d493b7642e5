"""The dialog of key T: to whom an incident is handed over. Colleagues by key, anybody else by name."""

from __future__ import annotations

from collections.abc import Sequence

from ircon.i18n import _
from screens.asking import Asking
from screens.chooser import KEYS, Option
from screens.draw.lines import BLANK, Line


class NamingScreen(Asking[str]):
    """Returns the name of a handler, "" for nobody, None where nothing was chosen."""

    def __init__(self, question: str, handlers: Sequence[str], told: Sequence[str] = ()) -> None:
        self.names = list(handlers[: len(KEYS)])
        options = [Option(key, name) for key, name in zip(KEYS, self.names, strict=False)]
        options += [Option("0", _("nobody: back to the queue")), Option("@", _("somebody else, by their user name"))]
        super().__init__(question, options, told)

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them the name being typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return drawn
        return [*drawn, BLANK, ((" @ ", "key"), *self.typed.spans())]

    @property
    def done(self) -> str:
        """What enter does with the name."""
        return _("hand over")

    def taken(self) -> None:
        """Hand over to whom was chosen, or ask for the name."""
        if self.chosen < len(self.names):
            self.dismiss(self.names[self.chosen])
        elif self.chosen == len(self.names):
            self.dismiss("")
        else:
            super().taken()

    def entered(self, words: str) -> None:
        """A name was typed."""
        if words:
            self.dismiss(words)
