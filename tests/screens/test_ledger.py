"""The ledger of consent at the console: what was decided, on which words, and what was sent relying on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ircon import desk as core
from ircon.config import Config
from ircon.consent import account as rules
from ircon.model import Audience, ConsentState, Item, LetterKind, Level
from ircon.store import Store, incidents, stamps
from screens.draw import account, ledger
from screens.draw.lines import plain
from tests.screens.conftest import OpenDesk
from tests.support import story
from tests.support.hostile import corpus

CENTRE = Config().centre


async def test_the_ledger_shows_what_is_open_and_c_records_it(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("C")
        assert "not recorded; the report itself permits all of it" in desk.text("ledger")
        await desk.press("c")
        text = desk.text("ledger")
        assert "all of it granted to any related site" in text
        assert "全ての情報を開示してほしい" in text and "nobody has decided" not in text
        await desk.press("escape")
        assert desk.here == 1 and desk.lines("queue")


async def test_a_withdrawal_says_whom_to_write_to(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(160, 40)) as desk:
        await desk.press("c", "d", "s", "escape", "C", "w", *"by phone", "enter")
        assert "sent already, so write to them: notice to asite" in desk.flash
        text = desk.text("ledger")
        assert "withdrawn for any related site" in text
        assert "admin@asite.example.jp" in text and "nothing is permitted now, so write to them" in text
        with Store.open(story_db, read_only=True) as store:
            assert incidents.load(store, 1).decisions[-1].state is ConsentState.WITHDRAWN


async def test_on_a_site_it_is_decided_for_that_one_alone(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db) as desk:
        await desk.press("C", "j", "a")
        assert "asite" in desk.text("box")
        await desk.press("f", *"only to A", "enter")
        with Store.open(story_db, read_only=True) as store:
            (decision,) = incidents.load(store, 1).decisions
            assert (decision.audience, decision.level, decision.report) == (Audience.SITE, "facts", 1)
        assert "the facts granted to asite" in desk.text("ledger")


async def test_a_refusal_is_one_key_and_its_words(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        await desk.press("j", "C", "r", *"not yet", "enter")
        assert desk.flash.startswith("#2: refused")
        await desk.press("G", "g", "pagedown", "k", "question_mark", "escape", "q")
        assert desk.here == 2


async def test_single_items_are_ticked_and_a_grant_may_end(story_db: Path, open_desk: OpenDesk) -> None:
    async with open_desk(story_db, size=(80, 24)) as desk:
        await desk.press("C", "a", "2", "5")
        assert "[x] logs" in desk.text("box") and "[x] identity" in desk.text("box") and "[ ] hosts" in desk.text("box")
        await desk.press("g", *"name and logs", "tab", *"9999-12-31", "enter")
        assert "until which day" in desk.text("box"), "at the end of the calendar there is no instant to end at"
        await desk.press("ctrl+u", *"2099-12-32", "enter")
        assert "until which day" in desk.text("box"), "there is no such day, so it is asked again"
        await desk.press("backspace", "1", "enter")
        text = " ".join(desk.text("ledger").split())
        assert "facts logs hosts contact identity any related site yes yes - - yes" in text
        assert "facts, logs, identity granted to any related site until 2099-12-31" in text
        await desk.press("a", "5", "w", *"not the name after all", "enter")
        assert "identity withdrawn" in desk.flash
        with Store.open(story_db, read_only=True) as store:
            granted, withdrawn = incidents.load(store, 1).decisions
            assert granted.grants == {Item.FACTS, Item.LOGS, Item.IDENTITY} and granted.until is not None
            assert (withdrawn.items, withdrawn.state) == ((Item.IDENTITY,), ConsentState.WITHDRAWN)
        text = " ".join(desk.text("ledger").split())
        assert "any related site yes yes - - withdrawn" in text


def _answered(path: Path, sender: str) -> str:
    """Ask asite, have the answer come from ``sender``, and return the subject of what we asked."""
    with Store.open(path) as store:
        asked = core.write_letter(store, 2, centre=CENTRE, kind=LetterKind.CONSENT_REQUEST, handler="sato").draft
        assert asked is not None
        core.mark_sent(store, asked.id or 0, centre=CENTRE, handler="sato")
        words = "お世話になります。\n組織名などを伏せたうえで、ログも開示してよい\n"
        reply = story.mail(sender, f"Re: {asked.subject}", words, "Sat, 24 Jun 2000 10:00:00 +0900")
        core.take_in(store, reply, handler="mail", received=stamps.now() + timedelta(hours=1))
    return asked.subject


async def test_an_answer_to_our_question_is_offered_with_its_words_marked(story_db: Path, open_desk: OpenDesk) -> None:
    _answered(story_db, "admin@asite.example.jp")
    sure = "from the address that reported, to a letter of ours, not signed"
    async with open_desk(story_db) as desk:
        await desk.press("j", "C")
        text = " ".join(desk.text("ledger").split())
        assert "answered; report 3 permits masked log lines for any related site: c records it" in text
        assert sure in text
        await desk.press("c")
        assert "as answered from the address that reported" in desk.flash and "make sure" not in desk.flash
        text = " ".join(desk.text("ledger").split())
        assert "masked log lines granted to any related site" in text and "answered;" not in text
        assert "in report 3, <" in text and sure in text
    with Store.open(story_db, read_only=True) as store:
        assert f"by report 3, {sure}" in incidents.load(store, 2).journal[-1].note


async def test_an_answer_from_another_address_is_shown_and_never_recorded_by_itself(
    story_db: Path, open_desk: OpenDesk
) -> None:
    _answered(story_db, "boss@asite.example.jp")
    async with open_desk(story_db) as desk:
        await desk.press("j", "C")
        text = " ".join(desk.text("ledger").split())
        assert "report 3 permits masked log lines for any related site, but who it is by is not sure: ask them" in text
        assert "from another address of their site, to a letter of ours, not signed" in text
        assert "not recorded; it permits masked log lines for any related site, but who it is by is not sure" in text
        assert "c records it" not in text
        await desk.press("c")
        assert "came from another address of their site, to a letter of ours, not signed; ask them" in desk.flash
        with Store.open(story_db, read_only=True) as store:
            assert [decision.state for decision in incidents.load(store, 2).decisions] == [ConsentState.ASKED]
        await desk.press("a", "l", *"ログも開示してよい", "enter")
        text = " ".join(desk.text("ledger").split())
        assert "in report 3, <" in text and "from another address of their site" in text


def test_the_words_are_marked_in_the_line_they_stand_in() -> None:
    text = "分類: x\n条件:   全ての情報を\n開示してほしい よ\n"
    assert rules.passage(text, "全ての情報を 開示してほしい") == ("条件: ", "全ての情報を 開示してほしい", "")
    assert rules.passage("you may share all of it", "share all") == ("you may ", "share all", " of it")
    assert rules.passage("", "by phone") == ("", "by phone", "")


@given(st.text(), st.text())
def test_a_passage_always_holds_the_quote_and_nothing_but_the_text(text: str, quote: str) -> None:
    before, words, after = rules.passage(text, quote)
    assert words == " ".join(quote.split())
    assert not (before or after) or before + words + after in " ".join(text.split())


def test_nothing_hostile_gets_into_the_drawing(story_db: Path) -> None:
    from dataclasses import replace

    with Store.open(story_db, read_only=True) as store:
        whole = incidents.load(store, 1)
    for string in corpus()[:200]:
        stored = whole.reports[0]
        report = replace(stored.report, text=string, consent=replace(stored.report.consent, quote=string))
        one = replace(whole, reports=(replace(stored, report=report),))
        for line in account.page(one, 60, chosen=0).lines:
            assert plain(line).isprintable()


def test_what_one_answer_decided_for_several_reports_stands_once(story_db: Path) -> None:
    with Store.open(story_db) as store:
        core.put_together(store, [1, 2], handler="sato")
        core.decide(store, 1, level=Level.FACTS, quote="by phone", handler="sato")
        entries = [plain(tuple(spans)) for spans in ledger.entries(incidents.load(store, 1))]
    assert len(entries) == 1 and entries[0].endswith(", 2 reports")
