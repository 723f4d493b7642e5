"""Fills an empty store with an archive: chooses what happens when, has it told, and writes the rows in bulk.

Triggers and indexes are taken away meanwhile and come back as they were; what the triggers
would have counted is counted once at the end, what they would have put into the search is put there.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from multiprocessing import get_context
from random import Random
from typing import Any

from ircon.desk import refresh
from ircon.store import Store, images, journal, keys, locks, originals, packing, seals, trends, wordings
from tests.bench.archive import names
from tests.bench.archive.calendar import Calendar, mix
from tests.bench.archive.cloning import JOURNAL, Clone, Mould, Row, Words, chain, packed
from tests.bench.archive.names import HOSTS, REPORTING, Site
from tests.bench.archive.patterns import TABLES, Pattern, play_all
from tests.bench.archive.templates import Told

SEED = 1996
OPEN = 450
"""How many incidents are still worked on at the end (at most two in five)."""

CHUNK = 200
_LEARN_AFTER = frozenset({1, 10, 100, 1_000})
"""Chunks behind which dictionaries are learnt anew, as a store does that grows."""

REFRESHED = 20_000
"""An archive of at most so many reports has what links its incidents worked out by the desk itself."""

_SINCE = "2004-04-01"
_REGISTER = {
    "site": "id, name, language, timezone, country",
    "domain": "site_id, name, provenance, since",
    "netblock": "site_id, version, length, low, cidr, provenance, since",
    "contact": "site_id, mail, phone, provenance, since",
}

_KNOWN_TO_ALL = 0.12
"""The part of what is reported that half the world has seen already: an address in very many incidents."""

_AGAIN = 0.02
"""The part that is about the same address as the incident before it: the desk looks at these and links them."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put in: reports, incidents, the bytes of the mails and of our letters."""

    reports: int
    incidents: int
    mails: int
    letters: int


def fill(store: Store, reports: int, *, seed: int = SEED, processes: int = 2, every: int = 1) -> Filled:
    """Fill a new store with at least ``reports`` reports, the same ones for the same ``seed``.

    ``every``: play only each so manyth pattern, for an archive that is only to be looked at.
    """
    patterns = list(play_all(seed, every))
    again: list[int] = []
    words: dict[str, bytes] = {}
    with _in_bulk(store) as bulk:
        _register(store, sites(reports))
        clones = _told(patterns, plan(patterns, reports, sites(reports), seed, again), processes, words)
        filled = bulk.write(clones, words)
    _work_out(store, range(1, filled.incidents + 1) if reports <= REFRESHED else again)
    store.conn.execute("ANALYZE")
    locks.settle_journal_mode(store.conn, store.wait)
    return filled


