"""Twenty handlers and an intake on one file, and somebody who pulls their plugs.

Each handler is a process that acts through the desk and, once an action has returned,
writes down on a sheet of its own what was acknowledged. Then the store is held to the
sheets: whatever was acknowledged is in the journal, each entry saw what the one before
it had left, nobody claimed what another had, and nothing stands half done.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import statistics
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ircon import desk
from ircon.errors import IrconError
from ircon.model import Centre, ConsentState, Level
from ircon.store import Store, check, images, stamps
from tests.support import stores, story

HANDLERS = 20
CENTRE = Centre(name="Example Coordination Centre", mail="desk@centre.example")
CLAIM, SEEN, REOPENED = 0.05, 0.5, 0.05
"""Seconds that a claim, its being seen by a colleague, and opening the store after all kills may take."""

SLACK = 8.0
"""How many times as long where eight others share the machine."""

OTHER = 300
"""How many incidents there are to choose from."""


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Work under SIGKILL, then work in peace and look at the clock."""
    path = filled(folder / "under fire", OTHER if long else 40)
    sheets = _fire(path, folder, seconds=60 if long else 3, handlers=HANDLERS if long else 8)
    _hold(path, sheets, say)
    _peace(path, folder, seconds=30 if long else 2, handlers=HANDLERS if long else 6, say=say)
    with Store.open(path, read_only=True) as store:
        assert list(check.faults(store)) == []


def filled(folder: Path, count: int) -> Path:
    """Make a store with some incidents, each from a sender of its own."""
    folder.mkdir()
    path = stores.with_register(folder)
    with Store.open(path) as store, store.together():
        for number in range(count):
            desk.take_in(store, mail(f"seed{number}"), handler="mail")
        desk.write_letter(store, 1, centre=CENTRE)  # loads here what each fork would load anew
    return path


def mail(token: str) -> bytes:
    """Return a report that no other is like, about an address that a few others are about, too."""
    address = f"198.51.100.{1 + zlib.crc32(token.encode()) % 250}"
    text = story.from_b().replace(b"Message-ID: <", f"Message-ID: <{token}.".encode(), 1)
    return text.replace(story.SCAN_SOURCE.encode(), address.encode()) + f"\n{token}\n".encode()


# --- one colleague ----------------------------------------------------------------------


class Sheet:
    """What was acknowledged to one process, a line each, written so that no kill can take it back."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def note(self, **what: Any) -> None:
        """Write one line."""
        os.write(self._handle, json.dumps(what).encode() + b"\n")


def colleague(path: Path, sheet: Sheet, name: str, seed: int, pause: float) -> None:
    """Act until the plug is pulled."""
    chance = random.Random(seed)
    time.sleep(chance.uniform(0, 2 * pause))
    with Store.open(path) as store:
        numbers = [number for (number,) in store.rows("SELECT id FROM incident ORDER BY id")]
        while True:
            at = datetime.now(UTC)  # to the microsecond, with the name: tells this action from any other
            start = time.perf_counter()
            try:
                what = _act(store, chance, numbers, name, at)
            except IrconError as error:
                sheet.note(refused=str(error), status=error.status)
                what = None
            if what:
                sheet.note(what=what, at=stamps.to_text(at), by=name, took=time.perf_counter() - start)
            time.sleep(chance.uniform(0, 2 * pause))


def _act(store: Store, chance: random.Random, numbers: list[int], name: str, at: datetime) -> str | None:
    number = chance.choice(numbers)
    what = chance.choices(["take", "put back", "consent", "close", "undo", "draft"], [6, 4, 2, 1, 1, 1])[0]
    before = store.value("SELECT count(*) FROM journal WHERE handler = ? AND at = ?", (name, stamps.to_text(at)))
    assert before == 0
    if what == "take":
        done = desk.take(store, number, handler=name, at=at).message.endswith("is yours")
    elif what == "put back":
        mine = store.rows("SELECT id FROM incident WHERE owner = ?", (name,))
        done = bool(mine) and bool(desk.hand_over(store, chance.choice(mine)[0], "", handler=name, at=at))
    elif what == "consent":
        state = chance.choice([ConsentState.GRANTED, ConsentState.REFUSED])
        done = bool(desk.decide(store, number, state=state, level=Level.FULL, quote="yes", handler=name, at=at))
    elif what == "close":
        done = "already" not in desk.close(store, number, "resolved", handler=name, at=at).message
    elif what == "undo":
        done = "nothing" not in desk.undo(store, handler=name, at=at).message
    else:
        desk.write_letter(store, number, centre=CENTRE, handler=name, at=at)
        return None  # an unchanged letter is returned as it stands, without an entry
    return what if done else None


def intake(path: Path, sheet: Sheet, name: str, seed: int, pause: float) -> None:
    """Take in one message after the other."""
    with Store.open(path) as store:
        for number in range(1_000_000):
            token = f"{seed}-{number}"
            taken = desk.take_in(store, mail(token), handler="mail")
            sheet.note(what="intake", token=token, report=taken.report, incident=taken.incident)
            time.sleep(pause / 4)


Part = Callable[[Path, Sheet, str, int, float], None]


def start(part: Part, path: Path, folder: Path, name: str, seed: int, pause: float) -> int:
    """Start one of them as a process and return its id. Forked, since an interpreter's start outlives most here."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        part(path, Sheet(folder / f"{name}.sheet"), name, seed, pause)
        status = 0
    except BaseException as error:
        Sheet(folder / f"{name}.sheet").note(died=f"{type(error).__name__}: {error}")
    finally:
        os._exit(status)


