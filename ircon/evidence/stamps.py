"""The time stamps of log lines: a table of shapes, from which over sixty formats are made.

A shape is a pattern with named groups and a rule for reading them. The shapes are general on purpose:
the month name before or after the day, the year where a format puts it, numbers with any separator, the
time with or without a fraction and a zone. Whatever the line's program, one of them reads its stamp.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple

from ircon.evidence import zones

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTHS |= {"mai": 5, "okt": 10, "dez": 12}
_WEEKDAYS = {name: number for number, name in enumerate("mon tue wed thu fri sat sun".split())}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925, "㋿": 2018, "㍻": 1988, "㍼": 1925}
_TAI_OFFSET = 2**62 + 10
"""TAI64 labels count from 1970-01-01 00:00:10 TAI; multilog takes the ten seconds for constant."""
_LONGEST_MONTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TOO_LATE = 4_102_444_800


class Stamp(NamedTuple):
    """A stamp as read: the parts that are written (None where they are not), or the instant itself.

    ``start`` and ``end`` are offsets in the line. ``weekday`` counts from Monday, 0.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    zone: tzinfo | None = None
    weekday: int | None = None
    instant: datetime | None = None

    def at(self, year: int, zone: tzinfo) -> datetime | None:
        """Return the instant in UTC, given the year and zone to take; None where there is no such day."""
        try:
            local = datetime(
                year,
                self.month or 0,
                self.day or 0,
                self.hour,
                self.minute,
                min(self.second, 59),
                self.microsecond,
                zone,
            )
            return local.astimezone(UTC) + timedelta(seconds=max(0, self.second - 59))
        except (ValueError, OverflowError):
            return None


class Fields(NamedTuple):
    """What the named groups of a shape caught, None where a shape has no such group or it took no part."""

    year: str | None = None
    year2: str | None = None
    month: str | None = None
    day: str | None = None
    weekday: str | None = None
    hour: str | None = None
    minute: str | None = None
    second: str | None = None
    fraction: str | None = None
    half: str | None = None
    half0: str | None = None
    zone: str | None = None
    zone2: str | None = None
    swap: str | None = None
    era: str | None = None
    number: str | None = None
    epoch: str | None = None
    label: str | None = None


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


# --- reading -----------------------------------------------------------------------


def calendar(start: int, end: int, got: Fields) -> Stamp | None:
    """Read day, month, year and time; None where there is no such date or time."""
    written = got.month or ""
    month = int(written) if written.isdigit() else _MONTHS.get(written[:3].lower(), 0)
    day = int(got.day or 1)
    if month > 12 and got.swap is not None:
        month, day = day, month
    hour, minute, second = int(got.hour or 0), int(got.minute or 0), int(got.second or 0)
    if half := got.half or got.half0:
        afternoon = half[0] in "pP" or half == "午後"
        hour = hour + 12 if afternoon and hour < 12 else 0 if hour == 12 and not afternoon else hour
    if hour == 24 and minute == 0:
        hour = 0
    if not (1 <= month <= 12 and 1 <= day <= _LONGEST_MONTHS[month] and hour < 24 and minute < 60 and second < 61):
        return None
    zone = got.zone or got.zone2
    return Stamp(
        start,
        end,
        _year(got.year or got.year2),
        month,
        day,
        hour,
        minute,
        second,
        int(got.fraction[:6].ljust(6, "0")) if got.fraction else 0,
        zones.named(zone) if zone else None,
        _WEEKDAYS.get(got.weekday.lower()) if got.weekday else None,
    )


def _year(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text)
    if len(text) <= 2:
        return year + (1900 if year >= 70 else 2000)
    return year


def japanese(start: int, end: int, got: Fields) -> Stamp | None:
    """Read a date with a year of an era (平成11年) or of our own, or without one."""
    stamp = calendar(start, end, got)
    if stamp is None or got.number is None:
        return stamp
    if got.era is None:
        return stamp._replace(year=_year(got.number) if got.number != "元" else None)
    return stamp._replace(year=(1 if got.number == "元" else int(got.number)) + _ERAS[got.era.upper()])


def _clock(start: int, end: int, got: Fields) -> Stamp | None:
    """Read a time of day without a date (tcpdump): the day must come from elsewhere."""
    stamp = calendar(start, end, got._replace(month="1"))
    return stamp._replace(month=None, day=None) if stamp else None


def _epoch(start: int, end: int, got: Fields) -> Stamp | None:
    """Read seconds since 1970, or milli-, micro- or nanoseconds by their length; between 1985 and 2100 only."""
    digits = got.epoch or ""
    cut = 10 if len(digits) > 10 else len(digits)
    whole, rest = int(digits[:cut]), digits[cut:] + (got.fraction or "")
    if not 480_000_000 <= whole < _TOO_LATE:
        return None
    instant = _EPOCH + timedelta(seconds=whole, microseconds=int(rest[:6].ljust(6, "0")) if rest else 0)
    return Stamp(start, end, instant=instant)


