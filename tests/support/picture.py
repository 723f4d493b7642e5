"""Draws a terminal's screen as an SVG: what the program shows, character for character, with its colours.

Text stays text and no font is fetched. Narrow runs are told how wide they must be
(``textLength``) and all others stand alone in their place, so the columns stand under
each other in whatever fonts are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from pyte.screens import Char

from tests.support.screen import Screen

CELL, LINE, MARGIN, BAR = 8.4, 18, 12, 28
INK, PAPER = "#d8dee9", "#12161c"
FONT = "ui-monospace,'DejaVu Sans Mono','Noto Sans Mono CJK JP','Noto Sans CJK JP',Menlo,Consolas,monospace"
_NAMED = {
    "black": "#2e3440", "red": "#e06c75", "green": "#98c379", "brown": "#e5c07b", "blue": "#61afef",
    "magenta": "#c678dd", "cyan": "#56b6c2", "white": "#abb2bf",
    "brightblack": "#6b7484", "brightred": "#ff7a85", "brightgreen": "#b5e890",
    "brightyellow": "#ffd98a", "brightbrown": "#ffd98a", "brightblue": "#84c5ff", "brightmagenta": "#e09cf5",
    "brightcyan": "#7fdbe6", "brightwhite": "#ffffff",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of cells is drawn."""

    ink: str
    paper: str
    bold: bool
    italic: bool
    underlined: bool


def svg(screen: Screen, title: str) -> str:
    """Return the screen as an SVG document that ``title`` names for those who cannot see it."""
    width = screen.columns * CELL + 2 * MARGIN
    height = screen.lines * LINE + 2 * MARGIN + BAR
    body = "\n".join(part for y in range(screen.lines) for part in _line(screen, y))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}">
<title>{escape(title)}</title>
<style>text{{font:14px {FONT};white-space:pre}}.w{{font-size:16px}}</style>
<rect width="{width:g}" height="{height:g}" rx="8" fill="{PAPER}"/>
<text x="{width / 2:g}" y="19" text-anchor="middle" fill="#6b7484">{escape(title)}</text>
{body}
</svg>
"""


def _line(screen: Screen, y: int) -> Iterator[str]:
    top = MARGIN + BAR + y * LINE
    cells = [(x, screen.cell(x, y)) for x in range(screen.columns)]
    for look, run in groupby(cells, key=lambda cell: _look(cell[1])):
        placed = list(run)
        if look.paper != PAPER:
            yield _rect(placed[0][0], len(placed), top, look.paper)
        for start, cells_wide, text in _words(placed):
            yield _text(start, cells_wide, top, text, look)


def _look(cell: Char) -> Look:
    ink, paper = _colour(cell.fg, INK), _colour(cell.bg, PAPER)
    if cell.reverse:
        ink, paper = paper, ink
    return Look(ink, paper, cell.bold, cell.italics, cell.underscore)


def _colour(name: str, default: str) -> str:
    return default if name == "default" else _NAMED.get(name, f"#{name}")


def _words(placed: list[tuple[int, Char]]) -> Iterator[tuple[int, int, str]]:
    """Cut a run at blanks and at all but the plainest characters, so that no renderer can push a column aside."""
    for kind, cells in groupby(placed, key=lambda cell: _kind(cell[0], cell[1].data)):
        word = list(cells)
        if kind != "blank":
            yield word[0][0], len(word), "".join(cell.data for _, cell in word)


def _kind(x: int, data: str) -> str:
    if data == " ":
        return "blank"
    return "narrow" if data.isascii() and data else f"lone {x - (data == '')}"


def _rect(x: int, cells: int, top: float, colour: str) -> str:
    return f'<rect x="{MARGIN + x * CELL:g}" y="{top:g}" width="{cells * CELL:g}" height="{LINE}" fill="{colour}"/>'


def _text(x: int, cells: int, top: float, text: str, look: Look) -> str:
    style = ' font-weight="bold"' * look.bold + ' font-style="italic"' * look.italic
    style += ' text-decoration="underline"' * look.underlined
    width = f' textLength="{cells * CELL:g}" lengthAdjust="spacingAndGlyphs"' if cells == len(text) > 1 else ""
    place = f'x="{MARGIN + x * CELL:g}" y="{top + 13.5:g}"{width}'
    style += ' class="w"' * (cells > len(text))
    return f'<text {place} fill="{look.ink}"{style}>{escape(text)}</text>'
