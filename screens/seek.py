"""A word that is looked for in drawn lines: where it stands, and which of these places one is at.

The lines come from a page that draws them when they are asked for; they are gone through
from where one is to the next place, and the rest bit by bit, so that a long page does not
keep anybody waiting.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from ircon.i18n import _
from ircon.text import one_line, width
from screens.draw.lines import Line, Span, fill, sides
from screens.draw.lit import HERE, MATCH, holds, lit
from screens.prompt import Prompt

Source = Callable[[int, int], Sequence[Line]]
"""Returns up to so many lines (second) from one on (first); fewer only at the end."""

BIT = 1_000
"""Lines that are gone through at a time."""

BITS = 20
"""How many of these a key waits for; if there is no place in them, one goes there when it is found."""

_LAST = 1 << 60


class Seek:
    """Off while there is no ``word`` and none is being typed."""

    def __init__(self) -> None:
        self.prompt: Prompt | None = None
        self.word = ""
        self.here = -1
        self._began = 0
        self._found: list[int] = []
        self._through = 0
        self.whole = False
        self._awaited: int | None = None
        """Behind which line a place is still looked for; ``_LAST``: the last place of all."""
        self._edition: object = None

    @property
    def on(self) -> bool:
        """Whether something is looked for, or about to be."""
        return self.prompt is not None or bool(self.word)

    def begin(self, top: int) -> None:
        """Begin to type a word; it is looked for from line ``top`` on."""
        self.stop()
        self.prompt, self._began = Prompt(), top

    def stop(self) -> int:
        """Look for nothing any more; return the line at which it was begun."""
        self.prompt, self.word, self.here = None, "", -1
        self.anew()
        return self._began

    def anew(self) -> None:
        """Go through the lines again: they are others than before."""
        self._found, self._through, self.whole, self._awaited = [], 0, False, None

    def typed(self, source: Source) -> int | None:
        """Take the word as it is typed so far; return the line of its first place."""
        self.word, self.here = self.prompt.text if self.prompt else self.word, -1
        self.anew()
        return self.forward(source, self._began - 1) if self.word else self._began

    def go_through(self, source: Source) -> None:
        """Go through one more bit of the lines."""
        lines = source(self._through, BIT)
        self._found += [n for n, line in enumerate(lines, start=self._through) if holds(line, self.word)]
        self._through += len(lines)
        self.whole = len(lines) < BIT

    def forward(self, source: Source, behind: int | None = None) -> int | None:
        """Go to the next place, at the end to the first one; return its line, None where there is none (yet)."""
        self._awaited = self.here if behind is None else behind
        return self._patiently(source)

    def back(self, source: Source) -> int | None:
        """Go to the place before, at the top to the last one."""
        while self._through <= self.here and not self.whole:  # the lines are others than before
            self.go_through(source)
        at = bisect_left(self._found, self.here) - 1
        if at >= 0:
            return self._at(at)
        self._awaited = _LAST
        return self._patiently(source)

    def _patiently(self, source: Source) -> int | None:
        for _bit in range(BITS):
            if (line := self.arrived()) is not None or self.whole:
                return line
            self.go_through(source)
        return self.arrived()

    def arrived(self) -> int | None:
        """Go to the place that is awaited, if it has been found by now; return its line."""
        if self._awaited is None:
            return None
        at = bisect_right(self._found, self._awaited)
        if at == len(self._found) and not self.whole:
            return None
        at = len(self._found) - 1 if self._awaited == _LAST else at
        self._awaited = None
        return self._at(at if at < len(self._found) else 0)

    def _at(self, place: int) -> int | None:
        if not self._found:
            self.here = -1
            return None
        self.here = self._found[place]
        return self.here

    # --- drawing -------------------------------------------------------------------

    def of(self, edition: object) -> None:
        """Take note of which edition of the lines there is: those of another one are gone through again."""
        if edition != self._edition:
            self._edition = edition
            self.anew()

    def shown(self, lines: Sequence[Line], first: int) -> Sequence[Line]:
        """Return the lines in sight, of which the first is line ``first``, with the word standing out."""
        if not self.word:
            return lines
        return [lit(line, self.word, HERE if n == self.here else MATCH) for n, line in enumerate(lines, start=first)]

    @property
    def count(self) -> str:
        """Which place one is at, and of how many as far as that is known."""
        if not self.word:
            return ""
        if not self._found and self.whole:
            return _("not found")
        if self._awaited is not None:
            return _("looking ...")
        at = bisect_left(self._found, self.here) + 1 if self.here >= 0 else 0
        return _("{at} of {count}", at=at, count=f"{len(self._found)}{'' if self.whole else '+'}")

    def foot(self, cells: int) -> Line:
        """Draw the bottom line: what is looked for, where one is, and the keys."""
        count: Span = (f"   {self.count}   ", "dim" if self._found or not self.whole else "bad")
        if self.prompt is not None:
            ways: list[Span] = [("enter", "key"), (f" {_('keep')}  ", ""), ("esc", "key"), (f" {_('drop')} ", "")]
            room = cells - 3 - sum(width(text) for text, _style in (count, *ways))
            return sides([(" * ", "key"), *self.prompt.spans(room=room), count], ways, cells)
        keys = [("n", _("next one")), ("N", _("previous")), ("esc", _("end"))]
        offered = [span for key, words in keys for span in ((key, "key"), (f" {words}  ", ""))]
        return fill([(" * ", "key"), (one_line(self.word), "bold"), count, *offered], cells)
