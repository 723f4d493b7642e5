"""Time zones as people and programs write them: +0900, UTC+9, JST, Asia/Tokyo, 日本時間.

Abbreviations are not unique; the table holds the reading that is usual in logs, and leaves out those that
are plain words. Fixed offsets only: a log line written in JST means +0900 whatever the season.
"""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from functools import lru_cache

_HOURS: dict[str, float] = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "JST": 9, "KST": 9, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BST": 1, "WEST": 1, "CET": 1,
    "CEST": 2, "MET": 1, "MEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "IST": 5.5,
    "PKT": 5, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "ACST": 9.5, "ACDT": 10.5,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "BRT": -3, "ART": -3, "NST": -3.5,
}  # fmt: skip
_WORDS: dict[str, float] = {
    "日本標準時": 9, "日本時間": 9, "東京": 9, "韓国標準時": 9, "中国標準時": 8, "協定世界時": 0, "世界標準時": 0, "グリニッジ": 0,
    "japan standard time": 9, "tokyo standard time": 9, "tokyo": 9, "japan time": 9, "japan": 9, "osaka": 9, "greenwich": 0,
    "coordinated universal time": 0, "universal time": 0, "zulu": 0, "central european": 1, "eastern standard": -5,
    "eastern daylight": -4, "eastern time": -5, "pacific standard": -8, "pacific daylight": -7, "pacific time": -8, "korea standard": 9,
    "china standard": 8, "ローカル時間(日本)": 9,
}  # fmt: skip
_NAMES = "|".join(sorted(_HOURS, key=len, reverse=True))
_OFFSET = r"[+-](?:0\d|1[0-4])(?::?[0-5]\d)?"
PATTERN = rf"(?:(?: ?\(?(?-i:(?P<zone>Z|{_OFFSET}|(?:UTC|GMT|JST)(?: ?[+-]\d{{1,2}}(?::?\d\d)?)?|{_NAMES}))\)?)(?![A-Za-z0-9]))?"
"""What may follow the time in a stamp; the group is called ``zone``. Names count in capitals only."""

_NUMERIC = re.compile(r"(?:(?:UTC|GMT|JST)[ ]?\(?)?([+-])(\d{1,2})(?::?(\d\d))?\)?\Z", re.ASCII | re.IGNORECASE)
_AREA = re.compile(
    r"\b(?:Asia|Europe|America|Africa|Australia|Pacific|Atlantic|Indian|Etc)/[A-Za-z_+-]{2,30}\d{0,2}", re.ASCII
)
_SAID = re.compile(
    rf"(?P<offset>(?:UTC|GMT)[ ]?\(?[+-][ ]?\d{{1,2}}(?::?\d\d)?|(?<![\d:.-])[+-](?:0\d|1[0-4]):?[0-5]\d(?!\d)|±0)|(?<![A-Za-z])(?P<name>{_NAMES})(?![A-Za-z])",
    re.ASCII,
)


@lru_cache(maxsize=512)
def named(written: str) -> tzinfo | None:
    """Return the zone for what a stamp carries (``+0900``, ``JST``, ``UTC+9``), or None where it carries none."""
    if not written:
        return None
    hours = _HOURS.get(written)
    if hours is not None:
        return timezone(timedelta(hours=hours)) if hours else UTC
    numeric = _NUMERIC.match(written.replace(" ", ""))
    if numeric is None:
        return None
    sign = -1 if numeric[1] == "-" else 1
    offset = timedelta(hours=int(numeric[2]), minutes=int(numeric[3] or 0))
    if offset > timedelta(hours=14):
        return None
    return timezone(sign * offset) if offset else UTC


def said(words: str) -> tzinfo | None:
    """Return the first zone that is named in ``words``: an offset, an abbreviation, an area, a Japanese word."""
    if area := _AREA.search(words):
        zone = _area(area[0])
        if zone is not None:
            return zone
    if found := _SAID.search(words):
        if found["name"]:
            return named(found["name"])
        return UTC if found["offset"] == "±0" else named(found["offset"].replace(" ", "").replace("(", ""))
    lower = words.lower()
    for word, hours in _WORDS.items():
        if word in lower:
            return timezone(timedelta(hours=hours)) if hours else UTC
    return None


def _area(name: str) -> tzinfo | None:
    if name in ("Asia/Tokyo", "Asia/Seoul"):
        return timezone(timedelta(hours=9))
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None
