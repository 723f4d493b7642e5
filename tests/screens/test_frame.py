"""A frame of small changes leaves the terminal exactly as drawing everything anew would."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from pyte.screens import Char

from screens.draw.lines import Line, fill, line_width
from screens.frame import Frame
from screens.styles import INKS, SIXTEEN, WITHOUT_COLOUR, inks
from tests.support.screen import Screen, Stream

WIDTH = 24
SGR = {name: ink.sgr for name, ink in INKS.items()}
SHOWN = [style for style in INKS if style != "dim"]  # the screen of the tests knows no dim

texts = st.text("ab 漢字é\u0301.", max_size=12)
spans = st.tuples(texts, st.sampled_from(SHOWN))
lines = st.lists(spans, max_size=5).map(lambda found: fill(found, WIDTH))


def on_screen(frames: Sequence[Sequence[tuple[Line, Line]]]) -> list[list[tuple[object, ...]]]:
    """Draw frames one after the other and return every cell of the screen."""
    screen = Screen(WIDTH, 4)
    stream = Stream(screen)
    stream.feed(b"\x1b[?7l")  # the console wraps no lines
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


def test_every_ink_has_a_twin_without_colour_and_one_in_sixteen() -> None:
    assert INKS.keys() == WITHOUT_COLOUR.keys() == SIXTEEN.keys()
    assert all(ink.fg is None and ink.bg is None for ink in WITHOUT_COLOUR.values())
    assert all((ink.bg or 0) < 16 for ink in SIXTEEN.values())


def test_the_environment_says_which_inks() -> None:
    assert inks({"NO_COLOR": "", "TERM": "xterm-256color"}) is WITHOUT_COLOUR
    assert inks({"TERM": "xterm-256color"}) is inks({"TERM": "xterm", "COLORTERM": "truecolor"}) is INKS
    assert inks({"TERM": "linux"}) is SIXTEEN
