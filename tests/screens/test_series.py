"""Beyond one report: the timeline, the trends, and incidents that are one, all at the console."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ircon import desk as core
from ircon.config import Config, Interface
from ircon.model import Certainty, Link
from ircon.store import Store, incidents, merging
from ircon.text import width
from ircon.timeline import Clock, Source, build
from screens.draw import strokes
from screens.draw import timeline as draw
from screens.draw.lines import line_width, plain
from screens.timeline import TimelineScreen
from screens.together import TogetherScreen
from tests.screens.conftest import OpenDesk
from tests.support import hostile, story

SLOW = story.mail(
    "admin@asite.example.jp", "again", f"時刻は3分遅れている。\n\n{story.A_LOG}", "Fri, 23 Jun 2000 19:00:00 +0900"
)
HOSTS = "Jun 23 12:34:00 csite sshd[1]: connect from 203.0.113.9\n"


@pytest.fixture
def one_db(story_db: Path) -> Path:
    """A store in which both reports of the story are one incident."""
    with Store.open(story_db) as store:
        core.put_together(store, [1, 2])
    return story_db


class TestRoles:
    """Key p in the panel."""

    async def test_the_handlers_word_stands_and_u_takes_it_back(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("r", "p")
            assert "Which part does asite play?" in desk.text() and "now: source, worked out" in desk.text()
            await desk.press("t")
            assert "asite is target" in desk.flash
            assert " target " in desk.lines("related")[1]
            assert "target by " in desk.text("related") and "'s word; the" in desk.text("related")
            await desk.press("u")
            assert " source " in desk.lines("related")[1] and "'s word" not in desk.text("related")

    async def test_a_proposed_incident_plays_none(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("p")
            assert "related site" in desk.flash
            await desk.press("r", "G", "p")
            assert "proposed incident" in desk.flash


class TestTimeline:
    """Key l."""

    async def test_both_sites_stand_in_one_order(self, one_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(one_db) as desk:
            await desk.press("l")
            shown = [line for line in desk.lines("rows") if "Jun 23" in line or "silence" in line]
            assert ["asite statd" in shown[0], "silence" in shown[1], "bsite telnetd" in shown[2]] == [True] * 3
            assert "2 h 34 min" in shown[1]
            assert "accurate as stated" in desk.text("rows")
            assert "the line has no year" in desk.text("foot")
            await desk.press("G")
            assert "popper" in desk.text("foot") and "3 of 3" in desk.text("foot")

    async def test_a_widens_to_what_may_be_the_same_series(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("l")
            assert "statd" not in desk.text("rows")
            await desk.press("a")
            assert "statd" in desk.text("rows") and "#1 #2" in desk.text("rows")
            await desk.press("a")
            assert "statd" not in desk.text("rows")

    async def test_slash_narrows_to_a_site_or_an_address(self, one_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(one_db) as desk:
            await desk.press("l", "slash", *"192.168.100.1", "enter")
            assert "telnetd" in desk.text("rows") and "statd" not in desk.text("rows")
            await desk.press("slash", "ctrl+u", *"203.0.113.9", "enter")
            assert "no line concerns 203.0.113.9" in desk.text("rows")
            await desk.press("escape")
            assert "statd" in desk.text("rows")
            await desk.press("escape")
            assert desk.here == 1

    async def test_marked_lines_become_a_notice_with_just_these(self, one_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(one_db) as store:
            core.consent_from_report(store, 1)
        async with open_desk(one_db) as desk:
            await desk.press("l", "d")
            assert "space marks the lines" in desk.text("keys")
            await desk.press("G", "space")
            assert "1 line marked" in desk.text("rows")
            assert [line[0] for line in desk.lines("rows") if "popper" in line] == ["*"]
            await desk.press("d", "pagedown")
            letter = desk.text("letter")
            assert "popper" in letter and "telnetd" not in letter
            await desk.press("escape")
            assert "1 line marked" in desk.text("rows")

    async def test_a_range_and_all_are_marked_and_marks_outlive_the_filter(
        self, one_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(one_db, size=(80, 24)) as desk:
            await desk.press("l", "V", "G")
            assert "mark the range" in desk.text("keys")
            assert [line[0] for line in desk.lines("rows") if "Jun 23" in line or "silence" in line] == ["|"] * 4
            await desk.press("space")
            assert "3 lines marked" in desk.text("rows")
            await desk.press("slash", *"192.168.100.1", "enter", "A")
            assert "1 line marked" in desk.text("rows")
            await desk.press("escape", "V", "escape", "d")
            assert "no marked line names a site" in desk.text("keys")

    async def test_several_sites_are_asked_for_and_what_is_not_permitted_is_said(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("l", "a", "A", "d")
            assert "1 marked line is another incident's" in desk.text() and "may be told: nothing" in desk.text()
            await desk.press("1")
            assert "has not permitted to tell asite" in desk.text("keys")

    async def test_a_clock_that_is_off_is_told_and_its_lines_are_moved(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        with Store.open(story_db) as store:
            taken = core.take_in(store, SLOW)
            core.put_together(store, [2, taken.incident])
        async with open_desk(story_db, size=(120, 30)) as desk:
            await desk.press("j", "l", "G")
            assert "lines moved by +180 s as stated" in desk.text("rows")
            assert "180 s apart" in desk.text("rows") or "moved by +180 s" in desk.text("foot")

    async def test_c_settles_a_clock_and_u_takes_it_back(self, one_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(one_db) as desk:
            await desk.press("l", "j", "c")
            assert "choose a line" in desk.text("keys")
            await desk.press("k", "c", *"soon", "enter")
            assert "report 2, seconds" in desk.text("keys")
            await desk.press("ctrl+u", *"-3600", "enter")
            assert "settled by a handler" in desk.text("rows")
            assert "moved by -3600 s" in desk.text("foot") and "read as 2000-06-23 01:00:00Z" in desk.text("foot")
            await desk.press("escape", "u", "l")
            assert "settled by a handler" not in desk.text("rows")

    @pytest.mark.parametrize("size", [(80, 24), (200, 60), (20, 8), (1, 1)])
    async def test_it_opens_at_any_size(self, one_db: Path, open_desk: OpenDesk, size: tuple[int, int]) -> None:
        async with open_desk(one_db, size=size) as desk:
            await desk.press("l", "j", "G", "pageup", "k", "slash", "x", "enter", "escape")
            assert isinstance(desk.app.screen, TimelineScreen)
            await desk.press("escape")
            assert desk.here == 1

    async def test_an_incident_without_lines_has_an_empty_one(self, one_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(one_db) as desk:
            await desk.press("j", "l", "j", "G", "g")
            assert "no log lines" in desk.text("rows")

    def test_only_the_rows_in_sight_are_drawn(self) -> None:
        start = datetime(2000, 6, 23, tzinfo=UTC)
        sure = Certainty.WRITTEN
        lines = (Source(1, n, f"line {n}", start + timedelta(seconds=n), sure, sure) for n in range(20_000))
        found = build(lines, [Clock(1, 1, "bsite")])
        assert "line 19999" in plain(draw.row(found, 19_999, 80))
        assert "20,000 of 20,000" in plain(draw.foot(found, 19_999, 80)[0])

    @pytest.mark.parametrize("cells", [20, 80, 131])
    def test_hostile_words_do_no_harm_and_fill_the_line(self, cells: int) -> None:
        at = datetime(2000, 6, 23, tzinfo=UTC)
        for word in hostile.corpus():
            clock = Clock(1, 1, word, word, error=5.0)
            found = build([Source(1, 1, word, at, Certainty.INFERRED, Certainty.INFERRED)], [clock])
            drawn = [*draw.head(found, cells, subject="#1", about=word), draw.row(found, 0, cells)]
            drawn += draw.foot(found, 0, cells)
            assert all(line_width(line) == cells for line in drawn)
            assert hostile.smuggled("".join(map(plain, drawn)).encode()) == []


class TestTrends:
    """Key R."""

    async def test_the_counts_are_shown_each_apart(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("R")
            head, said, titles, total = desk.lines("counts")[:4]
            assert (
                "month" in head
                and "messages received" in said
                and titles.split()[:3] == ["reports", "incidents", "coordinations"]
            )
            assert [word for word in total.split() if word.isalnum()][:4] == ["total", "2", "2", "0"]
            await desk.press("tab", "tab", "tab")
            assert "Scan" in desk.text("counts") and "messages received" in desk.text("counts")
            await desk.press("escape")
            assert desk.here == 1

    async def test_bars_are_ascii_where_the_settings_ask_for_it(self, story_db: Path, open_desk: OpenDesk) -> None:
        plain_one = replace(Config(), interface=Interface(ascii=True))
        async with open_desk(story_db, config=plain_one) as desk:
            await desk.press("R", "tab", "tab", "tab")
            assert "#" in desk.text("counts")
            assert not set(desk.text("counts")) & set("█▏▎▍▌▋▊▉▁▂▃▄▅▆▇")
        async with open_desk(story_db) as desk:
            await desk.press("R", "tab", "tab", "tab")
            assert "█" in desk.text("counts")

    async def test_the_narrow_page_says_how_long_it_took_and_how_the_counts_went(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db, size=(80, 24)) as desk:
            await desk.press("R")
            titles, total = desk.lines("counts")[2:4]
            assert titles.split() == ["reports", "incidents", "coordinations", "answer", "notice", "close"]
            assert total.split()[:2] == ["total", "2"]
            assert "█" in total

    async def test_a_page_tells_the_countries_and_says_whose_they_are(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("R", "shift+tab")
            shown = desk.text("counts")
            assert "JP " in shown and "Countries: of reports and incidents the reporter's" in shown

    def test_a_sparkline_shows_the_last_of_the_counts_beside_the_highest_of_them(self) -> None:
        assert strokes.spark([9, 0, 1, 4, 8], 5) == " ▁▄█ "
        assert strokes.spark([], 3) == "   " and strokes.spark([0, 0], 3) == "   " and strokes.spark([5], 1) == " "

    async def test_y_leaves_the_report_of_the_last_quarter(
        self, story_db: Path, open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        async with open_desk(story_db, size=(80, 24)) as desk:
            await desk.press("R", "y")
            (written,) = (tmp_path / "drafts").iterdir()
            assert f"~/drafts/{written.name}" in desk.text("keys")
            assert "## 報告の状況" in written.read_text(encoding="utf-8")

    @pytest.mark.parametrize("size", [(80, 24), (20, 8), (1, 1)])
    async def test_it_opens_at_any_size(self, story_db: Path, open_desk: OpenDesk, size: tuple[int, int]) -> None:
        async with open_desk(story_db, size=size) as desk:
            await desk.press("R", *["tab", "G", "pageup"] * 4, "j", "k")
            assert all(width(line) == size[0] for line in desk.lines("counts"))
            await desk.press("q")


class TestTogether:
    """Key m."""

    async def test_a_proposed_incident_joins_this_one_and_u_takes_it_back(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("j", "m")
            assert "put together with #1" in desk.text("box")
            await desk.press("1")
            assert desk.flash.startswith("#2 put into #1")
            assert desk.here == 1, "the cursor stands where the reports are"
            assert "2 reports" in desk.text("detail")
            await desk.press("u")
            with Store.open(story_db, read_only=True) as store:
                assert merging.merged(store, 1) == []

    @pytest.mark.parametrize("from_number", [1, 2])
    async def test_either_number_takes_it_apart_again(
        self, one_db: Path, open_desk: OpenDesk, from_number: int
    ) -> None:
        async with open_desk(one_db) as desk:
            desk.app.main.jump(from_number)
            await desk.press("m")
            assert "apart again" in desk.text("box")
            await desk.press("1")
            assert desk.flash.startswith("#2 taken out of #1")
            with Store.open(one_db, read_only=True) as store:
                assert [len(incidents.load(store, number).reports) for number in (1, 2)] == [1, 1]

    async def test_any_incident_joins_by_its_number(self, empty_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(empty_db) as store:
            core.take_in(store, story.from_b())
            core.take_in(
                store, story.mail("a@csite.example.com", "mail relay", "relayed", "Fri, 23 Jun 2000 18:00:00 +0900")
            )
        async with open_desk(empty_db) as desk:
            await desk.press("m", "#", "x", "enter", "9", "backspace", "2", "enter")
            assert desk.flash.startswith("#2 put into #1")
            await desk.press("u", "m", "#", "7", "7", "enter")
            assert "There is no incident 77" in desk.flash
            await desk.press("m", "#", "escape", "escape")
            assert desk.here == 1

    async def test_a_single_report_can_leave(self, one_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(one_db) as desk:
            await desk.press("m")
            assert "let report 2 leave for a new incident" in desk.text("box")
            await desk.press("j", "j", "enter")
            assert desk.flash.startswith("#3 taken out of #1")
            assert desk.here == 3
            with Store.open(one_db, read_only=True) as store:
                assert [len(incidents.load(store, number).reports) for number in (1, 3)] == [1, 1]

    @pytest.mark.parametrize("size", [(80, 24), (20, 8)])
    async def test_hostile_reasons_do_no_harm(self, story_db: Path, open_desk: OpenDesk, size: tuple[int, int]) -> None:
        async with open_desk(story_db, size=size) as desk:
            incident = desk.app.view.incident
            assert incident is not None
            links = tuple(Link(n, word) for n, word in enumerate(hostile.corpus()[:4], start=2))
            desk.app.push_screen(TogetherScreen(replace(incident, links=links), 1, [2]))
            await desk.press("j", "#", "1")
            assert hostile.smuggled("".join(desk.lines("box")).encode()) == []
            await desk.press("escape", "escape")

    async def test_a_merged_incident_is_no_end_to_any_key(self, one_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(one_db) as desk:
            for key in ("enter", "c", "d", "D", "x", "t", "K", "o", "H", "C", "r", "l", "m", "question_mark"):
                await desk.press("j", key)
                assert "failed inside" not in desk.text()
                await desk.press("escape", "escape", "escape", "g")
                assert desk.here == 1


class TestAccept:
    """Key a, in the panel of related sites."""

    async def test_it_is_refused_where_no_site_is_chosen(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("a")
            assert "about a related site" in desk.flash
            await desk.press("r", "G", "a")
            assert "proposed incident" in desk.flash

    async def test_an_unknown_site_goes_into_the_register(self, empty_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(empty_db) as store:
            core.take_in(store, story.mail("a@csite.example.com", "scan", HOSTS, "Fri, 23 Jun 2000 18:00:00 +0900"))
        async with open_desk(empty_db) as desk:
            await desk.press("r", "a")
            assert "goes into the register" in desk.text("box")
            await desk.press("a", *"abuse@dsite.example.net", "enter")
            assert "of the register" in desk.flash
            assert "not in the register" not in desk.text("related")

    async def test_an_address_that_links_nothing_is_rejected_for_a_reason(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("r", "a", "1", "enter")
            assert "why" in desk.text("box"), "not without a reason"
            await desk.press(*"a proxy", "enter")
            assert "192.168.100.1 links nothing any more" in desk.flash
            await desk.press("u")
            assert "undone" in desk.flash
