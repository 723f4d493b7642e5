"""Trends as they leave the house: withheld where a count is small, in Markdown and CSV.

A small count in a published table may tell that a certain site was attacked. So cells
under five are withheld, and where one alone in a sum would follow from the others, the
next smallest as well. Sums count wherever they are published: months stand in quarters and
fiscal years, and the quarter's tables name the same incidents by month and by class. Zeros
stay: they tell of nobody.
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
    COUNTS,
    By,
    Row,
    Table,
    Tally,
    What,
    months,
    period_of,
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


def conceal(cells: Sequence[Cell], lines: Iterable[Sequence[int]], small: int = SMALL) -> set[int]:
    """Return which of ``cells`` to hide where each of ``lines`` (their places) is published with its sum, or holds it.

    What is hidden in one line may be the only one in another, so the lines are gone through
    until nothing is added; then those that alone tie two groups of hidden ones together follow.
    """
    hidden: set[int] = set()
    told = [list(line) for line in lines]
    while True:
        before = len(hidden)
        for line in told:
            there = {at for at, place in enumerate(line) if place in hidden}
            hidden |= {line[at] for at in hide([cells[place] for place in line], there, small)}
        if len(hidden) == before and not (tied := _tied(cells, told, hidden)):
            return hidden
        hidden |= tied if len(hidden) == before else set()


def _tied(cells: Sequence[Cell], lines: Sequence[Sequence[int]], hidden: set[int]) -> set[int]:
    """Return the next cell to hide where a hidden one follows from the sums all the same; nothing where none does.

    It does where it is the only link between two sets of lines: what the one set adds up to is known.
    """
    crossing = [place for place in hidden if sum(place in line for line in lines) > 1]
    for place in crossing:
        ours = _reached(next(n for n, line in enumerate(lines) if place in line), lines, hidden - {place})
        if all(n in ours for n, line in enumerate(lines) if place in line):
            continue
        out = sorted(
            (cells[other] or 0, other) for n in ours for other in lines[n] if cells[other] and other not in hidden
        )
        if out:
            return {out[0][1]}
    return set()


def _reached(start: int, lines: Sequence[Sequence[int]], hidden: set[int]) -> set[int]:
    """Return the lines that hang together with one by cells that are hidden in both."""
    found, left = {start}, [start]
    while left:
        mine = hidden & set(lines[left.pop()])
        near = {n for n, line in enumerate(lines) if n not in found and mine & set(line)}
        found |= near
        left += near
    return found


def _lines(table: Table) -> list[list[int]]:
    """Return the rows of each sum that is published of them: all, and the quarters and fiscal years they stand in."""
    every = list(range(len(table.rows)))
    wider = {By.MONTH: (By.QUARTER, By.FISCAL_YEAR), By.QUARTER: (By.FISCAL_YEAR,)}.get(table.by, ())
    found = [every]
    for by in wider:
        groups: dict[str, list[int]] = {}
        for at in every:
            groups.setdefault(period_of(by, _a_month(table.rows[at].label)), []).append(at)
        found += groups.values()
    return found


def _a_month(label: str) -> str:
    """Return a month of a row's period: its own, or a quarter's first."""
    return label if "Q" not in label else f"{label[:4]}-{int(label[-1]) * 3 - 2:02d}"


def public(table: Table, small: int = SMALL) -> Table:
    """Return the table as it may be published, with what is small withheld."""
    lines = _lines(table)
    columns = []
    for column in range(3):
        cells = [row.counts[column] for row in table.rows]
        hidden = conceal(cells, lines, small)
        columns.append([None if at in hidden else cell for at, cell in enumerate(cells)])
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
    """Withhold in a table whose rows and columns are published with their sums, or hold them."""
    width = len(grid[0]) if grid else 0
    cells = [cell for row in grid for cell in row]
    rows = [list(range(start, start + width)) for start in range(0, len(cells), width or 1)]
    hidden = conceal(cells, [*rows, *([row[x] for row in rows] for x in range(width))], small)
    return [[None if at in hidden else cells[at] for at in row] for row in rows]


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
    three = [[_sum(told_of, what, [m]) for m in named] for what in COUNTS]
    previous = [_sum(told_of, what, before) for what in COUNTS]
    kinds = [k for k in IncidentClass if _sum(told_of, What.INCIDENT, [*named, *before], k)]
    by_class = [[_sum(told_of, What.INCIDENT, [m], k) for m in named] for k in kinds]
    class_before = [_sum(told_of, What.INCIDENT, before, k) for k in kinds]
    counts_of = [[*row, sum(row), past] for row, past in zip(three, previous, strict=True)]
    classes_of = [[*row, sum(row), past] for row, past in zip(by_class, class_before, strict=True)]
    shown, shown_classes = _safe(counts_of, classes_of) if publish else (counts_of, classes_of)
    return "\n".join(
        (
            f"## 報告の状況 Reports and coordinations, {span}\n",
            _grid(["", *names], _told(list(_HEADINGS.values())[:3], shown, publish)),
            f"\n## インシデントの分類 Incidents by class, {span}\n",
            _grid(["分類 Class", *names], _told([_class(k) for k in kinds], shown_classes, publish)),
            notes(publish),
        )
    )


_INCIDENTS = COUNTS.index(What.INCIDENT)


def _safe(
    three: Sequence[Sequence[Cell]], by_class: Sequence[Sequence[Cell]]
) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Withhold in both of the quarter's tables: the classes of each column add up to the incidents in the first.

    Each row ends in its sum and in the quarter before, which belongs to no sum of the row.
    """
    together = [*by_class, three[_INCIDENTS]]
    width = len(together[0])
    cells = [cell for row in together for cell in row]
    rows = [list(range(start, start + width)) for start in range(0, len(cells), width)]
    hidden = conceal(cells, [*(row[:-1] for row in rows), *([row[x] for row in rows] for x in range(width))])
    shown = [[None if at in hidden else cells[at] for at in row] for row in rows]
    apart = [[*_of_row(row[:-1]), *_lone(row[-1:])] for row in three]
    return [shown[-1] if at == _INCIDENTS else row for at, row in enumerate(apart)], shown[:-1]


def _of_row(cells: Sequence[Cell]) -> list[Cell]:
    """Withhold in a row that ends in its sum."""
    hidden = conceal(cells, [range(len(cells))])
    return [None if at in hidden else cell for at, cell in enumerate(cells)]


def _told(labels: Sequence[str], rows: Sequence[Sequence[Cell]], publish: bool) -> list[list[str]]:
    return [[label, *(_count(cell, publish) for cell in row)] for label, row in zip(labels, rows, strict=True)]


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
