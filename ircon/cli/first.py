"""The first start: there is no store yet. Whoever sits at a terminal is offered the demonstration, or a new one."""

from __future__ import annotations

import os
import sys
import termios
import tty
from pathlib import Path

from ircon.errors import StoreUnavailable
from ircon.i18n import _
from ircon.text import one_line

DEMONSTRATION, NEW, LEAVE = "d", "n", "q"


def missing(path: Path) -> StoreUnavailable:
    """Return the sentence for a store that is not there, for whoever cannot be asked."""
    return StoreUnavailable(
        _(
            "There is no store at {path}."
            " `ircon demo` shows the demonstration; `ircon init {path}` creates a new store.",
            path=path,
        )
    )


def choose(path: Path, *, may_create: bool = True) -> str:
    """Ask what to do without a store at ``path``: ``DEMONSTRATION``, ``NEW`` or ``LEAVE``; one key decides."""
    offers = [(DEMONSTRATION, _("look at the demonstration: a realistic queue in a scratch copy"))]
    if may_create:
        offers.append((NEW, _("make a new, empty store there and open it")))
    offers.append((LEAVE, _("leave")))
    said = [_("There is no store at {path} yet.", path=one_line(str(path))), ""]
    said += [f"  {key}  {words}" for key, words in offers]
    said += ["", "{} ".format(_("Your choice ({keys}):", keys=", ".join(key for key, _words in offers)))]
    chosen = _asked("\n".join(said), [key for key, _words in offers])
    sys.stdout.write(f"{chosen}\n")
    sys.stdout.flush()
    return chosen


def _asked(question: str, offered: list[str]) -> str:
    """Ask, and read single keys until one is offered; escape, the end of input and ctrl+d leave."""
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSANOW)  # what was typed ahead counts
        sys.stdout.write(question)
        sys.stdout.flush()
        while True:
            pressed = os.read(terminal, 1).decode("ascii", "replace").lower()
            if pressed in ("", "\x1b", "\x04"):
                return LEAVE
            if pressed in offered:
                return pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def create(path: Path) -> None:
    """Create a store at ``path``; where that is the user's own place, the directory as well."""
    from ircon.config import own_place
    from ircon.store import Store

    if path == own_place():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    Store.create(path).close()
