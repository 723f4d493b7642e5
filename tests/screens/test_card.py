"""A site's card: what the register knows of it, what one adds to it, and its other incidents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ircon import desk as core
from ircon.model import Role
from ircon.store import Store, cards, looking
from tests.screens.conftest import OpenDesk
from tests.support.hostile import corpus
from tests.support.stores import with_register

TODAY = date(2026, 6, 23)


class TestCard:
    """Enter, on a site in the panel."""

    async def test_it_shows_what_is_known_whence_and_since_when(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db, size=(80, 24)) as desk:
            await desk.press("r", "enter")
            card = desk.text("card")
            for known in ("asite.example.jp   register", "192.168.100.0/24   register", "Asia/Tokyo"):
                assert known in card
            assert "1.         admin@asite.example.jp" in card
            assert "#1         scan, open: source, found" in card and "#2         intrusion, open: reports it" in card
            await desk.press("escape")
            assert desk.here == 1

    async def test_what_one_learns_is_noted_and_u_takes_it_back(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db, size=(120, 50)) as desk:
            await desk.press("r", "enter", "a", "4", *"2099-01-31 moving house", "enter")
            assert "do not contact before 2099-01-31: moving house" in desk.text("card")
            await desk.press("a", "5", *"as64496", "enter")
            assert "AS64496" in desk.text("card")
            await desk.press("G", "k", "k", "enter", "3", *"Hanako", "enter")
            assert "Hanako" in desk.text("card") and "what was noted" in desk.text("card")
            await desk.press("u", "u", "u")
            assert "Hanako" not in desk.text("card") and "2099" not in desk.text("card")
            await desk.press("U")
            assert "do not contact" in desk.text("card")

    async def test_what_cannot_be_is_refused_in_words(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("r", "enter", "a", "4", *"soon", "enter")
            assert "a hold is a day and a reason" in desk.flash
            await desk.press("a", "5", "enter", "escape", "escape")
            assert "AS64496" not in desk.text("card")

    async def test_where_nothing_may_be_changed_nothing_is_asked(self, story_db: Path, open_desk: OpenDesk) -> None:
        looking.look_only()
        try:
            async with open_desk(story_db) as desk:
                await desk.press("r", "enter", "a")
                assert "opened for reading only" in desk.flash
        finally:
            looking.look_only(False)

    async def test_enter_goes_to_another_of_its_incidents(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db) as desk:
            await desk.press("r", "enter", "G", "k", "enter")
            assert desk.here == 2

    async def test_what_it_has_is_added_changed_and_removed(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db, size=(80, 40)) as desk:
            await desk.press("r", "enter", "a", "1", *"new.example.org", "enter")
            assert "new.example.org   handler" in desk.text("card")
            await desk.press("enter", *(["backspace"] * 3), *"com", "enter")  # the bar is on what is new
            assert "new.example.com" in desk.text("card") and "new.example.org" not in desk.text("card")
            await desk.press("x")
            assert "new.example.com" not in desk.text("card") and "no longer has domain" in desk.flash
            await desk.press("u")
            assert "new.example.com" in desk.text("card")
            await desk.press("a", "3", *"csirt@asite.example.jp 03-5555-0199", "enter")
            assert "csirt@asite.example.jp  03-5555-0199" in desk.text("card")
            await desk.press("enter", "4", *"en", "enter", "enter", "6", *"0" * 40, "enter")
            assert "PGP " + "0" * 40 in desk.text("card")
            await desk.press("enter", "1", "ctrl+u", *"soc@asite.example.jp", "enter")
            card = desk.text("card")
            assert "soc@asite.example.jp" in card and "PGP " + "0" * 40 in card
            assert "csirt@" not in card.split("noted")[0]

    async def test_what_stays_says_so(self, story_db: Path, open_desk: OpenDesk) -> None:
        async with open_desk(story_db, size=(80, 40)) as desk:
            await desk.press("r", "enter", "j", "j", "x")
            assert "one language" in desk.flash
            await desk.press("enter", "ctrl+u", *"en", "enter")
            assert "language   en" in desk.text("card")
            await desk.press("G", "x")
            assert "it stays" in desk.flash

    async def test_an_unknown_site_has_none(self, story_db: Path, open_desk: OpenDesk) -> None:
        with Store.open(story_db) as store:
            store.conn.execute("UPDATE related SET site_id = NULL")
        async with open_desk(story_db) as desk:
            await desk.press("r", "enter")
            assert "a makes a site of it" in desk.flash

    async def test_hostile_words_of_a_register_are_made_safe(self, tmp_path: Path, open_desk: OpenDesk) -> None:
        words = "".join(corpus())[:150]
        db = with_register(tmp_path)
        from tests.support import story

        with Store.open(db) as store:
            core.take_in(store, story.from_b())
            store.conn.execute("UPDATE site SET name = ? WHERE name = 'asite'", (words,))
            store.conn.execute("UPDATE related SET name = ?", (words,))
        async with open_desk(db) as desk:
            await desk.press("r", "enter", "a")
            assert all(char.isprintable() for line in desk.lines() for char in line)


def test_a_card_names_the_newest_incidents_each_once(story_db: Path) -> None:
    with Store.open(story_db) as store:
        found = cards.load(store, 1, today=TODAY)
        assert found is not None
        assert [(part.incident, part.role) for part in found.parts] == [(2, None), (1, Role.SOURCE)]
        assert cards.load(store, 99, today=TODAY) is None
