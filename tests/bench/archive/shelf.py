"""Archives that have been made already: making a million reports takes minutes, measuring them seconds.

The large one holds 100,000 reports, or as many as ``$IRCON_BENCH_REPORTS`` says: a million is
what the targets are about. They stand in ``$IRCON_BENCH_ARCHIVES`` (else in ``ircon-archives``
among the temporary files) until somebody removes them; one that an older program made is
brought up to the present schema.
"""

from __future__ import annotations

import math
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ircon import desk
from ircon.store import Store
from tests.bench.archive.filling import fill
from tests.bench.figure import LOG

REPORTS = 100_000
MILLION = 1_000_000
SMALL = 1_000


def large() -> int:
    """Return how many reports the large archive holds."""
    return int(os.environ.get("IRCON_BENCH_REPORTS", REPORTS))


def archive(reports: int, log: LOG) -> Path:
    """Return an archive of so many reports; make it where there is none yet."""
    told = os.environ.get("IRCON_BENCH_ARCHIVES")
    shelf = Path(told) if told else Path(tempfile.gettempdir()) / "ircon-archives"
    shelf.mkdir(parents=True, exist_ok=True)
    path = shelf / f"{reports}.db"
    if path.exists():
        return _ready(path)
    log(f"making an archive of {reports:,} reports, once, at {path}")
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        began, used = time.monotonic(), _cpu()
        with Store.create(fresh) as store:
            fill(store, reports)
        took = Making(time.monotonic() - began, _cpu() - used)
        fresh.replace(path)
        _noted(path).write_text(f"{took.seconds:.1f} {took.cpu:.1f}\n", encoding="ascii")
    finally:
        for left in fresh.parent.glob(f"{fresh.name}*"):
            left.unlink()
    return _ready(path)


@dataclass(frozen=True, slots=True)
class Making:
    """What making an archive took: seconds by the clock, and of all processors together."""

    seconds: float
    cpu: float


def making(path: Path) -> Making:
    """Return what it took to make this archive; nan where whoever made it did not note it."""
    try:
        seconds, cpu = map(float, _noted(path).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        return Making(math.nan, math.nan)
    return Making(seconds, cpu)


def _noted(path: Path) -> Path:
    return path.with_suffix(".took")


def _cpu() -> float:
    """Return the seconds that this process and the children that it has waited for have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _ready(path: Path) -> Path:
    """Bring an archive up to the present schema and day, as the first console to open it would meanwhile."""
    with Store.open(path) as store:
        desk.follow_up(store)
    return path
