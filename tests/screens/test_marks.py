"""Marks at the console: set, kept, and acted upon, with a word about what is skipped before anything happens."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ircon import desk as core
from ircon.model import Status
from ircon.store import Store, queue
from screens import listening
from tests.screens.conftest import OpenDesk
from tests.support import stores, story


@pytest.fixture(scope="module")
def _busy_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = stores.empty(tmp_path_factory.mktemp("busy"))
    with Store.open(path) as store:
        for number in range(6):
            text = story.B_REPORT if number < 3 else "Somebody knocks at our door.\n"
            date = f"{datetime(2000, 6, 23, 3, 40, tzinfo=UTC) + timedelta(minutes=number):%a, %d %b %Y %H:%M:%S} +0000"
            core.take_in(store, story.mail(f"admin@site{number}.example.jp", f"report {number}", text, date))
    return path


@pytest.fixture
def busy_db(_busy_once: Path, tmp_path: Path) -> Path:
    """Six incidents; the first three state what they permit."""
    return Path(shutil.copy(_busy_once, tmp_path / "busy.db"))


def owners(path: Path) -> list[str]:
    with Store.open(path, read_only=True) as store:
        return [row.owner for row in queue.some(store, range(1, 7))]


class TestMarking:
    """Space, V, A, esc."""

    async def test_space_marks_and_goes_on(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("space", "space")
            assert desk.here == 3
            assert "2 marked" in desk.text("header")
            assert desk.flash.startswith("t take  T hand over  c consent") and "esc let them go" in desk.flash
            assert [line[1] for line in desk.lines("queue")[1:4]] == ["+", "+", " "]
            await desk.press("k", "space")
            assert "1 marked" in desk.text("header")

    async def test_shift_v_marks_all_from_the_last_mark(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("j", "space", "j", "j", "V")
            assert "4 marked" in desk.flash
            assert desk.app.view.marks.numbers == [2, 3, 4, 5]

    async def test_shift_v_without_a_mark_begins_a_range(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("G", "V", "g", "V")
            assert desk.app.view.marks.numbers == [1, 2, 3, 4, 5, 6]

    async def test_shift_a_marks_what_the_filter_lists(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("slash", *"knocks", "enter", "A")
            assert "3 marked" in desk.flash
            assert desk.app.view.marks.numbers == [4, 5, 6]

    async def test_marks_stay_when_the_filter_goes_and_escape_lets_them_go_then(
        self, busy_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("slash", *"knocks", "enter", "space", "escape")
            assert "1 marked" in desk.text("header") and "knocks" not in desk.text("header")
            with Store.open(busy_db) as store:
                core.take(store, 1, handler="sato")
            desk.app.poll()
            assert "1 marked" in desk.text("header")
            await desk.press("escape")
            assert "marked" not in desk.text("header")

    async def test_a_hundred_thousand_are_marked_without_waiting(self, tmp_path: Path, open_desk: OpenDesk) -> None:
        path = tmp_path / "large.db"
        with Store.create(path) as store:
            store.conn.executescript(
                "DROP TRIGGER tally_incident;"
                " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
                " INSERT INTO incident (class, received, ball_since, need)"
                " SELECT 'scan', '2000-06-23T00:00:00.000000Z', '2000-06-23T00:00:00.000000Z', 0 FROM n"
            )
        async with open_desk(path) as desk:
            await desk.press("A")
            assert "100,000 marked" in desk.flash
            await desk.press("x")
            assert "Close 100,000 marked incidents" in desk.text("box")
            await desk.pilot.press("1")
            await desk.pilot.pause(1.0)
            assert "esc stops" in desk.flash
            await desk.press("escape")
            assert "were left" in desk.flash
            left = len(desk.app.view.marks)
            assert 0 < left < 100_000


class TestActing:
    """The next action takes all that are marked."""

    async def test_all_marked_are_closed_after_a_look_and_one_undo_opens_them(
        self, busy_db: Path, open_desk: OpenDesk
    ) -> None:
        with Store.open(busy_db) as store:
            core.close(store, 2, "resolved")
        async with open_desk(busy_db) as desk:
            await desk.press("A", "x")
            box = desk.text("box")
            assert "Close 5 of 6 marked incidents" in box
            assert "skipped, closed already: #2" in box
            assert "reporter not answered" in box
            await desk.press("4")
            assert "5 incidents" in desk.flash and "u takes it back" in desk.flash
            assert "marked" not in desk.text("header")
            with Store.open(busy_db, read_only=True) as store:
                assert all(row.status is Status.CLOSED for row in queue.some(store, range(1, 7)))
            await desk.press("u")
            assert "undone in 5 incidents" in desk.flash
            with Store.open(busy_db, read_only=True) as store:
                assert sum(row.status is Status.CLOSED for row in queue.some(store, range(1, 7))) == 1

    async def test_what_colleagues_have_is_taken_only_if_that_is_chosen(
        self, busy_db: Path, open_desk: OpenDesk
    ) -> None:
        with Store.open(busy_db) as store:
            core.take(store, 2, handler="sato")
        async with open_desk(busy_db) as desk:
            me = desk.app.view.reading.me
            await desk.press("A", "t", "1")
            assert owners(busy_db) == [me, "sato", me, me, me, me]
            await desk.press("u", "A", "t", "2")
            assert owners(busy_db) == [me] * 6

    async def test_consent_is_recorded_where_it_is_stated(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("A", "c")
            assert "in 3 of 6 marked incidents" in desk.text("box")
            assert "full granted: #1, #2, #3" in desk.text("box")
            assert "states nothing that is not recorded: #4, #5, #6" in desk.text("box")
            await desk.press("enter")
            with Store.open(busy_db, read_only=True) as store:
                assert [row.consent for row in queue.some(store, range(1, 7))] == ["full"] * 3 + ["none"] * 3

    async def test_all_marked_get_a_class_letters_and_a_handler(self, busy_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(busy_db) as store:
            core.take(store, 6, handler="sato")
        async with open_desk(busy_db) as desk:
            await desk.press("space", "space", "K", "2")
            assert "2 incidents" in desk.flash
            await desk.press("g", "space", "space", "d")
            assert "acknowledgement: #1, #2" in desk.text("box")
            await desk.press("1")
            assert "2 incidents" in desk.flash
            await desk.press("g", "space", "space", "T")
            assert "Hand 2 marked incidents over to" in desk.text("box") and "sato" in desk.text("box")
            await desk.press("1")
            assert owners(busy_db)[:2] == ["sato", "sato"]

    async def test_in_an_incident_that_is_open_an_action_is_about_that_one(
        self, busy_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("space", "space", "enter", "t")
            assert owners(busy_db) == ["", "", desk.app.view.reading.me, "", "", ""]
            await desk.press("r", "d")
            assert "Draft letters for" not in desk.text()

    async def test_all_marked_become_one(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("j", "space", "space", "space", "m")
            assert "Are #2, #3, #4 one incident?" in desk.text("box")
            await desk.press("1")
            assert desk.here == 2 and "#3, #4 put into #2" in desk.flash

    async def test_where_nothing_can_be_done_it_says_why_and_asks_nothing(
        self, busy_db: Path, open_desk: OpenDesk
    ) -> None:
        with Store.open(busy_db) as store:
            core.close(store, 1, "resolved")
        async with open_desk(busy_db) as desk:
            desk.app.view.marks.add([1])
            await desk.press("x")
            assert desk.flash == "skipped, closed already: #1"


class TestLowTerminal:
    """What can be chosen is in sight, however much there is to tell and however low the terminal."""

    async def test_every_answer_can_be_seen(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db, size=(80, 24)) as desk:
            await desk.press("A", "K")
            box = desk.lines("box")
            assert "Of which class" in box[1] and "Other" in box[-2]
            assert "esc back" in desk.text("footer")
            assert sum("│  " in line and "  " in line[5:] for line in box) >= 13

    async def test_the_bar_is_in_sight_where_not_all_fits(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db, size=(60, 12)) as desk:
            await desk.press("A", "K", *["j"] * 12)
            assert "Other" in desk.text("box")
            await desk.press(*["k"] * 12)
            assert "Scan" in desk.text("box")


class TestOneIncident:
    """Without marks the keys do what they do to one."""

    async def test_taking_over_is_asked_and_told(self, busy_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(busy_db) as store:
            core.take(store, 1, handler="sato")
        async with open_desk(busy_db) as desk:
            await desk.press("t")
            assert "sato has #1." in desk.text("box")
            await desk.press("escape")
            assert owners(busy_db)[0] == "sato"
            await desk.press("t", "1")
            assert "#1 was sato's" in desk.flash

    async def test_shift_t_hands_over_to_anybody(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("T", "at", *"abe", "enter")
            assert "#1 handed to abe" in desk.flash
            await desk.press("T", "0")
            assert owners(busy_db)[0] == ""

    async def test_a_handover_is_told_to_whom_it_concerns(self, busy_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(busy_db) as desk:
            me = desk.app.view.reading.me
            with Store.open(busy_db) as store:
                core.hand_over(store, 3, me, handler="sato")
            desk.app.poll()
            assert desk.flash == "sato has handed to you: #3"
            await desk.press("j")
            with Store.open(busy_db) as store:
                core.take(store, 3, over=True, handler="abe")
            desk.app.poll()
            assert desk.flash == "abe has taken over from you: #3"

    async def test_news_wait_until_what_was_just_said_is_read_and_no_longer(
        self, busy_db: Path, open_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("t")
            said = desk.flash
            with Store.open(busy_db) as store:
                core.take(store, 1, over=True, handler="abe")
            desk.app.poll()
            assert desk.flash == said
            monkeypatch.setattr(listening, "READ", 0.0)
            desk.app.poll()
            assert desk.flash == "abe has taken over from you: #1"

    async def test_undo_says_what_stands_in_its_way_and_then_looks_behind_it(
        self, busy_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(busy_db) as desk:
            await desk.press("t", "j", "t")
            with Store.open(busy_db) as store:
                core.take(store, 2, over=True, handler="sato")
            desk.app.poll()
            await desk.press("u")
            assert "#2: take stays as it is: sato has changed it since" in desk.flash
            assert owners(busy_db)[:2] == [desk.app.view.reading.me, "sato"]
            await desk.press("u")
            assert "#1: undone: take" in desk.flash
            assert owners(busy_db)[:2] == ["", "sato"]
