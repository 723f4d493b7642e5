"""The story on one timeline, whole and filtered, and a clock that a handler settles."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import Usage
from ircon.store import Store, timelines
from ircon.timeline import Kind, Timeline
from tests.support import story
from tests.support.command import ircon

_FAST = "その他: タイムゾーンはJST、時計が3分進んでいます"


def _texts(found: Timeline) -> list[str]:
    return [row.text for row in found.rows if row.kind is Kind.LINE]


def test_both_sites_lines_stand_on_one_timeline(story_db: Path) -> None:
    with Store.open(story_db, read_only=True) as store:
        found = timelines.read(store, [1, 2])
    a, *b = _texts(found)
    assert a in story.A_LOG and all(text in story.B_LOG for text in b)
    assert [row.kind for row in found.rows][1] is Kind.GAP
    assert found.clocks[1].zone == "UTC+09:00" and found.clocks[1].accurate


def test_by_address_by_netblock_and_by_site(story_db: Path) -> None:
    with Store.open(story_db, read_only=True) as store:
        for about in ("192.168.100.1", "192.168.100.0/28"):
            assert len(_texts(timelines.read(store, [1, 2], about=about))) == 2
        assert (
            len(_texts(timelines.read(store, [1, 2], about="asite"))) == 3
        )  # its own line, and what names its address
        assert len(_texts(timelines.read(store, [1, 2], about="bsite"))) == 2
        assert _texts(timelines.read(store, [1, 2], about="nobody.example.net")) == []


def test_what_is_too_much_is_counted(story_db: Path) -> None:
    with Store.open(story_db, read_only=True) as store:
        found = timelines.read(store, [1, 2], most=1)
    assert (len(_texts(found)), found.left_out) == (1, 2)


def test_a_stated_fast_clock_moves_its_lines_and_a_handler_may_settle_another(tmp_path: Path) -> None:
    with Store.create(tmp_path / "queue.db") as store:
        body = story.B_REPORT.replace("その他: タイムゾーンはJST、時刻は正確", _FAST)
        mail = story.mail("admin@bsite.example.jp", "scan", body, "Fri, 23 Jun 2000 13:05:00 +0900")
        taken = desk.take_in(store, mail, handler="mail")

        def shifts() -> set[float]:
            return {row.shift for row in timelines.read(store, [taken.incident]).rows}

        assert shifts() == {-180.0}
        desk.settle_clock(store, taken.report, 60, handler="mori")
        assert shifts() == {60.0}
        assert timelines.read(store, [taken.incident]).clocks[taken.report].settled
        desk.undo(store, handler="mori")
        assert shifts() == {-180.0}
        with pytest.raises(Usage):
            desk.settle_clock(store, 99, 60, handler="mori")
        with pytest.raises(Usage):
            desk.settle_clock(store, taken.report, float("nan"), handler="mori")


def test_the_command_shows_it_safely_and_as_data(story_db: Path) -> None:
    done = ircon("timeline", "1", "2", db=story_db)
    assert done.status == 0 and "1999-06-23" not in done.out and "... 2 h 34 min" in done.out
    assert '"whose": "bsite"' in ircon("timeline", "1", "--json", db=story_db).out
    assert ircon("timeline", "77", db=story_db).status == 2