def sites(reports: int) -> int:
    """Return how many sites the register of an archive of so many reports has."""
    return max(300, reports // 5)


# --- what happens when ---------------------------------------------------------------------


Planned = tuple[int, Told]


def plan(patterns: Sequence[Pattern], reports: int, known: int, seed: int, again: list[int]) -> Iterator[Planned]:
    """Say of every incident which pattern it follows and what it is told of; note in ``again`` who repeats another."""
    rng = Random(seed)
    deck = _Deck(patterns)
    first = {"fact": 1, "consent": 1, "draft": 1, "report": 1, "incident": 1}
    still = min(OPEN * deck.messages, reports * 2 // 5)
    calendar = Calendar()
    number, before = 0, None
    while first["report"] <= reports:
        left = reports - first["report"]
        which = deck.choose(rng, day := calendar.day(1 - left / reports), open_=left < still)
        pattern = patterns[which]
        told = _told_of(rng, pattern, number, day, known, reports, dict(first))
        if before and before[0] is pattern.registered and rng.random() < _AGAIN:
            told = replace(told, owner=before[1].owner, address=before[1].address)
            again.append(number + 1)
        before = pattern.registered, told
        yield which, told
        for table in ("fact", "consent", "draft", "report"):
            first[table] += len(pattern.rows[table])
        first["incident"] += 1
        number += 1


class _Deck:
    """Patterns by what is needed."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._by: dict[tuple[bool, str], list[int]] = {}
        self._patterns = patterns
        for which, pattern in enumerate(patterns):
            self._by.setdefault((pattern.open, str(pattern.kind.klass)), []).append(which)

    @property
    def messages(self) -> float:
        """How many messages an incident takes that is still worked on."""
        open_ = [pattern.reports for pattern in self._patterns if pattern.open]
        return sum(open_) / len(open_)

    def choose(self, rng: Random, day: date, *, open_: bool) -> int:
        shares = mix(day)
        for _ in range(40):
            (klass,) = rng.choices(list(shares), list(shares.values()))
            fitting = [w for w in self._by.get((open_, klass), ()) if self._fits(w, day)]
            japanese = rng.random() < 0.78  # 18 to 26 % come from abroad
            fitting = [w for w in fitting if (self._patterns[w].language == "ja") is japanese]
            if fitting:
                return rng.choice(fitting)
        return rng.choice([w for w, pattern in enumerate(self._patterns) if pattern.open is open_])

    def _fits(self, which: int, day: date) -> bool:
        kind = self._patterns[which].kind
        return kind.since <= day.year <= kind.until


def _told_of(
    rng: Random, pattern: Pattern, number: int, day: date, known: int, reports: int, first: dict[str, int]
) -> Told:
    japanese = pattern.language == "ja"
    reporting = int(known * REPORTING)
    reporter = _of_language(1 + int(reporting * rng.random() ** 3), japanese)
    others = known - reporting - 8
    # Each next incident is about another site, and no two about the same address.
    turn = number * 48_271
    owner = _of_language(reporting + 4 + turn % others // 4 * 4, japanese)
    host = turn // others % HOSTS
    famous = rng.random() < _KNOWN_TO_ALL
    if famous and pattern.registered:
        many = max(1, reports // 1_200)
        owner, host = _of_language(reporting + 4 + number % many % others // 4 * 4, japanese), 13
    if pattern.registered:
        address = owner.address(host)
    else:
        address = names.nowhere(number if not famous else number % max(1, reports // 1_200))
    return Told(
        reporter, owner, address, host=1 + number * 7 % 8_999_983, serial=1 + number, day=day,
        reference=10_000_000 + number * 8, noise=rng.randrange(9_000), first=first,
    )  # fmt: skip


def _of_language(number: int, japanese: bool) -> Site:
    """Return the site of this number, or one beside it that writes this language."""
    if Site(number).japanese is japanese:
        return Site(number)
    return Site(number + 1 if japanese else number // 4 * 4 or 4)


# --- told, in processes --------------------------------------------------------------------


_moulds: dict[int, Mould] = {}
_patterns: Sequence[Pattern] = ()


def _begin(patterns: Sequence[Pattern]) -> None:
    global _patterns
    _patterns = patterns


def _tell(planned: Sequence[Planned], words: Words) -> list[Clone]:
    clones = []
    for which, told in planned:
        if which not in _moulds:
            _moulds[which] = Mould(_patterns[which])
        clones.append(_moulds[which].tell(told, words))
    return clones


def _told(patterns: Sequence[Pattern], plan: Iterator[Planned], processes: int, words: Words) -> Iterator[list[Clone]]:
    """Tell what is planned, in order, a few chunks ahead of whoever takes it.

    Where dictionaries are learnt anew, nothing is told ahead: what comes next is packed with these.
    """
    _begin(patterns)
    _moulds.clear()
    if first := list(islice(plan, CHUNK)):
        yield _tell(first, words)
    if processes < 2:
        while planned := list(islice(plan, CHUNK)):
            yield _tell(planned, words)
        return
    with ProcessPoolExecutor(processes - 1, get_context("fork"), _begin, (patterns,)) as pool:
        waiting: list[Future[list[Clone]]] = []
        begun = 1
        while True:
            while len(waiting) < 4 and not (waiting and begun in _LEARN_AFTER):
                if not (planned := list(islice(plan, CHUNK))):
                    break
                waiting.append(pool.submit(_tell, planned, dict(words)))
                begun += 1
            if not waiting:
                return
            yield waiting.pop(0).result()


# --- written -------------------------------------------------------------------------------


class _in_bulk:
    """A store that is written without waiting for the disk, without triggers and without indexes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._later: list[str] = []

    def __enter__(self) -> _in_bulk:
        conn = self._store.conn
        conn.execute("PRAGMA foreign_keys=OFF")
        for pragma in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-400000", "temp_store=MEMORY"):
            conn.execute(f"PRAGMA {pragma}")  # a scratch store may be lost
        found = self._store.rows(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND (type = 'trigger'"
            " AND name NOT LIKE 'tallying%' OR type = 'index') ORDER BY type DESC"
        )
        conn.execute("BEGIN IMMEDIATE")
        for kind, name, sql in found:
            conn.execute(f"DROP {kind} {name}")
            self._later.append(sql)
        return self

    def __exit__(self, *failed: object) -> None:
        conn = self._store.conn
        if any(failed):
            conn.execute("ROLLBACK")
            return
        for sql in reversed(self._later):  # indexes first: the triggers would count
            conn.execute(sql)
        conn.execute("COMMIT")
        with self._store.change("recount", handler="bench") as change:
            trends.count_anew(change, "+09:00")
        conn.execute("PRAGMA cache_size=-2000")
        conn.execute("PRAGMA foreign_keys=ON")

    def write(self, chunks: Iterator[list[Clone]], words: dict[str, bytes]) -> Filled:
        """Write what was told, its journal entries in the order of time; learn dictionaries on the way."""
        reports = incidents = mails = letters = 0
        waiting: list[Row] = []
        samples: list[Clone] = []
        number, previous = journal.head(self._store)
        for told, clones in enumerate(chunks, 1):
            begins = min(str(clone.entries[0][0]) for clone in clones)
            self._rows(clones)
            due = []
            while waiting and waiting[0][0] < begins:
                due.append(heapq.heappop(waiting))
            for clone in clones:
                for entry in clone.entries:
                    heapq.heappush(waiting, entry)
            number, previous = self._chain(due, number, previous)
            incidents += len(clones)
            reports += sum(len(clone.rows["report"]) for clone in clones)
            mails += sum(len(mail) for clone in clones for mail in clone.mails)
            letters += sum(len(letter.encode()) for clone in clones for letter in clone.letters)
            samples += clones[:: CHUNK if samples else 4]
            if told in _LEARN_AFTER:
                words |= self._learn(samples)
        self._chain([heapq.heappop(waiting) for _ in range(len(waiting))], number, previous)
        return Filled(reports, incidents, mails, letters)

    def _learn(self, clones: Sequence[Clone]) -> Words:
        told = {
            originals.KIND: [mail for clone in clones for mail in clone.mails],
            wordings.KIND: [letter.encode() for clone in clones for letter in clone.letters],
        }
        words = {kind: packing.learn(samples[:: -max(1, len(samples) // 16)]) for kind, samples in told.items()}
        entries = images.samples([kept for clone in clones for entry in clone.entries for kept in entry[5:7]])
        words[images.KIND] = packing.learn(entries[:: -max(1, len(entries) // 40)], room=1 << images.WINDOW)
        rows = [(kind, packing.name_of(learnt), learnt) for kind, learnt in words.items()]
        self._insert("dictionary", ("kind", "adler", "words"), rows)
        return words

    def _rows(self, clones: Sequence[Clone]) -> None:
        for table in (*TABLES, "wording"):
            rows = [row for clone in clones for row in clone.rows[table]]
            if rows:
                self._insert(table, self._columns(table), rows)
        subject, text = map(self._columns("report").index, ("subject", "text"))
        texts = [(row[0], row[subject], row[text]) for clone in clones for row in clone.rows["report"]]
        self._insert("search", ("rowid", "subject", "text"), texts)

    def _columns(self, table: str) -> tuple[str, ...]:
        found = self._store.rows("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,))
        return tuple(name for (name,) in found if (table, name) != ("observable", "id"))

    def _chain(self, entries: Sequence[Row], number: int, previous: str) -> tuple[int, str]:
        rows = []
        for entry in entries:
            number += 1
            rows.append(chain(number, previous, entry, journal.digest))
            previous = rows[-1][-1].hex()
        self._insert("journal", JOURNAL, rows)
        return number, previous

    def _insert(self, table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        marks = ", ".join("?" * len(columns))
        self._store.conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _register(store: Store, count: int) -> None:
    """Write the register as one import would leave it."""
    rows: dict[str, list[Row]] = {table: [] for table in _REGISTER}
    kept: dict[str, Mapping[str, Any]] = {}
    taken: set[tuple[int, int, str]] = set()
    for site in map(Site, range(1, count + 1)):
        language, zone = ("ja", "Asia/Tokyo") if site.japanese else ("en", "UTC")
        told = [(b.version, b.prefixlen, keys.of_address(str(b[0]))[1:], str(b)) for b in site.blocks]
        blocks = sorted(block for block in told if block[:3] not in taken)
        taken.update(block[:3] for block in blocks)
        mail = (f"abuse@{site.domain}", "", "import")
        rows["site"].append((site.number, site.name, language, zone, "JP" if site.japanese else ""))
        rows["domain"].append((site.number, site.domain, "import", _SINCE))
        rows["netblock"] += [(site.number, *block, "import", _SINCE) for block in blocks]
        rows["contact"].append((site.number, *mail, _SINCE))
        kept[f"site {site.number}"] = {
            seals.SEAL: seals.over([[(site.name, language, zone)], [(site.domain,)], blocks, [mail]])
        }
    for table, columns in _REGISTER.items():
        marks = ", ".join("?" * len(rows[table][0]))
        store.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows[table])
    entry = (f"{_SINCE}T00:00:00.000000Z", "bench", "import sites", None, f"{count} new, 0 known", "[]",
             json.dumps(kept, ensure_ascii=False, separators=(",", ":")))  # fmt: skip
    row = chain(1, "", packed(entry, None), journal.digest)
    store.conn.execute(f"INSERT INTO journal ({', '.join(JOURNAL)}) VALUES ({', '.join('?' * len(JOURNAL))})", row)


def _work_out(store: Store, numbers: Iterable[int]) -> None:
    """Have the desk look at incidents, so that those that belong together are linked."""
    with store.change("work out", handler="bench") as change:
        for number in numbers:
            refresh.incident(change, number)
