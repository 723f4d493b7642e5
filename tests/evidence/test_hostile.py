"""Texts written to make a reader hang: each is read to its end, which would take hours if time grew squarely."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ircon.evidence import classify, lines, observables, occurrence, remarks

LENGTH = 30_000
UNITS = [
    "a.", "1.", "1.1.1.1.", "::", ":", "1:", "1::", "a:", ".", "-", "a-", "1-", "+-", "~", "*", "%", "%a", "+", "=",
    "_", "a_",
    "[.]", "1[.]", "a[.]", "(dot)", " (dot) ", "[", "(", "((", "[[.", "\\", "\\.", "<", "<at>", "(a)", "[:]", "[://]",
    "@", "a@", "a@b.", "a@b.jp ", "<a@b.jp", "a@b.jp>", "<a@b.jp> <", "x@[", "a" * 70 + "@", "Message-ID: <a1@b.jp> ",
    "References: <",
    "http://", "http://a.jp/", ",http://", "http://a.jp/" + ")" * 7000, "http://a.jp/" + ")(" * 3500, "hxxp",
    "hxxp://", "hxxp[:]//",
    "0", "０", "１．", "あ", "あ.", "。", "：", "\u200b", "a\u200b", "\u202e", "\x00", "\ud800", "😀", "\u3000",
    "1.2.3.4 ", "1.2.3.4\n", "1.2.3.4/", "1.2.3.4 > ", "1.2.3.0/24 ", "1.2.3.0 - 1.2.3.255 ", "192.0.2.1-",
    "v1.2.3.4 ", "bind 1.2.3.4 ",
    "::ffff:", "fe80::1%", "2001:db8::", "00:11:22:33:44:55:66:77:88:99:", "12:34:", "b" * 300 + ".", "x.jp.", "*.",
    "*.a", "a.jp=",
    "\n", "\r", "\r\n", "\t", " ", " " * 4000 + "x", "Jun ", "Jun 23 ", "Jun 23 12:34:00 ", "Jun 23 12:34:00 x\n",
    "Wed ", "I0623 ", "W",
    "1999-06-23 ", "1999-06-23T12:34:00Z", "[23/Jun/1999:12:34:00 +0900] ", "audit(1668381071.000:1) ",
    "@4000000037c219bf", "930108840 ",
    "1999年", "6月23日", "6月23日10時", "平成11年6月23日", "12:34:00 ", '{"ts":', '{"', "eni-12345678 ", "Date: ",
    "1" * 10 + "\t", "3 ",
    "timezone ", "時刻は", "誤差", "誤差1", "NTP", "times are ", "clock ", "from ", "攻撃元", "src=1.2.3.4 ", "-> ",
    "/", "//", "/a.b",
    "侵入", "不正", "scan not ", "#Fields: date time\n", "> > > ", "gethostbyname error for ", "[timeQuality ",
]  # fmt: skip


def test_there_are_over_a_hundred_of_them() -> None:
    assert len(set(UNITS)) >= 100


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = (unit * (LENGTH // len(unit) + 1))[:LENGTH]
    assert len(observables.find(text)) <= LENGTH
    assert len(lines.find(text, occurred=text, sent_at=datetime(1999, 6, 24, tzinfo=UTC))) <= LENGTH
    remarks.stated(text)
    occurrence.instant(text, UTC)
    classify.propose(text, text)
