"""The time of a log line as it is written: found by its form, so that nothing else comes along.

Only digits, month names, a weekday and a zone from a fixed list can be part of what is returned.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import NamedTuple

from ircon.disclosure.words import ZONES
from ircon.model import LogLine

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_HMS = r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d{1,9})?)?"
_NUMERIC = r"[+-](?:0\d|1[0-4]):?[0-5]\d"
_ZONE = rf"(?:\s?(?:{_NUMERIC}|Z\b|(?:{'|'.join(sorted(ZONES, key=len, reverse=True))})\b))?"
_DATE = r"\d{4}[-/](?:0?[1-9]|1[0-2])[-/](?:0?[1-9]|[12]\d|3[01])"

_FORMS = (
    ("iso", rf"(?<![\d.-]){_DATE}[T ]\s?{_HMS}{_ZONE}"),
    ("bsd", rf"\b(?:{_DAY},?\s+)?{_MONTH}\s+(?:0?[1-9]|[12]\d|3[01])\s+(?:\d{{4}}\s+)?{_HMS}(?:\s\d{{4}}\b)?{_ZONE}"),
    ("mail", rf"\b(?:{_DAY},\s+)?(?:0?[1-9]|[12]\d|3[01])\s{_MONTH}\s\d{{4}}\s{_HMS}{_ZONE}"),
    ("clf", rf"(?:0[1-9]|[12]\d|3[01])/{_MONTH}/\d{{4}}:{_HMS}{_ZONE}"),
    (
        "ja",
        r"(?:(?:平成|令和|昭和)?(?:\d{1,4}|元)年)?\s?(?:0?[1-9]|1[0-2])月\s?(?:0?[1-9]|[12]\d|3[01])日"
        rf"(?:\s?\(?[月火水木金土日]\)?)?(?:\s?(?:午前|午後)?(?:[01]?\d|2[0-4])時(?:\s?[0-5]?\d分(?:\s?[0-5]?\d秒)?)?頃?|\s?{_HMS})?"
        r"(?:\s?\(?JST\)?)?",
    ),
    ("date", rf"(?<![\d.-]){_DATE}(?![\d.-])"),
    ("hour", r"\A\s*(?:[01]\d|2[0-4]):[0-5]\d:[0-6]\d(?:[.,]\d{1,9})?(?![\d:])"),
)
_TIME = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS), re.ASCII)
_EPOCH = re.compile(r"(?<![\d.])(\d{9,10})(?:\.\d{1,9})?(?![\d])", re.ASCII)


class Written(NamedTuple):
    """A time found in a line: its form, its words with single spaces, and where it stands."""

    form: str
    text: str
    start: int
    end: int


_AHEAD = timedelta(days=2)
_BEHIND = timedelta(days=3 * 365)


def credible(line: LogLine, told: datetime | None) -> datetime | None:
    """Return the instant of ``line`` where it can be one for a report sent at ``told``, else None.

    What lies ahead of the report is no time; a bare number that lies years back is more
    likely an address in decimal.
    """
    if line.at is None or told is None:
        return None if line.at and _bare(line.text) else line.at
    if line.at > told + _AHEAD or (line.at < told - _BEHIND and _bare(line.text)):
        return None
    return line.at


def _bare(text: str) -> bool:
    return _TIME.search(text) is None


def find(line: str, at: datetime | None = None) -> Written | None:
    """Return the first time written in ``line``, or None.

    A bare number is a time only where it is the epoch second of ``at``, the line's own
    instant: else it might be an address in decimal.
    """
    found = _TIME.search(line)
    if found:
        start, end = found.span()
        return Written(found.lastgroup or "", " ".join(found[0].split()), start, end)
    for epoch in _EPOCH.finditer(line) if at else ():
        if at and int(epoch.group(1)) == int(at.timestamp()):
            return Written("epoch", epoch.group(), epoch.start(), epoch.end())
    return None
