"""A store that somebody has tampered with, or a disk has: ``ircon check`` tells.

Single characters and bytes are changed, rows removed, doubled and forged, in all that was
received and decided; bytes are flipped in the file itself; the journal's end is cut off
and the whole of it rewritten, and the whole store put back to what it was, which shows against
a head that was noted elsewhere.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ircon import desk
from ircon.desk import rechecking
from ircon.errors import IrconError
from ircon.model import Centre, ConsentState, LetterKind, Level
from ircon.store import Store, anchors, check, connection, images, journal
from tests.stress import badfiles, colleagues
from tests.stress._columns import DERIVED, HELD, WHERE, unaccounted
from tests.support import stores
from tests.support.terminal import environment

CENTRE = Centre(name="Example Coordination Centre", mail="desk@centre.example")


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Tamper so many times, each time with a fresh copy, and have the check look."""
    good = _store(folder)
    with Store.open(good, read_only=True) as store:
        assert unaccounted(store.conn) == []
    assert list(_looked_at(good)) == [] and list(_worked_out_anew(good)) == []
    chance = random.Random(1999)
    _edits(good, folder / "edited.db", chance, 8_000 if long else 40, say)
    _derived(good, folder / "derived.db", chance, 2_000 if long else 8, say)
    unseen_bits = _flips(good, folder / "flipped.db", chance, 2_000 if long else 30, say)
    say(", ".join(f"{count} {what}" for what, count in unseen_bits.items()) + "; nothing that was received or decided")
    _ends(good, folder, chance, 500 if long else 5, say)
    _rolled_back(good, folder)
    say("the whole store as it was an hour ago: sound in itself, and seen by `ircon check` as cut off")
    _memory(folder, say, (500, 5_000) if long else (20, 120))


DONE = (
    "class 3 intrusion", "role 1 asite stepping-stone", "note 1 rang-them", "sites note asite asn AS64496",
    "sites ignore 203.0.113.0/24 --because lab", "sites hold bsite --until 2100-01-01 --because moving",
    "said 1 asite acknowledged", "consent 3 --level logs --quote yes --until 2100-01-01",
    "consent 3 --item identity --quote yes --to asite", "together 1 4", "close 2 --reason resolved",
)  # fmt: skip
"""What else a handler does, so that there is a row in every table."""


def _store(folder: Path) -> Path:
    path = stores.with_story(folder)
    with Store.open(path) as store:
        desk.take(store, 1, handler="mori")
        desk.decide(store, 1, level=Level.FULL, quote="everything may be disclosed", handler="mori")
        letter = desk.write_letter(store, 1, centre=CENTRE, handler="mori").draft
        assert letter is not None and letter.id is not None
        desk.mark_sent(store, letter.id, centre=CENTRE, handler="mori")
        desk.decide(store, 2, state=ConsentState.REFUSED, quote="please tell nobody", handler="sato")
        desk.take(store, 2, handler="sato")
        desk.undo(store, handler="sato")
        for token in ("third", "fourth"):
            desk.take_in(store, colleagues.mail(token), handler="mail")
        desk.settle_clock(store, 1, -90.0, handler="mori")
        notice = desk.write_letter(store, 1, kind=LetterKind.NOTICE, centre=CENTRE, handler="mori").draft
        assert notice is not None and notice.id is not None
        desk.mark_sent(store, notice.id, centre=CENTRE, handler="mori")
    for line in DONE:
        said = badfiles.call("--db", path, *line.split())
        assert said.status == 0, (line, said)
    with Store.open(path) as store:
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _looked_at(path: Path) -> Iterator[str]:
    """What ``ircon check`` would say."""
    try:
        with Store.open(path, read_only=True) as store:
            yield from check.faults(store)
    except IrconError as error:
        yield str(error)


def _worked_out_anew(path: Path) -> Iterator[str]:
    """What ``--thorough`` would say beside."""
    try:
        with Store.open(path, read_only=True) as store:
            yield from rechecking.unlike(store, days=7)
    except IrconError as error:
        yield str(error)


