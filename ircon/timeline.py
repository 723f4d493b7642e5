"""What several sites saw, in one order: their log lines by UTC, each clock as its reporter states it.

Pure. The store hands over lines and what was said of each clock; a screen draws the rows
window by window. A clock that is said to be three minutes fast moves its lines three
minutes back, and each such row says so; nothing is moved on a mere suspicion. Where the
order of two rows from different reports is within what the clocks are said to be off,
the later row says that too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from ircon.i18n import _, mark
from ircon.model import Certainty

GAP = timedelta(hours=1)
"""A silence of this length gets a row of its own."""

_FAST = re.compile(r"進ん|進み|fast|ahead|早い", re.IGNORECASE)
_SLOW = re.compile(r"遅れ|slow|behind", re.IGNORECASE)


class Kind(StrEnum):
    """What a row is: a log line, or the silence before the next one."""

    LINE = "line"
    GAP = "gap"


class Doubt(StrEnum):
    """Why the instant of a row may be wrong; the value is the mark that a narrow screen draws."""

    YEAR = "y"
    ZONE = "z"
    CLOCK = "c"
    ORDER = "~"


DOUBTS = {
    Doubt.YEAR: mark("the line has no year; it was worked out from the report"),
    Doubt.ZONE: mark("the zone was neither written nor stated"),
    Doubt.CLOCK: mark("the clock is said to be off"),
    Doubt.ORDER: mark("within the clocks' error of the row before, so the order is not sure"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock behind one report's lines: whose, in which zone as stated, and how right.

    ``error`` is how many seconds it is said to be off, None where nothing was said;
    ``shift`` is what is added to its lines' instants, in seconds: the stated error where its
    direction is known, or what a handler has settled (``settled``). ``quote`` are the words.
    """

    report: int
    incident: int
    whose: str
    zone: str = ""
    accurate: bool | None = None
    error: float | None = None
    shift: float = 0.0
    quote: str = ""
    settled: bool = False

    @property
    def slack(self) -> float:
        """How many seconds its corrected instants may still be off."""
        return 0.0 if self.shift or self.settled or self.error is None else self.error

    def words(self) -> str:
        """Say in one line what is known of this clock; ``whose`` is text from outside."""
        zone = self.zone or _("zone not stated")
        if self.shift:
            how = _("lines moved by {seconds:+g} s as stated", seconds=self.shift)
            if self.settled:
                how = _("lines moved by {seconds:+g} s (settled by a handler)", seconds=self.shift)
        elif self.error:
            how = _("off by up to {seconds:g} s", seconds=self.error)
        else:
            how = {
                True: _("accurate as stated"),
                False: _("said to be off"),
                None: _("accuracy not stated"),
            }[self.accurate]
        return _("{whose}: {zone}, {how}", whose=self.whose, zone=zone, how=how)


class Source(NamedTuple):
    """One log line as the store has it: its report, number, text, instant in UTC, and how sure year and zone are."""

    report: int
    line: int
    text: str
    at: datetime | None
    year: Certainty
    zone: Certainty


class Row(NamedTuple):
    """One row: a line with its corrected instant and the one it was read with, or the ``length`` of a silence.

    ``text`` is text from outside. ``shift`` is in seconds, 0 where nothing was moved.
    """

    kind: Kind
    at: datetime | None
    read: datetime | None = None
    report: int = 0
    line: int = 0
    text: str = ""
    shift: float = 0.0
    doubts: tuple[Doubt, ...] = ()
    length: timedelta = timedelta(0)


