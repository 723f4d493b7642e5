"""Lines of several sites in one order: clocks as stated, doubts marked, silences told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.model import Certainty
from ircon.timeline import Clock, Doubt, Kind, Source, build, shift_stated, span

NOON = datetime(1999, 6, 23, 3, 34, tzinfo=UTC)
SURE = Certainty.WRITTEN, Certainty.WRITTEN


def line(report: int, number: int, seconds: float, text: str = "") -> Source:
    return Source(report, number, text or f"line {report}.{number}", NOON + timedelta(seconds=seconds), *SURE)


def texts(rows: object) -> list[str]:
    return [row.text for row in rows if row.kind is Kind.LINE]  # type: ignore[attr-defined]


RIGHT = Clock(1, 1, "bsite", "JST", accurate=True)


class TestOrder:
    """One order by UTC, whichever report a line came in."""

    def test_lines_of_two_sites_stand_between_each_other(self) -> None:
        found = build([line(1, 1, 0), line(1, 2, 20), line(2, 1, 10)], [RIGHT, Clock(2, 2, "asite")])
        assert texts(found.rows) == ["line 1.1", "line 2.1", "line 1.2"]

    def test_lines_of_the_same_instant_keep_the_order_of_their_log(self) -> None:
        found = build([line(1, 2, 5), line(1, 3, 0), line(1, 4, 0)], [RIGHT])
        assert texts(found.rows) == ["line 1.3", "line 1.4", "line 1.2"]

    def test_a_line_without_an_instant_is_kept_at_the_end(self) -> None:
        undated = Source(1, 9, "no time", None, *SURE)
        found = build([undated, line(1, 1, 0)], [RIGHT])
        assert texts(found.window(0, 5)) == ["line 1.1", "no time"]
        assert texts(found.window(1, 5)) == ["no time"]

    def test_a_long_silence_has_a_row_of_its_own(self) -> None:
        found = build([line(1, 1, 0), line(1, 2, 9240)], [RIGHT])
        assert [row.kind for row in found.rows] == [Kind.LINE, Kind.GAP, Kind.LINE]
        assert (len(found), found.lines) == (3, 2)
        assert [found.nth(number) for number in range(3)] == [1, 2, 2]
        assert span(found.rows[1].length) == "2 h 34 min"

    @given(st.lists(st.tuples(st.integers(1, 3), st.integers(-9000, 9000)), max_size=30), st.integers(0, 40))
    def test_windows_put_together_are_the_whole(self, told: list[tuple[int, int]], size: int) -> None:
        lines = [line(report, number, seconds) for number, (report, seconds) in enumerate(told)]
        found = build(lines, [Clock(n, n, "x", shift=n * 10.0) for n in (1, 2, 3)])
        assert [row.at for row in found.rows] == sorted(row.at for row in found.rows if row.at)
        step = size or 1
        assert [r for n in range(0, len(found), step) for r in found.window(n, step)] == list(found.rows)
        assert len(texts(found.rows)) == len(told)

    def test_a_place_in_time_is_found(self) -> None:
        found = build([line(1, n, n * 10) for n in range(5)], [RIGHT])
        assert found.place(NOON + timedelta(seconds=15)) == 2


class TestClocks:
    """A stated error moves the lines, and each of them says so."""

    def test_a_fast_clocks_lines_move_back_and_show_it(self) -> None:
        fast = Clock(2, 2, "asite", accurate=False, error=180, shift=-180, quote="時計が3分進んでいます")
        found = build([line(1, 1, 0), line(2, 1, 100)], [RIGHT, fast])
        assert texts(found.rows) == ["line 2.1", "line 1.1"]
        moved = found.rows[0]
        assert (moved.shift, moved.read, moved.at) == (
            -180,
            NOON + timedelta(seconds=100),
            NOON - timedelta(seconds=80),
        )
        assert "moved by -180 s as stated" in fast.words()

    @pytest.mark.parametrize(
        ("quote", "seconds"),
        [("3分進んでいます", -180), ("clock is 180 seconds fast", -180), ("3分遅れ", 180), ("3 minutes behind", 180)],
    )
    def test_the_words_say_which_way(self, quote: str, seconds: float) -> None:
        assert shift_stated(quote, 180) == seconds

    @pytest.mark.parametrize("quote", ["時刻誤差: 180秒", "accurate within 180 s", "fast or slow"])
    def test_without_a_direction_nothing_moves(self, quote: str) -> None:
        assert shift_stated(quote, 180) == 0

    def test_an_order_within_the_stated_error_is_marked_and_only_there(self) -> None:
        rough = Clock(2, 2, "asite", accurate=False, error=30)
        found = build([line(1, 1, 0), line(2, 1, 20), line(2, 2, 25), line(1, 2, 90)], [RIGHT, rough])
        assert [Doubt.ORDER in row.doubts for row in found.rows] == [False, True, False, False]

    def test_year_and_zone_that_were_worked_out_are_marked(self) -> None:
        guessed = Source(1, 1, "x", NOON, Certainty.INFERRED, Certainty.INFERRED)
        assert build([guessed], [RIGHT]).rows[0].doubts == (Doubt.YEAR, Doubt.ZONE)

    def test_the_same_log_read_as_two_times_is_told(self) -> None:
        lines = [line(1, n, n, f"same {n}") for n in range(3)] + [line(2, n, n + 32_400, f"same {n}") for n in range(3)]
        assert [tuple(skew) for skew in build(lines, [RIGHT, Clock(2, 2, "asite")]).skews] == [(1, 2, 3, 32_400.0)]
