"""Undo what people do to addresses so that they cannot be clicked, and say where each character came from.

``plain`` maps full-width characters to ASCII and turns hxxp, [.], (dot), [at], [:] and their like into
what they stand for. The result keeps the way back to the offsets of the text as it came. One pass with
one pattern, none of whose parts repeats without bound: the time taken is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_WIDE_RUN = re.compile("[\uff01-\uff5e\u3000\u00a0]+")
_OPEN, _CLOSE = r"[\[({]", r"[\])}]"
_DOT = r"(?:\.|dot|ドット|点|。)"
_AT = r"(?:@|at|アットマーク|アット)"

_RULES: tuple[tuple[str, str], ...] = (
    (".", rf"[ \t]?{_OPEN} ?(?:dot|ドット|点) ?{_CLOSE}[ \t]?"),
    (".", rf"{_OPEN} ?{_DOT} ?{_CLOSE}"),
    (".", r"(?<=[0-9a-z])(?:\[\.|\.\]|\\\.)(?=[0-9a-z])"),
    (".", r"(?<=[0-9a-z])<(?:dot|\.)>(?=[0-9a-z])"),
    ("@", rf"[ \t]?{_OPEN} ?{_AT} ?{_CLOSE}[ \t]?"),
    ("@", r"(?<=[0-9a-z])\((?:a|at)\)(?=[0-9a-z])"),
    ("@", r"(?<=[0-9a-z])[ \t]?<(?:at|@)>[ \t]?(?=[0-9a-z])"),
    (
        "://",
        r"(?<=[ps])[\[({]://[\])}]|(?<=[ps])[\[({]:/?[\])}]//|(?<=[ps]):[\[({]//[\])}]|(?<=tp|ps):\\\\(?=[0-9a-z])",
    ),
    (":", rf"{_OPEN}:{_CLOSE}"),
    ("/", r"(?<=[0-9a-z])\[/\](?=[0-9a-z])"),
    ("http", r"(?<![0-9a-z])(?:h(?:xx|\*\*|tx|xt)p|meow)(?=s?(?:\[s\])?[\[({]?:)"),
    ("ftp", r"(?<![0-9a-z])fxp(?=s?[\[({]?:)"),
    ("s", r"(?<=http|hxxp)[\[(]s[\])](?=[\[(]?:)"),
    ("", r"(?<=[0-9a-z.@:])[\u200b-\u200d\u2060\ufeff\u00ad]{1,4}(?=[0-9a-z.@:])"),
)
_FIRST = r"(?=[ \t\[({<.\\:hHfFmMsS\u200b-\u200d\u2060\ufeff\u00ad])"
"""What every mark starts with: this one test spares all the others at most characters."""
_MARK = re.compile(_FIRST + "(?:" + "|".join(f"({rule})" for _, rule in _RULES) + ")", re.ASCII | re.IGNORECASE)
_HINTS = (
    "[.", ".]", "(.", "{.", "[ .", "( .", "dot]", "dot)", "dot}", "dot>", "dot ]", "dot )", "<.", "\\.",
    "at]", "at)", "at}", "at>", "at ]", "at )", "<@", "[@", "(@", "{@", "(a)", "hxxp", "h**p", "htxp", "hxtp", "meow", "fxp",
    "[:", "(:", "{:", ":[/", "[/]", "[s]", "(s)", ":\\\\",
)  # fmt: skip
_WIDE_HINTS = ("[。", "(。", "アット", "ドット", "点", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
"""A text that holds none of these holds no mark. Looking for plain strings costs next to nothing."""
_SPOT = re.compile(
    r"[\[({](?:[ .。@:/]|dot|at|s[\])]|a\)|アット|ドット|点)|\.\]|<(?:dot|at|[.@])>|\\\.|:\\\\|:\[/"
    r"|h(?:xx|\*\*|tx|xt)p|meow|fxp|[\u200b-\u200d\u2060\ufeff\u00ad]",
    re.ASCII | re.IGNORECASE,
)
"""The same as a pattern: only the lines it stops at are looked at with the rules."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Text with its marks undone. ``ends[i]`` is where the i-th change ends here, ``shifts[i]`` the way back from it."""

    text: str
    ends: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def origin(self, offset: int) -> int:
        """Return the offset in the text as it came that belongs to ``offset`` here."""
        if not self.ends:
            return offset
        passed = bisect_right(self.ends, offset)
        return offset + (self.shifts[passed - 1] if passed else 0)

    def changed(self, start: int, end: int) -> bool:
        """Say whether anything between the two offsets was written in disguise."""
        if not self.ends:
            return False
        return bisect_right(self.ends, end) > bisect_right(self.ends, start)


def widths(text: str) -> str:
    """Return ``text`` with full-width ASCII and the ideographic space as plain ASCII, one character for one."""
    return text if text.isascii() else _WIDE_RUN.sub(_narrow, text)


def _narrow(run: re.Match[str]) -> str:
    return run[0].translate(_WIDE)


def plain(text: str) -> Plain:
    """Return ``text`` with widths mapped and disguises undone."""
    text = widths(text)
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS) and (text.isascii() or not any(hint in text for hint in _WIDE_HINTS)):
        return Plain(text)
    pieces: list[str] = []
    ends: list[int] = []
    shifts: list[int] = []
    done = length = 0
    for mark in _marks(text):
        start, end = mark.span()
        replacement = _RULES[(mark.lastindex or 1) - 1][0]
        pieces += (text[done:start], replacement)
        length += start - done + len(replacement)
        done = end
        ends.append(length)
        shifts.append(end - length)
    if not ends:
        return Plain(text)
    pieces.append(text[done:])
    return Plain("".join(pieces), tuple(ends), tuple(shifts))


def _marks(text: str) -> Iterator[re.Match[str]]:
    """Yield the marks of the lines that have any."""
    position = 0
    while spot := _SPOT.search(text, position):
        begin = max(position, text.rfind("\n", position, spot.start()) + 1)
        end = text.find("\n", spot.end())
        end = len(text) if end < 0 else end
        yield from _MARK.finditer(text, begin, end)
        position = end
