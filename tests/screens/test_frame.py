"""A frame of small changes leaves the terminal exactly as drawing everything anew would."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char
from rich.color import ColorSystem

from screens.draw.lines import Line, fill, line_width
from screens.frame import Frame, codes
from screens.styles import STYLES, WITHOUT_COLOUR
from tests.support.screen import Screen, Stream

WIDTH = 24
SGR = codes(STYLES, ColorSystem.EIGHT_BIT)
SHOWN = [style for style in STYLES if style != "dim"]  # the screen of the tests knows no dim

texts = st.text("ab 漢字é\u0301.", max_size=12)
spans = st.tuples(texts, st.sampled_from(SHOWN))
lines = st.lists(spans, max_size=5).map(lambda found: fill(found, WIDTH))


def on_screen(frames: Sequence[Sequence[tuple[Line, Line]]]) -> list[list[tuple[object, ...]]]:
    """Draw frames one after the other and return every cell of the screen."""
    screen = Screen(WIDTH, 4)
    stream = Stream(screen)
    for pairs in frames:
        frame = Frame(SGR, lambda data: stream.feed(data.encode()))
        for y, (old, new) in enumerate(pairs):
            frame.change(0, y, old, new)
        frame.send()
    return [[seen(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(4)]


def seen(cell: Char) -> tuple[object, ...]:
    """What one sees of a cell: of a blank only its background and its line."""
    ground = (cell.data, cell.bg, cell.underscore, cell.reverse)
    return ground if not cell.data.strip() else (*ground, cell.fg, cell.bold)


@given(st.lists(st.tuples(lines, lines), min_size=1, max_size=4))
def test_changing_lines_is_drawing_them_anew(pairs: list[tuple[Line, Line]]) -> None:
    empty = fill((), WIDTH)
    first = [(empty, old) for old, _ in pairs]
    anew = [(empty, new) for _, new in pairs]
    assert on_screen([first, pairs]) == on_screen([anew])


@given(lines)
def test_what_does_not_change_is_not_sent(line: Line) -> None:
    sent: list[str] = []
    frame = Frame(SGR, sent.append)
    frame.change(0, 0, line, line)
    frame.send()
    assert sent == []


@given(lines)
def test_filled_lines_take_their_width(line: Line) -> None:
    assert line_width(line) == WIDTH


def test_every_style_has_a_twin_without_colour() -> None:
    assert STYLES.keys() == WITHOUT_COLOUR.keys()
    assert all(style is None or style.color is None for style in WITHOUT_COLOUR.values())
