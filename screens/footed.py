"""A page over the queue: its bottom line says what just happened, else the keys; esc and ``q`` leave it."""

from __future__ import annotations

from collections.abc import Sequence

from screens.common import Ours
from screens.draw import bars
from screens.draw.lines import Line
from screens.offering import footer_entries
from screens.seek import Seek


class Footed(Ours):
    """Base of all such pages; ``flash`` is the sentence of the bottom line, until the next key that moves."""

    def __init__(self) -> None:
        super().__init__()
        self.flash, self.flash_bad = "", False
        self.seek = Seek()

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line."""
        self.flash, self.flash_bad = message, bad
        self.draw()

    def draw_footer(self, width: int, height: int) -> Sequence[Line]:
        """Draw the keys, or what just happened, or the word that is looked for."""
        if self.seek.on:
            return [self.seek.foot(width)]
        if self.flash:
            return [bars.flash(width, self.flash, bad=self.flash_bad)]
        return [bars.footer(width, footer_entries(self.situation), kept=2)]

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)

    def action_quit(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)
