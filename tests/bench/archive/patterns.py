"""Plays incidents with the desk itself, in a scratch store, and takes down every row that they leave.

Sites, addresses, names and numbers of the players are unmistakable (seven and eight digits
that stand nowhere else), so that ``templates`` finds them again in whatever text they got into.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

from ircon import desk
from ircon.config import EXAMPLE_CENTRE
from ircon.demo import composing, kinds_1999, kinds_today
from ircon.demo.cast import Origin, Reporter
from ircon.demo.kinds import Kind
from ircon.demo.life import Office, play
from ircon.demo.schedule import Scene
from ircon.model import CloseReason
from ircon.store import Store, images, originals, wordings
from tests.bench.archive import post
from tests.bench.archive.names import Site

REPORTER, OWNER = Site(7_000_001), Site(7_000_002)
ENGLISH_REPORTER, ENGLISH_OWNER = Site(7_000_004), Site(7_000_008)
HOST, PAGE, UNKNOWN, SERIAL = 7_000_011, 7_000_012, 7_000_013, 7_000_015
NOWHERE = "143.253.252.251"
BASES = {"fact": 22_000_000, "site": 33_000_000, "consent": 44_000_000, "draft": 55_000_000, "report": 66_000_000,
         "incident": 77_000_000}  # fmt: skip
"""Rows of a pattern are numbered from here, so that their numbers are known wherever they stand."""

TABLES = ("incident", "original", "report", "observable", "log_line", "trace", "related", "consent", "draft", "fact")
"""What an incident leaves, in an order in which it can be written; the journal comes on its own."""

Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One incident as it was played: its rows by table, the journal's entries, and its mails before encoding.

    ``wires`` gives each original's composed text by its SHA-256, ``letters`` each of our letters' by theirs.
    """

    kind: Kind
    year: int
    language: str
    stage: str
    rows: Mapping[str, Rows]
    journal: Rows
    wires: Mapping[str, str]
    letters: Mapping[str, str]
    registered: bool

    @property
    def open(self) -> bool:
        """Whether it is still worked on."""
        return self.stage != "closed"

    @property
    def reports(self) -> int:
        """How many messages it takes."""
        return len(self.rows["report"])


@dataclass(frozen=True, slots=True)
class _Play:
    kind: Kind
    language: str
    stage: str
    year: int
    registered: bool = True
    reason: CloseReason | None = None
    condition: str = "full"
    answer: str = "full"
    more: bool = False


def play_all(seed: int, every: int = 1) -> Iterator[Pattern]:
    """Play every kind of incident in both languages, to its close and to the stages before it.

    ``every``: only each so manyth of them.
    """
    with tempfile.TemporaryDirectory() as scratch, Store.create(Path(scratch) / "patterns.db") as store:
        store.conn.execute("PRAGMA synchronous=OFF")
        _furnish(store)
        for number, play_ in enumerate(islice(_plays(), 0, None, every)):
            yield _played(store, play_, Random(seed * 10_000 + number))


def _plays() -> Iterator[_Play]:
    stages = ("new", "acked", "asked", "decided", "drafted", "notified", "answered", "new", "question", "new")
    turn = 0
    for kind in (*kinds_today.ALL, *kinds_1999.ALL):
        for language in ("ja", "en"):
            play_ = _Play(kind, language, "closed", 2025, reason=CloseReason.RESOLVED)
            yield replace(play_, more=True, year=2026)
            yield replace(play_, condition="none", answer="logs")
            yield replace(play_, condition="logs", registered=False)
            yield replace(play_, condition="refused", reason=CloseReason.NO_ANSWER)
            if kind.until >= 2026:
                for condition in ("full", "none"):
                    yield replace(play_, stage=stages[turn % len(stages)], year=2026, condition=condition, reason=None)
                    turn += 1


def _furnish(store: Store) -> None:
    """Register the players and have rows numbered from where they are known."""
    conn = store.conn
    conn.execute("PRAGMA foreign_keys=OFF")
    conn.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('incident', ?)", (BASES["incident"],))
    for table in ("fact", "site", "consent", "draft", "report"):
        _placeholder(store, table, BASES[table])
    conn.execute("PRAGMA foreign_keys=ON")
    sites = [REPORTER, OWNER, ENGLISH_REPORTER, ENGLISH_OWNER]
    lines = ["name,domain,cidr,mail,language,timezone"]
    for site in sites:
        zone = "ja,Asia/Tokyo" if site.japanese else "en,UTC"
        lines.append(f"{site.name},{site.domain},{site.block}.{site.first}/28,abuse@{site.domain},{zone}")
    desk.import_sites(store, "\n".join(lines).encode(), handler="bench", at=datetime(2004, 1, 1, tzinfo=UTC))


_NEEDED = 'SELECT name, type FROM pragma_table_info(?) WHERE "notnull" AND dflt_value IS NULL'


