"""What the lint says of a draft. Only a leak keeps it from leaving."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ircon.model import Draft, LetterKind, Level
from ircon.notices import lint
from tests.disclosure import world

TODAY = date(2026, 6, 24)


def draft(language: str = "en", level: Level = Level.LOGS) -> Draft:
    report = world.report(1, "その他: タイムゾーンはJST\n\nJun 23 12:34:00 g sshd[1]: connect from 192.168.100.1\n")
    return world.notice([report], [world.grant(1, level)], language=language)


def rules(letter: Draft, *held: str, **context: object) -> list[str]:
    given = lint.Context(centre=world.CENTRE, **context)  # type: ignore[arg-type]
    return [one.rule for one in lint.check(letter, today=TODAY, withheld_identifiers=held, context=given)]


def with_words(words: str, language: str = "en") -> Draft:
    letter = draft(language)
    return replace(letter, body=letter.body.replace("\n\n", f"\n\n{words}\n\n", 1))


def test_a_letter_as_we_write_it_is_clean() -> None:
    for language in ("ja", "en"):
        for level in (Level.FACTS, Level.LOGS, Level.FULL):
            assert rules(draft(language, level), language=language) == []


def test_a_leak_blocks_and_comes_first() -> None:
    letter = with_words("You attacked db7[.]bsite.example.jp!")
    found = lint.check(letter, today=TODAY, withheld_identifiers=["db7.bsite.example.jp", "other.example.org"])
    assert found[0].rule == "leak" and found[0].blocks and "db7.bsite.example.jp" in found[0].message
    assert [one.rule for one in found if one.blocks] == ["leak"]


def test_our_own_names_are_no_leak() -> None:
    assert rules(draft(), "Example", "cc.example.net", "info@cc.example.net") == []


def test_a_leak_in_the_subject_blocks_too() -> None:
    letter = draft()
    assert rules(replace(letter, subject=f"{letter.subject} from bsite"), "bsite") == ["leak"]


@pytest.mark.parametrize(
    "words",
    [
        "The attacker at your site is guilty.",
        "Your negligence is to blame.",
        "This malicious activity comes from you.",
        "貴サイトの犯人による悪質な攻撃です。",
        "管理責任が問われます。",
    ],
)
def test_blame_is_pointed_out(words: str) -> None:
    assert "blame" in rules(with_words(words))


@pytest.mark.parametrize(
    "words",
    [
        "You must stop this immediately.",
        "We will take legal action.",
        "We have informed the police.",
        "法的措置をとります。",
        "直ちに停止してください。",
        "損害賠償を求めます。",
    ],
)
def test_threats_and_demands_are_pointed_out(words: str) -> None:
    assert "legal" in rules(with_words(words))


def test_what_a_log_line_says_is_not_said_by_us() -> None:
    report = world.report(
        1, "その他: タイムゾーンはJST\n\nJun 23 12:34:00 g ids: attacker must pay 192.168.100.1 10:00\n"
    )
    assert rules(world.notice([report], [world.grant(1, Level.FULL)], language="en")) == []


def test_a_missing_reference_is_pointed_out() -> None:
    letter = draft()
    assert rules(replace(letter, subject="hello")) == ["reference"]
    assert rules(replace(letter, body=letter.body.replace("#", ""))) == ["reference"]


def test_a_time_without_its_zone_is_pointed_out() -> None:
    assert rules(with_words("It was seen at 12:34:00.")) == ["zone"]
    assert rules(with_words("It was seen at 12:34:00 UTC.")) == []


def test_a_zone_that_nobody_stated_is_pointed_out() -> None:
    report = world.report(1, "Jun 23 12:34:00 g sshd[1]: connect from 192.168.100.1\n")
    for language in ("ja", "en"):
        assert rules(world.notice([report], [world.grant(1, Level.LOGS)], language=language)) == ["zone"]


def test_live_links_are_pointed_out_but_our_own() -> None:
    assert rules(with_words("See http://evil.example.com/x now.")) == ["link"]
    assert rules(with_words("See hxxp://evil[.]example.com/x now.")) == []
    assert rules(with_words(f"See {world.CENTRE.url}advice now.")) == []


def test_old_evidence_and_repeated_notices_are_pointed_out() -> None:
    assert rules(draft(), evidence=datetime(2026, 6, 9, tzinfo=UTC)) == ["old-evidence"]
    assert rules(draft(), evidence=datetime(2026, 6, 10, tzinfo=UTC)) == []
    found = lint.check(draft(), today=TODAY, context=lint.Context(centre=world.CENTRE, notified=date(2026, 6, 21)))
    assert [one.rule for one in found] == ["notified"] and "3 days ago" in found[0].message


def test_a_consent_that_changed_is_pointed_out() -> None:
    assert rules(draft(), stale=True) == ["stale-consent"]


def test_the_wrong_language_is_pointed_out() -> None:
    assert rules(draft("en"), language="ja") == ["language"]
    assert rules(replace(draft("en"), language="ja")) == ["language"]
    assert rules(replace(draft("ja"), language="en")) == ["language"]


def test_letters_to_reporters_are_not_held_to_a_notices_tone() -> None:
    letter = replace(with_words("You must read this at 12:34."), kind=LetterKind.PROGRESS)
    assert rules(letter) == []


def test_what_the_lint_says_is_safe_to_draw() -> None:
    found = lint.check(
        with_words("visit http://x.example/\x1b[31m now"), today=TODAY, withheld_identifiers=["a\x1b.example.org"]
    )
    assert all(one.message.isprintable() for one in found)
