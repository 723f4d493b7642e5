"""When reports come, and of what: JPCERT/CC's volumes a fiscal year, and the mix of classes of the time.

The years 2019 and 2022 to 2024 are the centre's published figures (20,147, 53,921, 65,690 and
46,038 reports; June 2023 was the peak), the others lie between them so that the whole
archive since 2004 holds its half a million. Larger archives are the same, scaled.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import accumulate

FIRST = date(2004, 4, 1)
LAST = date(2026, 10, 31)

_YEARS = {
    2004: 5_000, 2005: 3_800, 2006: 3_000, 2007: 2_800, 2008: 3_300, 2009: 6_200, 2010: 9_900, 2011: 8_500,
    2012: 20_000, 2013: 29_200, 2014: 22_300, 2015: 17_300, 2016: 15_900, 2017: 18_100, 2018: 16_400, 2019: 20_147,
    2020: 46_900, 2021: 50_800, 2022: 53_921, 2023: 65_690, 2024: 46_038, 2025: 44_000, 2026: 26_000,
}  # fmt: skip
_PEAK = {(2023, 6): 3.1}
"""How much more than other months of its year a month brought: 16,836 reports in June 2023."""

_MIX: tuple[tuple[int, Mapping[str, int]], ...] = (
    (2004, {"scan": 52, "phishing": 7, "malware": 12, "intrusion": 8, "spam": 9, "dos": 4, "other": 8}),
    (2010, {"scan": 48, "phishing": 17, "defacement": 12, "malware": 11, "intrusion": 4, "dos": 3, "other": 5}),
    (2014, {"scan": 42, "phishing": 14, "defacement": 20, "malware": 9, "dos": 4, "intrusion": 4, "targeted": 1,
            "ics": 1, "other": 5}),
    (2019, {"phishing": 68, "scan": 17, "defacement": 6, "malware": 4, "dos": 1, "intrusion": 1, "targeted": 1,
            "copyright": 1, "other": 1}),
)  # fmt: skip


class Calendar:
    """Gives the day on which each of an archive's incidents comes in, in order."""

    def __init__(self) -> None:
        days = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
        weights = [_weight(day) for day in days]
        self._sums = list(accumulate(weights))

    def day(self, part: float) -> date:
        """Return the day at which ``part`` (0 to 1) of all have come in."""
        return FIRST + timedelta(min(bisect(self._sums, part * self._sums[-1]), len(self._sums) - 1))


def _weight(day: date) -> float:
    fiscal = day.year if day.month >= 4 else day.year - 1
    weekend = 0.35 if day.weekday() >= 5 else 1.0
    part_of_year = 214 if fiscal == 2026 else 365
    return _YEARS[fiscal] / part_of_year * weekend * _PEAK.get((day.year, day.month), 0.9)


def mix(day: date) -> Mapping[str, int]:
    """Return the classes of the time, each with its share in a hundred or so."""
    return next(shares for since, shares in reversed(_MIX) if day.year >= since)
