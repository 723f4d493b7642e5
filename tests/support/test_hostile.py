"""The test for smuggled bytes finds what it is made to find, and nothing in what programs rightly write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ircon import text
from ircon.store import Store
from tests.support import poison
from tests.support.hostile import OWN, combined, corpus, foreign, smuggled


def test_the_corpus_is_large_and_each_string_can_be_told_from_the_others() -> None:
    strings = corpus()
    assert len(strings) > 300
    assert len({string[:5] for string in strings}) == len(strings)


@pytest.mark.parametrize(
    "raw",
    [
        *(b"a\x1b[998;998Hb", b"\x1b[53;5mx", b"\x1b]0;SMUGGLED\x07", b"\x1b]52;c;U01VR0dMRUQ=\x07", b"\x1bc"),
        *("a\u202eb".encode(), "a\u0085b".encode(), "a\u200bb".encode(), b"a\x08b", b"a\x9bb", b"\x1b#8"),
        b"\x1bP+q544e\x1b\\",
    ],
)
def test_what_is_smuggled_is_found(raw: bytes) -> None:
    assert smuggled(b"before " + raw + b" after")


def test_what_full_screen_programs_write_is_not_complained_of() -> None:
    start = b"\x1b[?1049h\x1b[?25l\x1b[?2026$p\x1b]11;?\x1b\\\x1b[>1u\x1b[c"
    frame = b"\x1b[?2026h\x1b[2J\x1b[1;1H\x1b[38;2;1;2;3;1mIRCON#1042\x1b[0m\x1b[2;30r\x1b[S\x1b[r\r\n\x1b[K\x1b[?2026l"
    assert smuggled(start + frame + b"\x1b[<u\x1b[?1049l") == []


def test_nothing_of_the_corpus_gets_through_the_gate() -> None:
    assert smuggled("\n".join(map(text.one_line, corpus())).encode()) == []
    assert smuggled("\n".join(map(text.many_lines, corpus())).encode()) == []


def test_every_attack_in_every_wrapping_makes_more_than_two_thousand() -> None:
    assert len(combined()) > 2_000
    assert smuggled("\n".join(map(text.one_line, combined())).encode()) == []


def test_distinct_strings_stay_distinct_behind_the_gate() -> None:
    """But for what is cut, where a count stands, and a text that spells out what the gate would write."""
    spelled = re.compile(r"<U\+[0-9A-F]{4,6}>|[\u2400-\u2421]")
    bare = {string[6:] for string in combined() if len(string) < text.MAX_COLUMNS // 8 and not spelled.search(string)}
    blanks = {f"a{blank}b" for blank in ("", " ", "  ", "\t", " " * 7, "\u00a0", "\u200b", "\u3000", *"\r\n\x00")}
    marks = {"q" + "\u0301" * count for count in range(12)}
    strings = bare | blanks | marks
    assert len({text.one_line(string) for string in strings}) == len(strings)


def test_what_has_passed_the_gate_passes_it_unchanged() -> None:
    for string in combined():
        once = text.one_line(string)
        assert len(once) > text.MAX_COLUMNS or text.one_line(once) == once


def test_a_tab_is_a_picture_on_the_screen_and_blanks_in_a_letter() -> None:
    assert text.one_line("ab\tc") == "ab\u2409     c"
    assert text.as_sent("ab\tc") == "ab      c"


def test_a_new_column_of_text_is_poisoned_or_known_to_be_ours(tmp_path: Path) -> None:
    path, count = poison.poisoned(tmp_path, combined()[:500])
    assert count > 10_000
    with Store.open(path, read_only=True) as store:
        assert poison.untouched(store.conn) == [], "put it into WORDS or LISTS or, with a reason, into OURS"


def test_what_the_console_writes_is_written_down() -> None:
    told = (Path(__file__).parent.parent.parent / "docs" / "terminal.md").read_text("utf-8")
    for meaning in OWN.values():
        assert f"| {meaning} |" in told, meaning
    assert foreign(b"\x1b[2;3Hx\x1b[0m") == [] and foreign(b"\x1b[5n") != []
