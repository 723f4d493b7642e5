"""What a terminal sends when a key is pressed (xterm's normal mode)."""

from __future__ import annotations

import re

NAMED = {
    "enter": b"\r",
    "esc": b"\x1b",
    "tab": b"\t",
    "s-tab": b"\x1b[Z",
    "space": b" ",
    "bs": b"\x7f",
    "del": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pgup": b"\x1b[5~",
    "pgdn": b"\x1b[6~",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "lt": b"<",
}
_KEY = re.compile(r"<([a-z0-9-]+)>|(.)", re.DOTALL)


def strokes(keys: str) -> list[bytes]:
    """Return the bytes of each key in ``keys``: names in angle brackets (``<c-x>`` for control), else characters.

    Raises KeyError for a name that is no key.
    """
    found = []
    for name, char in _KEY.findall(keys):
        if char:
            found.append(char.encode())
        elif len(name) == 3 and name.startswith("c-"):
            found.append(bytes([ord(name[2]) & 0x1F]))
        else:
            found.append(NAMED[name])
    return found
