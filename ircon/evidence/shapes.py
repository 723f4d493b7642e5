"""The table of the shapes that time stamps have in logs, from which over sixty formats are made.

A shape is a pattern with named groups and a rule for reading them. The shapes are general on purpose:
the month name before or after the day, the year where a format puts it, numbers with any separator, the
time with or without a fraction and a zone. Whatever the line's program, one of them reads its stamp.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ircon.evidence import zones
from ircon.evidence.stamps import Fields, Stamp, calendar, clock, epoch, japanese, tai64n

_Reader = Callable[[int, int, Fields], Stamp | None]


@dataclass(frozen=True, slots=True)
class Shape:
    """One row of the table: a pattern whose groups are named as ``Fields`` are, and the rule for reading them.

    ``anywhere`` shapes are so strong that they count wherever in the line they stand.
    """

    name: str
    pattern: str
    read: _Reader
    anywhere: bool


_DATE_NEXT = (
    r"(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z+-][\w:+/-]{0,8}+\)?)?,? {1,3}(?:\d{1,4}+(?:st|nd|rd|th)?[-/. ][\da-z]|[a-z]{3})"
)
"""Roughly what follows a time that stands before its date."""
_PARTS = {
    "MON": r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)[a-z]{0,6})",
    "WDAY": r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}",
    "YEAR": r"(?P<year>(?:19|20)\d\d)",
    "YY": r"(?P<year>(?:19|20)\d\d|\d\d)",
    "DAY": r"(?P<day>[0-3]?\d)",
    "DAYTH": r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?",
    "MM": r"(?P<month>[01]?\d)",
    "TIME": r"(?:(?P<half0>午前|午後) ?)?(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-6]\d)(?:(?:\.|[,:](?=\d{3}(?!\d)))(?P<fraction>\d{1,9})(?!\d)|(?!\d|:\d))|(?!\d|:\d))"
    r"(?: ?(?P<half>[ap]\.?m\.?)(?![a-z]))?",
    "LATER": rf"(?=[\d:.,]{{4,18}}+{_DATE_NEXT})",
    "THEN": r"(?:[\"'][,; \t]{1,2}[\"']?|;|[ \t]?\|[ \t]?|[,; \t]{0,3}(?:time|時刻|時間)\s?[:=]\s?\"?)",
    "ZONE": zones.PATTERN,
    "ZONE2": zones.PATTERN.replace("<zone>", "<zone2>"),
}


def _row(name: str, pattern: str, read: _Reader = calendar, *, anywhere: bool = False) -> Shape:
    for part, meaning in _PARTS.items():
        pattern = pattern.replace("{" + part + "}", meaning)
    return Shape(name, pattern, read, anywhere)


SHAPES: tuple[Shape, ...] = (
    _row(
        "iso",
        r"{YEAR}[-/.:]{MM}[-/.:]{DAY}(?: ?\([^\s()]{1,4}\) ?|[T _:+-]|, ?|  |\t|{THEN}){TIME}{ZONE}",
    ),
    _row(
        "month-day",
        r"(?:{WDAY},? {1,8})?{MON}\.?[ /-] ?{DAYTH}(?:,? {1,8}|/)(?:{YEAR},? {1,8}(?:at )?)?{TIME}{ZONE}(?: (?P<year2>(?:19|20)\d\d)(?![\d:]){ZONE2})?",
    ),
    _row("clf", r"{DAY}/{MON}/{YEAR}[: ]{TIME}{ZONE}", anywhere=True),
    _row("day-month", r"(?:{WDAY},? {1,8})?{DAYTH}\.?[ -]?{MON}\.?(?:[ -]?{YY})?(?:[ ,:T]{1,3}|{THEN}){TIME}{ZONE}"),
    _row("year-month", r"{YEAR}[ /-]{MON}[ /-]{1,2}{DAY}[ :T,]{1,2}{TIME}{ZONE}"),
    _row("dotted", r"{DAY}\.{MM}\.{YY}(?:,? |{THEN}){TIME}{ZONE}"),
    _row("year-dash", r"(?P<year>1[3-9]|[2-9]\d)/{MM}/{DAY}-{TIME}{ZONE}"),
    _row("slashed", r"(?P<swap>)(?P<month>[0-3]?\d)/{DAY}/{YY}(?:[, \t-]{1,3}|:|{THEN}){TIME}{ZONE}"),
    _row("snort", r"{MM}/{DAY}(?:[- ]| ?\([^\s()]{1,4}\) ?){TIME}{ZONE}"),
    _row("dashed", r"(?P<swap>)(?P<month>[0-3]?\d)-{DAY}-{YEAR}(?:[ ,]|{THEN}){TIME}{ZONE}"),
    _row(
        "compact",
        r"{YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)[T _:-]?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d):?(?P<second>[0-6]\d)"
        r"(?:[.,](?P<fraction>\d{1,9}))?(?!\d){ZONE}",
    ),
    _row(
        "db2",
        r"{YEAR}-{MM}-{DAY}[- ](?P<hour>[0-2]\d)\.(?P<minute>[0-5]\d)\.(?P<second>[0-6]\d)(?:\.(?P<fraction>\d{1,9}))?(?!\d){ZONE}",
    ),
    _row("short-compact", r"(?P<year>\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d) {1,8}{TIME}{ZONE}"),
    _row("klog", r"(?:[IWEFD](?=.{4} )|(?=.{4}\.))(?P<month>[01]\d)(?P<day>[0-3]\d)[ .]{TIME}{ZONE}"),
    _row("day-first", r"(?P<day>[0-3]\d)(?P<month>[01]\d){YEAR}[ _-]{TIME}{ZONE}"),
    _row("short-iso", r"(?P<year>\d\d)[-/]{MM}[-/]{DAY} {TIME}{ZONE}"),
    _row(
        "era",
        r"(?P<era>令和|平成|昭和|[㋿㍻㍼]|[RHS](?=\d))(?P<number>\d{1,2}|元)[-/.]{MM}[-/.]{DAY}(?: ?\([^\s()]{1,4}\) ?|[T _:]|, ?|  |\t){TIME}{ZONE}",
        japanese,
    ),
    _row(
        "japanese",
        r"(?:(?P<era>令和|平成|昭和|[㋿㍻㍼]|[RHS](?=\d))?(?P<number>\d{1,4}|元)年 {0,2}(?:\([^()\s]{3,8}\) ?)?)?{MM}月 {0,2}{DAY}(?:日 {0,2}| (?=\d\d:))"
        r"(?:\(?[月火水木金土日](?:曜日?)?\)? {0,2})?[、,]? ?"
        r"(?P<half>午前|午後)? ?(?P<hour>[0-2]?\d)(?:時 ?|:)(?:(?P<minute>[0-5]?\d)(?![\d.])(?:(?:分 ?(?=\d{1,2}秒)|:(?=\d))(?P<second>[0-6]?\d)秒?)?分?)?{ZONE}",
        japanese,
    ),
    _row("audit", r"audit\((?P<epoch>\d{9,10})\.(?P<fraction>\d{1,6}):\d+\)", epoch, anywhere=True),
    _row("tai64n", r"@(?P<label>4[0-9a-f]{15}(?:[0-9a-f]{8})?)(?![0-9a-f])", tai64n),
    _row(
        "flow",
        r"eni-[0-9a-f]{8,17}(?: \S{1,45}){7} (?P<epoch>\d{9,10})(?P<fraction>)(?= \d{9,10} )",
        epoch,
        anywhere=True,
    ),
    _row("epoch", r"(?P<epoch>\d{19}|\d{16}|\d{13}|\d{9,10})(?:\.(?P<fraction>\d{1,9}))?(?=[\s,|\]:;)\"}]|\Z)", epoch),
    _row("time-iso", r"{LATER}{TIME}{ZONE},? {1,3}{YEAR}[-/.]{MM}[-/.]{DAY}(?![\w:])"),
    _row("time-month", r"{LATER}{TIME}{ZONE},? {1,3}(?:{WDAY},? {1,3})?{MON}\.? {1,3}{DAYTH},? {1,3}{YEAR}(?![\w:])"),
    _row("time-day", r"{LATER}{TIME}{ZONE},? {1,3}(?:{WDAY},? {1,3})?{DAYTH}[ /.-]{MON}[ /.-]{YEAR}(?![\w:])"),
    _row("time-slashed", r"(?P<swap>){LATER}{TIME}{ZONE},? {1,3}(?P<month>[0-3]?\d)/{DAY}/{YY}(?![\w:])"),
    _row(
        "clock",
        r"(?P<hour>[0-2]\d):(?P<minute>[0-5]\d):(?P<second>[0-6]\d)(?:\.(?P<fraction>\d{1,9}))?(?![\w:])",
        clock,
    ),
)


def _caseless(words: str) -> str:
    """Return what matches any of ``words`` in capitals or not without the flag, which makes each test several times as slow."""
    return "|".join("".join(f"[{sign.upper()}{sign}]" if sign.isalpha() else sign for sign in w) for w in words.split())


_EDGE = r"(?-i:(?=[0-9@ADEFHIJMNORSTWadefhijmnorstw令平昭㋿㍻㍼])(?<![A-Za-z0-9])(?<!\d[./-]))"
_START = (
    rf"(?-i:(?=\d(?:\d?:\d\d(?::\d\d(?!:\d\d?(?!\d))|(?i:{_DATE_NEXT}))"
    r"|\d?(?:[-/.]\d\d?[-/. (]|月|(?i:st|nd|rd|th)?\.?[-/. ]?[A-Za-z]{3})|\d{0,3}年|\d{3}(?:[-/.:_ ]|\d{4}|\d\d )|\d{8})"
    rf"|@4|{_caseless('audit eni-')}|[IWEFDRHSiwefdrhs]\d"
    rf"|(?:{_caseless('jan feb mar apr may jun jul aug sep oct nov dec mai okt dez')})[A-Za-z]{{0,6}}[. /-]"
    rf"|(?:{_caseless('mon tue wed thu fri sat sun')})[A-Za-z]{{0,6}}[, ]|[令平昭㋿㍻㍼]))"
)
"""How a stamp begins: this one test spares the whole table at most numbers and words."""
_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")


def _together() -> tuple[re.Pattern[str], dict[int, tuple[Shape, tuple[int, ...]]]]:
    """Make one pattern of the table, so that one search finds the leftmost stamp of any shape.

    Returned with it: for the number of each shape's own group, the shape and the numbers of its fields. Group 1
    never takes part; it stands for the fields that a shape does not have.
    """
    pieces: list[str] = []
    places: dict[int, tuple[Shape, tuple[int, ...]]] = {}
    number = 2
    for shape in SHAPES:
        inner = {name: number + place for place, name in enumerate(_NAMED_GROUP.findall(shape.pattern), 1)}
        places[number] = shape, tuple(inner.get(name, 1) for name in Fields._fields)
        pieces.append(f"({_NAMED_GROUP.sub('(', shape.pattern)})")
        number += len(inner) + 1
    return re.compile(f"{_EDGE}{_START}(?:(?!)())?(?:{'|'.join(pieces)})", re.ASCII | re.IGNORECASE), places


_ANY, _PLACES = _together()
_HINT = re.compile(r"\d(?::[0-5]\d(?!\d)|\d{8}|\d{7}[ _:-]\d\d:?[0-5]\d|T\d|-\d\d\.\d)|@4[0-9a-f]", re.ASCII)
_WIDE_HINT = re.compile(r"\d(?::[0-5]\d|\d{8}|時|T\d|-\d\d\.\d|\d{7}[ _-]\d{6})|@4[0-9a-f]", re.ASCII)
"""Without one of these there is no time in a line, and what has one begins not far before it; Japanese may go on at once behind a time."""
_BEFORE_HINT = 40
_FAR_BEFORE_HINT = ("eni-",)
_FARTHEST = 4_000
_MOST = 6


def candidates(line: str) -> Iterator[tuple[Shape, Stamp]]:
    """Yield the stamps in ``line`` (widths mapped) from left to right, a few at most, with their shapes."""
    position = 0
    hints = _HINT if line.isascii() else _WIDE_HINT
    back = len(line) if any(word in line for word in _FAR_BEFORE_HINT) else _BEFORE_HINT
    for _ in range(_MOST):
        hint = hints.search(line, position, _FARTHEST)
        if hint is None:
            return
        found = _ANY.search(line, max(position, hint.start() - back), _FARTHEST)
        if found is None:
            return
        shape, places = _PLACES[found.lastindex or 0]
        stamp = shape.read(found.start(), found.end(), Fields(*found.group(*places)))
        if stamp is not None:
            yield shape, stamp
        position = found.end() if stamp is not None else found.start() + 1
