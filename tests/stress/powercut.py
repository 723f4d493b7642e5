"""The machine goes dark: whatever had not been synced may be on the disk, or not, or in part.

One process works on a store under strace, which writes down every byte and every sync.
From that a disk is put together as it may have been at some moment: what was synced, and
of what was not any part, a write torn between its sectors, a name that did not get there.
Each such image is opened: the store is whole, and all that was acknowledged before is in it.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ircon.errors import IrconError
from ircon.store import Store, check
from tests.support.terminal import environment

SECTOR = 512
"""Bytes that a disk writes all or none of."""

_WORK = """
import json, os, sys
from pathlib import Path
from ircon import desk
from ircon.model import ConsentState, Level
from ircon.store import Store, connection, copies
from tests.stress.colleagues import mail
folder, how, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
if how == "persist":
    connection.wal_is_sound = lambda version: False
sheet = os.open(folder / "sheet", os.O_CREAT | os.O_WRONLY)
def told(**what): os.write(sheet, json.dumps(what).encode() + b"\\n")
path = folder / "ircon.db"
Store.create(path).close()
told(done="created")
def opened():
    store = Store.open(path)
    if how == "careless":  # for the test of this test: the log is not synced with each commit
        store.conn.execute("PRAGMA synchronous=NORMAL")
    store.conn.execute("PRAGMA wal_autocheckpoint=60")
    return store
