"""Archives that have been made already: making a million reports takes minutes, measuring them seconds.

They stand in ``$IRCON_BENCH_ARCHIVES`` (else in ``ircon-archives`` among the temporary files) until
somebody removes them; one that an older program made is brought up to the present schema.
``$IRCON_BENCH_REPORTS`` says how large the large one is.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ircon import desk
from ircon.store import Store
from tests.bench.archive.filling import fill
from tests.bench.figure import LOG

REPORTS = 1_000_000
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
        with Store.create(fresh) as store:
            fill(store, reports)
        fresh.replace(path)
    finally:
        for left in fresh.parent.glob(f"{fresh.name}*"):
            left.unlink()
    return _ready(path)


def _ready(path: Path) -> Path:
    """Bring an archive up to the present schema and day, as the first console to open it would meanwhile."""
    with Store.open(path) as store:
        desk.follow_up(store)
    return path
