"""What a mail costs where very many have come before it, beside where a thousand have; and how large the store is."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from time import process_time

from ircon import desk
from ircon.intake import read
from ircon.model import Report
from ircon.store import Store, wordings
from tests.bench.archive import shelf
from tests.bench.archive.calendar import LAST
from tests.bench.archive.cloning import Mould
from tests.bench.archive.filling import plan, sites
from tests.bench.archive.patterns import play_all
from tests.bench.figure import LOG, Figure

MAILS = 150
AT = datetime.combine(LAST, time.min, UTC) + timedelta(days=1)
"""When they come: the day after the archive's last."""

SEED = 2026
"""Other mails than those that stand in the archives."""


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Take a day's mails into both archives, turn by turn, each time for nothing: both stay as they were."""
    sizes = shelf.SMALL, shelf.large()
    paths = [shelf.archive(size, log) for size in sizes]
    log("growth: composing mails")
    moulds = [Mould(pattern) for pattern in play_all(SEED)]
    mails = [[(mail, read(mail, received=AT)) for mail in _mails(moulds, size)] for size in sizes]
    ratios, spent = [], 0.0
    for number in range(rounds):
        log(f"growth: round {number + 1} of {rounds}")
        small, large = (_taken_in(path, some) for path, some in zip(paths, mails, strict=True))
        ratios.append(large / small)
        spent = large / MAILS * 1e3
    note = f"{spent:.2f} ms of CPU a mail, without reading it"
    named = f"storing a mail among {sizes[1]:,} / among {sizes[0]:,}"
    yield Figure(named, statistics.median(ratios), "", 1.15, note, and_then=1.05)
    yield _size(paths[1])
    took = shelf.making(paths[1])
    note = f"{took.cpu / 60:.1f} min of CPU, once"
    yield Figure(f"making {sizes[1]:,} reports", took.seconds / 60, "min", 15 * sizes[1] / shelf.MILLION, note)


def _mails(moulds: Sequence[Mould], reports: int) -> list[bytes]:
    """Compose the mails of a day: the same ones, but from and about the sites that an archive of this size has."""
    planned = plan([mould.pattern for mould in moulds], MAILS * 4, sites(reports), SEED, [])
    told = (moulds[which].tell(replace(told, day=LAST), {}).mails[0] for which, told in planned)
    return list(islice(told, MAILS))


def _taken_in(path: Path, mails: Sequence[tuple[bytes, Report]]) -> float:
    """Return the CPU seconds that storing these mails takes."""
    with Store.open(path).roomy() as store, suppress(_TakeBack), store.together():
        desk.take_in(store, mails[0][0], report=mails[0][1], received=AT, handler="intake")  # warms what is remembered
        before = process_time()
        for number, (mail, report) in enumerate(mails[1:]):
            desk.take_in(store, mail, report=report, received=AT + timedelta(seconds=number), handler="intake")
        spent = process_time() - before
        raise _TakeBack
    return spent


class _TakeBack(Exception):
    pass


def _size(path: Path) -> Figure:
    """Compare the file with what was put in: the mails as they came, and the letters as they went."""
    with Store.open(path, read_only=True) as store:
        mails = int(store.value("SELECT sum(size) FROM original"))
        count = int(store.value("SELECT count(*) FROM draft"))
        some = store.rows("SELECT body FROM draft ORDER BY id % 997, id LIMIT 500")
        letters = count * statistics.mean(len(wordings.load(store, body).encode()) for (body,) in some)
    size = path.stat().st_size
    note = f"{size / 1e9:.2f} GB for {mails / 1e9:.2f} GB of mails and {letters / 1e9:.2f} GB of letters"
    return Figure("the store / what was put in", size / (mails + letters), "", 1.5, note)