# --- rows -------------------------------------------------------------------------------


class _Seen:
    """How often something was done, by kind, and what of it was not seen."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.missed: list[str] = []

    def add(self, done: str, kind: str, seen: bool) -> None:
        self.made[kind] += 1
        self.missed += [] if seen else [done]

    def told(self) -> str:
        assert self.missed == [], "\n".join(sorted(self.missed)[:60])
        return ", ".join(f"{count} {kind}" for kind, count in self.made.most_common())


def _edits(good: Path, path: Path, chance: random.Random, count: int, say: Callable[[str], None]) -> None:
    """Change what was received and decided, at one place each time."""
    seen = _Seen()
    while sum(seen.made.values()) < count:
        shutil.copy(good, path)
        with contextlib.closing(connection.connect(path, mode="rw")) as conn, _without_guards(conn):
            kind, done = _one_edit(conn, chance, HELD)
        if done:
            seen.add(done, kind, any(True for _ in _looked_at(path)))
    say(f"of what was received and decided, all seen: {seen.told()}")


def _derived(good: Path, path: Path, chance: random.Random, count: int, say: Callable[[str], None]) -> None:
    """Change what follows from the rest: ``--thorough`` sees it, if not the usual look."""
    seen = _Seen()
    while sum(seen.made.values()) < count:
        shutil.copy(good, path)
        with contextlib.closing(connection.connect(path, mode="rw")) as conn, _without_guards(conn):
            words = chance.random() < 0.1
            kind, done = _other_words(conn, chance) if words else _one_edit(conn, chance, DERIVED)
        if done:
            usual = any(True for _ in _looked_at(path))
            seen.add(done, kind, usual or any(True for _ in _worked_out_anew(path)))
    say(f"of what follows from the rest, all seen: {seen.told()}")


def _other_words(conn: connection.Connection, chance: random.Random) -> tuple[str, str]:
    """Have a report or a note be found by a word that is not in it, or no longer by its own."""
    index, table, columns = chance.choice([("search", "report", "subject, text"), ("note_search", "note", "text")])
    (row,) = chance.choice(conn.execute(f"SELECT id FROM {table}").fetchall())
    if chance.random() < 0.2:
        conn.execute("INSERT INTO unsearched VALUES (?)", (row,))
        return "words said to be missing", f"unsearched: {row}"
    if chance.random() < 0.5:
        own = f"SELECT 'delete', id, {columns} FROM {table} WHERE id = {row}"
        conn.execute(f"INSERT INTO {index} ({index}, rowid, {columns}) {own}")
        return "words to search taken out", f"{index}: the words of {row} taken out"
    values = ", ".join(f"'{chance.choice(['quite', 'never'])} elsewhere'" for _column in columns.split(","))
    conn.execute(f"INSERT INTO {index} (rowid, {columns}) VALUES ({row}, {values})")
    return "words to search put in", f"{index}: words put to {row}"


@contextlib.contextmanager
def _without_guards(conn: connection.Connection) -> Iterator[None]:
    """Take the triggers away and put them back as they were, as one who knows the program would."""
    guards = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    conn.execute("PRAGMA foreign_keys=OFF")
    conn.execute("PRAGMA synchronous=OFF")  # what is tampered with need not survive a power cut
    conn.execute("BEGIN")
    for name, _ in guards:
        conn.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in guards:
        conn.execute(sql)
    conn.execute("COMMIT")


def _one_edit(conn: connection.Connection, chance: random.Random, lists: dict[str, str]) -> tuple[str, str]:
    """Change something; return of which kind and what, or "" where the schema itself would not have it."""
    table = chance.choice([name for name in lists if not name.endswith("search")])
    columns = conn.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY pk", (table,)).fetchall()
    keys = [name for name, pk in columns if pk]
    where = _some_row(conn, table, keys or ["rowid"], WHERE.get(table, "1") if lists is DERIVED else "1", chance)
    how = chance.choice(["cell"] * 6 + ["remove", "double"])
    if where is None or (how != "cell" and lists is DERIVED and table in HELD):
        return "", ""
    try:
        if how == "remove":
            conn.execute(f"DELETE FROM {table} WHERE {where}")
            return "rows removed", f"{table}: a row removed"
        if how == "double":
            return _double(conn, table, where, keys)
        column = chance.choice(lists[table].split())
        (value,) = conn.execute(f"SELECT {column} FROM {table} WHERE {where}").fetchone()
        changed = _altered(value, chance)
        conn.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (changed,))
        kind = "bytes" if isinstance(value, bytes) else "characters" if isinstance(value, str) else "numbers"
        return f"{kind} changed", f"{table}.{column}: {value!r:.60} -> {changed!r:.60}"
    except connection.DatabaseError:
        return "", ""


def _some_row(
    conn: connection.Connection, table: str, keys: list[str], those: str, chance: random.Random
) -> str | None:
    found = conn.execute(f"SELECT {', '.join(f'quote({key})' for key in keys)} FROM {table} WHERE {those}").fetchall()
    if not found:
        return None
    return " AND ".join(f"{name} IS {value}" for name, value in zip(keys, chance.choice(found), strict=True))


def _double(conn: connection.Connection, table: str, where: str, keys: list[str]) -> tuple[str, str]:
    """Forge a row after another's pattern: a second consent, a second letter."""
    names = [n for (n,) in conn.execute("SELECT name FROM pragma_table_info(?)", (table,)) if n not in keys]
    if keys != ["id"]:
        return "", ""
    conn.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM {table} WHERE {where}")
    return "rows forged", f"{table}: a row forged"


