"""The bottom line tells the keys of where one is, also in dialogs, beside which nothing below sticks out."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircon.i18n import _, speak
from ircon.model import LetterKind
from ircon.standing import REASONS, said
from ircon.text import width
from screens.draw import bars, queue
from screens.draw.lines import plain
from screens.offering import footer_entries
from screens.situation import EVERYWHERE, QUEUE, Situation
from tests.screens.conftest import OpenDesk

KEYS = (
    ("x", "choose", "draft"),
    ("D", "choose", "close"),
    ("v", "choose", "filter"),
    ("colon", "do it", "filter"),
    ("T", "choose", "consent"),
)


@pytest.mark.parametrize(("key", "own", "below"), KEYS)
async def test_the_bottom_line_offers_the_keys_of_the_box(
    story_db: Path, open_desk: OpenDesk, key: str, own: str, below: str
) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        assert below in desk.flash
        await desk.press(key)
        assert own in desk.flash and "esc back" in desk.flash and below not in desk.flash
        await desk.press("escape")
        assert below in desk.flash


async def test_words_that_are_typed_have_keys_of_their_own(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        await desk.press("j", "c")
        assert "tab to whom" in desk.flash and "1-5 single items" in desk.flash
        await desk.press("f")
        assert desk.flash.startswith("enter record  tab until when")
        await desk.press("tab")
        assert desk.flash.startswith("enter record  tab the words")
        await desk.press("escape", "r")
        assert "until when" not in desk.flash


async def test_what_is_said_meanwhile_is_seen_over_the_box_and_below_it(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        await desk.press("x")
        desk.app.show("sato has taken over from you: #1")
        await desk.settle()
        assert desk.flash == "sato has taken over from you: #1"
        await desk.press("j")
        assert "choose" in desk.flash
        await desk.press("escape")
        assert desk.flash == "sato has taken over from you: #1"


@pytest.mark.parametrize(("size", "free"), [((80, 24), 0), ((60, 20), 0), ((120, 36), 22)])
async def test_no_scraps_stick_out_beside_a_box(
    story_db: Path, open_desk: OpenDesk, size: tuple[int, int], free: int
) -> None:
    async with open_desk(story_db, size=size) as desk:
        for key in ("x", "colon"):
            await desk.press(key)
            box = desk.app.screen.query_one("#box").region
            assert (box.x, size[0] - box.right) == (free, free)
            assert box.bottom < size[1]  # the bottom line is free
            await desk.press("escape")


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("place", sorted(EVERYWHERE))
def test_the_ways_out_and_to_all_keys_are_the_last_to_go(language: str, place: str) -> None:
    speak(language)
    try:
        out = {"en": ("q quit", "esc back"), "ja": ("q 終了", "esc 戻る")}[language][place != QUEUE]
        ends = f"{out}  ? {_('help')}"
        for cells in (30, 60, 80, 120):
            drawn = plain(bars.footer(cells, footer_entries(Situation(place=place)), kept=2)).rstrip()
            assert drawn.endswith(ends) and width(drawn) <= cells
    finally:
        speak("en")


def test_at_eighty_columns_japanese_reasons_stand_whole() -> None:
    speak("ja")
    try:
        room = dict(queue.columns(80))["why"] - 1
        told = [
            said(reason.format(count=12, kind=kind, closed="resolved")) for reason in REASONS for kind in LetterKind
        ]
        assert [reason for reason in told if width(reason) > room] == []
    finally:
        speak("en")


def test_a_footer_that_fits_to_the_last_cell_is_not_cut() -> None:
    entries = [("enter", "chooses", True), ("j k", "move", True), ("esc", "back", True)]
    whole = " enter chooses  j k move  esc back"
    for cells in range(len(whole), len(whole) + 4):
        assert plain(bars.footer(cells, entries)).rstrip() == whole
    assert plain(bars.footer(len(whole) - 1, entries)).rstrip() == " enter chooses  esc back"


async def test_a_key_that_does_nothing_says_so(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("z")
        assert desk.flash == "z does nothing here; ? shows the keys"
        await desk.press("C", "y")
        assert desk.flash == "y does nothing here; ? shows the keys"
        await desk.press("escape", "j")
        assert "filter" in desk.flash
