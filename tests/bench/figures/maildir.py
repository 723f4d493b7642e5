"""A long intake: a Maildir of mails, each with its form and log lines, taken in at one go; speed and memory.

``IRCON_BENCH_MAILS`` says how many (default 4,000; the target is stated for 50,000).
"""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from ircon.store import Store
from tests.bench.figure import LOG, Figure
from tests.support import story
from tests.support.terminal import environment

MAILS = 4_000
LINES = 8
SITES = 500
_DATE = "Fri, 23 Jun 2000 13:05:00 +0900"


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Compose a Maildir once and take it in once, however many ``rounds``: it is long enough to be steady."""
    del rounds
    count = int(os.environ.get("IRCON_BENCH_MAILS", MAILS))
    log(f"maildir: composing {count:,} mails")
    with tempfile.TemporaryDirectory() as scratch:
        folder, path = Path(scratch) / "mails", Path(scratch) / "bench.db"
        compose(folder, count)
        Store.create(path).close()
        log("maildir: taking them in")
        seconds, sizes = _taken_in(folder, path)
        stored = len(list((folder / "cur").iterdir()))
    if stored != count:
        raise RuntimeError(f"{stored} of {count} mails were taken in")
    rate = f"{count / seconds:,.0f} a second"
    yield Figure("intake of a mail from a Maildir", seconds / count * 1e3, "ms", 1_000 / 300, rate)
    most = f"at most {max(sizes, default=0):,.0f} MB"
    yield Figure("memory of a long intake, late to early", growth(sizes), "", 1.5, most)


def compose(folder: Path, count: int) -> None:
    """Write ``count`` mails, no two alike, into ``new`` of a Maildir."""
    chance = random.Random(count)
    for name in ("new", "cur", "tmp"):
        (folder / name).mkdir(parents=True)
    for number in range(count):
        address = f"198.51.{chance.randrange(256)}.{chance.randrange(256)}"
        lines = "".join(
            f"Jun 23 12:{line:02d}:{chance.randrange(60):02d} host{number} sshd[{chance.randrange(9999)}]: "
            f"Failed password for root from {address} port {chance.randrange(65_535)} ssh2\n"
            for line in range(LINES)
        )
        body = story.B_REPORT.replace(story.B_LOG, f"{lines}{number}\n")
        mail = story.mail(f"admin@site{number % SITES}.example.jp", f"ポートスキャン {number}", body, _DATE)
        (folder / "new" / f"{number:07d}.bench").write_bytes(mail)


def growth(sizes: list[float]) -> float:
    """Return how much larger a process is at its end than after its first tenth: 1 where memory is flat."""
    if len(sizes) < 20:
        return math.nan
    early, late = sizes[len(sizes) // 10 :][:5], sizes[-5:]
    return max(late) / max(early)


def _taken_in(folder: Path, path: Path) -> tuple[float, list[float]]:
    """Run the intake; return its seconds, and the memory of it and its reading process in MB, from time to time."""
    sizes: list[float] = []
    before = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "ircon", "--db", path, "intake", folder], env=environment(), stdout=subprocess.DEVNULL
    )
    watcher = threading.Thread(target=_watch, args=(process, sizes), daemon=True)
    watcher.start()
    status = process.wait()
    seconds = time.perf_counter() - before
    watcher.join()
    if status:
        raise RuntimeError(f"ircon intake ended with status {status}")
    return seconds, sizes


def _watch(process: subprocess.Popen[bytes], sizes: list[float]) -> None:
    while process.poll() is None:
        try:
            threads = Path(f"/proc/{process.pid}/task").glob("*/children")
            children = [child for listed in threads for child in listed.read_text().split()]
            sizes.append(sum(map(_resident, [str(process.pid), *children])))
        except OSError:
            pass  # no /proc here, or it has just ended
        time.sleep(0.1)


def _resident(pid: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
