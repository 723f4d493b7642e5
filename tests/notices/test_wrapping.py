"""Wrapping: whole words, no line that begins with a full stop, and nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ircon.notices.defanging import defanged, live_links
from ircon.notices.wrapping import CELLS, EVIDENCE, wrapped
from ircon.text import width

PROSE = st.text(alphabet="ab c、。「」ーっ攻撃元のホストについて 1.", max_size=300)


@given(PROSE)
def test_nothing_is_lost_and_lines_fit(text: str) -> None:
    done = wrapped(text)
    assert "".join(done.split()) == "".join(text.split())
    for line in done.split("\n"):
        longest = max((width(word) for word in line.split()), default=0)
        assert width(line) <= CELLS + 20 or longest > CELLS


@given(PROSE)
def test_wrapping_twice_is_wrapping_once(text: str) -> None:
    assert wrapped(wrapped(text)) == wrapped(text)


def test_a_line_never_begins_with_a_closing_mark() -> None:
    for length in range(30, 45):
        text = "あ" * length + "。" + "い" * 20 + "」" + "う" * 40 + "、" + "え" * 40
        for line in wrapped(text).split("\n"):
            assert line[0] not in "。、」"


def test_a_long_line_takes_the_rest_of_its_paragraph_along_but_no_heading() -> None:
    text = "What we ask\n" + "word " * 20 + "\nshort end.\n■ next\n    - item"
    done = wrapped(text).split("\n")
    assert done[0] == "What we ask" and done[-2:] == ["■ next", "    - item"]
    assert any(line.endswith("short end.") and line.startswith("word") for line in done)


def test_an_item_continues_under_its_own_text() -> None:
    done = wrapped("    - " + "word " * 20).split("\n")
    assert done[1].startswith("      word")


def test_log_lines_are_left_alone() -> None:
    line = EVIDENCE + "x " * 200
    assert wrapped(line) == line.rstrip()


def test_what_could_be_clicked_cannot_be() -> None:
    text = "https://a.example.com/x?u=http://b.example.org ftp://c.example.net d@e.example.jp 203.0.113.7 www.f.example"
    dead = defanged(text)
    assert live_links(dead) == () and "@" not in dead and "203.0.113.7" not in dead
    assert dead.startswith("hxxps://a[.]example[.]com/x?u=hxxp://b[.]example[.]org fxp://c[.]example[.]net d[at]e[.]")


def test_the_recipients_own_stays_readable() -> None:
    assert defanged("192.168.100.1 to 192.168.100.11", ("192.168.100.1",)) == "192.168.100.1 to 192[.]168[.]100[.]11"
    assert defanged("WWW.asite.example.jp", ("www.asite.example.jp",)) == "WWW.asite.example.jp"