def _altered(value: Any, chance: random.Random) -> Any:
    if value is None:
        return chance.choice([1, "2001-01-01T00:00:00.000000Z"])
    if isinstance(value, int | float):
        return value + chance.choice([-1, 1])
    if not value:
        return chance.choice(["x", "1"])
    place = chance.randrange(len(value))
    if isinstance(value, bytes):
        return value[:place] + bytes([value[place] ^ 1 << chance.randrange(8)]) + value[place + 1 :]
    return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]


# --- bytes ------------------------------------------------------------------------------


def _flips(good: Path, path: Path, chance: random.Random, count: int, say: Callable[[str], None]) -> Counter[str]:
    """Flip single bits of the file; what the check does not see must have changed nothing that is held."""
    data, before, everything = good.read_bytes(), _held(good), _rows(good)
    unseen: Counter[str] = Counter()
    told: Counter[str] = Counter()
    assert list(_worked_out_anew(good)) == []
    for _ in range(count):
        place, bit = chance.randrange(len(data)), 1 << chance.randrange(8)
        path.write_bytes(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])
        if any(True for _ in _looked_at(path)):
            told["seen"] += 1
        elif any(True for _ in _worked_out_anew(path)):
            told["thorough"] += 1
            assert _held(path) == before, f"bit {bit} of byte {place}"
        else:
            told["unseen"] += 1
            assert _held(path) == before, f"bit {bit} of byte {place}"
            unseen["in room that holds nothing" if _rows(path) == everything else "in what nothing follows from"] += 1
    say(
        f"{count} bits flipped in the file: {told['seen']} seen, {told['thorough']} more by --thorough,"
        f" {told['unseen']} not"
    )
    return unseen


def _rows(path: Path) -> list[Any]:
    """Every row that any table holds."""
    with Store.open(path, read_only=True) as store:
        names = store.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type <> 'view' ORDER BY name")
        return [sorted(store.rows(f"SELECT * FROM {name}"), key=repr) for (name,) in names]


def _held(path: Path) -> list[Any]:
    with Store.open(path, read_only=True) as store:
        return [
            sorted(store.rows(f"SELECT {', '.join(columns.split())} FROM {table}"), key=repr)
            for table, columns in HELD.items()
        ]


