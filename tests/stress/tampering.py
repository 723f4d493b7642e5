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
from ircon.model import Centre, ConsentState, Level
from ircon.store import Store, anchors, check, connection, images, journal
from tests.stress import colleagues
from tests.support import stores
from tests.support.terminal import environment

CENTRE = Centre(name="Example Coordination Centre", mail="desk@centre.example")

HELD = {
    "journal": "id at handler action incident_id note changes kept undoes hash",
    "original": "sha256 size packed",
    "report": "id sha256 message_id received sent_at format language subject text name mail site_name"
    " proposed_class class_as_written occurred found_by request condition remarks stated_level stated_quote"
    " stated_audience stated_refused problems incident_id",
    "observable": "report_id kind value line start stop role",
    "log_line": "report_id line text at year zone",
    "consent": "id report_id state level audience site_id quote message handler at",
    "draft": "id incident_id kind site_id recipient language reference subject body withheld relies state written_at",
    "incident": "id status class owner closed_for closed_at received",
    "site": "id name language timezone",
    "domain": "site_id name",
    "netblock": "site_id version length low cidr",
    "contact": "site_id mail phone provenance",
}
"""What was received and decided: the columns that nobody may change unseen."""


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Tamper so many times, each time with a fresh copy, and have the check look."""
    good = _store(folder)
    assert list(_looked_at(good)) == []
    chance = random.Random(1999)
    unseen = list(_edits(good, folder / "edited.db", chance, 8_000 if long else 60))
    assert unseen == [], unseen[:20]
    say(f"{8_000 if long else 60} cells changed, rows removed, doubled and forged: all seen")
    unseen_bits = _flips(good, folder / "flipped.db", chance, 2_000 if long else 60, say)
    say(", ".join(f"{count} {what}" for what, count in unseen_bits.items()) + "; nothing that was received or decided")
    _ends(good, folder, chance, 500 if long else 5)
    say("cut at its end, the journal no longer fits the rows; rewritten, it no longer fits the head noted elsewhere")
    _rolled_back(good, folder)
    say("the whole store as it was an hour ago: sound in itself, and seen by `ircon check` as cut off")
    _memory(folder, say, (500, 5_000) if long else (20, 120))


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
        desk.close(store, 2, "resolved", "on the phone", handler="sato")
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


def _edits(good: Path, path: Path, chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        shutil.copy(good, path)
        with contextlib.closing(connection.connect(path, mode="rw")) as conn, _without_guards(conn):
            done = _one_edit(conn, chance)
        if done and not any(True for _ in _looked_at(path)):
            yield done


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


def _one_edit(conn: connection.Connection, chance: random.Random) -> str:
    """Change something; return what, or "" where the schema itself would not have it."""
    table = chance.choice(list(HELD))
    key = "rowid" if table not in ("log_line", "original") else None
    where = _some_row(conn, table, key, chance)
    how = chance.choice(["cell"] * 6 + ["remove", "double"])
    try:
        if how == "remove":
            conn.execute(f"DELETE FROM {table} WHERE {where}")
            return f"{table}: a row removed"
        if how == "double":
            return _double(conn, table, where)
        column = chance.choice(HELD[table].split())
        (value,) = conn.execute(f"SELECT {column} FROM {table} WHERE {where}").fetchone()
        changed = _altered(value, chance)
        conn.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (changed,))
        return f"{table}.{column}: {value!r:.60} -> {changed!r:.60}"
    except connection.DatabaseError:
        return ""


def _some_row(conn: connection.Connection, table: str, key: str | None, chance: random.Random) -> str:
    columns = key or {"log_line": "report_id, line", "original": "sha256"}[table]
    row = chance.choice(conn.execute(f"SELECT {columns} FROM {table}").fetchall())
    return " AND ".join(f"{name} = {value!r}" for name, value in zip(columns.split(", "), row, strict=True))


def _double(conn: connection.Connection, table: str, where: str) -> str:
    """Forge a row after another's pattern: a second consent, a second letter."""
    names = [n for (n, pk) in conn.execute("SELECT name, pk FROM pragma_table_info(?)", (table,)) if not pk]
    if table in ("log_line", "original"):
        return ""
    conn.execute(f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(names)} FROM {table} WHERE {where}")
    return f"{table}: a row forged"


def _altered(value: Any, chance: random.Random) -> Any:
    if value is None:
        return chance.choice([1, "2001-01-01T00:00:00.000000Z"])
    if isinstance(value, int):
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


def _ends(good: Path, folder: Path, chance: random.Random, count: int) -> None:
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
