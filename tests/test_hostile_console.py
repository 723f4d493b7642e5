"""Reports are written by attackers: whatever stands in one, the handler's terminal hears only from ircon.

A store full of hostile reports is worked in a real pty as a handler would, and of all
that came out not one control sequence or deceiving character may have come from a report.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import stores, story
from tests.support.command import ircon
from tests.support.hostile import corpus, foreign, smuggled
from tests.support.terminal import Terminal

A_REPORT = 40
"""Hostile strings to one report."""


def word(text: str) -> str:
    """Encode ``text`` for a header, so that its bytes survive the way (RFC 2047, section 2)."""
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="


def hostile_mail(number: int, strings: list[str]) -> bytes:
    """Compose a mail whose every part is an attack: subject, sender, form answers, log lines."""
    header = [string.replace("\n", " ")[:300] for string in strings]
    head = f"""\
From: {word(header[0])} <admin@bsite.example.jp>
To: incident@csirt.example.jp
Subject: {word(header[1])}
Date: Fri, 23 Jun 2000 13:05:00 +0900
Message-ID: <hostile.{number}@bsite.example.jp>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

"""
    form = [
        f"分類: {strings[2]}",
        f"発生日時: {strings[3]}",
        f"発見方法: {strings[4]}",
        f"要望: {strings[5]}",
        f"条件: 全ての情報を開示してほしい {strings[6]}",
        f"その他: タイムゾーンはJST {strings[7]}",
        "",
    ]
    logs = [f"Jun 23 12:34:{second:02} bsite telnetd[1]: connect from 192.168.100.1 {string}"
            for second, string in enumerate(strings[8:])]  # fmt: skip
    body = base64.encodebytes("\n".join([*form, *logs]).encode("utf-8", "surrogatepass")).decode()
    return (head + body).encode()


def hostile_mails() -> Iterator[bytes]:
    strings = corpus()
    for begin in range(0, len(strings), A_REPORT):
        part = strings[begin : begin + A_REPORT]
        yield hostile_mail(begin, (part * 2)[:A_REPORT])


@pytest.fixture(scope="module")
def hostile_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with every string of the corpus in some report."""
    folder = tmp_path_factory.mktemp("hostile")
    path = stores.with_register(folder)
    mails = []
    for number, mail in enumerate(hostile_mails()):
        mails.append(folder / f"{number:04d}.eml")
        mails[-1].write_bytes(mail)
    done = ircon("intake", *mails, db=path)
    assert done.status == 0, done.err
    return path


def test_the_whole_corpus_arrives_in_the_store(hostile_db: Path) -> None:
    rows = ircon("list", "--json", db=hostile_db).objects
    assert len(rows) == -(-len(corpus()) // A_REPORT)


def test_nothing_of_it_reaches_the_terminal_raw(hostile_db: Path) -> None:
    """Wide; the narrow screens, and what no report can fill, are walked in ``tests.stress.hostile``."""
    rows = len(ircon("list", "--json", db=hostile_db).objects)
    with Terminal([sys.executable, "-m", "ircon", hostile_db], size=(120, 36)) as terminal:
        terminal.wait_for("bsite")
        for _ in range(rows):
            walk(terminal)
        terminal.press("g")
        for _ in range(2):
            work(terminal)
        find(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert foreign(terminal.raw) == []
        assert terminal.screen.title == ""


def walk(terminal: Terminal) -> None:
    """Look at one incident: the row, all of its detail, its related sites, and go on."""
    for keys in ("<enter>", "<pgdn>", "<pgdn>", "<pgdn>", "<pgdn>", "G", "<esc>", "r", "j", "<esc>", "j"):
        terminal.press(keys)
        terminal.settle(0.03)


def work(terminal: Terminal) -> None:
    """Record consent, draft the notice, read it, look at the ledger, the timeline, the trends, and go on."""
    terminal.press("c")
    terminal.settle(0.3)
    terminal.press("rjd")
    terminal.settle(0.5)
    for keys in ("<pgdn>", "G", "<esc>", "<esc>", "C", "<pgdn>", "G", "<esc>", "?", "<esc>"):
        terminal.press(keys)
        terminal.settle(0.1)
    for keys in "l a <pgdn> G <esc> R <tab> <esc> m <esc> r a <esc> <esc> j".split():
        terminal.press(keys)
        terminal.settle(0.1)


def find(terminal: Terminal) -> None:
    """Mark all, look at what would be done to them, sort by reporters, look for a word, filter by what is offered."""
    for keys in "A x <esc> c <esc> d <esc> T <esc> <esc> v <esc> S 6 G g *connect <enter> n N <esc> <esc>".split():
        terminal.press(keys)
        terminal.settle(0.15)
    for keys in ("/site:", "<tab>", "<enter>", "<esc>", "/\u202e", "<esc>"):
        terminal.press(keys)
        terminal.settle(0.15)


def test_nothing_of_it_is_printed_or_mailed_raw(hostile_db: Path) -> None:
    for row in ircon("list", "--json", db=hostile_db).objects[:4]:
        number = str(row["incident"])
        assert ircon("show", number, db=hostile_db).status == 0
        ircon("consent", number, "--level", "full", "--quote", "all\x1b[53;5m", db=hostile_db)
        letter = ircon("draft", number, "--kind", "notice", "--to", "asite", db=hostile_db)
        assert letter.status in (0, 77)


def test_reading_it_from_a_pipe_prints_nothing_raw() -> None:
    for mail in hostile_mails():
        assert ircon("read", "-", stdin=mail).status in (0, 65)


def test_the_story_itself_draws_nothing_that_looks_smuggled(story_db: Path) -> None:
    with Terminal([sys.executable, "-m", "ircon", story_db]) as terminal:
        terminal.wait_for(story.SCAN_SOURCE)
        terminal.press("<enter><esc>rj<esc>j")
        terminal.settle(0.3)
        assert smuggled(terminal.raw) == []
