"""Which year a log line without one means: never today's, always the report's own.

The anchor is the report's date of occurrence where it has a year, else the mail's Date, else the latest
time in the report that is written with its year. A line more than a day after the mail's Date belongs to a
year before. In one run of lines from one log, a month that runs backwards is a new year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

from ircon.evidence.stamps import Stamp

_SLACK = timedelta(days=1)
_FARTHEST_BACK = 60
_LEAP = 8
"""Within this many years there is a 29 February, also around 1900 and 2100."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the time: when it occurred, and an instant that lines do not come after (both may be None)."""

    occurred: datetime | None = None
    latest: datetime | None = None


def steps(run: Sequence[Stamp]) -> list[int]:
    """Return, for the stamps of one run in order, how many new years have passed since its first line.

    A run listed newest first counts downwards. A run that would span lifetimes is no log in order: it counts none.
    """
    keys = [(stamp.month or 0, stamp.day or 0, stamp.hour, stamp.minute, stamp.second) for stamp in run]
    falls = sum(after < before for before, after in pairwise(keys))
    rises = sum(after > before for before, after in pairwise(keys))
    newest_first = falls > rises and len(keys) > 2
    passed, result = 0, [0] if keys else []
    for (before, *_), (after, *_) in pairwise(keys):
        if newest_first and after > before:
            passed -= 1
        elif not newest_first and after < before:
            passed += 1
        result.append(passed)
    return result if abs(passed) <= _FARTHEST_BACK else [0] * len(keys)


def instants(run: Sequence[Stamp], zone: tzinfo, anchor: Anchor) -> list[datetime] | None:
    """Return the instants (UTC) of the stamps of one run, or None where there is nothing to anchor them on.

    ``zone`` is that of the stamps that write none.
    """
    if not run:
        return []
    order = _Order(run, steps(run), zone, anchor.latest)
    if anchor.occurred is not None:
        return order.nearest(anchor.occurred)
    if anchor.latest is not None:
        return order.before(anchor.latest)
    return None


class _Order:
    """The stamps of one run with the years that pass between them; only the first line's year is open."""

    def __init__(self, run: Sequence[Stamp], passed: Sequence[int], zone: tzinfo, latest: datetime | None) -> None:
        self.lines = [(stamp, step, stamp.zone or zone) for stamp, step in zip(run, passed, strict=True)]
        self.first, self.last = min(passed, default=0), max(passed, default=0)
        self.limit = latest + _SLACK if latest is not None else None
        self.doubtful = 0
        """The line that last ruled a year out is asked first: a hostile log is not gone through for every year."""

    def _one(self, place: int, base: int, weekdays: bool) -> datetime | None:
        stamp, step, zone = self.lines[place]
        at = stamp.at(base + step, zone)
        if at is None or (self.limit is not None and at > self.limit):
            return None
        if weekdays and stamp.weekday is not None and at.astimezone(zone).weekday() != stamp.weekday:
            return None
        return at

    def read(self, base: int, weekdays: bool) -> list[datetime] | None:
        """Return the instants where the first line is of the year ``base``, or None where some line forbids it."""
        if self._one(self.doubtful, base, weekdays) is None:
            return None
        result: list[datetime] = []
        for place in range(len(self.lines)):
            at = self._one(place, base, weekdays)
            if at is None:
                self.doubtful = place
                return None
            result.append(at)
        return result

    def before(self, latest: datetime) -> list[datetime] | None:
        """Return the latest reading with no line too late; one whose weekdays are right goes first."""
        top = latest.year + 1 - self.first
        for weekdays, years_back in ((True, _FARTHEST_BACK), (False, _LEAP + self.last - self.first + 1)):
            for base in range(top, top - years_back, -1):
                if (found := self.read(base, weekdays)) is not None:
                    return found
        return None

    def nearest(self, occurred: datetime) -> list[datetime] | None:
        """Return the reading that brings some line closest to the occurrence, with none too late."""
        best: tuple[timedelta, list[datetime]] | None = None
        for base in range(occurred.year - _LEAP - self.last, occurred.year + 2 - self.first):
            found = self.read(base, False)
            if found is None:
                continue
            distance = min(abs(at - occurred) for at in found)
            if best is None or distance < best[0]:
                best = (distance, found)
        return best[1] if best else None


def utc(moment: datetime) -> datetime:
    """Return ``moment`` in UTC; one without a zone is taken to be in UTC already."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
