"""Key ``H``: the handover is read, copied and written at the console."""

from __future__ import annotations

import sys
from pathlib import Path

from ircon.store import Store
from tests.screens.conftest import OpenDesk
from tests.support import stores
from tests.support.terminal import Terminal


async def test_it_tells_what_happened_and_whose_turn_it_is(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        await desk.press("t", "c", "H")
        text = desk.text("page")
        assert "#1 scan" in text and "took it" in text and "full granted" in text
        assert "our turn" in text and "new, 1 site to notify" in text
        assert max(map(len, desk.lines("footer"))) <= 80


async def test_tab_goes_further_back_and_round(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("H")
        heads = [desk.text("header")]
        for _ in range(5):
            await desk.press("tab")
            heads.append(desk.text("header"))
        assert "the last 12 hours" in heads[0]
        assert "the last 3 days" in heads[2] and "the last 7 days" in heads[3]


async def test_w_writes_markdown_beside_the_drafts(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("t", "H", "w")
        (path,) = desk.app.config.drafts.iterdir()
        assert desk.flash.endswith(path.name) and path.suffix == ".md"
        assert "took it" in path.read_text(encoding="utf-8")
        await desk.press("escape")
        assert desk.here == 1


async def test_where_nothing_happened_it_says_so(empty_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(empty_db) as desk:
        await desk.press("H")
        assert "Nothing has happened" in desk.text("page")


def test_y_hands_it_to_the_terminal(tmp_path: Path) -> None:
    db = stores.with_story(tmp_path)
    with Store.open(db) as store:
        from ircon import desk

        desk.take(store, 1)
    with Terminal([sys.executable, "-m", "ircon", db], size=(80, 24)) as terminal:
        terminal.wait_for("2 incidents")
        terminal.press("H")
        terminal.wait_for("took it")
        terminal.press("y")
        terminal.wait_for("sent to the terminal")
        (copied,) = terminal.copied
        assert copied.startswith("Handover") and "took it" in copied
        terminal.press("qq")
        assert terminal.wait_exit() == 0
