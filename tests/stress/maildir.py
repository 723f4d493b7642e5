"""A mail server's intake that is killed again and again: every mail becomes one report, and each is moved to cur.

``ircon intake`` runs on a Maildir and is killed at random moments, its reading process
with it, until it has come to an end by itself.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ircon.store import Store, check
from tests.support import stores
from tests.support.terminal import environment

MAIL = """\
From: "Admin {n}" <admin@site{n}.example.org>
To: desk@centre.example
Subject: probe {n}
Date: Wed, 23 Jun 1999 12:{minute:02d}:00 +0900
Message-ID: <{n}.maildir@site{n}.example.org>

We saw this and ask you to contact the source. Report number {n}.

Jun 23 12:34:00 host{n} telnetd[12]: connect from 198.51.{third}.{fourth}
"""


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Fill a Maildir, kill what empties it, and count."""
    count = 5_000 if long else 300
    path, place = stores.empty(folder), maildir(folder, count)
    kills = _until_empty(path, place, folder, burst=400 if long else 120)
    _hold(path, place, count)
    say(f"{count} mails, {kills} kills: {count} reports, once each, all in cur")


def maildir(folder: Path, count: int) -> Path:
    """Make a Maildir with ``count`` new mails."""
    place = folder / "mail"
    for name in ("new", "cur", "tmp"):
        (place / name).mkdir(parents=True)
    for n in range(count):
        text = MAIL.format(n=n, minute=n % 60, third=n // 250 % 250, fourth=1 + n % 250)
        (place / "new" / f"{1_000_000_000 + n}.M{n}.host").write_text(text, encoding="utf-8")
    return place


def _until_empty(path: Path, place: Path, folder: Path, *, burst: int) -> int:
    """Run the intake until it ends by itself; each time at most ``burst`` mails further it is killed."""
    chance, kills = random.Random(7), 0
    while True:
        with (folder / "told").open("wb") as told:
            intake = subprocess.Popen(
                [sys.executable, "-m", "ircon", "--db", path, "intake", place],
                stdout=subprocess.DEVNULL, stderr=told, env=environment(), start_new_session=True,
            )  # fmt: skip
            goal = _moved(place) + chance.randrange(burst)
            while intake.poll() is None and _moved(place) <= goal:
                time.sleep(0.003)
            time.sleep(chance.uniform(0, 0.03))
        if intake.poll() is not None:
            assert intake.returncode == 0, (folder / "told").read_text("utf-8")
            return kills
        # Now and then only the intake itself: the reader that it leaves behind must end alone.
        if kills % 3:
            os.killpg(intake.pid, signal.SIGKILL)
        else:
            intake.kill()
        intake.wait()
        kills += 1


def _moved(place: Path) -> int:
    return sum(1 for _ in (place / "cur").iterdir())


def _hold(path: Path, place: Path, count: int) -> None:
    assert list((place / "new").iterdir()) == []
    assert len(list((place / "cur").iterdir())) == count
    with Store.open(path, read_only=True) as store:
        told = store.rows("SELECT message_id, count(*) FROM report GROUP BY message_id")
        assert len(told) == count and all(times == 1 for _, times in told)
        assert store.value("SELECT count(*) FROM incident") == count
        assert store.value("SELECT count(*) FROM original") == count
        assert list(check.faults(store)) == []
    time.sleep(0.2)
    assert _readers_left() == []


def _readers_left() -> list[str]:
    """Return the reading processes that nobody waits for any more."""
    left = []
    for proc in Path("/proc").iterdir() if Path("/proc/self").exists() else ():
        try:
            if proc.name.isdecimal() and b"child.serve()" in (proc / "cmdline").read_bytes():
                parent = int((proc / "stat").read_text().rpartition(")")[2].split()[1])
                if parent == 1:
                    left.append(proc.name)
        except (OSError, ValueError):
            continue
    return left
