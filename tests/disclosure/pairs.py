"""Random pairs of stores that differ only in what was not permitted.

``pair`` draws what is permitted once and what is withheld twice. A chooser does the drawing, so
that hypothesis can shrink a pair and a plain generator can draw ten thousand.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from ircon.model import Decision, LetterKind, Level, StoredReport
from tests.disclosure import world

T = TypeVar("T")


class Chooser(Protocol):
    """Draws: one of several, or a number."""

    def one(self, of: Sequence[T]) -> T:
        """Return one of ``of``."""

    def number(self, low: int, high: int) -> int:
        """Return a number between the two, both included."""


class Dice:
    """A chooser for long runs."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def one(self, of: Sequence[T]) -> T:
        return self._random.choice(of)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


OWN = ("192.168.100.1", "192.168.100.200", "2001:db8:a::7", "www.asite.example.jp")
LINES = (
    "{t} {host} telnetd[{number}]: connect from {own}",
    "{t} {host} popper[{number}]: @[{own}]: -ERR POP EOF received",
    "{t} {host} sshd[{number}]: Failed password for {account} from {own} port {port} ssh2",
    "{t} {host} sshd[{number}]: Invalid user {account} from {own}",
    "{t} {host} kernel: {word} SRC={own} DST={address} PROTO=TCP SPT={port} DPT=23 MAC={word}",
    "{t} {host} in.ftpd[{number}]: connection from {own} to {name}",
    "{t} {host} {program}[{number}]: {word} {own} {word} {address}",
    "{t} {host} named[{number}]: {own} query: {name} {word}",
    '{own} - {account} [23/Jun/2026:12:34:56 +0900] "GET {path} HTTP/1.0" {number} "{url}" "{word}"',
    "2026-06-23 12:34:56 {own} -> {address} tcp {word}",
)
ELSEWHERE = (
    "{t} {host} sshd[{number}]: connect from {address}",
    "{t} {host} kernel: SRC={address} DST={address} PROTO=UDP DPT=53",
    "{t} {host} {program}: {word} {name}",
)
WITHHELD = {
    "host": ("bsite", "gw", "mail", "closed", "db7.bsite.example.jp", "192.0.2.15", "b.asite.example.jp", "ビーサイト"),
    "account": ("root", "hanako", "reset", "nntp", "花子", "bsite\\taro", "a-very-long-account-name-0123456789"),
    "address": (
        "192.0.2.15",
        "192.0.2.99",
        "203.0.113.7",
        "2001:db8:b::1",
        "0xc000020f",
        "3221225999",
        "１９２．０．２．１５",
    ),
    "name": (
        "mx.bsite.example.jp",
        "relayed",
        "p15.bnet.example.org",
        "jp.example.bsite",
        "to",
        "15.2.0.192.in-addr.arpa",
    ),
    "word": (
        "MTkyLjAuMi4xNQ==",
        "00:16:3e:aa:bb:cc",
        "x y z",
        "S-1-5-21-1004336348",
        "<secret@bsite.example.jp>",
        "ﾋﾞｰｻｲﾄ",
    ),
    "path": ("/", "/bsite/plan.html", "/?ip=%31%39%32", "/~hanako/"),
    "url": ("-", "http://intra.bsite.example.jp/x", "http://192.0.2.15:8080/"),
    "program": ("bsited", "watchdog-7", "ビー"),
    "number": ("1", "12", "31337", "404"),
}
SUBJECTS = ("report", "Bsite Industries: scan", "ポートスキャンの報告", "Re: [x] db7")
SENDERS = ("Taro <admin@bsite.example.jp>", "hanako@bnet.example.org", "ビーサイト <b@mail.example.com>")
ENDINGS = ("", "\n-- \nTaro, Bsite Industries\n03-5555-0199\n", "\n> Hanako wrote:\n> db7 was hit\n", "\n花子より\n")


@dataclass(frozen=True)
class World:
    """One store: what it holds and what was decided."""

    reports: list[StoredReport]
    decisions: list[Decision]


@dataclass(frozen=True)
class _Permitted:
    """One report as far as it is permitted: its level and, a line each, template, time, own address and port."""

    level: Level
    klass: str
    clock: str
    lines: tuple[tuple[str, datetime, str, int], ...]


def pair(chooser: Chooser) -> tuple[World, World]:
    """Return two stores that differ only in what was not permitted."""
    permitted = [_permitted(chooser) for _ in range(chooser.number(1, 3))]
    return _store(chooser, permitted), _store(chooser, permitted)


def outgoing(store: World) -> list[str]:
    """Return all that leaves to the recipient: notice (in both languages) and reminder, with headers and file name."""
    notices = [world.notice(store.reports, store.decisions, language=language) for language in ("ja", "en")]
    notices.append(world.notice(store.reports, store.decisions, language="ja", kind=LetterKind.REMINDER))
    return [world.as_it_leaves(draft) for draft in notices]


def _permitted(chooser: Chooser) -> _Permitted:
    start = datetime(2026, 6, 23, 3, 0, 0)
    lines = []
    for _ in range(chooser.number(1, 4)):
        start += timedelta(seconds=chooser.number(0, 900))
        lines.append((chooser.one(LINES), start, chooser.one(OWN), chooser.number(1024, 65535)))
    return _Permitted(
        level=chooser.one((Level.FACTS, Level.LOGS)),
        klass=chooser.one(("ポートスキャン", "侵入", "サービス妨害")),
        clock=chooser.one(("タイムゾーンはJST、時刻は正確", "タイムゾーンはUTC", "時刻は正確")),
        lines=tuple(lines),
    )


def _store(chooser: Chooser, permitted: Sequence[_Permitted]) -> World:
    """Draw a store around what is permitted: other numbers, another order, other reports, other secrets."""
    contents = [_body(chooser, one) for one in permitted]
    levels: list[Level | None] = [one.level for one in permitted]
    for _ in range(chooser.number(0, 2)):
        contents.append(_body(chooser, _permitted(chooser)))
        levels.append(None)
    numbers = chooser.one((range(1, 9), range(40, 90, 7), range(300, 200, -11)))
    reports: list[StoredReport] = []
    decisions: list[Decision] = []
    for number, body, level in zip(numbers, contents, levels, strict=False):
        stored = world.report(
            number,
            body,
            sender=chooser.one(SENDERS),
            subject=chooser.one(SUBJECTS),
            site_id=chooser.one((None, 2, 3)),
            headers=(("Message-ID", f"<{number}.{chooser.number(1, 999)}@bsite.example.jp>"),),
            received=world.SENT_AT + timedelta(minutes=chooser.number(0, 999)),
        )
        reports.insert(chooser.number(0, len(reports)), stored)
        if level is not None:
            decisions.append(world.grant(number, level))
    return World(reports, decisions)


def _body(chooser: Chooser, permitted: _Permitted) -> str:
    lines = [
        f"分類: {permitted.klass}",
        f"その他: {permitted.clock}",
        f"発見方法: {chooser.one(WITHHELD['account'])}",
        "",
    ]
    for template, at, own, port in permitted.lines:
        if chooser.number(0, 2) == 0:
            lines.append(_filled(chooser, chooser.one(ELSEWHERE), at, own, port))
        lines.append(_filled(chooser, template, at, own, port))
    return "\n".join(lines) + chooser.one(ENDINGS)


def _filled(chooser: Chooser, template: str, at: datetime, own: str, port: int) -> str:
    holes = {name: chooser.one(values) for name, values in WITHHELD.items() if f"{{{name}}}" in template}
    return template.format(t=f"{at:%b %d %H:%M:%S}", own=own, port=port, **holes)
