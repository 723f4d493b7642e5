"""The few styles of the console, in the terminal's own sixteen colours.

Colour never carries a meaning alone: beside each stands a word or a mark. Without colour
(``NO_COLOR``) the bars become reverse video and the rest falls back to bold and dim.
"""

from __future__ import annotations

from rich.color import Color
from rich.style import Style

_WHITE = Color.from_ansi(15)


def _ink(number: int, *, bold: bool = False, underline: bool = False) -> Style:
    return Style(color=Color.from_ansi(number), bold=bold or None, underline=underline or None)


STYLES: dict[str, Style | None] = {
    "": None,
    "dim": Style(dim=True),
    "bold": Style(bold=True),
    "us": _ink(3),
    "us-bold": _ink(3, bold=True),
    "good": _ink(2),
    "bad": _ink(1, bold=True),
    "key": _ink(6, bold=True),
    "found": _ink(6, underline=True),
    "head": Style(bold=True),
    "caret": Style(reverse=True),
    "bar": Style(color=_WHITE, bgcolor=Color.from_ansi(24), bold=True),
    "bar-idle": Style(color=_WHITE, bgcolor=Color.from_ansi(240)),
}
"""A style for every name that the drawing functions use."""

WITHOUT_COLOUR: dict[str, Style | None] = {
    **dict.fromkeys(STYLES),
    "dim": Style(dim=True),
    "bold": Style(bold=True),
    "us-bold": Style(bold=True),
    "bad": Style(bold=True),
    "key": Style(bold=True),
    "found": Style(underline=True),
    "head": Style(bold=True),
    "caret": Style(reverse=True),
    "bar": Style(reverse=True, bold=True),
    "bar-idle": Style(underline=True),
}


def table(no_color: bool) -> dict[str, Style | None]:
    """Return the styles for a terminal with or without colour."""
    return WITHOUT_COLOUR if no_color else STYLES