# --- pulling the plugs ------------------------------------------------------------------


def _fire(path: Path, folder: Path, *, seconds: float, handlers: int) -> list[dict[str, Any]]:
    chance = random.Random(1999)
    seeds = iter(range(1_000_000))
    parts: list[tuple[Part, str]] = [*((colleague, f"handler{n}") for n in range(handlers)), (intake, "intake")]
    running = [(start(part, path, folder, name, next(seeds), 0.02), part, name) for part, name in parts]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.020, 0.060))
        chosen = chance.randrange(len(running))
        pid, part, name = running[chosen]
        _kill(pid)
        running[chosen] = (start(part, path, folder, name, next(seeds), 0.02), part, name)
    for pid, _, _ in running:
        _kill(pid)
    return _read(folder)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _read(folder: Path) -> list[dict[str, Any]]:
    told = []
    for sheet in folder.glob("*.sheet"):
        for line in sheet.read_bytes().split(b"\n"):
            with suppress(json.JSONDecodeError):  # a line cut by the kill was acknowledged to nobody
                told.append(json.loads(line))
        sheet.unlink()
    return told


# --- what must hold ---------------------------------------------------------------------


def _hold(path: Path, told: list[dict[str, Any]], say: Callable[[str], None]) -> None:
    assert [line for line in told if "died" in line] == []
    refusals = [line for line in told if "refused" in line]
    assert not any("busy" in line["refused"] or "locked" in line["refused"] for line in refusals), refusals
    assert {line["status"] for line in refusals} <= {1, 2, 77}
    copy = Path(shutil.copy(path, path.with_name("copy.db")))
    for beside in ("-wal", "-shm"):  # a machine that went down: the log is all there is
        with suppress(FileNotFoundError):
            shutil.copy(f"{path}{beside}", f"{copy}{beside}")
    begun = time.perf_counter()
    with Store.open(copy) as store:
        store.rows("SELECT count(*) FROM incident")
        opening = time.perf_counter() - begun
        say(f"opened again in {opening * 1000:.0f} ms")
        assert opening < REOPENED * SLACK
        assert list(check.faults(store)) == []
        acknowledged = [line for line in told if "what" in line]
        _nothing_lost(store, acknowledged)
        _each_saw_what_was_left(store)
        entries = store.value("SELECT count(*) FROM journal")
    say(f"{len(acknowledged)} actions acknowledged, {entries} in the journal: none lost, doubled or half done")


def _nothing_lost(store: Store, acknowledged: list[dict[str, Any]]) -> None:
    entered = set(store.rows("SELECT handler, at FROM journal"))
    lost = [line for line in acknowledged if "by" in line and (line["by"], line["at"]) not in entered]
    assert lost == [], lost[:3]
    stored = dict(store.rows("SELECT id, text FROM report"))
    lost = [line for line in acknowledged if "token" in line and line["token"] not in stored.get(line["report"], "")]
    assert lost == [], lost[:3]


def _each_saw_what_was_left(store: Store) -> None:
    """Walk the journal: what an entry found before it is what the last one left; the rows are as the last one left."""
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for number, action, handler, changes in store.rows("SELECT id, action, handler, changes FROM journal ORDER BY id"):
        for image in images.read(store, changes):
            row = rows.setdefault((image["table"], image["id"]), {})
            for column, value in (image["before"] or {}).items():
                assert row.get(column, value) == value, f"entry {number} overwrote what it had not seen"
            if action == "take":
                assert (image["before"], image["after"]) == ({"owner": ""}, {"owner": handler}), f"entry {number}"
            row.clear() if image["after"] is None else row.update(image["after"])
    for (table, number), row in rows.items():
        found = list(store.db.table(table).rows_where("id = ?", [number]))
        standing = {column: found[0][column] for column in row} if found else {}
        assert standing == row, f"{table} {number} is not as the journal tells it"


# --- in peace ---------------------------------------------------------------------------


def _peace(
    path: Path, folder: Path, *, seconds: float, handlers: int, say: Callable[[str], None]
) -> None:
    """At two actions a second each: how long a claim takes, and how soon a colleague can see it."""
    pids = [start(colleague, path, folder, f"calm{n}", 10_000 + n, 0.5) for n in range(handlers)]
    pids.append(start(intake, path, folder, "intake", 20_000, 0.5))
    delays: list[float] = []
    with Store.open(path, read_only=True) as store:
        seen, entry = store.version(), store.value("SELECT max(id) FROM journal")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(0.02)
            if (now := store.version()) != seen:
                seen = now
                fresh = store.rows("SELECT id, at FROM journal WHERE id > ? AND action = 'take'", (entry,))
                entry = store.value("SELECT max(id) FROM journal")
                delays += [(datetime.now(UTC) - stamps.from_text(at)).total_seconds() for _, at in fresh]
    for pid in pids:
        _kill(pid)
    told = _read(folder)
    assert [line for line in told if "died" in line] == []
    claims = sorted(line["took"] for line in told if line.get("what") == "take")
    assert len(claims) > handlers / 4
    p99 = claims[min(len(claims) - 1, int(len(claims) * 0.99))]
    say(
        f"{len(claims)} claims at 2 actions a second each: median {statistics.median(claims) * 1000:.1f} ms,"
        f" p99 {p99 * 1000:.1f} ms; seen by a colleague within {max(delays) * 1000:.0f} ms"
    )
    assert p99 < CLAIM * SLACK and max(delays) < SEEN * SLACK
