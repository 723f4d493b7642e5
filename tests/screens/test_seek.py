"""Key *: a word is looked for in whatever is shown, wherever lines are drawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import desk as core
from ircon.store import Store
from screens.draw.lines import Line, line_width, plain
from screens.draw.lit import MATCH, lit
from screens.seek import Seek
from tests.screens.conftest import Desk, OpenDesk

spans = st.lists(st.tuples(st.text("abA ﾊ踏", max_size=5), st.sampled_from(["", "dim", "bar"])), max_size=5)


@given(line=spans.map(tuple), word=st.text("abA踏", min_size=1, max_size=3))
def test_what_is_found_stands_out_and_nothing_else_changes(line: Line, word: str) -> None:
    shown = lit(line, word)
    assert plain(shown) == plain(line) and line_width(shown) == line_width(line)
    out = re.sub(re.escape(word), lambda found: "#" * len(found[0]), plain(line), flags=re.IGNORECASE)
    assert "".join("#" * len(text) if style == MATCH else text for text, style in shown) == out


@given(
    lines=st.lists(st.sampled_from(["here", "there it is", "nothing", ""]), max_size=60),
    top=st.integers(0, 60),
    steps=st.lists(st.sampled_from(["forward", "back", "redrawn"]), max_size=8),
    bit=st.integers(1, 7),
    bits=st.integers(0, 3),
)
def test_going_on_and_back_is_going_round_the_places(
    lines: list[str], top: int, steps: list[str], bit: int, bits: int
) -> None:
    drawn = [((text, ""),) for text in lines]
    places = [number for number, text in enumerate(lines) if "here" in text]

    def source(first: int, count: int) -> list[Line]:
        return list(drawn[first : first + count])

    def found(line: int | None) -> int | None:
        """Where the key leads to at once, or what is gone through later."""
        while line is None and not seek.whole:
            seek.go_through(source)
            line = seek.arrived()
        return line

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("screens.seek.BIT", bit)
        patch.setattr("screens.seek.BITS", bits)
        seek = Seek()
        seek.begin(top)
        assert seek.prompt is not None
        seek.prompt.insert("HERE")
        at = found(seek.typed(source))
        expected = next((place for place in places if place >= top), places[0] if places else None)
        assert at == expected
        for step in steps:
            if step == "redrawn":
                seek.anew()  # the lines are others than before, as far as is known
                continue
            at = found(getattr(seek, step)(source))
            if not places:
                assert at is None
                continue
            assert expected is not None
            index = places.index(expected) + (1 if step == "forward" else -1)
            expected = places[index % len(places)]
            assert at == expected
        while not seek.whole:
            seek.go_through(source)
        assert seek.count == (f"{places.index(at) + 1} of {len(places)}" if at is not None else "not found")
        assert seek.stop() == top and not seek.on


def styles(desk: Desk, pane: str) -> list[str]:
    """What stands out in a pane."""
    from screens.pane import LinePane

    found = desk.app.screen.query_one(f"#{pane}", LinePane)
    return [text for line in found.lines for text, style in line if style.startswith("match")]


async def test_a_word_is_looked_for_in_all_of_an_incident(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(100, 24)) as desk:
        await desk.press("asterisk", *"TELNETD")
        assert styles(desk, "detail") and set(map(str.lower, styles(desk, "detail"))) == {"telnetd"}
        await desk.settle()
        assert re.match(r"\* TELNETD +1 of [2-9]", desk.flash)
        await desk.press("enter", "n")
        assert re.match(r"\* TELNETD +2 of [2-9] +n next", desk.flash)
        await desk.press("N")
        assert " 1 of " in desk.flash
        await desk.press("escape")
        assert styles(desk, "detail") == [] and desk.app.view.place == "detail"
        await desk.press("n")
        assert desk.app.screen is not desk.app.main, "without a search n is a report by hand again"


async def test_what_is_not_there_is_said_and_escape_goes_back(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(100, 24)) as desk:
        await desk.press("enter", "j", "j", "asterisk", *"zqzq")
        assert "not found" in desk.flash
        assert desk.app.view.detail.top == 2
        await desk.press("escape")
        assert desk.app.view.detail.top == 2 and "zqzq" not in desk.flash


async def test_what_a_colleague_adds_meanwhile_is_found_as_well(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(100, 24)) as desk:
        await desk.press("asterisk", *"kimura")
        assert "not found" in desk.flash
        with Store.open(story_db) as store:
            core.take(store, 1, handler="kimura")
        desk.app.poll()
        await desk.press("enter")
        await desk.pilot.pause(0.2)
        assert re.search(r"[0-9] of [1-9]", desk.flash) and "+" not in desk.flash, desk.flash
        await desk.press("n")
        assert "kimura" in styles(desk, "detail")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_from_the_queue_the_incident_is_opened_for_it(
    story_db: Path, open_desk: OpenDesk, size: tuple[int, int]
) -> None:
    async with open_desk(story_db, size=size) as desk:
        await desk.press("asterisk", "ぬ")
        assert "not found" in desk.flash
        await desk.press("escape", "escape")
        await desk.pilot.press("asterisk", *"popper")  # as fast as can be typed
        await desk.settle()
        assert re.match(r"\* popper +1 of [2-9]  +enter keep  esc drop$", desk.flash), desk.flash
        assert "popper" in styles(desk, "detail")


@pytest.mark.parametrize(
    ("keys", "pane", "word"),
    [("o", "original", "telnetd"), ("l", "rows", "popper"), ("C", "ledger", "related"), ("d", "letter", "reported")],
)
async def test_it_is_found_in_every_page(
    story_db: Path, open_desk: OpenDesk, keys: str, pane: str, word: str
) -> None:
    with Store.open(story_db) as store:
        core.consent_from_report(store, 1)
        store.conn.execute("UPDATE site SET language = 'en'")
    async with open_desk(story_db, size=(120, 30)) as desk:
        await desk.press(*keys, "asterisk", *word, "enter")
        assert word in "".join(styles(desk, pane)).lower(), desk.text()
        await desk.press("n", "N", "escape")
        assert styles(desk, pane) == []
        await desk.press("escape")
        assert desk.app.screen is desk.app.main


async def test_it_is_found_in_help(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("question_mark", "asterisk", *"timeline", "enter")
        lit_up = [text for line in desk.app.screen.pane.lines for text, style in line if style.startswith("match")]
        assert lit_up and "1 of" in desk.text()
        await desk.press("escape", "escape")
        assert desk.app.screen is desk.app.main