def act(store, n):
    me = f"handler{n}"
    if n % 4 == 0:
        desk.take_in(store, mail(str(n)), handler=me)
    elif n % 4 == 1:
        desk.take(store, 1 + n // 4, handler=me)
    elif n % 4 == 2:
        desk.decide(store, 1 + n // 4, state=ConsentState.GRANTED, level=Level.FULL, quote="yes", handler=me)
    else:
        desk.hand_over(store, 1 + n // 4, "", handler=me)
    told(done=me)
def work(first, last):
    store = opened()
    for n in range(first, last):
        act(store, n)
        if n % 24 == 23:
            store.close()
            store = opened()
    store.close()
work(0, count)
with Store.open(path, read_only=True) as store:
    copies.backup(store, folder / "copy.db")
told(done="copied")
work(count, count + 8)
with Store.open(folder / "copy.db", read_only=True) as store:
    copies.restore(store, path)
told(done="restored")
work(count, count + 8)
"""

CALLS = (
    "openat,close,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,link,linkat,unlink,unlinkat"
    ",mkdir,lseek"
)


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Record the work in both journal modes, and cut the power of each a thousand times; if not ``long``, a few."""
    if shutil.which("strace") is None:
        say("skipped: there is no strace here")
        return
    images = 1_000 if long else 12
    for how in ("wal", "persist"):
        events = recorded(folder / how, how, 96 if long else 12)
        if not events:
            say("skipped: strace may not trace here")
            return
        lost = [told for told in _images(events, folder / "image", images) if told]
        assert lost == [], lost[:5]
        say(f"{how}: the power cut at {images} of {len(events)} moments: all that was acknowledged is there, each time")
    if long:
        events = recorded(folder / "careless", "careless", 96)
        lost = [told for told in _images(events, folder / "image", 300) if told]
        say(f"and had the log not been synced with each commit: {len(lost)} of 300 would have lost something")
        assert lost


# --- what was written -------------------------------------------------------------------


@dataclass
class File:
    """What a name stands for: what the disk surely holds, and what was written since, in order."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Offset and bytes; no bytes: cut or stretched to the offset."""


Step = Callable[["Disk"], None]
Names = dict[str, File]


class Disk:
    """The disk under one directory while a process works on it."""

    def __init__(self) -> None:
        self.surely: Names = {}
        self.named: list[Callable[[Names], None]] = []
        """What has become of names and may not be on the disk yet; a journalling file system keeps their order."""
        self.now: Names = {}
        self.acknowledged: list[str] = []

    def name(self, change: Callable[[Names], None]) -> None:
        """Change the names."""
        change(self.now)
        self.named.append(change)

    def sync_names(self) -> None:
        """The directory was synced."""
        self.surely, self.named = dict(self.now), []

    def image(self, folder: Path, chance: random.Random) -> None:
        """Write into ``folder`` what may be found after the power went now."""
        names = dict(self.surely)
        for change in self.named[: chance.randint(0, len(self.named))]:
            change(names)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, file in names.items():
            (folder / name).write_bytes(_after(file, chance))


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The process heard that something was done."""

    what: str

    def __call__(self, disk: Disk) -> None:
        """Take note of it."""
        disk.acknowledged.append(self.what)


def _after(file: File, chance: random.Random) -> bytes:
    held = bytearray(file.durable)
    share = chance.choice([0.0, 0.5, 0.9, 1.0])
    for offset, data in file.pending:
        if chance.random() >= share:
            continue
        if data is None:
            _stretch(held, offset)
            del held[offset:]
        elif chance.random() < 0.1:
            for part in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    _put(held, offset + part, data[part : part + SECTOR])
        else:
            _put(held, offset, data)
    return bytes(held)


def _put(held: bytearray, offset: int, data: bytes) -> None:
    _stretch(held, offset)
    held[offset : offset + len(data)] = data


def _stretch(held: bytearray, size: int) -> None:
    held.extend(bytes(max(0, size - len(held))))


def _synced(file: File) -> None:
    for offset, data in file.pending:
        if data is None:
            _stretch(file.durable, offset)
            del file.durable[offset:]
        else:
            _put(file.durable, offset, data)
    file.pending.clear()


# --- reading the record -----------------------------------------------------------------

_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(?: .*)?$")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def recorded(folder: Path, how: str, count: int) -> list[Step]:
    """Have the work done under strace; return what it did to the disk, step by step, nothing where strace may not."""
    folder.mkdir()
    log = folder.with_name(f"{how}.strace")
    command = ["strace", "-qq", "-xx", "-s", "1000000", "-o", str(log), "-e", f"trace={CALLS}", sys.executable]
    command += ["-c", _WORK, str(folder), how, str(count)]
    done = subprocess.run(command, env=environment(), check=False, capture_output=True)
    if not log.exists() or not log.stat().st_size or b"ptrace" in done.stderr:
        return []
    assert done.returncode == 0, done.stderr.decode()[-2_000:]
    with log.open(encoding="ascii") as lines:
        return list(_steps(lines, str(folder)))


def _strings(told: str) -> list[bytes]:
    return [bytes.fromhex(found.replace("\\x", "")) for found in _STRING.findall(told)]


def _steps(lines: Iterable[str], folder: str) -> Iterator[Step]:
    """Turn the calls into steps. Descriptors that are not under ``folder`` are passed over."""
    fds: dict[int, tuple[str, list[int]]] = {}
    names: set[str] = set()
    for line in lines:
        found = _LINE.match(line)
        if not found or int(found[3]) < 0:
            continue
        call, told, gave = found[1], found[2], int(found[3])
        if call == "openat":
            path = _strings(told)[0].decode()
            name = path.removeprefix(folder).lstrip("/")
            if path == folder or not path.startswith(folder) or path.endswith("-shm"):
                fds.pop(gave, None)
                if path == folder:
                    fds[gave] = (".", [0])
                continue
            fds[gave] = (name, [0])
            if "O_CREAT" in told and name not in names:
                names.add(name)
                yield _naming(_created(name))
        elif call == "close":
            fds.pop(int(told), None)
        elif call in ("write", "pwrite64", "ftruncate", "fsync", "fdatasync", "lseek"):
            fd = int(told.split(",")[0])
            if fd in fds:
                yield from _on_file(call, told, gave, *fds[fd])
        elif call != "mkdir":
            paths = [path.decode().removeprefix(folder).lstrip("/") for path in _strings(told)]
            if any(path.endswith("-shm") for path in paths) or not _strings(told)[0].decode().startswith(folder):
                continue
            if "unlink" in call or "rename" in call:
                names.discard(paths[0])
            names.update(paths[1:])
            yield _naming(_renamed(call, paths))


def _on_file(call: str, told: str, gave: int, name: str, place: list[int]) -> Iterator[Step]:
    if call in ("fsync", "fdatasync"):
        if name == ".":
            yield Disk.sync_names
        else:
            yield lambda disk: _synced(disk.now[name]) if name in disk.now else None
    elif call == "lseek":
        place[0] = gave
    elif call == "ftruncate":
        size = int(told.rsplit(",", 1)[1])
        yield lambda disk: disk.now[name].pending.append((size, None))
    else:
        data = _strings(told)[0][:gave]
        if name == "sheet":
            yield Acknowledged(json.loads(data)["done"])
            return
        offset = int(told.rsplit(",", 1)[1]) if call == "pwrite64" else place[0]
        if call == "write":
            place[0] += gave
        yield lambda disk: disk.now[name].pending.append((offset, data))


def _naming(change: Callable[[Names], None]) -> Step:
    return lambda disk: disk.name(change)


def _created(name: str) -> Callable[[Names], None]:
    file = File()

    def change(names: Names) -> None:
        names[name] = file

    return change


def _renamed(call: str, paths: list[str]) -> Callable[[Names], None]:
    def change(names: Names) -> None:
        if "unlink" in call:
            names.pop(paths[0], None)
        elif paths[0] in names:
            names[paths[1]] = names[paths[0]] if "link" in call else names.pop(paths[0])

    return change


# --- cutting ----------------------------------------------------------------------------


def _images(steps: list[Step], folder: Path, count: int) -> Iterator[str]:
    """Cut the power at ``count`` moments, half of them just when something was heard of; yield what was wrong then."""
    chance = random.Random(19)
    heard = [number for number, step in enumerate(steps) if isinstance(step, Acknowledged)]
    moments = sorted(chance.choices(range(1, len(steps)), k=count // 2) + chance.choices(heard, k=count - count // 2))
    disk = Disk()
    for number, step in enumerate(steps):
        step(disk)
        while moments and moments[0] == number:
            moments.pop(0)
            disk.image(folder, chance)
            yield _wrong(folder, disk.acknowledged, number)


def _wrong(folder: Path, acknowledged: list[str], number: int) -> str:
    """Return what was lost, doubled or broken in an image; "" if nothing was."""
    path = folder / "ircon.db"
    try:
        with Store.open(path) as store:
            faults = list(check.faults(store))
            handlers = [name for (name,) in store.rows("SELECT handler FROM journal ORDER BY id")]
    except IrconError as error:
        return "" if "created" not in acknowledged else f"step {number}: {error}"
    if faults:
        return f"step {number}: {faults[0]}"
    if len(set(handlers)) != len(handlers):
        return f"step {number}: something was done twice"
    lost = [name for name in _expected(acknowledged) if name not in handlers]
    if lost:
        # Until it is acknowledged that a copy was put back, either of the two may stand there.
        return f"step {number}: {lost} lost after {acknowledged[-1]}"
    if "copied" in acknowledged:
        with Store.open(folder / "copy.db", read_only=True) as store:
            if list(check.faults(store)):
                return f"step {number}: the copy is not whole"
    return ""


def _expected(acknowledged: list[str]) -> list[str]:
    """What must be there: all that was acknowledged, less what a backup did not hold once that may be back."""
    if "copied" not in acknowledged:
        return [name for name in acknowledged if name.startswith("handler")]
    copied = acknowledged.index("copied")
    kept = [name for name in acknowledged[:copied] if name.startswith("handler")]
    if "restored" in acknowledged:
        kept += acknowledged[acknowledged.index("restored") + 1 :]
    return kept


