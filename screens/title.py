"""The terminal's title while the console runs: set only where the terminal puts the old one back afterwards.

XTWINOPS 22 and 23 (xterm's control sequences, "Window manipulation") lay the title by and
bring it back. A terminal that ignores the latter is left with an empty title, of which it
makes its own, rather than with ours. GNU screen keeps no titles for others, so there, and
where a terminal is not known to be one of those, nothing is written at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ircon.text import fit, one_line, width

LONGEST = 60
"""Cells of the title; a window's bar and a list of windows have room for no more."""

_KNOWN = tuple("xterm tmux rxvt alacritty foot kitty konsole gnome vte mintty putty wezterm".split())
"""How the names (``$TERM``) of the terminals begin that understand it, or ignore it without a trace."""


@dataclass(frozen=True, slots=True)
class Title:
    """What is written when the terminal is taken, and when it is given back; both empty where it has no title."""

    taken: str = ""
    given_back: str = ""


def title(environ: Mapping[str, str], file: Path) -> Title:
    """Return how to show that ircon has ``file`` open, in the title of the terminal that the environment describes.

    The file's name passes the gate (``ircon.text``); no other text from outside is ever in it.
    """
    if not _knows(environ):
        return Title()
    words = f"ircon: {one_line(file.name)}"
    shown = words if width(words) <= LONGEST else fit(words, LONGEST).rstrip()
    return Title(f"\x1b[22;2t\x1b]2;{shown}\x07", "\x1b]2;\x07\x1b[23;2t")


def _knows(environ: Mapping[str, str]) -> bool:
    if environ.get("TMUX"):
        return True  # whatever terminal is round it: the title is the pane's
    return not environ.get("STY") and environ.get("TERM", "").startswith(_KNOWN)
