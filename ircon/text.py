"""The one gate for text from outside: makes it safe to draw, copy, print and export.

Reports are written by attackers. Whatever is not plain printable text is made visible
rather than dropped, so that distinct strings stay distinct on the screen: C0 becomes
control pictures, everything else that a terminal or a reader's eye could be fooled by
(C1, bidi and zero-width characters, private use, noncharacters) becomes ``<U+202E>``. What
has passed once passes again unchanged; so a text that spells such a name itself looks
like one, and the message as it came (``o``, hexadecimal) tells.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_COLUMNS = 2_000
"""A longer line is cut, with a count of what is missing; drawing more freezes terminals."""

TAB_WIDTH = 8
_TAB = "\u2409"

_PLAIN = re.compile(r"[\x20-\x7e\n]*\Z")
_NAMED_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cs", "Cn"})
_VARIATION_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
_COMBINING_RUN = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]{4})"
    r"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]+"
)


class _Gate(dict[int, str | int]):
    """A translation table that decides each character once, when it is first met."""

    def __missing__(self, code: int) -> str | int:
        verdict = self[code] = _visible(code)
        return verdict


def _visible(code: int) -> str | int:
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code in _VARIATION_SELECTORS or unicodedata.category(chr(code)) in _NAMED_CATEGORIES:
        return f"<U+{code:04X}>"
    return code


_gate = _Gate()
_gate_keeping_lines = _Gate({ord("\n"): "\n"})


def one_line(raw: str) -> str:
    """Return ``raw`` as one safe line: a line break in it shows as a picture, a tab as one before its blanks."""
    if _PLAIN.match(raw) and "\n" not in raw:
        return raw if len(raw) <= MAX_COLUMNS else _cut(raw)
    return _cut(_thin(_expand(raw, _TAB).translate(_gate)))


def as_sent(raw: str) -> str:
    """Return ``raw`` as one safe line of a letter, where a tab is blanks, as mail programs show it."""
    return one_line(_expand(raw))


def many_lines(raw: str) -> str:
    """Return ``raw`` with its line ends kept as LF and all else as ``one_line`` does."""
    unified = raw.replace("\r\n", "\n").replace("\r", "\n")
    if _PLAIN.match(unified) and len(unified) <= MAX_COLUMNS:
        return unified
    safe = "\n".join(map(_expand, unified.split("\n"))).translate(_gate_keeping_lines)
    return "\n".join(map(_cut, _thin(safe).split("\n")))


def _expand(line: str, picture: str = "") -> str:
    """Put blanks in the place of tabs, the first of them a ``picture`` if there is one."""
    if "\t" not in line:
        return line
    head, *rest = line.split("\t")
    for part in rest:
        blanks = TAB_WIDTH - len(head) % TAB_WIDTH
        head += picture.ljust(blanks) + part
    return head


def _thin(text: str) -> str:
    """Name the marks of a stack that would grow over the neighbouring lines."""
    return text if text.isascii() else _COMBINING_RUN.sub(_named, text)


def _named(stack: re.Match[str]) -> str:
    kept = stack[1]
    return kept + "".join(f"<U+{ord(mark):04X}>" for mark in stack[0][len(kept) :])


def _cut(line: str) -> str:
    if len(line) <= MAX_COLUMNS:
        return line
    return f"{line[:MAX_COLUMNS]} (+{len(line) - MAX_COLUMNS} more)"


# --- measuring ---------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(safe: str) -> int:
    """Return how many terminal cells ``safe`` (text that passed the gate) takes."""
    return len(safe) if safe.isascii() else sum(map(_cells, safe))


def pad(safe: str, cells: int, *, right: bool = False) -> str:
    """Return ``safe`` padded with spaces to at least ``cells`` terminal cells; ``right``: they stand in front of it."""
    blanks = " " * (cells - width(safe))
    return blanks + safe if right else safe + blanks


def fit(safe: str, cells: int) -> str:
    """Return ``safe`` cut or padded with spaces to exactly ``cells`` terminal cells."""
    used = width(safe)
    if used <= cells:
        return safe + " " * (cells - used)
    kept, room = [], cells - 1
    for char in safe:
        room -= _cells(char)
        if room < 0:
            break
        kept.append(char)
    head = "".join(kept)
    return head + "~" + " " * (cells - 1 - width(head))
