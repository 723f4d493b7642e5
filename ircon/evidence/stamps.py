"""A time stamp as it is written, and the rules for reading one: calendar, Japanese eras, epoch, TAI64N.

Nothing is guessed here: what a stamp does not write stays None.
"""

from __future__ import annotations

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
            at = local if zone is UTC else local.astimezone(UTC)
            return at if self.second < 60 else at + timedelta(seconds=self.second - 59)
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


def calendar(start: int, end: int, got: Fields) -> Stamp | None:
    """Read day, month, year and time; None where there is no such date or time."""
    written = got.month or ""
    month = int(written) if written.isdigit() else _MONTHS.get(written[:3].lower(), 0)
    day = int(got.day or 1)
    year = got.year or got.year2
    if month > 12 and got.swap is not None:
        if year and len(year) == 2 and int(year) <= 12 < month < 70:  # 26/03/03: so early a year is a day
            month, day, year = day, int(year), written
        else:
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
        _year(year),
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


def clock(start: int, end: int, got: Fields) -> Stamp | None:
    """Read a time of day without a date (tcpdump): the day must come from elsewhere."""
    stamp = calendar(start, end, got._replace(month="1"))
    return stamp._replace(month=None, day=None) if stamp else None


def epoch(start: int, end: int, got: Fields) -> Stamp | None:
    """Read seconds since 1970, or milli-, micro- or nanoseconds by their length; between 1985 and 2100 only."""
    digits = got.epoch or ""
    cut = 10 if len(digits) > 10 else len(digits)
    whole, rest = int(digits[:cut]), digits[cut:] + (got.fraction or "")
    if not 480_000_000 <= whole < _TOO_LATE:
        return None
    instant = _EPOCH + timedelta(seconds=whole, microseconds=int(rest[:6].ljust(6, "0")) if rest else 0)
    return Stamp(start, end, instant=instant)


def tai64n(start: int, end: int, got: Fields) -> Stamp | None:
    """Read the label that multilog writes (TAI64N, seconds and nanoseconds in hexadecimal)."""
    label = got.label or ""
    seconds, nanoseconds = int(label[:16], 16) - _TAI_OFFSET, int(label[16:24] or "0", 16)
    if not 0 <= seconds < _TOO_LATE or nanoseconds >= 10**9:
        return None
    return Stamp(start, end, instant=_EPOCH + timedelta(seconds=seconds, microseconds=nanoseconds // 1000))
