"""What comes in, at the console: a report by hand, the class of an incident, messages as they came."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ircon import begun
from ircon import desk as core
from ircon.intake.original import lay_open
from ircon.store import Store, incidents
from screens import editor
from screens.draw import fields
from screens.draw.lines import Rows
from screens.draw.original import Sheet, original
from screens.original import BEGINNING, OriginalScreen
from tests.screens.conftest import OpenDesk
from tests.support import hostile


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


async def test_n_takes_in_what_was_told_by_phone(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("n")
        area = desk.app.screen.area
        area.text = area.text.replace("分類:", "分類: ポートスキャン").replace("要望:", "要望: 接続元に連絡してほしい")
        await desk.press("escape")
        assert "report 3 stored" in desk.flash
        assert desk.here == 3, "the cursor stands on the new incident"
        with Store.open(story_db, read_only=True) as store:
            (stored,) = incidents.load(store, 3).reports
            assert (stored.report.format, stored.report.klass) == ("text-form", "scan")


async def test_a_form_is_kept_while_it_is_filled_in_until_it_is_stored_or_dropped(
    story_db: Path, open_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(editor, "PAUSE", 0.01)
    async with open_desk(story_db) as desk:
        await desk.press("n", *"2000")
        while not begun.of(story_db):  # as a killed console leaves it
            await desk.pilot.pause(0.01)
        assert begun.place(story_db).stat().st_mode & 0o077 == 0
        begun.keep(story_db, begun.of(story_db) + "\nthe second half")
        desk.app.screen.kept = True
        await desk.app.pop_screen()
        await desk.press("n")
        assert "the second half" in desk.app.screen.area.text
        await desk.press("escape")
        assert "report 3 stored" in desk.flash and begun.of(story_db) == ""
        await desk.press("n", *"again")
        while not begun.of(story_db):
            await desk.pilot.pause(0.01)
        await desk.press("ctrl+c")
        assert begun.of(story_db) == ""


async def test_an_empty_form_is_no_report(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("n", "escape")
        assert "nothing was stored" in desk.flash
        await desk.press("n", "ctrl+c")
        assert desk.here == 1
        with Store.open(story_db, read_only=True) as store:
            assert store.value("SELECT count(*) FROM report") == 2


async def test_shift_k_has_the_last_word_on_the_class(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("K")
        assert "Of which class is #1?" in desk.text("box") and "now: Scan" in desk.text("box")
        await desk.press("2")
        assert desk.flash.startswith("#1 is of class intrusion")
        await desk.press("u")
        with Store.open(story_db, read_only=True) as store:
            assert incidents.ticket(store, 1).klass == "scan"


async def test_shift_h_shows_the_message_as_it_came(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(120, 60)) as desk:
        await desk.press("o")
        page = desk.text("original")
        assert "Content-Type: text/plain" in page
        assert "telnetd[12]: connect from 192.168.100.1" in page
        await desk.press("G")
        assert "0000" in desk.text("original"), "the bytes stand at the end"
        await desk.press("escape")
        assert desk.here == 1


async def test_all_bytes_of_the_longest_message_are_there_and_are_drawn_when_seen(
    story_db: Path, open_desk: OpenDesk
) -> None:
    data = bytes(range(256)) * 4_000 + b"the very end"
    data *= 24  # as long as intake takes
    sheet = Sheet(7, datetime(2026, 6, 23, tzinfo=UTC), len(data), lay_open(data), data)
    async with open_desk(story_db) as desk:
        page = OriginalScreen(1, [sheet])
        desk.app.push_screen(page)
        await desk.press("G")
        assert "v e r y" not in desk.text("original") and desk.text("original").rstrip().endswith("very end")
        assert f"{(len(data) - 1) // 16 * 16:08x}  " in desk.text("original")
        kept = sum(len(part) for part in page.scrolled._parts if isinstance(part, list))
        assert kept < 100 and page.scrolled.end > 1_500_000
        await desk.press("asterisk", *"y end", "escape", "g")
        assert "report 7 as it came" in desk.text("original")


def test_messages_beyond_what_fits_into_memory_say_that_they_go_on() -> None:
    data = b"a\n" * 200_000
    sheet = Sheet(7, datetime(2026, 6, 23, tzinfo=UTC), len(data), lay_open(data), data[:BEGINNING])
    drawn = list(original([sheet] * 4, 100))
    rows = ["".join(text for text, _ in line) for line in drawn if not isinstance(line, Rows)]
    assert rows.count(f"(+{len(data) - BEGINNING:,} bytes; ircon original 7 gives all)") == 4
    assert rows.count("(the text goes on; the bytes below are all of it)") == 2
    assert len(rows) < 60_000


def test_a_signature_that_holds_is_no_problem() -> None:
    assert fields.problem("signature good: B <b@example.org>") == ("signature", [("good: B <b@example.org>", "good")])
    assert fields.problem("signature bad: x")[1][0][1] != "good"
    assert fields.problem("the body is cut")[0] == "problem"


async def test_what_came_is_drawn_through_the_gate(empty_db: Path, open_desk: OpenDesk) -> None:
    odd = "\n".join(hostile.corpus()[:300])
    mail = b"From: a@example.org\nX-Odd: " + odd.encode("utf-8", "replace").replace(b"\n", b" ")[:4000] + b"\n\n"
    with Store.open(empty_db) as store:
        core.take_in(store, mail + odd.encode("utf-8", "replace"), handler="mail")
    async with open_desk(empty_db) as desk:
        await desk.press("o")
        for _ in range(30):
            assert hostile.smuggled(desk.text("original").encode()) == []
            await desk.press("pagedown")