# --- the journal's end --------------------------------------------------------------------


def _ends(good: Path, folder: Path, chance: random.Random, count: int, say: Callable[[str], None]) -> None:
    with Store.open(good, read_only=True) as store:
        number, noted = journal.head(store)
    for _ in range(count):
        path = Path(shutil.copy(good, folder / "cut.db"))
        with contextlib.closing(connection.connect(path, mode="rw")) as conn, _without_guards(conn):
            conn.execute("DELETE FROM journal WHERE id > ?", (chance.randrange(number),))
        assert any(True for _ in _looked_at(path)), "the journal was cut unseen"
        path = Path(shutil.copy(good, folder / "rewritten.db"))
        _rewrite(path, chance)
        with Store.open(path, read_only=True) as store:
            assert list(journal.broken(store)) == [], "a rewritten chain holds in itself"
            assert list(journal.unlike_noted(store, number, noted)) != []
    say(f"{count} journals cut at their end no longer fit the rows; {count} rewritten, the head noted elsewhere")


def _rewrite(path: Path, chance: random.Random) -> None:
    """Give some entry to another handler and chain everything after it anew."""
    with Store.open(path, read_only=True) as store:
        told = store.rows("SELECT id, changes, kept FROM journal")
        meant = {n: {"changes": images.text(store, c), "kept": images.text(store, k)} for n, c, k in told}
    with contextlib.closing(connection.connect(path, mode="rw")) as conn, _without_guards(conn):
        columns = [name for (name,) in conn.execute("SELECT name FROM pragma_table_info('journal')")]
        entries = [dict(zip(columns, row, strict=True)) for row in conn.execute("SELECT * FROM journal ORDER BY id")]
        chance.choice(entries)["handler"] = "nobody"
        previous = ""
        for entry in entries:
            previous = journal.digest({**entry, **meant[entry["id"]]}, previous)
            conn.execute(
                "UPDATE journal SET handler = ?, hash = ? WHERE id = ?",
                (entry["handler"], bytes.fromhex(previous), entry["id"]),
            )


def _rolled_back(good: Path, folder: Path) -> None:
    """Work on, then put an older copy in the place of the store: only what was noted elsewhere can tell."""
    path, mine = Path(shutil.copy(good, folder / "later.db")), folder / "heads"
    places = anchors.Places((mine,))
    with Store.open(path) as store:
        desk.hand_over(store, 1, "sato", handler="mori")
        assert anchors.note(store, places, asked=True) == []
    shutil.copy(good, path)
    with Store.open(path, read_only=True) as store:
        assert list(check.faults(store)) == []
        (told,) = anchors.unlike(store, anchors.noted(places, path))
        assert "cut off" in told
        assert anchors.note(store, places, anew=True) == []
        assert list(anchors.unlike(store, anchors.noted(places, path))) == []


# --- memory -------------------------------------------------------------------------------

_PEAK = """
import resource, sys; from ircon.store import Store, check
with Store.open(sys.argv[1], read_only=True) as store:
    assert not any(True for _ in check.faults(store))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
GROWTH = 12_000
"""Kilobytes that checking a store ten times as large may take more: SQLite's page cache and what waits to be met."""


def _memory(folder: Path, say: Callable[[str], None], sizes: tuple[int, int]) -> None:
    """Check a small store and a large one; the large one takes hardly more memory."""
    peaks = []
    for size in sizes:
        path = colleagues.filled(folder / f"of {size}", size)
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, path], capture_output=True, text=True, check=True, env=environment()
        )
        peaks.append(int(done.stdout) // (1024 if sys.platform == "darwin" else 1))
    say(f"checking {sizes[0]} and {sizes[1]} reports: {peaks[0] // 1000} and {peaks[1] // 1000} MB at most")
    assert peaks[1] - peaks[0] < GROWTH
