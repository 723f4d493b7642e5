"""How a draft leaves the console: as a mail file, and where the gate holds it back, by a second handler's word."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from ircon import desk as core
from ircon.config import Config
from ircon.model import LetterKind, Level
from ircon.store import Store, incidents, stamps
from tests.screens.conftest import OpenDesk
from tests.support import story

CENTRE = Config().centre


def _blocked(db: Path, handler: str) -> None:
    """Have ``handler`` draft a notice that names the reporter, who has allowed the facts only."""
    with Store.open(db) as store:
        core.decide(store, 1, level=Level.FACTS, quote="anonymously", handler=handler)
        draft = core.write_letter(store, 1, kind=LetterKind.NOTICE, centre=CENTRE, handler=handler).draft
        assert draft is not None
        body = f"{draft.body}\nbsite.example.jp\n"
        core.save_draft(store, draft.id or 0, draft.subject, body, centre=CENTRE, handler=handler)


async def test_w_writes_a_mail_file(story_db: Path, open_desk: OpenDesk, tmp_path: Path) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("c", "d", "w")
        (written,) = (tmp_path / "drafts").iterdir()
        assert written.suffix == ".eml" and b"To: admin@asite.example.jp" in written.read_bytes()
        assert "written to" in desk.flash


async def test_a_colleagues_blocked_draft_is_released_for_a_reason(story_db: Path, open_desk: OpenDesk) -> None:
    _blocked(story_db, "sato")
    async with open_desk(story_db, size=(120, 40)) as desk:
        await desk.press("r", "d", "s")
        assert "must not leave" in desk.flash
        await desk.press("O")
        assert "gives away" in desk.text("box")
        await desk.press(*"agreed by phone", "enter")
        assert "released in spite of" in desk.flash
        assert "(agreed by phone), although it gives away" in " ".join(desk.text("remarks").split())
        await desk.press("s")
        with Store.open(story_db, read_only=True) as store:
            assert incidents.load(store, 1).drafts[-1].state == "sent"


async def test_the_writer_is_told_why_they_cannot(story_db: Path, open_desk: OpenDesk) -> None:
    _blocked(story_db, core.me())
    async with open_desk(story_db) as desk:
        await desk.press("r", "d", "O")
        assert "second handler" in desk.flash


async def test_what_a_site_said_is_one_key_and_the_follow_up_is_dated(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("c", "d", "s", "escape", "r")
        assert "follow up on " in desk.text("related")
        await desk.press("F", "2")
        assert desk.flash == "#1: asite: fixed"
        assert "fixed, may be told" in desk.text("related") and "follow up" not in desk.text("related")
        await desk.press("u")
        assert "follow up on " in desk.text("related")


async def test_the_console_itself_looks_for_what_time_changes(empty_db: Path, open_desk: OpenDesk) -> None:
    long_ago = stamps.now() - timedelta(days=20)
    with Store.open(empty_db) as store:
        core.import_sites(store, story.REGISTER.encode(), handler="sato")
        core.take_in(store, story.from_b(), handler="mail", received=long_ago)
        core.consent_from_report(store, 1, handler="sato", at=long_ago)
        for hours, kind in enumerate((LetterKind.ACKNOWLEDGEMENT, LetterKind.NOTICE), start=1):
            at = long_ago + timedelta(hours=hours)
            letter = core.write_letter(store, 1, centre=CENTRE, kind=kind, handler="sato", at=at).draft
            assert letter is not None
            core.mark_sent(store, letter.id or 0, centre=CENTRE, handler="sato", at=at)
    async with open_desk(empty_db) as desk:
        assert "notified, no answer yet" in desk.text("queue")
        desk.app.sweep()
        await desk.settle()
        desk.app.poll()
        assert "no answer for 19 days" in desk.text("queue")


async def test_c_chooses_another_contact_of_the_site_and_no_other(story_db: Path, open_desk: OpenDesk) -> None:
    with Store.open(story_db) as store:
        core.import_sites(store, b"name,mail,phone,language\nasite,noc@asite.example.jp,+81-3-0000,ja\n")
    async with open_desk(story_db) as desk:
        await desk.press("c", "d")
        assert "admin@asite.example.jp  from the register  (c: 1 other)" in desk.text("letter")
        await desk.press("c")
        assert "noc@asite.example.jp" in desk.text("box") and "from the register" in desk.text("box")
        await desk.press("2")
        assert "goes to noc@asite.example.jp" in desk.flash
        with Store.open(story_db, read_only=True) as store:
            (draft,) = incidents.load(store, 1).drafts
            assert draft.to == "noc@asite.example.jp"
        await desk.press("escape", "r", "d")
        assert "noc@asite.example.jp" in desk.text("letter"), "drafted again it goes where the handler wants it"


async def test_a_letter_to_a_reporter_goes_to_whoever_reported(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("j", "d", "c")
        assert "it goes to whoever reported" in desk.flash


async def test_the_console_writes_in_the_centres_own_words(story_db: Path, open_desk: OpenDesk, tmp_path: Path) -> None:
    (tmp_path / "own" / "ja").mkdir(parents=True)
    own = tmp_path / "own" / "ja" / "notice.txt"
    own.write_text("Subject: [$reference] 当センターの言葉で\n\n$recipient\n$facts\n[$reference] $signature\n", "utf-8")
    config = Config(drafts_at=tmp_path / "drafts", letters_at=tmp_path / "own")
    async with open_desk(story_db, config=config) as desk:
        await desk.press("c", "d")
        assert "当センターの言葉で" in desk.text("letter")
        await desk.press("escape")
    own.write_text("Subject: [$reference] $reporter_mail\n\n$recipient\n", "utf-8")
    async with open_desk(story_db, config=config) as desk:
        await desk.press("j", "k", "D", "a")
        assert "notice.txt uses $reporter_mail, which" in desk.flash


async def test_one_notice_about_all_that_are_marked(empty_db: Path, open_desk: OpenDesk) -> None:
    again = story.mail(
        "admin@bsite.example.jp", "again", story.B_REPORT + "\nagain\n", "Sat, 24 Jun 2000 13:05:00 +0900"
    )
    with Store.open(empty_db) as store:
        core.import_sites(store, story.REGISTER.encode(), handler="sato")
        for mail in (story.from_b(), again):
            number = core.take_in(store, mail, handler="mail").incident
            core.consent_from_report(store, number, handler="sato")
    async with open_desk(empty_db) as desk:
        await desk.press("A", "D")
        assert "one notice to one site, about all of them" in desk.text("box")
        await desk.press("0")
        assert "asite" in desk.text("box") and "of 2 incidents, 2 may be told" in desk.text("box")
        await desk.press("1")
        assert "what they will see" in desk.text("letter") and "one notice to asite drafted" in desk.text("remarks")
        with Store.open(empty_db, read_only=True) as store:
            first, second = (incidents.load(store, n).drafts[-1] for n in (1, 2))
            assert first.joint == second.joint and first.body == second.body


async def test_where_several_have_reported_each_can_be_written_to(story_db: Path, open_desk: OpenDesk) -> None:
    with Store.open(story_db) as store:
        core.put_together(store, [1, 2], handler="sato")
    async with open_desk(story_db) as desk:
        await desk.press("D", "1")
        assert "To which reporter?" in desk.text("box") and "asite" in desk.text("box")
        await desk.press("2")
        assert "admin@asite.example.jp" in desk.text("letter")
