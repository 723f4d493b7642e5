"""What came stays to be looked at: all headers, all parts, the very bytes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ircon.intake import original
from tests.support import hostile, story
from tests.support.command import ircon
from tests.support.terminal import Terminal, environment
from tests.support.warm import IRCON

HOPS = (
    b"Received: from gate.bsite.example.jp (gate.bsite.example.jp [192.0.2.25])\r\n\tby mx.centre.example.jp; "
    b"Fri, 23 Jun 2000 13:06:00 +0900\r\n"
    b"Received: from desk.bsite.example.jp by gate.bsite.example.jp; Fri, 23 Jun 2000 13:05:30 +0900\r\n"
    b"X-Odd: =?iso-2022-jp?B?GyRCSnM5cBsoQg==?=\r\n"
)
MAIL = HOPS + story.from_b()


def test_every_hop_and_header_in_order() -> None:
    found = original.head(MAIL)
    assert [name for name, _ in found[:3]] == ["Received", "Received", "X-Odd"]
    assert found[0][1].startswith("from gate.bsite.example.jp") and "192.0.2.25" in found[0][1]
    assert found[2][1] == "報告"
    assert original.head(b"no mail at all\n") == ()


def test_hops_are_no_evidence() -> None:
    from ircon import intake

    assert "192.0.2.25" not in {one.value for one in intake.read(MAIL).observables}


def test_the_parts_by_kind_and_size() -> None:
    laid = original.lay_open(MAIL)
    (piece,) = laid.pieces
    assert piece.kind == "text/plain"
    assert piece.text is not None and "telnetd[12]" in piece.text
    (binary,) = original.lay_open(b"\x00\x01\x02" * 40).pieces
    assert (binary.text, binary.size) == (None, 120)


def test_a_dump_shows_each_byte_once() -> None:
    row = original.row(bytes(range(40)), 32)
    assert row.split()[:3] == ["00000020", "20", "21"]
    assert row.endswith("!\"#$%&'")


@given(st.binary(max_size=400))
def test_whatever_came_can_be_laid_open(data: bytes) -> None:
    original.lay_open(data)
    original.head(data)
    original.lay_open(b"From: x@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + data)
    assert bytes.fromhex("".join(original.row(data, at)[10:58] for at in range(0, len(data), original.ROW))) == data


def test_by_command_line(empty_db: Path) -> None:
    assert ircon("intake", "-", stdin=MAIL, db=empty_db).status == 0
    said = ircon("show", "1", "--headers", db=empty_db).out
    assert "  Received: from gate.bsite.example.jp" in said and "  X-Odd: 報告" in said
    (found,) = ircon("show", "1", "--headers", "--json", db=empty_db).objects
    assert [name for name, _ in found["headers"]].count("Received") == 2
    command = [*map(str, IRCON), "--db", str(empty_db), "original", "1"]
    raw = subprocess.run(command, capture_output=True, env=environment(), check=True)
    assert raw.stdout == MAIL
    assert ircon("original", "7", db=empty_db).status == 2


def test_hostile_headers_reach_no_terminal_raw(empty_db: Path) -> None:
    odd = "".join(" ".join(hostile.corpus()[:400]).split("\n")).replace("\r", "")[:4000]
    mail = b"Subject: x\r\nX-Odd: " + odd.encode("utf-8", "replace") + b"\r\nFrom: a@example.org\r\n\r\nx\r\n"
    assert ircon("intake", "-", stdin=mail, db=empty_db).status == 0
    assert "X-Odd" in ircon("show", "1", "--headers", db=empty_db).out


def test_a_terminal_is_refused_unless_one_insists(story_db: Path) -> None:
    with Terminal([*IRCON, "--db", str(story_db), "original", "1"]) as refused:
        assert refused.wait_exit() == 2
        assert "--force" in refused.text
    with Terminal([*IRCON, "--db", str(story_db), "original", "--force", "1"]) as insisted:
        assert insisted.wait_exit() == 0
        assert "admin@bsite.example.jp" in insisted.text
