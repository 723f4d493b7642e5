"""What one mail costs: ``ircon intake -`` as a mail server starts it, once a mail."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ircon.store import Store
from tests.bench.figure import LOG, Figure
from tests.support import story
from tests.support.terminal import environment


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Take a fresh mail in, ``rounds`` times, and add up user and system time of the whole process."""
    log("intake: one mail a process")
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "bench.db"
        Store.create(path).close()
        spent = [_one(path, number) for number in range(rounds + 1)][1:]  # the first one warms the caches
    yield Figure("intake of one mail, CPU", statistics.median(spent), "s", 0.5)


def _one(path: Path, number: int) -> float:
    body = f"{story.B_REPORT}\n{number}\n"
    mail = story.mail("admin@bsite.example.jp", f"ポートスキャン {number}", body, "Fri, 23 Jun 2000 13:05:00 +0900")
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "ircon", "--db", path, "intake", "-"],
        input=mail, env=environment(), capture_output=True, check=True,
    )  # fmt: skip
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)
