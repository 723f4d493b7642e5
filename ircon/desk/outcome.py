"""What comes of an action: one line to tell the handler, and what it concerned."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache

from ircon import playing
from ircon.model import Draft


@dataclass(frozen=True, slots=True)
class Outcome:
    """``message`` is one line, already safe to draw. ``needs`` is ``choice`` where the handler must say more."""

    message: str
    incident: int | None = None
    draft: Draft | None = None
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that was taken in: its report and incident; ``new`` is False where it was here already.

    ``sent`` is the draft that it is the copy of, as it was sent; there is no report of it then (0).
    """

    report: int
    incident: int
    new: bool
    format: str
    problems: tuple[str, ...]
    joined: bool = False
    sent: int = 0


def me() -> str:
    """Return the handler's name: the operating-system user, whatever the environment claims."""
    if playing.handler():
        return playing.handler()
    return _name_of(os.getuid())


@cache
def _name_of(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
