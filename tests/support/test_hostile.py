"""The test for smuggled bytes finds what it is made to find, and nothing in what programs rightly write."""

from __future__ import annotations

import pytest

from ircon import text
from tests.support.hostile import corpus, smuggled


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
