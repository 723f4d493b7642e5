"""The gate: what differs in a message differs on the screen, to the eye and not only to the program."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ircon import text

LOOKALIKES = dict(zip("аеорсухіјѕԁһԛԝΑΒΕΗΙΚΜΝΟΡΤΥΧνοԍⅼⅽ", "aeopcyxijsdhqwABEHIKMNOPTYXvoglc", strict=True))
"""What the eye takes for which Latin letter."""

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200d\u2060\u2062\u3164\ufe0f\ufeff\uffa0"
    "\U000e0041\U000e0101"
)
BLANKS = " \u00a0\u1680\u2000\u2003\u2009\u202f\u205f\u2800"
MARKS = "\u0301\u0323\u20dd\u0e31\u064b"
OTHERS = "\u202e\u2066\u2069\x00\x07\x1b\x85\x9b\t\n\r\ue000\ud800\ufffe"
ALPHABET = "abepcxyo1<" + "".join(LOOKALIKES) + INVISIBLE + BLANKS + MARKS + OTHERS

_SPELLED = re.compile(r"<U\+[0-9A-F]{4,6}>|[\u2400-\u2423]")
_IN_WORD = r"[\w\u0300-\u036f]"
_OTHER_LETTERS = re.compile(f"(?<!{_IN_WORD})(?!{_IN_WORD}*[A-Za-z]){_IN_WORD}*[{''.join(LOOKALIKES)}]")

attacks = st.text(ALPHABET, max_size=8).map(lambda middle: f"ab{middle}yz")


def seen(safe: str) -> str:
    """Return what the eye makes of a line: nothing of what draws nothing, one blank for another, Latin letters."""
    drawn = unicodedata.normalize("NFC", safe)
    drawn = "".join(LOOKALIKES.get(char, " " if char in BLANKS else char) for char in drawn if char not in INVISIBLE)
    return drawn.replace("\u3000", "  ").rstrip(" ")


@given(attacks, attacks)
@example("paypal", "p\u0430ypal")
@example("ab\u200byz", "abyz")
@example("ab\u00a0yz", "ab yz")
@example("abe" + "\u0301" * 9 + "yz", "abe" + "\u0301" * 8 + "yz")
def test_different_strings_look_different(one: str, other: str) -> None:
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assume(not same and not any(map(_SPELLED.search, (one, other))))
    assume(not any(_OTHER_LETTERS.search(text.one_line(string)) for string in (one, other)))
    assert seen(text.one_line(one)) != seen(text.one_line(other))


@given(st.text(ALPHABET + "日本ﾊ語", max_size=30))
def test_what_has_passed_passes_again_unchanged_and_takes_the_cells_that_it_is_said_to(raw: str) -> None:
    once = text.one_line(raw)
    assert text.one_line(once) == once
    assert text.many_lines(text.many_lines(raw)) == text.many_lines(raw)
    assert text.width(text.fit(once, 12)) == 12


@given(st.text(st.sampled_from("กาคั\u0301\u0e31\u0e49\u064b\u0730ए\u0902e"), max_size=40))
def test_no_letter_bears_more_than_four_marks_in_whatever_script(raw: str) -> None:
    marks = 0
    for char in text.one_line(raw):
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        assert marks <= 4


@pytest.mark.parametrize(
    "plain",
    ["μs, Δt, πr²", "Привет, world", "Ⅲ 章の記録", "ﾊﾞｶ が か\u3099", "naïve Zoë № 5", "नमस्ते", "전화", "IT-специалист"],
)
def test_what_people_write_stays_as_it_is(plain: str) -> None:
    assert text.one_line(plain) == plain == text.many_lines(plain)


def test_a_hard_blank_is_seen_and_in_a_letter_a_blank() -> None:
    assert text.one_line("a\u00a0b") == "a\u2423b"
    assert text.as_sent("a\u00a0b") == "a b"
