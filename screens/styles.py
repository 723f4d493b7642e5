"""The few styles of the console, in the terminal's own sixteen colours.

Colour never carries a meaning alone: beside each stands a word or a mark. Without colour
(``NO_COLOR``) the bars become reverse video and the rest falls back to bold and dim.
Knows neither Textual nor rich, so that the first picture need not wait for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Ink:
    """How a cell is drawn. Colours are numbers of the 256-colour palette; None is the terminal's own."""

    fg: int | None = None
    bg: int | None = None
    bold: bool = False
    dim: bool = False
    underline: bool = False
    reverse: bool = False

    @property
    def sgr(self) -> str:
        """The parameters of SGR (ECMA-48, 8.3.117); the empty string where nothing is to be said."""
        attributes = [code for code, on in zip("1247", self._attributes, strict=True) if on]
        return ";".join([*attributes, *_colour(self.fg, 30), *_colour(self.bg, 40)])

    @property
    def _attributes(self) -> tuple[bool, bool, bool, bool]:
        return self.bold, self.dim, self.underline, self.reverse


def _colour(number: int | None, base: int) -> list[str]:
    if number is None:
        return []
    if number < 16:
        return [str(base + number if number < 8 else base + 60 + number - 8)]
    return [f"{base + 8};5;{number}"]


INKS: dict[str, Ink] = {
    "": Ink(),
    "dim": Ink(dim=True),
    "bold": Ink(bold=True),
    "us": Ink(3),
    "good": Ink(2),
    "bad": Ink(1, bold=True),
    "key": Ink(6, bold=True),
    "found": Ink(6, underline=True),
    "caret": Ink(reverse=True),
    "match": Ink(0, 3),
    "match-here": Ink(0, 2, bold=True),
    "bar": Ink(15, 24, bold=True),
    "bar-idle": Ink(15, 240),
}
"""An ink for every name that the drawing functions use."""

WITHOUT_COLOUR: dict[str, Ink] = {
    **{name: replace(ink, fg=None, bg=None) for name, ink in INKS.items()},
    "match": Ink(underline=True),
    "match-here": Ink(bold=True, reverse=True),
    "bar": Ink(bold=True, reverse=True),
    "bar-idle": Ink(underline=True),
}

COLOURLESS = ("dumb", "vt", "unknown", "ansi-m")
"""How the names of the terminals begin that have none; a vt340 would show few, and does without them."""

SIXTEEN: dict[str, Ink] = {**INKS, "bar": Ink(15, 4, bold=True), "bar-idle": Ink(0, 7)}
"""For terminals that know no more colours."""


def inks(environ: Mapping[str, str]) -> dict[str, Ink]:
    """Return the inks for the terminal that the environment describes."""
    term = environ.get("TERM", "")
    if "NO_COLOR" in environ or term.startswith(COLOURLESS):
        return WITHOUT_COLOUR
    many = environ.get("COLORTERM") or "256color" in term or term.startswith(("xterm-kitty", "alacritty", "foot"))
    return INKS if many else SIXTEEN
