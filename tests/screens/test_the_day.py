"""A handler's day at the console: the story of site A and site B, key by key, on a real store."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircon import desk as core
from ircon.errors import TryAgain
from ircon.store import Store, incidents, queue
from tests.screens.conftest import OpenDesk


async def test_the_queue_opens_with_the_detail_and_the_related_sites(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        assert desk.here == 1
        assert "bsite" in desk.text("queue") and "asite" in desk.text("queue")
        assert "bsite telnetd[12]: connect from 192.168.100.1" in desk.text("detail")
        assert "asite" in desk.text("related") and "#2" in desk.text("related")
        assert "2 incidents" in desk.text("header")


async def test_c_records_what_the_report_itself_states(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        assert "not recorded" in desk.text("detail")
        await desk.press("c")
        assert desk.flash.startswith("#1: full granted")
        assert "may be told all of it" in desk.text("related")
        with Store.open(story_db, read_only=True) as store:
            (decision,) = incidents.load(store, 1).decisions
            assert decision.quote == "全ての情報を開示してほしい"


async def test_d_then_shows_the_notice_beside_what_we_have(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(160, 40)) as desk:
        await desk.press("c", "r", "d")
        assert "what they will see" in desk.text("letter")
        assert "connect from 192.168.100.1" in desk.text("have")
        assert "before it leaves" in desk.text("remarks")


async def test_nothing_stated_asks_which_level_and_for_the_words(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("j", "c")
        assert "What does the reporter of #2 let us disclose?" in desk.text("box")
        await desk.press("f", *"by phone", "enter")
        assert desk.flash.startswith("#2: facts granted")
        with Store.open(story_db, read_only=True) as store:
            (decision,) = incidents.load(store, 2).decisions
            assert (decision.level, decision.quote) == ("facts", "by phone")


async def test_without_consent_d_asks_the_reporter_first(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("j", "d")
        assert "consent request" in desk.text("header")
        assert "admin@asite.example.jp" in desk.text("letter")


async def test_s_marks_the_letter_as_sent_and_u_takes_it_back(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("c", "d", "s")
        assert "sent" in desk.lines("letter")[0]
        await desk.press("s")
        assert "already marked as sent" in desk.flash
        await desk.press("escape", "u")
        with Store.open(story_db, read_only=True) as store:
            (letter,) = incidents.load(store, 1).drafts
            assert letter.state == "drafted"


async def test_y_always_leaves_a_file(story_db: Path, open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("c", "d", "y")
        (written,) = (tmp_path / "drafts").iterdir()
        assert str(written.name) in desk.text("footer") or "also in" in desk.flash
        assert "Subject: [IRCON#" in written.read_text()


async def test_e_edits_the_letter_in_the_console_where_there_is_no_editor(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("c", "d", "e")
        area = desk.app.screen.area
        area.text = area.text + "\nsee you"
        await desk.press("escape")
        assert "saved" in desk.flash
        with Store.open(story_db, read_only=True) as store:
            (letter,) = incidents.load(store, 1).drafts
            assert letter.body.rstrip().endswith("see you")


async def test_x_shows_what_is_outstanding_and_closes_by_one_key(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("x")
        assert "outstanding: The reporter has not been answered." in desk.text("box")
        await desk.press("1")
        assert desk.flash == "#1 closed: resolved"
        assert desk.here == 2, "the next incident is under the cursor"
        await desk.press("u")
        assert "undone" in desk.flash
        await desk.press("U")
        assert "done again" in desk.flash


async def test_x_opens_what_is_closed_again(story_db: Path, open_desk: OpenDesk) -> None:
    with Store.open(story_db) as store:
        core.close(store, 1, "duplicate", handler="mori")
    async with open_desk(story_db) as desk:
        await desk.press("G", "t")
        assert desk.flash == "#1 is closed; x opens it again"
        await desk.press("x")
        assert "closed: duplicate" in desk.text("box")
        await desk.press("1")
        assert desk.flash == "#1 is open again; it was closed: duplicate"
        assert desk.here == 1 and "reporter not answered" in desk.text("detail")
        await desk.press("u")
        assert "closed: duplicate" in desk.text("detail")


async def test_t_takes_an_incident_once(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("t")
        assert desk.flash == "#1 is yours"
        await desk.press("t")
        assert desk.flash == "#1 is already yours"


async def test_enter_on_a_proposed_link_goes_to_that_incident(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("r", "G", "enter")
        assert desk.here == 2


async def test_what_a_colleague_changes_appears_and_the_place_is_kept(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("j")
        with Store.open(story_db) as store:
            core.take(store, 2, handler="hanako")
        await desk.pilot.pause(0.7)
        await desk.settle()
        assert desk.here == 2
        assert "hanako" in desk.text("queue")


async def test_a_failing_action_says_one_sentence(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        with Store.open(story_db) as store:
            core.take(store, 1, handler="hanako")
        desk.app.main.do("take", 1)  # as t does before the console has seen that she was quicker
        await desk.settle()
        assert "hanako has #1" in desk.flash


async def test_a_store_that_cannot_be_read_for_a_moment_is_no_end(story_db: Path, open_desk: OpenDesk) -> None:
    def busy(*_: object, **__: object) -> None:
        raise TryAgain("The store is busy.")

    async with open_desk(story_db) as desk:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(incidents, "load", busy)
            await desk.press("j", "k", "j")
            patch.setattr(queue, "last", busy)
            patch.setattr(queue, "window", busy)
            await desk.press("g")
            assert "busy" in desk.flash
        await desk.press("G", "k", "j")
        assert desk.here == 2
        assert "asite" in desk.text("detail")
