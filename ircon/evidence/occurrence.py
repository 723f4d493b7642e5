"""When it happened, as the form's field says: 6月23日 12時34分 (JST), 平成11年6月23日, June 23, 1999.

Only a date with its year anchors anything. A day without a year is read against the mail's Date.
"""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

from ircon.evidence import shapes, stamps
from ircon.evidence.refang import widths
from ircon.evidence.stamps import Stamp

_LONGEST = 2_000
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAYS = (
    re.compile(r"(?P<year>(?:19|20)\d\d)[-/.](?P<month>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)", re.ASCII),
    re.compile(
        r"(?P<era>令和|平成|昭和|[RHS](?=\d))?(?P<number>\d{1,4}|元)年 ?(?P<month>[01]?\d)月(?: ?(?P<day>[0-3]?\d)日)?"
    ),
    re.compile(
        rf"(?P<month>{_MONTHS})[a-z]{{0,6}}\.? (?P<day>[0-3]?\d)(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?: of)?[ -](?P<month>{_MONTHS})[a-z]{{0,6}}\.?,?[ -](?P<year>(?:19|20)\d\d)",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)", re.ASCII),
    re.compile(r"(?<![\d/])(?P<month>[01]?\d)/(?P<day>[0-3]?\d)/(?P<year>(?:19|20)\d\d)(?!\d)", re.ASCII),
)


def instant(occurred: str, zone: tzinfo, latest: datetime | None = None) -> datetime | None:
    """Return the instant (UTC) that the field names, in ``zone`` where it names none, or None where it has no year.

    A field without a year is of the latest year that does not come after ``latest``, which is then the better anchor.
    """
    same = widths(occurred[:_LONGEST])
    for _, stamp in shapes.candidates(same):
        if stamp.instant is not None:
            return stamp.instant
        if stamp.year is not None:
            return stamp.at(stamp.year, stamp.zone or zone)
    for pattern in _DAYS:
        found = pattern.search(same)
        day = stamps.japanese(found.start(), found.end(), stamps.Fields(**found.groupdict())) if found else None
        if day is not None and day.year is not None:
            return day.at(day.year, zone)
    return None


def on_day(stamp: Stamp, day: datetime | None, zone: tzinfo) -> datetime | None:
    """Return the instant of a time of day on the day of occurrence, or None where that is not known."""
    if day is None:
        return None
    local = day.astimezone(zone)
    return stamp._replace(month=local.month, day=local.day).at(local.year, zone)
