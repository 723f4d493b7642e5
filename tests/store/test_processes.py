"""Several real processes on one file, some of them killed: nothing acknowledged is lost, nothing is half done."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from ircon.model import IncidentClass
from ircon.store import Store, check, incidents, stamps

_COLLEAGUE = """
import sys
from ircon.store import Store, incidents
store, me = Store.open(sys.argv[1]), sys.argv[2]
numbers = [n for (n,) in store.rows("SELECT id FROM incident ORDER BY id")]
for number in numbers:
    with store.change("take", handler=me, incident=number) as change:
        if incidents.ticket(store, number).owner:
            change.abandon()
            continue
        incidents.give_to(change, number, me)
    print(number, flush=True)
"""


def _start(path: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _COLLEAGUE, str(path), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _incidents(path: Path, count: int) -> None:
    with Store.open(path) as store:
        for _ in range(count):
            with store.change("open", handler="intake") as change:
                incidents.open_new(change, IncidentClass.SCAN, stamps.now())


def test_four_handlers_never_take_the_same_incident(empty_db: Path) -> None:
    _incidents(empty_db, 60)
    colleagues = {name: _start(empty_db, name) for name in ("abe", "ito", "mori", "sato")}
    told = {name: (process.communicate(timeout=60)[0], process.returncode) for name, process in colleagues.items()}
    assert all(status == 0 for _, status in told.values())
    claims = {name: set(map(int, out.split())) for name, (out, _) in told.items()}
    assert sum(map(len, claims.values())) == 60
    with Store.open(empty_db) as store:
        owners = dict(store.rows("SELECT id, owner FROM incident"))
        assert all(owners[number] == name for name, numbers in claims.items() for number in numbers)
        assert list(check.faults(store)) == []


def test_a_killed_handlers_acknowledged_work_stays_and_the_rest_never_was(empty_db: Path) -> None:
    _incidents(empty_db, 80)
    chance = random.Random(1999)
    acknowledged: dict[int, str] = {}
    for turn in range(6):
        name = f"handler{turn}"
        process = _start(empty_db, name)
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        time.sleep(chance.uniform(0, 0.03))
        process.send_signal(signal.SIGKILL)
        out, _ = process.communicate(timeout=30)
        told = ("".join(lines) + out).splitlines(keepends=True)
        acknowledged |= {int(line): name for line in told if line.endswith("\n")}
    with Store.open(empty_db) as store:
        owners = dict(store.rows("SELECT id, owner FROM incident"))
        assert {number: owners[number] for number in acknowledged} == acknowledged
        entries = store.value("SELECT count(*) FROM journal WHERE action = 'take'")
        assert entries == sum(owner != "" for owner in owners.values())
        assert list(check.faults(store)) == []


def test_one_process_at_a_time_migrates(tmp_path: Path) -> None:
    script = "import sys; from ircon.store import Store; Store.open(sys.argv[1]).close()"
    for turn in range(5):
        path = tmp_path / f"{turn}.db"
        import sqlite3

        from ircon.store.schema import APPLICATION_ID

        bare = sqlite3.connect(path)
        bare.execute(f"PRAGMA application_id={APPLICATION_ID}")
        bare.execute("VACUUM")
        bare.close()
        together = [subprocess.Popen([sys.executable, "-c", script, str(path)]) for _ in range(3)]
        assert [process.wait(timeout=60) for process in together] == [0, 0, 0]
