"""The one gate for text from outside: makes it safe to draw, copy, print and export.

Reports are written by attackers. Whatever is not plain printable text is made visible
rather than dropped, so that distinct strings stay distinct on the screen: C0 becomes
control pictures, everything else that a terminal or a reader's eye could be fooled by
(C1, bidi and zero-width characters, letters and blanks that draw nothing or look like the
usual blank, private use, noncharacters, Cyrillic and Greek among the Latin letters of a
word) becomes ``<U+202E>``. What has passed once passes again unchanged; so a text that
spells such a name itself looks like one, and the message as it came (``o``, hexadecimal)
tells; so it does of what Unicode itself counts as the same (a letter and its mark, in one
character or in two), of blanks at the end, and of words wholly in another script.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_COLUMNS = 2_000
"""A longer line is cut, with a count of what is missing; drawing more freezes terminals."""

TAB_WIDTH = 8
_TAB = "\u2409"
_NO_BREAK, _OPEN_BOX = "\u00a0", "\u2423"

_PLAIN = re.compile(r"[\x20-\x7e\n]*\Z")
_NAMED_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cs", "Cn"})
_INVISIBLE = frozenset(
    [
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, 0xFFA0),
        *(*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)),
    ]
)
"""Marks, letters and symbols that draw nothing (DerivedCoreProperties: Default_Ignorable_Code_Point; Braille blank)."""

_BLANKS = frozenset(" \u3000")
"""The blanks that are drawn as such; the others look like the first of them."""

_PLAIN_STYLES = frozenset(
    [*range(0x1D5A0, 0x1D5D4), *range(0x1D670, 0x1D6A4), *range(0x1D7E2, 0x1D7EC), *range(0x1D7F6, 0x1D800)]
)
"""Mathematical letters and digits without serifs: a terminal draws them as it draws the plain ones."""

_MARKS = 4
_MAY_STACK = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u109d\u135d-\u135f\u1712-\u1773"
    "\u17b6-\u17dd\u1885-\u18a9\u1920-\u193b\u1a17-\u1c37\u1cd0-\u1dff\u20d0-\u20f0\u2cef-\u2cf1\u2d7f-\u2dff"
    "\u302a-\u302f\u3099\u309a\ua66f-\ua6f1\ua802-\uabed\ufb1e\ufe20-\ufe2f\U000101fd-\U00016ff1\U0001bc9d-\U0001e94a]"
    "{5,}"
)
"""Runs in which more than four marks can stand on one letter; what are marks is looked up in these only."""

_OTHER_SCRIPTS = (
    "\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5"
    "\u03c7\u03f2\u03f3\u0400-\u052f\u0531-\u0588\u13a0-\u13fd\u1c80-\u1c88\u2160-\u217f\u2c80-\u2cee\ua640-\ua69d\uab70-\uabbf"
)
_OTHER = re.compile(f"[{_OTHER_SCRIPTS}]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[\w\u0300-\u036f]+")
"""What is named in a word that has Latin letters: those of Greek, Cyrillic, Armenian, Cherokee that look like them."""


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
    char = chr(code)
    if char == _NO_BREAK:  # in every other mail: shorter than its name
        return _OPEN_BOX
    category = unicodedata.category(char)
    if category in _NAMED_CATEGORIES or (category == "Zs" and char not in _BLANKS):
        return _name(char)
    return _name(char) if code in _INVISIBLE or code in _PLAIN_STYLES else code


def _name(char: str) -> str:
    return f"<U+{ord(char):04X}>"


_gate = _Gate()
_gate_keeping_lines = _Gate({ord("\n"): "\n"})


def one_line(raw: str) -> str:
    """Return ``raw`` as one safe line: a line break in it shows as a picture, a tab as one before its blanks."""
    if _PLAIN.match(raw) and "\n" not in raw:
        return raw if len(raw) <= MAX_COLUMNS else _cut(raw)
    return _cut(_thin(_expand(raw, _TAB).translate(_gate)))


def as_sent(raw: str) -> str:
    """Return ``raw`` as one safe line of a letter, where tabs and hard blanks are blanks, as in mail programs."""
    return one_line(_expand(raw).replace(_NO_BREAK, " "))


def many_lines(raw: str) -> str:
    """Return ``raw`` with its line ends kept as LF and all else as ``one_line`` does."""
    safe = as_typed(raw)
    return safe if len(safe) <= MAX_COLUMNS else "\n".join(map(_cut, safe.split("\n")))


def as_typed(raw: str) -> str:
    """Return ``raw`` as it may stand in an editor: as ``many_lines`` does, but nothing of a long line is cut off."""
    unified = raw.replace("\r\n", "\n").replace("\r", "\n")
    if _PLAIN.match(unified):
        return unified
    return _thin("\n".join(map(_expand, unified.split("\n"))).translate(_gate_keeping_lines))


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
    """Name the marks of a stack that would grow over the neighbouring lines, and letters that pass for Latin ones."""
    if text.isascii():
        return text
    if _OTHER.search(text):
        text = _WORD.sub(_latin_only, text)
    return _MAY_STACK.sub(_four_marks, text)


def _latin_only(word: re.Match[str]) -> str:
    letters = word[0]
    return _OTHER.sub(lambda letter: _name(letter[0]), letters) if _LATIN.search(letters) else letters


def _four_marks(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        kept.append(char if marks <= _MARKS else _name(char))
    return "".join(kept)


def _cut(line: str) -> str:
    if len(line) <= MAX_COLUMNS:
        return line
    return f"{line[:MAX_COLUMNS]} (+{len(line) - MAX_COLUMNS} more)"


# --- measuring ---------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
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
