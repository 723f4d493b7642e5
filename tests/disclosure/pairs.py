"""Random stores that differ only in what was not permitted.

``stores`` draws what is permitted once and what is withheld anew for each store. A chooser
does the drawing, so that hypothesis can shrink a pair and a plain generator can draw fifty
thousand. What is permitted is a set of items for each report; how the ledger says so
(a level, single items, to one site or to all, a wider grant cut down again) is the store's own.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from ircon import clipboard, desk, disclosure, intake
from ircon.model import Audience, ConsentState, Decision, Draft, Item, LetterKind, Level, StoredReport
from ircon.notices import eml, letters
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
"""Lines that concern the recipient."""
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
NAMES = ("Taro", "花子", "Bsite Taro", "")
USERS = ("admin", "hanako", "b")
DOMAINS = ("bsite.example.jp", "bnet.example.org", "mail.example.com", "c.asite.example.jp")
ENDINGS = (
    "",
    "\n-- \nTaro, Bsite Industries\n03-5555-0199\n",
    "\n> Hanako wrote:\n> db7 was hit\n",
    "\n花子より\n",
    "\nご報告は以上です。社内でも調べておりますので、何かわかりましたらまたご連絡いたします。\n",
)
CLASSES = (("ポートスキャン", "port scan"), ("侵入", "intrusion"), ("サービス妨害", "denial of service"))
CLOCKS = ("タイムゾーンはJST、時刻は正確", "タイムゾーンはUTC", "時刻は正確")
FACTS = frozenset({Item.FACTS})
SETS = tuple(
    FACTS | more
    for more in (
        frozenset(), {Item.LOGS}, {Item.LOGS}, {Item.HOSTS}, {Item.CONTACT}, {Item.IDENTITY}, {Item.LOGS, Item.HOSTS},
        {Item.IDENTITY, Item.CONTACT}, {Item.LOGS, Item.IDENTITY}, frozenset(Item) - {Item.IDENTITY},
        frozenset(Item) - {Item.LOGS}, frozenset(Item) - {Item.CONTACT}, frozenset(Item) - {Item.HOSTS},
        frozenset(Item),
    )
)  # fmt: skip
_LATER = timedelta(hours=1)


@dataclass(frozen=True)
class World:
    """One store: what it holds and what was decided."""

    reports: list[StoredReport]
    decisions: list[Decision]


@dataclass(frozen=True)
class Line:
    """A log line: its form, when, their address and port, and what its holes hold."""

    template: str
    at: datetime
    own: str
    port: int
    holes: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """One report: its items, and all that one of them may show. Opened whole, it shows ``between``, too."""

    items: frozenset[Item]
    klass: tuple[str, str]
    clock: str
    lines: tuple[Line, ...]
    between: tuple[Line | None, ...]
    name: str
    user: str
    domain: str
    site_id: int | None


def stores(chooser: Chooser, many: int, *, audiences: Sequence[Audience] = (Audience.SOURCE,)) -> Iterator[World]:
    """Yield ``many`` stores that differ only in what was not permitted.

    ``audiences`` are those that speak of the recipient, beside any related site and itself by name.
    """
    for drawn in mails(chooser, many, audiences=audiences):
        yield World([_stored(mail) for mail in drawn], [decision for mail in drawn for decision in mail.decisions])


def pair(chooser: Chooser) -> tuple[World, World]:
    """Return two stores that differ only in what was not permitted."""
    one, other = stores(chooser, 2)
    return one, other


def outgoing(store: World, *, seed: int | None = None) -> list[str]:
    """Return all that leaves to the recipient: notice in both languages and reminder; with a seed, one of these."""
    kinds = [(LetterKind.NOTICE, "ja"), (LetterKind.NOTICE, "en"), (LetterKind.REMINDER, "ja")]
    wanted = kinds if seed is None else [kinds[seed % len(kinds)]]
    view = disclosure.build(store.reports, store.decisions, world.A, world.SOURCE, others=[world.B])
    to = letters.address(world.A)
    number = letters.reference_for(view, to)
    return [
        as_bytes(
            letters.write(
                kind, view, world.CENTRE, language=language, reference=number, today=world.TODAY, to=to, site_id=1
            )
        )
        for kind, language in wanted
    ]


def as_bytes(draft: Draft) -> str:
    """Return all that leaves with a draft: mail file and name, clipboard as text and as the terminal gets it."""
    text = desk.as_text(draft)
    mail = eml.to_eml(draft, world.CENTRE, date=world.SENT_AT).decode()
    return "\n".join([draft.to, text, clipboard.osc52(text), mail, eml.file_name(draft, world.CENTRE)])


# --- what is permitted ---------------------------------------------------------------------------


def _told(chooser: Chooser) -> Told:
    start = datetime(2026, 6, 23, 3, 0, 0)
    lines = []
    for _ in range(chooser.number(1, 4)):
        start += timedelta(seconds=chooser.number(0, 900))
        template, port = chooser.one(LINES), chooser.number(1024, 65535)
        lines.append(Line(template, start, chooser.one(OWN), port, _holes(chooser)))
    return Told(
        items=chooser.one(SETS),
        klass=chooser.one(CLASSES),
        clock=chooser.one(CLOCKS),
        lines=tuple(lines),
        between=tuple(_elsewhere(chooser, line) for line in lines),
        name=chooser.one(NAMES),
        user=chooser.one(USERS),
        domain=chooser.one(DOMAINS),
        site_id=chooser.one((None, 2, 3)),
    )


def _elsewhere(chooser: Chooser, line: Line) -> Line | None:
    """Return, perhaps, a line before this one that does not concern the recipient."""
    return replace(line, template=chooser.one(ELSEWHERE), holes=_holes(chooser)) if chooser.number(0, 2) == 0 else None


def _holes(chooser: Chooser) -> dict[str, str]:
    return {name: chooser.one(values) for name, values in WITHHELD.items()}


def _with_secrets(chooser: Chooser, told: Told) -> Told:
    """Return the report as one store has it: what no item opens is drawn anew."""
    if told.items == frozenset(Item):
        return told
    other = _told(chooser)
    names = Item.IDENTITY in told.items
    mails = Item.CONTACT in told.items
    hosts = Item.HOSTS in told.items
    fixed = ("host", "address", "name", "word", "url", "path") if hosts else ()
    lines = [
        replace(line, holes={**_holes(chooser), **{hole: line.holes[hole] for hole in fixed}}) for line in told.lines
    ]
    return replace(
        told,
        lines=tuple(lines),
        between=tuple(_elsewhere(chooser, line) for line in lines),
        name=told.name if names else other.name,
        user=told.user if mails else other.user,
        domain=told.domain if names or mails or hosts else other.domain,
        site_id=told.site_id if hosts else other.site_id,
    )


# --- how a store says it ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Mailed:
    """One report as it comes in, and what its sender decides: who, when, which bytes, which words of the ledger."""

    number: int
    told: Told
    data: bytes
    received: datetime
    decisions: tuple[Decision, ...]


def mails(chooser: Chooser, many: int, *, audiences: Sequence[Audience] = (Audience.SOURCE,)) -> Iterator[list[Mailed]]:
    """Yield the mails of ``many`` stores that differ only in what was not permitted; see ``stores``."""
    permitted = [_told(chooser) for _ in range(chooser.number(1, 3))]
    allowing = (Audience.RELATED, Audience.SITE, *audiences)
    for _ in range(many):
        yield _mails(chooser, permitted, allowing)


def _mails(chooser: Chooser, permitted: Sequence[Told], allowing: Sequence[Audience]) -> list[Mailed]:
    """Draw a store around what is permitted: other numbers, another order, other reports, other secrets."""
    contents: list[tuple[Told, bool]] = [(_with_secrets(chooser, one), True) for one in permitted]
    contents += [(_told(chooser), False) for _ in range(chooser.number(0, 2))]
    numbers = chooser.one((range(1, 9), range(40, 90, 7), range(300, 200, -11)))
    found: list[Mailed] = []
    for number, (told, allowed) in zip(numbers, contents, strict=False):
        data = _mail(chooser, number, told)
        received = world.SENT_AT + timedelta(minutes=chooser.number(0, 999))
        decided = _grants(chooser, number, told.items, allowing) if allowed else _refusals(chooser, number)
        found.insert(chooser.number(0, len(found)), Mailed(number, told, data, received, tuple(decided)))
    return found


def _stored(mail: Mailed) -> StoredReport:
    read = intake.read(mail.data)
    return StoredReport(mail.number, 1, mail.received, f"{mail.number:064x}", mail.told.site_id, read)


def _mail(chooser: Chooser, number: int, told: Told) -> bytes:
    subject = base64.b64encode(chooser.one(SUBJECTS).encode()).decode()
    sender = base64.b64encode(told.name.encode()).decode()
    head = [
        f"From: =?utf-8?b?{sender}?= <{told.user}@{told.domain}>" if told.name else f"From: {told.user}@{told.domain}",
        "To: info@cc.example.net",
        f"Subject: =?utf-8?b?{subject}?=",
        f"Date: Tue, 23 Jun 2026 {chooser.number(17, 19)}:00:00 +0900",
        f"Message-ID: <{number}.{chooser.number(1, 999)}@{told.domain}>",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    return "\r\n".join([*head, "", *_body(chooser, told).split("\n")]).encode()


def _body(chooser: Chooser, told: Told) -> str:
    japanese = chooser.number(0, 1)
    labels = ("分類", "その他", "発見方法") if japanese else ("Class", "Remarks", "Found by")
    lines = [
        f"{labels[0]}: {told.klass[0 if japanese else 1]}",
        f"{labels[1]}: {told.clock}",
        f"{labels[2]}: {chooser.one(WITHHELD['account'])}",
        "",
    ]
    for before, line in zip(told.between, told.lines, strict=True):
        lines += [_filled(one) for one in (before, line) if one]
    return "\n".join(lines) + chooser.one(ENDINGS)


def _filled(line: Line) -> str:
    return line.template.format(t=f"{line.at:%b %d %H:%M:%S}", own=line.own, port=line.port, **line.holes)


def _grants(chooser: Chooser, number: int, items: frozenset[Item], allowing: Sequence[Audience]) -> Iterator[Decision]:
    """Yield decisions that come to ``items``, in one of the ways in which a ledger can say so, and others beside."""
    level = Level.of(items)
    audience = chooser.one(allowing)
    single = tuple(item for item in Item if item in items)
    way = chooser.number(0, 3)
    if way == 0 and level.items == items:
        yield _decision(chooser, number, audience, level=level)
    elif way == 1:
        yield _decision(chooser, number, audience, level=Level.FULL)
        if rest := tuple(item for item in Item if item not in items):
            no = chooser.one((ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.EXPIRED))
            yield replace(_decision(chooser, number, audience, items=rest, state=no), at=world.SENT_AT + _LATER)
    elif way == 2:
        for item in single:
            yield _decision(chooser, number, audience, items=(item,))
    else:
        yield _decision(chooser, number, audience, items=single)
    yield from _beside(chooser, number)


def _refusals(chooser: Chooser, number: int) -> Iterator[Decision]:
    """Yield decisions that permit the recipient nothing."""
    states = (ConsentState.ASKED, ConsentState.REFUSED, ConsentState.WITHDRAWN, ConsentState.EXPIRED)
    match chooser.number(0, 3):
        case 1:
            yield _decision(chooser, number, Audience.RELATED, state=chooser.one(states))
        case 2:
            yield _decision(chooser, number, Audience.RELATED, level=Level.FULL)
            no = _decision(chooser, number, Audience.RELATED, state=chooser.one(states))
            yield replace(no, at=world.SENT_AT + _LATER)
        case 3:
            yield _decision(chooser, number, Audience.RELATED, items=(Item.HOSTS, Item.IDENTITY))
    yield from _beside(chooser, number)


def _beside(chooser: Chooser, number: int) -> Iterator[Decision]:
    """Yield decisions about others: they say nothing of the recipient."""
    if chooser.number(0, 1):
        yield _decision(chooser, number, Audience.CSIRTS, level=chooser.one(tuple(Level)))
    if chooser.number(0, 1):
        yield replace(_decision(chooser, number, Audience.SITE, level=Level.FULL), site_id=7)


def _decision(
    chooser: Chooser,
    number: int,
    audience: Audience,
    *,
    level: Level = Level.NONE,
    items: tuple[Item, ...] = (),
    state: ConsentState = ConsentState.GRANTED,
) -> Decision:
    return replace(
        world.grant(number, level, audience, items=items, state=state),
        site_id=world.A.id if audience is Audience.SITE else None,
        quote=chooser.one(("as quoted", "花子より", "bsite says so")),
        handler=chooser.one(("mori", "sato")),
    )
