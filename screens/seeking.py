"""Key ``*``: looking for a word in whatever lines a screen shows; ``n`` and ``N`` go from place to place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import events

from screens.draw.lines import Line
from screens.seek import Seek

if TYPE_CHECKING:
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    _Base = object


class Seeking(_Base):
    """What a screen needs for it: say which lines there are, which is on top, and how to bring one into sight."""

    seek: Seek

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return up to ``count`` lines from ``first`` on; fewer only at the end."""
        del first, count
        return ()

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return None

    @property
    def seek_top(self) -> int:
        """The line from which on is looked."""
        return 0

    def seek_show(self, line: int) -> None:
        """Bring a line into sight."""

    def seek_draw(self) -> None:
        """Draw anew."""
        raise NotImplementedError

    def seek_begin(self) -> None:
        """Begin to type a word."""
        self.seek.begin(self.seek_top)
        self.seek_draw()

    def seek_key(self, event: events.Key) -> bool:
        """Take a key that is about what is looked for; False for any other."""
        seek = self.seek
        if not seek.on:
            return False
        seek.of(self.seek_edition)
        if seek.prompt is not None:
            self._seek_type(event)
        elif event.key == "escape":
            seek.stop()
        elif event.character in ("n", "N", "*"):
            self._seek_step(event.character)
        else:
            return False
        self._seek_on()
        self.seek_draw()
        return True

    def _seek_type(self, event: events.Key) -> None:
        seek = self.seek
        assert seek.prompt is not None
        if event.key == "escape":
            self.seek_show(seek.stop())
        elif event.key == "enter":
            seek.prompt = None
        elif seek.prompt.press(event.key, event.character):
            self._seek_found(seek.typed(self.seek_lines))

    def _seek_step(self, key: str) -> None:
        if key == "*":
            self.seek.begin(self.seek_top)
        else:
            self._seek_found((self.seek.forward if key == "n" else self.seek.back)(self.seek_lines))

    def _seek_found(self, line: int | None) -> None:
        if line is not None:
            self.seek_show(line)

    def _seek_on(self) -> None:
        """Go through the rest of the lines, so that their number is known, without keeping anybody waiting."""
        seek, word = self.seek, self.seek.word
        if not word or seek.whole:
            return

        def bit() -> None:
            seek.of(self.seek_edition)
            if seek.word != word or seek.whole:
                return
            seek.go_through(self.seek_lines)
            self._seek_found(seek.arrived())
            self.seek_draw()
            self.set_timer(0.01, bit)

        self.set_timer(0.05, bit)
