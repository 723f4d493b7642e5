"""The host burns down while handlers work: a second one takes over what was replicated up to the last second.

litestream copies each transaction into another directory, as it would to another machine.
Everybody, litestream too, is killed at one moment; from then on only that directory exists.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ircon.store import Store, check, stamps
from tests.stress import colleagues
from tests.support.command import ircon

CONFIGURATION = """\
dbs:
  - path: {store}
    replicas:
      - type: file
        path: {replica}
        sync-interval: 1s
"""
"""What docs/standby.md shows, with a directory where a real one names another machine."""

BEHIND = 3.0
"""Seconds that the replica may be behind when all is well: its interval, twice over and some."""

LOG = 8 << 20
"""Bytes that the write-ahead log may grow to beside a replicating program."""


def program() -> str | None:
    """Return where litestream is: in the environment of the tests, or on the path."""
    beside = Path(sys.executable).with_name("litestream")
    return str(beside) if beside.exists() else shutil.which("litestream")


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Work, lose the host, take over, work on."""
    litestream = program()
    if litestream is None:
        say("skipped: there is no litestream here")
        return
    here, replica, there = folder / "here", folder / "replica", folder / "there"
    path = colleagues.filled(here, 60 if long else 20)
    there.mkdir()
    with _replicating(litestream, folder, path, replica) as replicating:
        pids = _handlers(path, folder, 12 if long else 4)
        largest = _watched(path, 40 if long else 3)
        for pid in [*pids, replicating]:
            os.kill(pid, signal.SIGKILL)
        died = time.time()
        for pid in pids:
            os.waitpid(pid, 0)
    acknowledged = colleagues._read(folder)
    assert [line for line in acknowledged if "died" in line or line.get("status") == 75] == []
    shutil.rmtree(here)
    upto = max(file.stat().st_mtime for file in replica.rglob("*.ltx"))
    assert died - upto < BEHIND, f"the replica was {died - upto:.1f} s behind"
    store = _taken_over(litestream, replica, there)
    kept, all_of_it = _held(store, acknowledged, upto - 1.0)
    say(
        f"{all_of_it} actions acknowledged until the host was gone, {kept} of them up to the replicated second:"
        f" none of these lost; the replica was {max(0.0, died - upto):.1f} s behind, the log {largest >> 10} kB at most"
    )
    assert ircon("consent", "1", "--refuse", db=store).status == 0


@contextmanager
def _replicating(litestream: str, folder: Path, path: Path, replica: Path) -> Iterator[int]:
    settings = folder / "litestream.yml"
    settings.write_text(CONFIGURATION.format(store=path, replica=replica), encoding="utf-8")
    command = [litestream, "replicate", "-config", str(settings)]
    with (folder / "litestream.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            until = time.monotonic() + 20
            while not list(replica.rglob("*.ltx")):
                assert time.monotonic() < until and process.poll() is None, (folder / "litestream.log").read_text()
                time.sleep(0.05)
            yield process.pid
        finally:
            process.kill()


def _handlers(path: Path, folder: Path, count: int) -> list[int]:
    pids = [
        colleagues.start(colleagues.colleague, path, folder, f"handler{n}", n, 0.25) for n in range(count)
    ]
    return [*pids, colleagues.start(colleagues.intake, path, folder, "intake", 99, 0.5)]


def _watched(path: Path, seconds: float) -> int:
    """Let them work; return how large the write-ahead log became."""
    log, largest, until = path.with_name(path.name + "-wal"), 0, time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.05)
        largest = max(largest, log.stat().st_size if log.exists() else 0)
    assert largest < LOG
    return largest


def _taken_over(litestream: str, replica: Path, there: Path) -> Path:
    """Do on the second host what docs/standby.md says."""
    copy, store = there / "copy.db", there / "ircon.db"
    subprocess.run([litestream, "restore", "-o", copy, f"file://{replica}"], check=True, capture_output=True)
    done = ircon("restore", copy, db=store)
    assert done.status == 0, done.err
    return store


def _held(store: Path, acknowledged: list[dict[str, Any]], upto: float) -> tuple[int, int]:
    with Store.open(store, read_only=True) as opened:
        assert list(check.faults(opened)) == []
        entered = set(opened.rows("SELECT handler, at FROM journal"))
    acted = [line for line in acknowledged if "by" in line]
    due = [line for line in acted if stamps.from_text(line["at"]).timestamp() + line["took"] < upto]
    lost = [line for line in due if (line["by"], line["at"]) not in entered]
    assert lost == [], lost[:3]
    assert due, "nothing was acknowledged early enough to count"
    return len(due), len(acted)
