"""Which year a log line without one means: never today's, always the report's own.

The anchor is the report's date of occurrence where it has a year, else the mail's Date, else the latest
time in the report that is written with its year. A line more than a day after the mail's Date belongs to a
year before. In one run of lines from one log, a month that runs backwards is a new year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from ircon.evidence.stamps import Stamp

_SLACK = timedelta(days=1)
_FARTHEST_BACK = 60


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the time: when it occurred, and an instant that lines do not come after (both may be None)."""

    occurred: datetime | None = None
    latest: datetime | None = None


def steps(run: Sequence[Stamp]) -> list[int]:
    """Return, for the stamps of one run in order, how many new years have passed since its first line.

    A run listed newest first counts downwards.
    """
    keys = [(stamp.month or 0, stamp.day or 0, stamp.hour, stamp.minute, stamp.second) for stamp in run]
    pairs = list(zip(keys, keys[1:], strict=False))
    falls = sum(1 for one, next_one in pairs if next_one < one)
    rises = sum(1 for one, next_one in pairs if next_one > one)
    newest_first = falls > rises and len(keys) > 2
    passed, result = 0, [0] if keys else []
    for (one, *_), (next_one, *_) in pairs:
        if newest_first and next_one > one:
            passed -= 1
        elif not newest_first and next_one < one:
            passed += 1
        result.append(passed)
    return result


def years(run: Sequence[Stamp], zone: tzinfo, anchor: Anchor) -> list[int] | None:
    """Return the year of each stamp of one run, or None where there is nothing to anchor on."""
    passed = steps(run)
    if anchor.occurred is not None:
        base = _nearest(run, passed, zone, anchor.occurred, anchor.latest)
    elif anchor.latest is not None:
        base = _not_after(run, passed, zone, anchor.latest)
    else:
        return None
    return None if base is None else [base + step for step in passed]


def _fits(run: Sequence[Stamp], passed: Sequence[int], base: int, zone: tzinfo, latest: datetime | None) -> bool:
    """Say whether, from this first year, every line has such a day, on the weekday it names, and is not too late."""
    for stamp, step in zip(run, passed, strict=True):
        at = stamp.at(base + step, zone)
        if at is None or (latest is not None and at > latest + _SLACK):
            return False
        if stamp.weekday is not None and at.astimezone(zone).weekday() != stamp.weekday:
            return False
    return True


def _not_after(run: Sequence[Stamp], passed: Sequence[int], zone: tzinfo, latest: datetime) -> int | None:
    top = latest.year + 1 - min(passed, default=0)
    for base in range(top, top - _FARTHEST_BACK, -1):
        if _fits(run, passed, base, zone, latest):
            return base
    bare = [_without_weekday(stamp) for stamp in run]
    return next((base for base in range(top, top - 9, -1) if _fits(bare, passed, base, zone, latest)), None)


def _nearest(
    run: Sequence[Stamp], passed: Sequence[int], zone: tzinfo, occurred: datetime, latest: datetime | None
) -> int | None:
    """Return the first year that brings some line closest to the occurrence, with none too late."""
    best: tuple[timedelta, int] | None = None
    bare = [_without_weekday(stamp) for stamp in run]
    for base in range(occurred.year - 8 - max(passed, default=0), occurred.year + 2 - min(passed, default=0)):
        if not _fits(bare, passed, base, zone, latest):
            continue
        instants = [stamp.at(base + step, zone) for stamp, step in zip(run, passed, strict=True)]
        distance = min(abs(at - occurred) for at in instants if at is not None)
        if best is None or distance < best[0]:
            best = (distance, base)
    return best[1] if best else None


def _without_weekday(stamp: Stamp) -> Stamp:
    from dataclasses import replace

    return stamp if stamp.weekday is None else replace(stamp, weekday=None)


def utc(moment: datetime) -> datetime:
    """Return ``moment`` in UTC; one without a zone is taken to be in UTC already."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
