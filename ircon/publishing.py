"""Trends as they leave the house: withheld where a count is small, in Markdown and CSV.

A small count in a published table may tell that a certain site was attacked. So cells
under five are withheld, and where one alone in a sum would follow from the others, the
next smallest as well. Zeros stay: they tell of nobody.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ircon import classes
from ircon.model import IncidentClass
from ircon.trends import (
    COUNTED_EN,
    COUNTED_JA,
    By,
    Row,
    Table,
    Tally,
    What,
    months,
    quarter_before,
    told,
)

SMALL = 5
"""A published count below this is withheld."""

Cell = int | None

_HEADINGS = {
    "reports": "報告件数 Reports",
    "incidents": "インシデント件数 Incidents",
    "coordinations": "調整件数 Coordinations",
    "answer": "初回返信 First answer",
    "notice": "初回通知 First notice",
    "close": "終了 Close",
}
_PERIODS = {
    By.MONTH: "月 Month",
    By.QUARTER: "四半期 Quarter",
    By.FISCAL_YEAR: "年度 Fiscal year",
    By.CLASS: "分類 Class",
    By.COUNTRY: "国 Country",
}


def withhold(cells: Sequence[Cell], small: int = SMALL) -> list[Cell]:
    """Withhold (None) the small counts of a row or column that is published with its sum."""
    hidden = hide(cells, set(), small)
    return [None if at in hidden else cell for at, cell in enumerate(cells)]


def hide(cells: Sequence[Cell], hidden: set[int], small: int = SMALL) -> set[int]:
    """Return which places to hide, beside those hidden already: what is small, and what would give it away.

    Whoever subtracts what is shown from the sum learns what the hidden ones add up to. So
    the next smallest joins them until each could still be anything from 1 to ``small``.
    """
    hiding = hidden | {at for at, cell in enumerate(cells) if cell is not None and 0 < cell < small}
    rest = sorted((cell, at) for at, cell in enumerate(cells) if cell and at not in hiding)
    for _, at in rest:
        if not hiding or (len(hiding) > 1 and sum(cells[n] or 0 for n in hiding) - len(hiding) + 1 >= small):
            break
        hiding.add(at)
    return hiding


def public(table: Table, small: int = SMALL) -> Table:
    """Return the table as it may be published, with what is small withheld."""
    columns = [withhold([row.counts[column] for row in table.rows], small) for column in range(3)]
    rows = [_with(row, [column[at] for column in columns], small) for at, row in enumerate(table.rows)]
    return replace(
        table, rows=tuple(rows), total=_with(table.total, _lone(table.total.counts, small), small), public=True
    )


def _with(row: Row, counts: Sequence[Cell], small: int) -> Row:
    """A median of few is a fact about few; the waits of small or withheld rows go, too."""
    few = any(count is None for count in counts) or (row.incidents or 0) < small
    reports, incidents, coordinations = counts
    if few:
        return Row(row.label, reports, incidents, coordinations)
    return replace(row, reports=reports, incidents=incidents, coordinations=coordinations)


def _lone(cells: Sequence[Cell], small: int = SMALL) -> list[Cell]:
    return [None if cell is None or 0 < cell < small else cell for cell in cells]


def withhold_grid(grid: Sequence[Sequence[Cell]], small: int = SMALL) -> list[list[Cell]]:
    """Withhold in a table that is published with the sums of its rows and of its columns."""
    width = len(grid[0]) if grid else 0
    hidden: set[tuple[int, int]] = set()
    while True:
        before = len(hidden)
        for y, row in enumerate(grid):
            hidden |= {(y, x) for x in hide(row, {x for at, x in hidden if at == y}, small)}
        for x in range(width):
            column = [row[x] for row in grid]
            hidden |= {(y, x) for y in hide(column, {y for y, at in hidden if at == x}, small)}
        if len(hidden) == before:
            return [[None if (y, x) in hidden else cell for x, cell in enumerate(row)] for y, row in enumerate(grid)]


# --- Markdown -------------------------------------------------------------------------


def markdown(table: Table) -> str:
    """Return the table in Markdown with Japanese and English headings, and what is counted below it."""
    waits = table.by not in (By.CLASS, By.COUNTRY)
    headings = [_PERIODS[table.by], *list(_HEADINGS.values())[: 6 if waits else 3]]
    lines = [[label(table.by, row.label), *_cells(row, waits, table.public)] for row in table.rows]
    lines.append(["計 Total", *_cells(table.total, waits, table.public)])
    return f"{_grid(headings, lines)}\n{notes(table.public)}"


def quarterly(counts: Iterable[Tally], first: str, last: str, *, publish: bool = False) -> str:
    """Return the quarter's report in Markdown: the three counts by month, and the incidents by class.

    ``counts`` are counters by class of the quarter and of the one before, which both
    tables name beside the sum.
    """
    told_of = list(counts)
    named = months(first, last)
    before = months(*quarter_before(first))
    span = f"{first} - {last}"
    names = [*named, "計 Total", "前四半期 Previous quarter"]
    three = [[_sum(told_of, what, [m]) for m in named] for what in (What.REPORT, What.INCIDENT, What.COORDINATION)]
    previous = [_sum(told_of, what, before) for what in (What.REPORT, What.INCIDENT, What.COORDINATION)]
    kinds = [k for k in IncidentClass if _sum(told_of, What.INCIDENT, [*named, *before], k)]
    by_class = [[_sum(told_of, What.INCIDENT, [m], k) for m in named] for k in kinds]
    class_before = [_sum(told_of, What.INCIDENT, before, k) for k in kinds]
    return "\n".join(
        (
            f"## 報告の状況 Reports and coordinations, {span}\n",
            _grid(["", *names], _table(list(_HEADINGS.values())[:3], three, previous, publish, grid=False)),
            f"\n## インシデントの分類 Incidents by class, {span}\n",
            _grid(
                ["分類 Class", *names], _table([_class(k) for k in kinds], by_class, class_before, publish, grid=True)
            ),
            notes(publish),
        )
    )


def _table(
    labels: Sequence[str], rows: Sequence[Sequence[int]], before: Sequence[int], publish: bool, *, grid: bool
) -> list[list[str]]:
    sums: list[Cell] = [sum(row) for row in rows]
    shown: list[list[Cell]] = [list(row) for row in rows]
    earlier: list[Cell] = list(before)
    if publish:
        with_sums = [[*row, total] for row, total in zip(rows, sums, strict=True)]
        safe = withhold_grid(with_sums) if grid else [[*withhold(row), *_lone([s])] for *row, s in with_sums]
        shown, sums = [row[:-1] for row in safe], [row[-1] for row in safe]
        earlier = withhold(earlier)
    lines = zip(labels, shown, sums, earlier, strict=True)
    return [[label, *(_count(cell, publish) for cell in (*row, total, past))] for label, row, total, past in lines]


def _sum(counts: Iterable[Tally], what: What, wanted: Sequence[str], value: str | None = None) -> int:
    return sum(t.n for t in counts if t.what is what and t.month in wanted and value in (None, t.value))


def notes(publish: bool) -> str:
    """Return what is counted, in words, as a list in Markdown."""
    lines = [*COUNTED_JA, *COUNTED_EN]
    if publish:
        lines += [f"{SMALL}件未満は秘匿した。", f"Counts under {SMALL} are withheld, and what would give them away."]
    return "\n".join(f"- {line}" for line in lines) + "\n"


def _grid(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    drawn = [headings, ["---", *["---:"] * (len(headings) - 1)], *lines]
    return "".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |\n" for line in drawn)


def label(by: By, value: str) -> str:
    """Return what a row is called: a class by its names, an unknown country as unknown."""
    if by is By.CLASS:
        return _class(value)
    return (value or "不明 unknown") if by is By.COUNTRY else value


def _class(value: str) -> str:
    info = classes.NAMES[IncidentClass(value)]
    return info.ja if info.ja == info.en else f"{info.ja} {info.en}"


def _cells(row: Row, waits: bool, publish: bool) -> list[str]:
    counts = [_count(count, publish) for count in row.counts]
    return [*counts, *(told(wait) for wait in (row.answer, row.notice, row.close))] if waits else counts


def _count(count: Cell, publish: bool) -> str:
    return ("\\*" if publish else "-") if count is None else f"{count:,}"


# --- CSV ------------------------------------------------------------------------------


def as_csv(table: Table) -> str:
    """Return the table as CSV (RFC 4180), waits in minutes; what is counted stands in the lines that begin with #.

    No cell can be taken for a formula by the program that opens the file.
    """
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow([str(table.by), *(f"{name} {unit}".strip() for name, unit in _COLUMNS)])
    for row in (*table.rows, replace(table.total, label="total")):
        cells = (*row.counts, row.answer, row.notice, row.close)
        write.writerow([safe_cell(row.label or "unknown"), *("" if cell is None else cell for cell in cells)])
    for line in (*COUNTED_EN, *([f"Counts under {SMALL} are withheld (empty)."] if table.public else [])):
        write.writerow([f"# {line}"])
    return out.getvalue()


_COLUMNS = (
    ("reports", ""),
    ("incidents", ""),
    ("coordinations", ""),
    ("first answer", "(minutes)"),
    ("first notice", "(minutes)"),
    ("close", "(minutes)"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def safe_cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: ``'`` goes before what could begin one."""
    return f"'{value}" if value.lstrip().startswith(_FORMULA) or value.startswith(_FORMULA) else value
