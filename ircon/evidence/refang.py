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

from ircon.evidence import otherletters

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_WIDE_RUN = re.compile("[\uff01-\uff5e\u3000\u00a0]+")
_WIDE_END = re.compile("[（），；！＜＞｜]")
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
    ("://", r"(?:(?<=xxp)|(?<=xxps))(?::// (?=[0-9a-z]))"),
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
_BRACKET_HINT = re.compile(
    r"[\[({](?:[.。@](?=[\])} 0-9A-Za-z])|:(?=[\])}/])|[ ]?(?:[.@](?= ?[\])}])|[dD][oO][tT]|[aA][tT])|a\)|/\]|s[\])]|[アド点])"
)
_HINTS = {
    "xp": ("hxxp", "htxp", "fxp:", "fxp["),
    "hxtp": ("hxtp",),
    "*": ("h**p",),
    "meow": ("meow:", "meows:", "meow["),
    "\\": ("\\.", ":\\\\"),
    ".]": (".]",),
    "[/": (":[/",),
    "(/": (":(/",),
    "{/": (":{/",),
    "<": ("<.>", "<dot>", "<at>", "<@>"),
}
"""A line that holds none of these, sorted by what they have in common, holds no mark. One sign is found ten times faster."""
_SPACED = re.compile(
    r"(?<![\w.-])[0-9a-z_-]{1,63}(?: \. [0-9a-z_-]{1,63}){1,6} \. "
    r"(?:com|net|org|info|biz|jp|cn|ru|kr|tw|uk|de|xyz|top|example|test|\d{1,3})(?![\w-]| \.)",
    re.ASCII,
)
"""``evil . example . com``: two such dots at least, since one may end a sentence."""
_COUNTED = re.compile(r"(?<![\w)])\(\d{1,2}\)[\w-]{1,63}(?:\(\d{1,2}\)[\w-]{1,63}){1,10}\(0\)", re.ASCII)
"""``(3)www(7)example(3)com(0)``: a name as DNS messages hold it, each label behind its length."""
_COUNT = re.compile(r"\(\d{1,2}\)", re.ASCII)
_WIDE_HINTS = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")


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

    def finish(self, source: str, offset: int) -> int:
        """Return where in ``source`` ends what ends at ``offset`` here: before anything of no width that was left out."""
        at = self.origin(offset)
        while self.ends and at and source[at - 1] in _WIDE_HINTS:
            at -= 1
        return at

    def narrowed(self, source: str, start: int, end: int) -> int:
        """Return the first offset after ``start`` where a full-width bracket or comma stood in ``source``, else ``end``.

        What begins in plain ASCII does not go on in these: they belong to the Japanese around it.
        """
        for wide in _WIDE_END.finditer(source, self.origin(start), self.origin(end)):
            passed = bisect_right(range(len(self.ends)), wide.start(), key=lambda n: self.ends[n] + self.shifts[n])
            at = wide.start() - (self.shifts[passed - 1] if passed else 0)
            if start < at < end and self.text.startswith(_narrow(wide), at):  # else it was a disguise
                return at
        return end

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
    hints = [hint for common, same in _HINTS.items() if common in lower for hint in same if hint in lower]
    if not text.isascii():
        hints += [hint for hint in _WIDE_HINTS if hint in lower]
    changes = otherletters.spelled(text)
    if " . " in text:
        changes += _without_blanks(text)
    if "(0)" in text:
        changes += _without_counts(text)
    if hints or _BRACKET_HINT.search(text):
        undone = ((*mark.span(), _RULES[(mark.lastindex or 1) - 1][0]) for mark in _marks(text, lower, hints))
        changes += undone
    if not changes:
        return Plain(text)
    pieces: list[str] = []
    ends: list[int] = []
    shifts: list[int] = []
    done = length = 0
    for start, end, replacement in sorted(changes):
        if start < done:
            continue
        pieces += (text[done:start], replacement)
        length += start - done + len(replacement)
        done = end
        ends.append(length)
        shifts.append(end - length)
    if not ends:
        return Plain(text)
    pieces.append(text[done:])
    return Plain("".join(pieces), tuple(ends), tuple(shifts))


def _without_blanks(text: str) -> Iterator[tuple[int, int, str]]:
    for name in _in_lines(_SPACED, text, " . "):
        at = text.find(" . ", name.start(), name.end())
        while at >= 0:
            yield at, at + 3, "."
            at = text.find(" . ", at + 3, name.end())


def _without_counts(text: str) -> Iterator[tuple[int, int, str]]:
    for name in _in_lines(_COUNTED, text, "(0)"):
        for count in _COUNT.finditer(text, name.start(), name.end()):
            inside = name.start() < count.start() and count.end() < name.end()
            yield count.start(), count.end(), "." if inside else ""


def _in_lines(pattern: re.Pattern[str], text: str, hint: str) -> Iterator[re.Match[str]]:
    """Yield what is found in the lines that hold a hint: a log has few of these."""
    at = text.find(hint)
    while at >= 0:
        begin, end = _line_around(text, at)
        yield from pattern.finditer(text, begin, end)
        at = text.find(hint, end)


def _marks(text: str, lower: str, hints: list[str]) -> Iterator[re.Match[str]]:
    """Yield the marks of the lines that hold a hint."""
    if len(lower) != len(text):  # some letters are longer in lower case
        yield from _MARK.finditer(text)
        return
    spans: set[tuple[int, int]] = set()
    for hint in hints:
        at = lower.find(hint)
        while at >= 0:
            span = _line_around(text, at)
            spans.add(span)
            at = lower.find(hint, span[1])
    found = _BRACKET_HINT.search(text)
    while found is not None:
        span = _line_around(text, found.start())
        spans.add(span)
        found = _BRACKET_HINT.search(text, max(span[1], found.end()))
    for begin, end in sorted(spans):
        yield from _MARK.finditer(text, begin, end)


def _line_around(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)
