"""One frame of small changes, written straight to the terminal.

A key that moves the cursor changes some lines of panes that stand where they stood and
that nothing covers. Handing those to Textual's compositor costs more than all the rest of
the key together, and sends each line whole. So a screen that is on top and laid out
writes the changed cells itself, in one piece; in every other case (a dialog lies over
it, the layout is changing, there is no terminal) the compositor draws the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from screens.draw.diff import SEEN_WHEN_BLANK, runs, spans
from screens.draw.lines import Line

ERASE = 9
"""From so many blanks on, erasing is shorter than writing them."""

_BLANKS = re.compile(f"( {{{ERASE},}})")


class Frame:
    """Collects changed lines and turns them into the fewest bytes that make them so."""

    def __init__(self, sgr: dict[str, str], write: Callable[[str], None]) -> None:
        self._sgr = sgr
        self._write = write
        self._out: list[str] = []
        self._style = ""

    def change(self, x: int, y: int, old: Line, new: Line) -> None:
        """Draw ``new`` where ``old`` stands, its first cell at column ``x`` and row ``y`` (from 0)."""
        at = -1
        for start, stop in runs(old, new):
            if at < 0:
                self._out.append(f"\x1b[{y + 1};{x + start + 1}H")
            else:
                self._out.append(f"\x1b[{start - at}C")
            at = self._put(new, start, stop)

    def scroll(self, first: int, last: int, lines: int) -> None:
        """Move whole rows ``first`` to ``last`` up by ``lines`` (down where negative); blank ones come in.

        Only for panes as wide as the terminal: DECSTBM knows no columns.
        """
        self._ink("")
        move = f"{lines}S" if lines > 0 else f"{-lines}T"
        self._out.append(f"\x1b[{first + 1};{last + 1}r\x1b[{move}\x1b[r")

    def _put(self, line: Line, start: int, stop: int) -> int:
        """Write cells ``start`` up to ``stop``; return at which cell the terminal's cursor stands then."""
        for text, style in spans(line, start, stop):
            if text.strip() or style in SEEN_WHEN_BLANK or self._style in SEEN_WHEN_BLANK:
                self._ink(style)
            if style in SEEN_WHEN_BLANK:
                self._out.append(text)
                continue
            for piece in _BLANKS.split(text):
                if len(piece) >= ERASE and piece.isspace():
                    self._out += (f"\x1b[{len(piece)}X", f"\x1b[{len(piece)}C")
                else:
                    self._out.append(piece)
        if not self._out[-1]:
            self._out.pop()  # nothing stands behind the last blanks
        if self._out[-1].startswith("\x1b") and self._out[-1].endswith("C"):
            return stop - int(self._out.pop()[2:-1])  # so the cursor need not pass over them
        return stop

    def _ink(self, style: str) -> None:
        if style != self._style:
            code = self._sgr[style]
            reset = "0;" if self._sgr[self._style] and code else ""
            self._out.append(f"\x1b[{reset}{code}m")
            self._style = style

    def send(self) -> None:
        """Write what was collected, if anything."""
        if self._out:
            self._ink("")
            self._write("".join(self._out))
