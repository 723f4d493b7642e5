"""The three counts, kept apart: by period, by class, and as they may be published."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ircon import publishing
from ircon.trends import By, Row, Tally, What, months, period, period_of, quarter_before, table, told

COUNTS = [
    Tally(What.REPORT, "2024-03", "scan", 40),
    Tally(What.INCIDENT, "2024-03", "scan", 30),
    Tally(What.REPORT, "2024-04", "scan", 12),
    Tally(What.INCIDENT, "2024-04", "scan", 10),
    Tally(What.INCIDENT, "2024-04", "phishing", 20),
    Tally(What.COORDINATION, "2024-05", "phishing", 7),
]
WAITS = [
    Tally(What.ANSWER, "2024-04", "00000060", 1),
    Tally(What.ANSWER, "2024-04", "00000180", 2),
    Tally(What.ANSWER, "2024-05", "00000030", 2),
]


class TestPeriods:
    """Months become quarters, and fiscal years that begin in April."""

    def test_every_month_has_its_row_the_empty_ones_too(self) -> None:
        found = table(By.MONTH, COUNTS, WAITS, first="2024-02", last="2024-05")
        assert [row.label for row in found.rows] == ["2024-02", "2024-03", "2024-04", "2024-05"]
        assert [row.counts for row in found.rows] == [(0, 0, 0), (40, 30, 0), (12, 30, 0), (0, 0, 7)]
        assert found.total.counts == (52, 60, 7)

    def test_march_is_the_last_month_of_a_fiscal_year(self) -> None:
        found = table(By.FISCAL_YEAR, COUNTS, WAITS, first="2024-03", last="2024-05")
        assert [(row.label, row.counts) for row in found.rows] == [("FY2023", (40, 30, 0)), ("FY2024", (12, 30, 7))]

    def test_quarters_are_the_calendars(self) -> None:
        found = table(By.QUARTER, COUNTS, WAITS, first="2024-01", last="2024-06")
        assert [(row.label, row.reports) for row in found.rows] == [("2024-Q1", 40), ("2024-Q2", 12)]

    def test_a_median_is_taken_over_the_whole_period(self) -> None:
        found = table(By.QUARTER, COUNTS, WAITS, first="2024-04", last="2024-06")
        assert (found.rows[0].answer, found.rows[0].notice) == (60, None)
        assert [r.answer for r in table(By.MONTH, COUNTS, WAITS, first="2024-04", last="2024-05").rows] == [180, 30]

    def test_by_class_the_most_frequent_first(self) -> None:
        found = table(By.CLASS, COUNTS, [], first="2024-03", last="2024-05")
        assert [(row.label, row.counts) for row in found.rows] == [("scan", (52, 40, 0)), ("phishing", (0, 20, 7))]

    @pytest.mark.parametrize(
        ("told_so", "span"),
        [
            ("2024", ("2024-01", "2024-12")),
            ("2024-07", ("2024-07", "2024-07")),
            ("2024-Q3", ("2024-07", "2024-09")),
            ("2024q4", ("2024-10", "2024-12")),
            ("FY2024", ("2024-04", "2025-03")),
        ],
    )
    def test_a_period_is_told_as_one_says_it(self, told_so: str, span: tuple[str, str]) -> None:
        assert period(told_so) == span

    @pytest.mark.parametrize("nonsense", ["", "2024-13", "24", "FY2024-04", "2024-Q5", "last year"])
    def test_what_is_no_period_is_refused(self, nonsense: str) -> None:
        with pytest.raises(ValueError):
            period(nonsense)

    def test_months_and_quarters_cross_the_year(self) -> None:
        assert months("2023-12", "2024-02") == ["2023-12", "2024-01", "2024-02"]
        assert quarter_before("2024-01") == ("2023-10", "2023-12")

    def test_a_wait_is_told_as_finely_as_it_is_kept(self) -> None:
        assert [told(minutes) for minutes in (None, 0, 50, 180, 15_840)] == ["-", "0 min", "50 min", "3 h", "11 d"]


def _determined(shown: dict[str, int | None], sums: list[tuple[str, list[str]]]) -> set[str]:
    """Return what follows exactly from what is shown and from which cells add up to which, and what is shown itself."""
    unknown = [name for name, cell in shown.items() if cell is None]
    at = {name: place for place, name in enumerate(unknown)}
    matrix = []
    for total, parts in sums:
        row = [Fraction(0)] * len(unknown)
        for name in parts:
            if name in at:
                row[at[name]] += 1
        if total in at:
            row[at[total]] -= 1
        matrix.append(row)
    pivots: list[list[Fraction]] = []
    for column in range(len(unknown)):
        lead = next((row for row in matrix if row[column]), None)
        if lead is None:
            continue
        lead = [cell / lead[column] for cell in lead]
        matrix = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in matrix]
        pivots = [[a - row[column] * b for a, b in zip(row, lead, strict=True)] for row in pivots] + [lead]
    alone = [row for row in pivots if sum(1 for cell in row if cell) == 1]
    return {unknown[next(n for n, cell in enumerate(row) if cell)] for row in alone} | (shown.keys() - at.keys())


class TestPublishing:
    """What a small count could tell of a site does not leave."""

    def test_small_counts_are_withheld_and_zeros_shown(self) -> None:
        assert publishing.withhold([0, 3, 4, 90]) == [0, None, None, 90]

    def test_a_single_one_takes_its_smallest_neighbour_along(self) -> None:
        assert publishing.withhold([0, 3, 40, 90]) == [0, None, None, 90]

    def test_two_that_add_up_to_two_take_another_along(self) -> None:
        assert publishing.withhold([1, 1, 40, 90]) == [None, None, None, 90]

    @given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
    def test_no_small_count_follows_from_a_column_and_its_sum(self, cells: list[int]) -> None:
        shown = publishing.withhold(cells)
        hidden = [cell for cell, seen in zip(cells, shown, strict=True) if seen is None]
        assert not any(cell is not None and 0 < cell < publishing.SMALL for cell in shown)
        enough = len(hidden) != 1 and sum(hidden) - len(hidden) + 1 >= publishing.SMALL
        assert not hidden or enough or not any(shown)  # at the worst all that is not zero is withheld

    @given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=5))
    def test_nor_from_a_grid_with_sums_both_ways(self, grid: list[list[int]]) -> None:
        shown = publishing.withhold_grid(grid)
        for lines, seen in ((grid, shown), (list(zip(*grid, strict=True)), list(zip(*shown, strict=True)))):
            for line, visible in zip(lines, seen, strict=True):
                alone = [at for at, cell in enumerate(visible) if cell is None]
                assert len(alone) != 1 or not any(visible) or line[alone[0]] == 0

    @given(st.lists(st.sampled_from([0, 1, 2, 4, 6, 9, 30, 90]), min_size=15, max_size=15))
    @example([3, 40, 90, 6, 50, 60, *[0] * 9])
    def test_nor_from_months_quarters_and_fiscal_years_held_side_by_side(self, counts: list[int]) -> None:
        named = months("2024-02", "2025-04")
        tallies = [Tally(What.INCIDENT, month, "scan", n) for month, n in zip(named, counts, strict=True)]
        shown: dict[str, int | None] = {}
        sums: list[tuple[str, list[str]]] = []
        for by in (By.MONTH, By.QUARTER, By.FISCAL_YEAR):
            found = publishing.public(table(by, tallies, (), first=named[0], last=named[-1]))
            shown |= {row.label: row.incidents for row in found.rows}
            shown[f"all by {by}"] = found.total.incidents
            for row in found.rows if by is not By.MONTH else ():
                sums.append((row.label, [m for m in named if period_of(by, m) == row.label]))
            sums.append((f"all by {by}", named))
        known = _determined(shown, sums)
        assert not [m for m, n in zip(named, counts, strict=True) if 0 < n < publishing.SMALL and m in known]

    @given(
        st.lists(st.lists(st.sampled_from([0, 1, 2, 4, 6, 9, 30]), min_size=4, max_size=4), min_size=1, max_size=5),
    )
    @example([[3, 30, 10, 0], [0, 10, 80, 0]])
    def test_nor_from_the_quarters_two_tables_together(self, by_class: list[list[int]]) -> None:
        rows: list[list[int | None]] = [[*row[:3], sum(row[:3]), row[3]] for row in by_class]
        incidents = [sum(column) for column in zip(*([cell or 0 for cell in row] for row in rows), strict=True)]
        three, classes = publishing._safe([[0] * 5, list(incidents), [0] * 5], rows)
        together = [*classes, three[1]]
        shown = {f"{y},{x}": cell for y, row in enumerate(together) for x, cell in enumerate(row)}
        sums = [(f"{y},3", [f"{y},{x}" for x in range(3)]) for y in range(len(together))]
        sums += [(f"{len(rows)},{x}", [f"{y},{x}" for y in range(len(rows))]) for x in range(5)]
        known = _determined(shown, sums)
        small = [(y, x) for y, row in enumerate(rows) for x, n in enumerate(row) if n and n < publishing.SMALL]
        assert not [at for at in small if f"{at[0]},{at[1]}" in known]

    def test_a_median_of_few_is_not_published(self) -> None:
        found = table(By.MONTH, [Tally(What.INCIDENT, "2024-04", "scan", 3)], WAITS, first="2024-04", last="2024-04")
        assert publishing.public(found).rows[0] == Row("2024-04", 0, None, 0)

    def test_the_quarters_tables_name_both_languages_and_what_is_counted(self) -> None:
        told_of = publishing.quarterly(COUNTS, "2024-04", "2024-06")
        assert "| 報告件数 Reports | 12 | 0 | 0 | 12 | 40 |" in told_of
        assert "| フィッシングサイト Phishing site | 20 | 0 | 0 | 20 | 0 |" in told_of
        assert "several reports of one incident count once" in told_of and "調整件数: " in told_of

    def test_the_public_quarter_shows_no_small_count(self) -> None:
        few = [Tally(What.INCIDENT, "2024-04", "scan", 2), Tally(What.INCIDENT, "2024-05", "scan", 31)]
        told_of = publishing.quarterly(few, "2024-04", "2024-06", publish=True)
        assert "| スキャン Scan | \\* | \\* | 0 |" in told_of


class TestCsv:
    """A spreadsheet opens it, and computes nothing."""

    def test_it_reads_back(self) -> None:
        found = table(By.MONTH, COUNTS, WAITS, first="2024-04", last="2024-05")
        rows = list(csv.reader(io.StringIO(publishing.as_csv(found), newline="")))
        assert rows[1] == ["2024-04", "12", "30", "0", "180", "", ""]
        assert rows[3][:4] == ["total", "52", "60", "7"]
        assert any(row[0].startswith("# Incidents: several reports") for row in rows)

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "＝"])
    def test_no_cell_begins_a_formula(self, start: str) -> None:
        assert publishing.safe_cell(f"{start}HYPERLINK()").startswith("'")

    def test_a_plain_cell_stays(self) -> None:
        assert publishing.safe_cell("JP") == "JP"