class Skew(NamedTuple):
    """The same lines stand in two reports at different times: how many, and how much later those of ``other`` are."""

    report: int
    other: int
    lines: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows in order, the lines without an instant after them, the clocks, and what does not fit.

    ``left_out`` counts the lines that were too many to read; ``gaps`` are the places of the rows that are none.
    """

    rows: tuple[Row, ...]
    undated: tuple[Row, ...]
    clocks: Mapping[int, Clock]
    skews: tuple[Skew, ...] = ()
    left_out: int = 0
    gaps: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.rows) + len(self.undated)

    @property
    def lines(self) -> int:
        """How many log lines there are."""
        return len(self) - len(self.gaps)

    def nth(self, number: int) -> int:
        """Return which of the lines, from 1, stands in row ``number``; for a silence the one after it."""
        return number + 1 - bisect_left(self.gaps, number)

    def window(self, start: int, count: int) -> tuple[Row, ...]:
        """Return ``count`` rows from ``start`` on, the undated ones last: what a screen draws."""
        here = self.rows[start : start + count]
        begin = max(start - len(self.rows), 0)
        return (*here, *self.undated[begin : begin + count - len(here)])

    def place(self, at: datetime) -> int:
        """Return the number of the first row that is not before ``at``."""
        return bisect_left(self.rows, at, key=lambda row: row.at or at)


def shift_stated(quote: str, error: float | None) -> float:
    """Return by how many seconds a stated error moves a clock's lines: back if it is fast, on if it is slow.

    0 where the words do not say which of the two.
    """
    fast, slow = bool(_FAST.search(quote)), bool(_SLOW.search(quote))
    if not error or fast == slow:
        return 0.0
    return -error if fast else error


def build(lines: Iterable[Source], clocks: Sequence[Clock], *, gap: timedelta = GAP, left_out: int = 0) -> Timeline:
    """Put the lines of all reports into one order; those of the same instant keep the order they come in."""
    known = {clock.report: clock for clock in clocks}
    moves = {report: timedelta(seconds=clock.shift) for report, clock in known.items()}
    undated, dated = [], []
    for source in lines:
        if source.at is None:
            undated.append(Row(Kind.LINE, None, None, source.report, source.line, source.text))
        else:
            dated.append((source.at + moves[source.report], source))
    dated.sort(key=itemgetter(0))
    rows = _rows(dated, known, gap)
    skews = tuple(_skews(source for _, source in dated))
    gaps = tuple(number for number, row in enumerate(rows) if row.kind is Kind.GAP)
    return Timeline(tuple(rows), tuple(undated), known, skews, left_out, gaps)


def _rows(dated: list[tuple[datetime, Source]], clocks: Mapping[int, Clock], gap: timedelta) -> list[Row]:
    rows: list[Row] = []
    words = {report: _doubts(clock) for report, clock in clocks.items()}
    slack = {report: clock.slack for report, clock in clocks.items()}
    shifts = {report: clock.shift for report, clock in clocks.items()}
    before: tuple[datetime, int] | None = None
    for at, source in dated:
        report = source.report
        doubts = words[report][source.year is Certainty.INFERRED, source.zone is Certainty.INFERRED]
        if before is not None:
            passed = at - before[0]
            if passed >= gap:
                rows.append(Row(Kind.GAP, at, length=passed))
            off = slack[report] + slack[before[1]]
            if off and before[1] != report and passed.total_seconds() <= off:
                doubts = (*doubts, Doubt.ORDER)
        rows.append(Row(Kind.LINE, at, source.at, report, source.line, source.text, shifts[report], doubts))
        before = at, report
    return rows


def _doubts(clock: Clock) -> dict[tuple[bool, bool], tuple[Doubt, ...]]:
    """Return what to doubt in this clock's lines, by whether year and zone were worked out."""
    off = (Doubt.CLOCK,) if clock.slack or (clock.accurate is False and not clock.shift and not clock.settled) else ()
    return {
        (year, zone): ((Doubt.YEAR,) if year else ()) + ((Doubt.ZONE,) if zone else ()) + off
        for year in (False, True)
        for zone in (False, True)
    }


def _skews(lines: Iterable[Source]) -> Iterable[Skew]:
    """Find where one log was sent twice and read as different times: a zone or a clock was told differently."""
    first: dict[str, Source] = {}
    again: dict[tuple[str, int], datetime] = {}
    for source in lines:
        met = first.setdefault(source.text, source)
        if met.report != source.report and source.at is not None:
            again.setdefault((source.text, source.report), source.at)
    apart: dict[tuple[int, int], list[float]] = defaultdict(list)
    for (text, report), at in again.items():
        met = first[text]
        if met.at is not None:
            apart[met.report, report].append((at - met.at).total_seconds())
    for (report, other), seconds in sorted(apart.items()):
        middle = sorted(seconds)[len(seconds) // 2]
        if middle:
            yield Skew(report, other, len(seconds), middle)


def span(length: timedelta) -> str:
    """Return a silence in words: ``3 d 4 h``, ``2 h 34 min``, ``50 s``."""
    seconds = int(length.total_seconds())
    units = (_("d"), _("h"), _("min"), _("s"))
    counts = (seconds // 86_400, seconds // 3_600 % 24, seconds // 60 % 60, seconds % 60)
    told = [f"{count} {unit}" for count, unit in zip(counts, units, strict=True) if count]
    return " ".join(told[:2]) or f"0 {units[-1]}"