def _placeholder(store: Store, table: str, number: int) -> None:
    """Take a number, so that the next row has the one after it."""
    columns = store.rows(_NEEDED, (table,))
    allowed = {
        "kind": "asn" if table == "fact" else "", "state": "asked" if table == "consent" else "drafted",
        "level": "none", "audience": "related", "language": "ja", "stated_level": "none", "name": "-",
        "received": "2004-01-01T00:00:00.000000Z",
    }  # fmt: skip
    row = {name: allowed.get(name, 0 if kind in ("INTEGER", "REAL") else "") for name, kind in columns}
    row["id"] = number
    marks = ", ".join("?" * len(row))
    store.conn.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


class _TakeBack(Exception):
    pass


def _played(store: Store, play_: _Play, rng: Random) -> Pattern:
    wires: dict[str, str] = {}

    def mail(person: str, sender: str, subject: str, body: str, sent: datetime, serial: int, **more: Any) -> bytes:
        text = post.wire(person, sender, subject, body, sent, SERIAL, **more)
        text = text.replace("{own}", _sites(play_)[0].address(1))
        data = post.delivered(text, sent.year, Random(len(wires)).randbytes)
        wires[originals.name_of(data)] = text
        return data

    last = int(store.value("SELECT coalesce(max(id), 0) FROM journal"))
    pattern: Pattern | None = None
    try:
        with mock.patch.object(composing, "mail", mail), store.together():
            for _ in play(Office(store, EXAMPLE_CENTRE, rng), _scene(play_, rng)):
                pass
            rows = {table: _rows(store, table) for table in TABLES}
            journal = store.rows("SELECT * FROM journal WHERE id > ? ORDER BY id", (last,))
            names = [name for (name,) in store.rows("SELECT name FROM pragma_table_info('journal')")]
            entries = [dict(zip(names, row, strict=True)) for row in journal]
            for entry in entries:
                entry |= {column: images.text(store, entry[column]) for column in ("changes", "kept")}
            told = (play_.kind, play_.year, play_.language, play_.stage)
            pattern = Pattern(*told, rows, entries, wires, _letters(store, rows["draft"]), play_.registered)
            raise _TakeBack
    except _TakeBack:
        store.conn.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'incident'", (BASES["incident"],))
    assert pattern is not None
    return pattern


def _rows(store: Store, table: str) -> Rows:
    """Return every row of a table but the placeholder, without columns that are worked out."""
    names = [n for (n,) in store.rows("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,))]
    found = store.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1, 2, 3")
    rows = [dict(zip(names, row, strict=True)) for row in found]
    return [row for row in rows if "id" not in row or row["id"] != BASES.get(table)]


def _letters(store: Store, drafts: Rows) -> dict[str, str]:
    found = (wordings.load(store, row["body"]) for row in drafts)
    return {hashlib.sha256(text.encode()).hexdigest(): text for text in found}


def _sites(play_: _Play) -> tuple[Site, Site]:
    japanese = play_.language == "ja"
    return (REPORTER if japanese else ENGLISH_REPORTER), (OWNER if japanese else ENGLISH_OWNER)


def _scene(play_: _Play, rng: Random) -> Scene:
    """The first mail of a play, and what is to become of it. It comes in on 10 June."""
    mine, theirs = _sites(play_)
    who = Reporter(
        rng.choice(("佐藤", "鈴木", "高橋", "田中") if play_.language == "ja" else ("A. Reed", "D. Marsh", "J. Weber")),
        f"staff@{mine.domain}", mine.name, rng.choice(("gw", "ns1", "www2", "fw", "mail")), mine.address(0),
        play_.language, 9 if play_.language == "ja" else 0,
    )  # fmt: skip
    if play_.registered:
        origin = Origin(theirs.address(13), f"h{HOST}.{theirs.domain}" if rng.random() < 0.6 else "")
        page = f"p{PAGE}.{theirs.domain}"
    else:
        origin = Origin(NOWHERE, f"h{HOST}.u{UNKNOWN}.example" if rng.random() < 0.5 else "")
        page = f"p{PAGE}.u{UNKNOWN}.example"
    received = datetime(play_.year, 6, 10, rng.randrange(24), rng.randrange(60), rng.randrange(60), tzinfo=UTC)
    told = composing.Told(
        kind=play_.kind, reporter=who, origin=origin, occurred=received - timedelta(minutes=rng.randrange(40, 2_900)),
        sent=received - timedelta(minutes=rng.randrange(1, 9)), condition=play_.condition, page=page,
    )  # fmt: skip
    more = composing.follow_up(rng, told) if play_.more else ""
    data = composing.report(rng, told, SERIAL)
    return Scene(received, data, who, play_.stage, play_.reason, play_.answer, more)
