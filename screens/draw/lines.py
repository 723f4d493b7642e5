"""A drawn line, and what every drawing function needs: filling, flowing, rules and ages.

A line is a tuple of spans, a span is text that passed the gate and the name of a style
(``screens.styles`` has them). Widths are terminal cells. Few, long spans: each one costs
its colour codes again on the way to a terminal far away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from ircon.i18n import _
from ircon.text import fit, one_line, width
from screens.draw import strokes

Span = tuple[str, str]
Line = tuple[Span, ...]

BLANK: Line = ()


class Rows:
    """Lines of which any can be drawn without those before it, so that a million of them cost nothing until seen."""

    def __len__(self) -> int:
        raise NotImplementedError

    def __getitem__(self, row: int) -> Line:
        raise NotImplementedError


NEVER_FIRST = frozenset("、。，．・：；？！」』）】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;!?]} ")
NEVER_LAST = frozenset("「『（【([{")
"""What no line begins or ends with, where another place is near."""

WORDS = 24
"""Cells of a span at most that goes to the next line in one piece."""

RAGGED = 30
"""How many characters of a line may stay empty for the sake of a better break."""


def fill(spans: Iterable[Span], cells: int, rest: str = "") -> Line:
    """Return ``spans`` cut or padded (in style ``rest``) to exactly ``cells``; same styles side by side become one.

    Every line passes here, so this is also where what has slipped past the gate is caught.
    """
    kept: list[Span] = []
    room = cells
    for text, style in spans:
        if not text:
            continue
        if not text.isprintable():  # a wide blank is none either: the gate lets that pass
            text = one_line(text)
        if room <= 0:
            break
        used = width(text)
        if used > room:
            text, used = fit(text, room), room
        room -= used
        if kept and kept[-1][1] == style:
            kept[-1] = (kept[-1][0] + text, style)
        else:
            kept.append((text, style))
    if room > 0:
        if kept and kept[-1][1] == rest:
            kept[-1] = (kept[-1][0] + " " * room, rest)
        else:
            kept.append((" " * room, rest))
    return tuple(kept)


def line_width(line: Line) -> int:
    """Return how many cells ``line`` takes."""
    return sum(width(text) for text, _ in line)


def plain(line: Line) -> str:
    """Return the text of ``line`` without its styles."""
    return "".join(text for text, _ in line)


def sides(left: Iterable[Span], right: Iterable[Span], cells: int) -> Line:
    """Return a line with ``right`` set against its right edge; where both do not fit, the left one is cut."""
    right = tuple(right)
    needed = sum(width(text) for text, _ in right)
    if needed >= cells:
        return fill(right, cells)
    if right and not right[0][0].startswith(" "):
        return fill((*fill(left, cells - needed - 1), (" ", ""), *right), cells)  # what is cut does not touch it
    return fill((*fill(left, cells - needed), *right), cells)


def rule(title: Iterable[Span], cells: int, *, note: str = "", also: str = "") -> Line:
    """Return a thin separator with a title near its left and a note near its right end.

    ``also`` stands behind the note where there is room for both.
    """
    dash = strokes.now().across
    head = [(dash, "dim"), (" ", ""), *title, (" ", "")]
    used = sum(width(text) for text, _ in head)
    both = f"{note}  {also}" if note and also else note or also
    note = both if used + width(both) + 6 < cells else note
    tail = f" {note} {dash}" if note and used + width(note) + 6 < cells else ""
    middle = max(0, cells - used - width(tail))
    return fill([*head, (dash * middle + tail, "dim")], cells)


def boxed(lines: Sequence[Line], cells: int, height: int) -> list[Line]:
    """Return ``lines`` with a thin frame round them, ``height`` lines in all."""
    across, up, corners = strokes.now().across, strokes.now().up, strokes.now().corners
    inner = cells - 2
    drawn: list[Line] = [((corners[0] + across * inner + corners[1], "dim"),)]
    for y in range(height - 2):
        line = lines[y] if y < len(lines) else BLANK
        drawn.append(((up, "dim"), *fill(line, inner), (up, "dim")))
    return [*drawn, ((corners[2] + across * inner + corners[3], "dim"),)]


def flow(spans: Iterable[Span], cells: int, *, indent: int = 0) -> Iterator[Line]:
    """Break ``spans`` into lines of at most ``cells``; all but the first start with ``indent`` blanks.

    Breaks behind a blank, or beside a wide character, where one stands among the last ``RAGGED``
    characters, else anywhere: log lines seldom offer a better place.
    """
    lead: list[Span] = [(" " * indent, "")] if indent else []
    line: list[Span] = []
    room, begun = cells, False
    for text, style in spans:
        while text:
            used = width(text)
            if used <= room:
                line.append((text, style))
                room, begun = room - used, True
                break
            head, text = _break(text, room, cells - indent, line[-1][0][-1:] if begun else "")
            if head:
                line.append((head, style))
            yield tuple(line)
            line, room, begun = list(lead), max(1, cells - indent), False
    if begun or line != lead or not lead:
        yield tuple(line)


def _break(text: str, room: int, whole: int, before: str) -> tuple[str, str]:
    """Return what of ``text`` still goes into ``room`` cells, and what goes on the next line.

    ``before``: the last character of the line so far, "" where it has none yet.
    """
    after_blank = before == " "
    if after_blank and width(text.rstrip()) <= min(whole, WORDS):
        return "", text
    cut = cells_to_index(text, room)
    blank = text.rfind(" ", max(0, cut - RAGGED), cut + 1)
    edge = _edge(text, cut)
    if blank > 0 and blank >= edge:
        return text[:blank], text[blank + 1 :]
    if edge > 0:
        return text[:edge], text[edge:]
    if blank == 0 and before.strip():
        return "", text[1:]  # behind an address that is marked, say
    word = text.partition(" ")[0]
    if after_blank and len(word) > cut and len(word) <= whole and word.isascii():
        return "", text
    if cut == 0 and room >= whole:
        cut = 1  # a pane narrower than one wide character: better crooked than for ever
    return text[:cut], text[cut:]


def _edge(text: str, cut: int) -> int:
    """Return the last place up to ``cut`` beside a wide character where the next line may begin; 0 where none is."""
    if text.isascii():
        return 0
    for place in range(min(cut, len(text) - 1), max(0, cut - RAGGED), -1):
        before, behind = text[place - 1], text[place]
        opens = before in NEVER_LAST or (before == '"' and not text[max(0, place - 2) : place - 1].strip())
        closes = behind in NEVER_FIRST or (behind == '"' and not text[place + 1 : place + 2].strip())
        if 2 in (width(before), width(behind)) and not opens and not closes:
            return place
    return 0


def cells_to_index(text: str, cells: int) -> int:
    """Return how many characters of ``text`` fit into ``cells``."""
    if text.isascii():
        return min(cells, len(text))
    used = 0
    for index, char in enumerate(text):
        used += width(char)
        if used > cells:
            return index
    return len(text)


def safe(raw: str, style: str = "") -> Span:
    """Return text from outside as a span, through the gate."""
    return one_line(raw), style


def age(then: datetime, now: datetime) -> str:
    """Return how long ago ``then`` was, in at most ``age_cells``: hours to two days, days, weeks, years.

    Nothing below an hour is told apart, so that a console left alone has nothing to redraw.
    """
    hours = int((now - then).total_seconds() // 3600)
    if hours < 1:
        return _("new")
    if hours < 48:
        return _("{count}h", count=hours)
    days = hours // 24
    if days < 100:
        return _("{count}d", count=days)
    return _("{count}w", count=days // 7) if days < 700 else _("{count}y", count=min(days // 365, 99))


def age_cells() -> int:
    """Return how many cells an age takes at most."""
    longest = (_("new"), _("{count}h", count=47), _("{count}d", count=99), _("{count}y", count=99))
    return max(map(width, longest))
