"""How a draft leaves the console: as a mail file, and where the gate holds it back, by a second handler's word."""

from __future__ import annotations

from pathlib import Path

from ircon import desk as core
from ircon.config import Config
from ircon.model import LetterKind, Level
from ircon.store import Store, incidents
from tests.screens.conftest import OpenDesk

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
