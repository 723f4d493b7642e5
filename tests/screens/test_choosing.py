"""What the queue lists at the console: views with their counts, orders, what is new, and who has what open."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ircon import desk as core
from ircon.model import Order
from ircon.store import Store, looked, present, stamps, views
from ircon.views import View
from tests.screens.conftest import OpenDesk
from tests.support import story

ME = core.me()


class TestOrders:
    """Key S."""

    async def test_another_order_keeps_the_place_and_is_told_in_the_header(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("j")
            assert desk.here == 2
            await desk.press("S", "2")
            assert desk.app.view.order is Order.NEWEST
            assert desk.here == 2 and "by newest" in desk.text("header")
            assert [row.incident for row in desk.app.view.window.rows] == [2, 1]
            await desk.press("slash", *"is:open", "enter")
            assert [row.incident for row in desk.app.view.window.rows] == [2, 1]
            await desk.press("S", "1")
            assert "by " not in desk.text("header")


class TestViews:
    """Key v."""

    async def test_each_view_tells_how_many_it_lists_and_a_number_chooses_it(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        with Store.open(story_db) as store:
            core.take(store, 2)
        async with open_desk(story_db) as desk:
            await desk.press("v")
            rows = desk.lines("box")
            assert next(line for line in rows if "mine" in line).split()[-2] == "1"
            chosen = desk.app.screen.pane.lines[3]
            assert {style for _text, style in chosen[1:-1]} == {"bar"}, "the bar is whole"
            assert next(line for line in rows if "waiting on us" in line).split()[-2] == "2"
            assert next(line for line in rows if "ready to notify" in line).split()[-2] == "0"
            await desk.press("1")
            assert desk.here == 2 and "is:open owner:me" in desk.text("header")
            await desk.press("space")
            assert desk.flash.endswith("esc back"), "it first clears the filter"
            await desk.press("escape")
            assert desk.flash.endswith("esc let them go")
            await desk.press("escape")
            await desk.press("v", "4")
            assert desk.app.view.order is Order.WAITING and "wait:>7d" in desk.text("header")

    async def test_a_view_of_ones_own_is_saved_found_again_and_removed(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("v", "s")
            assert "sets a filter to save" in desk.flash
            await desk.press("escape", "slash", *"class:scan", "enter", "S", "2", "v", "s")
            assert "save as" in desk.text("box")
            await desk.press(*"my scans", "enter")
            assert "my scans" in desk.text("box") and "8" in desk.text("box")
            await desk.press("escape", "escape", "S", "1")
        async with open_desk(story_db) as desk:
            await desk.press("v", "8")
            assert "class:scan" in desk.text("header") and desk.app.view.order is Order.NEWEST
            await desk.press("v", *["j"] * 7, "x")
            assert "my scans" not in "\n".join(desk.lines("box")[:-3])
            await desk.press("u")
            assert "my scans" in desk.text("box")
            await desk.press(*["j"] * 9, "x", "escape")
        with Store.open(story_db, read_only=True) as store:
            assert views.saved(store, ME) == ()

    async def test_views_are_each_handlers_own(self, story_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(story_db) as store:
            views.save(store, "sato", View("satos", "is:open", own=True))
        async with open_desk(story_db) as desk:
            await desk.press("v")
            assert "satos" not in desk.text("box")


class TestNews:
    """What a colleague did, or what came in, bears a mark until it is opened."""

    @pytest.fixture
    def known_db(self, story_db: Path) -> Path:
        with Store.open(story_db) as store:
            looked.begin(store, ME)
        return story_db

    async def test_what_changed_since_is_marked_until_it_is_opened(self, known_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(known_db) as store:
            core.take(store, 2, handler="sato")
        async with open_desk(known_db) as desk:
            assert desk.flash == "1 incident is new since you looked; v and 7 lists it"
            assert [line[0] for line in desk.lines("queue")[1:3]] == [" ", "*"]
            await desk.press("v", "7")
            assert desk.here == 2
            await desk.press("enter", "escape", "escape")
            assert [line[0] for line in desk.lines("queue")[1:3]] == [" ", " "]
        async with open_desk(known_db) as desk:
            assert "new since" not in desk.flash

    async def test_whoever_is_here_for_the_first_time_begins_here(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            assert [line[0] for line in desk.lines("queue")[1:3]] == [" ", " "]
            with Store.open(story_db) as store:
                core.take(store, 1, handler="sato")
            desk.app.poll()
            assert desk.lines("queue")[1][0] == "*"

    async def test_everything_is_taken_as_seen(self, known_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(known_db) as store:
            core.take(store, 2, handler="sato")
        async with open_desk(known_db) as desk:
            await desk.press("v", "equals_sign")
            assert [line[0] for line in desk.lines("queue")[1:3]] == [" ", " "]


class TestComingIn:
    """What comes in is told where it is not in sight anyway."""

    async def test_what_came_in_is_told_unless_it_is_in_sight(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            with Store.open(story_db) as store:
                core.take_in(store, story.mail("a@example.org", "in sight", "x\n", "Fri, 23 Jun 2000 12:40:00 +0900"))
            desk.app.poll()
            assert "came in" not in desk.flash and len(desk.app.view.window.rows) == 3
            await desk.press("slash", *"class:scan", "enter")
            with Store.open(story_db) as store:
                core.take_in(store, story.mail("a@example.org", "hidden", "y\n", "Fri, 23 Jun 2000 12:50:00 +0900"))
            desk.app.poll()
            assert desk.flash == "came in, not in sight: #4"
            await desk.press("v", "7")
            desk.app.poll()
            assert "came in" not in desk.flash, "once is enough"


class TestPresence:
    """Who else has an incident open is told; whose process is gone has not."""

    async def test_it_is_told_who_else_has_it_open(self, story_db: Path, open_desk: OpenDesk) -> None:
        other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        try:
            with Store.open(story_db) as store:
                host, _, _ = present.here()
                started = present._started(other.pid)
                with store.aside():
                    store.conn.execute(
                        "INSERT INTO present (incident_id, handler, host, pid, started, since)"
                        " VALUES (1, 'sato', ?, ?, ?, '')",
                        (host, other.pid, started),
                    )
            async with open_desk(story_db) as desk:
                assert "sato has it open" in desk.lines("detail")[0]
                await desk.press("j")
                assert "has it open" not in desk.lines("detail")[0]
                other.kill()
                other.wait()
                await desk.press("k")
                assert "has it open" not in desk.lines("detail")[0], "the dead have nothing open"
        finally:
            other.kill()
            other.wait()

    async def test_what_a_colleague_does_to_it_meanwhile_is_told(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db, size=(80, 24)) as desk:
            await desk.press("enter", "j", "j")
            with Store.open(story_db) as store:
                core.close(store, 1, "resolved", handler="sato")
            desk.app.poll()
            assert "sato has just changed #1: close: resolved" in desk.flash
            assert desk.app.view.detail.top == 2 and desk.here == 1, "the place is kept"
            with Store.open(story_db) as store:
                core.take(store, 2, handler="sato")
            await desk.press("j")
            desk.app.poll()
            assert "has just changed" not in desk.flash, "of others the row tells"

    async def test_it_is_written_on_opening_and_on_leaving_only(self, story_db: Path, open_desk: OpenDesk) -> None:
        def rows() -> list[tuple[int, str]]:
            with Store.open(story_db, read_only=True) as store:
                return store.rows("SELECT incident_id, handler FROM present")

        async with open_desk(story_db) as desk:
            await desk.press("j", "k")
            assert rows() == []
            await desk.press("enter", "j", "tab", "tab")
            assert rows() == [(1, ME)]
            await desk.press("escape")
            assert rows() == []
            await desk.press("C")
            assert rows() == [(1, ME)], "the ledger is open, too"
            await desk.press("escape")
            assert rows() == []
            await desk.press("j", "enter")
            assert rows() == [(2, ME)]
        assert rows() == [], "leaving the console leaves the incident"

    def test_a_copy_of_a_store_does_not_believe_for_ever_in_who_was_elsewhere(self, story_db: Path) -> None:
        with Store.open(story_db) as store:
            for handler, since in (("sato", stamps.now()), ("abe", stamps.now() - present.BELIEVED)):
                row = (handler, stamps.to_text(since))
                with store.aside():
                    store.conn.execute(
                        "INSERT INTO present (incident_id, handler, host, pid, started, since)"
                        " VALUES (1, ?, 'elsewhere.example', 7, '7', ?)",
                        row,
                    )
            assert [handler for handler, _ in present.others(store, 1)] == ["sato"]

    def test_of_a_number_that_was_given_again_it_is_known_that_it_is_another_process(self) -> None:
        host, pid, started = present.here()
        assert present.lives((host, pid, started))
        assert not present.lives((host, pid, f"{started}0"))
        assert not present.lives((host, 2**22 + 1, started))
        assert present.lives(("elsewhere.example", 1, "1"))
        assert pid == os.getpid()


class TestTyping:
    """Key /: offers, a count and errors while one types."""

    async def test_names_and_values_are_offered_and_tab_goes_through_them(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        with Store.open(story_db) as store:
            core.take(store, 2, handler="kimura")
        async with open_desk(story_db) as desk:
            await desk.press("slash", *"ow", "tab")
            assert desk.app.view.prompt is not None and desk.app.view.prompt.text == "owner:"
            await desk.press("k")
            assert "owner:kimura" in desk.lines("queue")[0]
            await desk.press("tab", "enter")
            assert [row.incident for row in desk.app.view.window.rows] == [2]
            await desk.press("escape", "slash", *"class:s")
            assert "class:scan" in desk.lines("queue")[0] and "cannot be" not in desk.lines("queue")[0]
            await desk.press("tab", "tab", "tab")
            assert desk.app.view.prompt.text == "class:spam"
            await desk.press("tab")
            assert desk.app.view.prompt.text == "class:scan"
            await desk.press("escape", "slash", *"site:", "tab")
            assert desk.app.view.prompt.text.startswith("site:")
            assert len(desk.app.view.window.rows) == 2

    async def test_how_many_match_is_told_while_one_types(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("slash", *"class:scan")
            assert desk.lines("header")[0].rstrip().endswith("1 of 2")
            await desk.press("space", *"zqzq")
            assert desk.lines("header")[0].rstrip().endswith("0 of 2")

    async def test_where_it_is_longer_than_the_line_the_caret_and_the_mistake_stay_in_sight(
        self, story_db: Path, open_desk: OpenDesk
    ) -> None:
        async with open_desk(story_db, size=(60, 20)) as desk:
            await desk.press("slash", *"is:open 分類:scan site:bsite.example.jp telnetd zone is:opn")
            (typed,) = desk.lines("header")
            assert typed.startswith(" / ~") and "is:opn " in typed
            at = desk.lines("queue")[0].index("^")
            assert typed[at:].startswith(("opn", "is:opn"))
            await desk.press("home")
            assert desk.lines("header")[0].startswith(" / is:open 分類:")

    async def test_what_cannot_be_read_is_pointed_at_and_stays(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("slash", *"is:open clas:scan ", "enter")
            assert desk.app.view.prompt is not None and desk.app.view.prompt.text == "is:open clas:scan "
            pointer = desk.lines("queue")[0]
            assert "write class:" in pointer
            assert pointer.index("^") == desk.lines("header")[0].index("clas:")
