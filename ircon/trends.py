"""The three counts, never mixed, and how long reporters and sites waited: tables out of kept counters.

Reports 報告件数 are the messages received. Incidents インシデント件数 are what they were about: several reports of
one count once. Coordinations 調整件数 are sites actually asked to act: notices marked as sent, one
for each incident and site. Pure: the store hands over counters of months, the command
line and the screens draw what comes out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ircon.i18n import _


class What(StrEnum):
    """What is counted; the last three in minutes from an incident's first report."""

    REPORT = "report"
    INCIDENT = "incident"
    COORDINATION = "coordination"
    ANSWER = "answer"
    NOTICE = "notice"
    CLOSE = "close"


class Facet(StrEnum):
    """By what the counters of a month are kept apart."""

    CLASS = "class"
    COUNTRY = "country"
    MINUTES = "minutes"


class By(StrEnum):
    """What a row of the table stands for."""

    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_YEAR = "fiscal-year"
    CLASS = "class"
    COUNTRY = "country"


COUNTS = (What.REPORT, What.INCIDENT, What.COORDINATION)
WAITS = (What.ANSWER, What.NOTICE, What.CLOSE)

COUNTED_EN = (
    "Reports: messages received, answers among them.",
    "Incidents: several reports of one incident count once, in the month in which the first came.",
    "Coordinations: sites asked to act, by a notice marked as sent; one for each incident and site.",
    "Waits: medians from an incident's first report to the first letter to its reporter, the first notice, the close.",
    "Countries: of reports and incidents the reporter's, by its mail domain; of coordinations that of the site asked.",
)
COUNTED_JA = (
    "報告件数: 受け取った報告の総数(回答を含む)。",
    "インシデント件数: 一つのインシデントについての複数の報告は1件とし、最初の報告の月に数える。",
    "調整件数: 対応を依頼したサイトの数。送付済みの通知を、インシデントとサイトの組ごとに1件とする。",
    "所要時間: 最初の報告から、報告者への最初の返信、最初の通知、終了までの中央値。",
    "国: 報告件数とインシデント件数は報告者のメールのドメインによる国、調整件数は依頼先のサイトの国。",
)


class Tally(NamedTuple):
    """``n`` of something in a month (``YYYY-MM``); ``value`` is the class, the country, or the minutes waited."""

    what: What
    month: str
    value: str
    n: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the three counts, and the median waits in minutes.

    None where there is nothing to take a median of, or, in a published table, where the figure is withheld.
    """

    label: str
    reports: int | None = 0
    incidents: int | None = 0
    coordinations: int | None = 0
    answer: int | None = None
    notice: int | None = None
    close: int | None = None

    @property
    def counts(self) -> tuple[int | None, int | None, int | None]:
        """The three counts in their order."""
        return self.reports, self.incidents, self.coordinations


@dataclass(frozen=True, slots=True)
class Table:
    """A table of trends: what its rows stand for, from which month to which, the rows, and their total."""

    by: By
    first: str
    last: str
    rows: tuple[Row, ...]
    total: Row
    public: bool = False


def table(by: By, counts: Iterable[Tally], waits: Iterable[Tally], *, first: str, last: str) -> Table:
    """Return the table of the months from ``first`` to ``last``: each period a row, empty ones too.

    ``counts`` are counters by class (for ``By.COUNTRY`` by country), ``waits`` by minutes;
    rows by class or country have no waits, which are not kept apart by them.
    """
    kinds = by in (By.CLASS, By.COUNTRY)
    found: Counter[tuple[str, What]] = Counter()
    total: Counter[What] = Counter()
    for tally in counts:
        found[tally.value if kinds else period_of(by, tally.month), tally.what] += tally.n
        total[tally.what] += tally.n
    waited = [] if kinds else list(waits)
    medians = _medians(waited, by)
    labels = {name for name, _ in found} if kinds else {period_of(by, month) for month in months(first, last)}
    rows = [_row(name, [found[name, what] for what in COUNTS], medians) for name in sorted(labels)]
    if kinds:
        rows.sort(key=lambda row: (-(row.incidents or 0), -(row.reports or 0)))
    return Table(by, first, last, tuple(rows), _row("", [total[what] for what in COUNTS], _medians(waited, None)))


def _row(label: str, counts: Sequence[int], medians: dict[tuple[str, What], int]) -> Row:
    return Row(label, *counts, *(medians.get((label, what)) for what in WAITS))


def _medians(waits: Sequence[Tally], by: By | None) -> dict[tuple[str, What], int]:
    """Return the lower median of each period and wait; ``by`` None takes them all as one period, named ""."""
    spread: defaultdict[tuple[str, What], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    names = {month: period_of(by, month) if by else "" for month in {wait.month for wait in waits}}
    for what, month, value, n in waits:
        spread[names[month], what][value] += n
    return {key: _median(values) for key, values in spread.items()}


def _median(spread: Mapping[str, int]) -> int:
    left = (sum(spread.values()) + 1) // 2
    for minutes in sorted(spread):  # of one width, so that they sort as numbers do
        left -= spread[minutes]
        if left <= 0:
            return int(minutes)
    raise ValueError("a median of nothing")


# --- periods --------------------------------------------------------------------------


def months(first: str, last: str) -> list[str]:
    """Return every month from ``first`` to ``last``, both included."""
    start, stop = _index(first), _index(last)
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start, stop + 1)]


def _index(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def period_of(by: By, month: str) -> str:
    """Return the label of the period that a month lies in; a fiscal year begins in April."""
    if by is By.MONTH:
        return month
    if by is By.QUARTER:
        return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"
    return f"FY{int(month[:4]) - (month[5:7] < '04')}"


def period(told: str) -> tuple[str, str]:
    """Return the first and last month of ``2024``, ``2024-07``, ``2024-Q3`` or ``FY2024``.

    Raises ``ValueError`` for anything else.
    """
    import re

    found = re.fullmatch(r"(FY)?(\d{4})(?:-?(?:[Qq]([1-4])|(0[1-9]|1[0-2])))?", told.strip())
    if not found or (found[1] and (found[3] or found[4])):
        raise ValueError(told)
    year = found[2]
    if found[1]:
        return f"{year}-04", f"{int(year) + 1:04d}-03"
    if found[3]:
        quarter = int(found[3])
        return f"{year}-{quarter * 3 - 2:02d}", f"{year}-{quarter * 3:02d}"
    return (f"{year}-{found[4]}",) * 2 if found[4] else (f"{year}-01", f"{year}-12")


def quarter_before(first: str) -> tuple[str, str]:
    """Return the three months before a month."""
    start = _index(first)
    return tuple(f"{n // 12:04d}-{n % 12 + 1:02d}" for n in (start - 3, start - 1))  # type: ignore[return-value]


def told(minutes: int | None) -> str:
    """Return a wait in words as fine as it is kept: ``40 min``, ``7 h``, ``12 d``; ``-`` for none."""
    if minutes is None:
        return "-"
    if minutes < 60:
        return _("{count} min", count=minutes)
    return _("{count} h", count=minutes // 60) if minutes < 14_400 else _("{count} d", count=minutes // 1_440)