def _tai64n(start: int, end: int, got: Fields) -> Stamp | None:
    label = got.label or ""
    seconds, nanoseconds = int(label[:16], 16) - _TAI_OFFSET, int(label[16:24] or "0", 16)
    if not 0 <= seconds < _TOO_LATE or nanoseconds >= 10**9:
        return None
    return Stamp(start, end, instant=_EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds // 1000))


# --- the table ---------------------------------------------------------------------

_PARTS = {
    "MON": r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)[a-z]{0,6})",
    "WDAY": r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}",
    "YEAR": r"(?P<year>(?:19|20)\d\d)",
    "YY": r"(?P<year>(?:19|20)\d\d|\d\d)",
    "DAY": r"(?P<day>[0-3]?\d)",
    "MM": r"(?P<month>[01]?\d)",
    "TIME": r"(?:(?P<half0>午前|午後) ?)?(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::(?P<second>[0-6]\d)(?:(?:\.|[,:](?=\d{3}(?!\d)))(?P<fraction>\d{1,9}))?)?(?!\d|:\d)"
    r"(?: ?(?P<half>[ap]\.?m\.?)(?![a-z]))?",
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
        r"{YEAR}[-/.]{MM}[-/.]{DAY}(?: ?\([^\s()]{1,4}\) ?|[T _:+]|, ?|  |\t|[\"'][, ]{1,2}[\"']?)(?:time=\"?)?{TIME}{ZONE}",
    ),
    _row(
        "month-day",
        r"(?:{WDAY},? {1,8})?{MON}\.?[ /-] ?{DAY}(?:,? {1,8}|/)(?:{YEAR},? {1,8}(?:at )?)?{TIME}{ZONE}(?: (?P<year2>(?:19|20)\d\d)(?![\d:]){ZONE2})?",
    ),
    _row("clf", r"{DAY}/{MON}/{YEAR}[: ]{TIME}{ZONE}", anywhere=True),
    _row("day-month", r"(?:{WDAY},? {1,8})?{DAY}\.?[ -]?{MON}\.?(?:[ -]?{YY})?(?:[ ,:T]){1,3}{TIME}{ZONE}"),
    _row("year-month", r"{YEAR}[ /-]{MON}[ /-]{1,2}{DAY}[ :T,]{1,2}{TIME}{ZONE}"),
    _row("dotted", r"{DAY}\.{MM}\.{YY},? {TIME}{ZONE}"),
    _row("slashed", r"(?P<swap>)(?P<month>[0-3]?\d)/{DAY}/{YY}(?:[, \t-]{1,3}|\",\"){TIME}{ZONE}"),
    _row("snort", r"{MM}/{DAY}[- ]{TIME}{ZONE}"),
    _row("dashed", r"(?P<swap>)(?P<month>[0-3]?\d)-{DAY}-{YEAR}[ ,]{TIME}{ZONE}"),
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
        "japanese",
        r"(?:(?P<era>令和|平成|昭和|[㋿㍻㍼]|[RHS](?=\d))?(?P<number>\d{1,4}|元)年 ?)?{MM}月 ?{DAY}日 ?(?:\(?[月火水木金土日](?:曜日?)?\)? ?)?"
        r"(?P<half>午前|午後)? ?(?P<hour>[0-2]?\d)(?:時 ?|:)(?:(?P<minute>[0-5]?\d)(?:(?:分 ?(?=\d{1,2}秒)|:(?=\d))(?P<second>[0-6]?\d)秒?)?分?)?{ZONE}",
        japanese,
    ),
    _row("audit", r"audit\((?P<epoch>\d{9,10})\.(?P<fraction>\d{1,6}):\d+\)", _epoch, anywhere=True),
    _row("tai64n", r"@(?P<label>4[0-9a-f]{15}(?:[0-9a-f]{8})?)(?![0-9a-f])", _tai64n),
    _row(
        "flow",
        r"eni-[0-9a-f]{8,17}(?: \S{1,45}){7} (?P<epoch>\d{9,10})(?P<fraction>)(?= \d{9,10} )",
        _epoch,
        anywhere=True,
    ),
    _row("epoch", r"(?P<epoch>\d{19}|\d{16}|\d{13}|\d{9,10})(?:\.(?P<fraction>\d{1,9}))?(?=[\s,|\]:;)\"}]|\Z)", _epoch),
    _row(
        "clock",
        r"(?P<hour>[0-2]\d):(?P<minute>[0-5]\d):(?P<second>[0-6]\d)(?:\.(?P<fraction>\d{1,9}))?(?![\w:])",
        _clock,
    ),
)
_EDGE = r"(?<![A-Za-z0-9])(?<!\d[./-])"
_START = (
    r"(?=\d|@4|audit|eni-|[IWEFDRHS]\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez|mon|tue|wed|thu|fri|sat|sun)"
    r"|[令平昭㋿㍻㍼])"
)
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
    return re.compile(f"(?:(?!)())?{_EDGE}{_START}(?:{'|'.join(pieces)})", re.ASCII | re.IGNORECASE), places


_ANY, _PLACES = _together()
_HINT = re.compile(r"\d:[0-5]\d|\d{9}|\d時|@4[0-9a-f]|\dT\d|\d-\d\d\.\d", re.ASCII)
_FARTHEST = 4_000
_MOST = 6


def candidates(line: str) -> Iterator[tuple[Shape, Stamp]]:
    """Yield the stamps in ``line`` (widths mapped) from left to right, a few at most, with their shapes."""
    if not _HINT.search(line):
        return
    position = 0
    for _ in range(_MOST):
        found = _ANY.search(line, position, _FARTHEST)
        if found is None:
            return
        shape, places = _PLACES[found.lastindex or 0]
        stamp = shape.read(found.start(), found.end(), Fields(*found.group(*places)))
        if stamp is not None:
            yield shape, stamp
        position = found.end() if stamp is not None else found.start() + 1
