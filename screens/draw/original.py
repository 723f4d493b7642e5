"""Messages as they came: every header, every part, and all bytes in hexadecimal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from ircon.i18n import _, plural
from ircon.intake import saying
from ircon.intake.original import ROW, Laid, Piece, row
from ircon.text import one_line
from screens.draw.lines import BLANK, Line, Rows, flow, rule, safe

MAX_TEXT_LINES = 20_000
"""More lines of one part are not drawn as text; the bytes below are all there."""

MOST_LINES, LEAST_LINES = 50_000, 500
"""Lines of text that are drawn of all messages, but so many of each: they are kept, which the bytes need not be."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One report's message laid open; ``data`` are its bytes as far as they are shown."""

    report: int
    received: datetime
    size: int
    laid: Laid
    data: bytes


@dataclass(frozen=True, slots=True)
class Dump(Rows):
    """The bytes of a message, sixteen to a line."""

    data: bytes

    def __len__(self) -> int:
        """How many lines they are."""
        return -(-len(self.data) // ROW)

    def __getitem__(self, line: int) -> Line:
        """Draw one of them."""
        return ((row(self.data, line * ROW), ""),)


def original(sheets: Sequence[Sheet], cells: int) -> Iterator[Line | Rows]:
    """Yield the lines of the messages, one behind the other; each takes at most ``cells``."""
    room = MOST_LINES
    for sheet in sheets:
        when = f"{sheet.received:%Y-%m-%d %H:%M}Z"
        title = _("report {report} as it came, {when}, {size:,} bytes", report=sheet.report, when=when, size=sheet.size)
        yield rule([(title, "bold")], cells)
        lines = _laid(sheet.laid, cells)
        for line in islice(lines, max(room, LEAST_LINES)):
            room -= 1
            yield line
        if next(lines, None) is not None:
            yield ((_("(the text goes on; the bytes below are all of it)"), "dim"),)
        if sheet.data:
            yield BLANK
            yield ((_("the bytes"), "dim"),)
            yield Dump(sheet.data)
            if left := sheet.size - len(sheet.data):
                told = _("(+{left:,} bytes; ircon original {report} gives all)", left=left, report=sheet.report)
                yield ((told, "dim"),)
        yield BLANK


def _laid(laid: Laid, cells: int) -> Iterator[Line]:
    for problem in laid.problems:
        yield from flow([safe(saying.problem(problem), "bad")], cells)
    for name, value in laid.headers:
        yield from flow([safe(name, "dim"), (": ", "dim"), safe(value)], cells, indent=4)
    for piece in laid.pieces:
        yield from _piece(piece, cells)


def _piece(piece: Piece, cells: int) -> Iterator[Line]:
    yield BLANK
    called = " ".join(filter(None, (one_line(piece.kind), one_line(piece.name), _("{size:,} bytes", size=piece.size))))
    yield from flow([(called, "dim")], cells)
    if piece.text is None:
        return
    lines = piece.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    for raw in islice(lines, MAX_TEXT_LINES):
        yield from flow([safe(raw)], cells)
    if len(lines) > MAX_TEXT_LINES:
        more = plural("(+{count} more line)", "(+{count} more lines)", len(lines) - MAX_TEXT_LINES)
        yield ((more, "dim"),)
