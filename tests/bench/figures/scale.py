"""What must not grow with the archive: whose an address is, what belongs with a report, the trends, a timeline.

On the large archive: with 1,000,000 reports of twenty years, a register of 1,000,000 netblocks of 200,000 sites.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import screens.trends
from ircon import desk, trends
from ircon.desk import refresh
from ircon.model import Certainty, IncidentClass, LogLine, Observable, ObservableKind, Report, Reporter, Role
from ircon.store import Store, register, timelines
from ircon.store import trends as counters
from ircon.trends import By, Facet
from screens.draw import timeline as draw
from screens.draw import trends as drawn
from tests.bench.archive import shelf
from tests.bench.figure import LOG, Figure

LOOKUPS = 2_000
OBSERVABLES = 200
LINES = 20_000
WIDTH, HEIGHT = 120, 30
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Measure each figure ``rounds`` times on the large archive, which is left as it was."""
    with Store.open(shelf.archive(shelf.large(), log)) as store:
        log("scale: measuring")
        found: list[Figure] = []
        with suppress(_TakeBack), store.together():
            found += _figures(store, rounds)
            raise _TakeBack
        yield from found


class _TakeBack(Exception):
    pass


def _figures(store: Store, rounds: int) -> Iterator[Figure]:
    yield Figure("whose is an address", _median(rounds, lambda: _lookups(store)) / LOOKUPS, "ms", 1)
    number = _report(store)
    spent = _median(rounds, lambda: _work_out(store, number))
    note = f"{len(_related(store, number))} sites"
    yield Figure(f"related sites and proposals, {OBSERVABLES} observables", spent, "ms", 150, note)
    yield Figure("trends by month, 20 years", _median(rounds, lambda: _trends(store, By.MONTH)), "ms", 500)
    yield Figure("trends by class, 20 years", _median(rounds, lambda: _trends(store, By.CLASS)), "ms", 500)
    yield Figure("trends, the page as it opens", _median(rounds, lambda: _page(store)), "ms", 500)
    many = _log(store)
    yield Figure(f"timeline of {LINES:,} lines opens", _median(rounds, lambda: _open(store, many)), "ms", 300)
    mixed = [number for _ in range(4) if (number := _log(store, LINES // 4))]
    note = f"{len(mixed)} incidents"
    spent = _median(rounds, lambda: timelines.read(store, mixed))
    yield Figure(f"timeline of {LINES:,} lines of several", spent, "ms", 300, note)


def _median(rounds: int, work: Callable[[], object]) -> float:
    spent = []
    for _ in range(rounds + 1):
        before = time.perf_counter()
        work()
        spent.append((time.perf_counter() - before) * 1e3)
    return statistics.median(spent[1:])


def _lookups(store: Store) -> None:
    owners = register.Owners(store)
    for number in range(LOOKUPS):
        owners.of_key(f"4{number * 2_147_483_647 & 0xFFFFFFFF:08x}")


def _report(store: Store) -> int:
    """Take in a report that names addresses of the archive, new ones, and hosts."""
    known = store.rows("SELECT DISTINCT value FROM observable WHERE id % 4999 = 0 LIMIT ?", (OBSERVABLES // 2,))
    values = [value for (value,) in known]
    values += [f"203.0.{n >> 7}.{n & 127}" for n in range(OBSERVABLES - len(values))]
    text = "\n".join(f"Feb 28 10:00:00 gw sshd[{n}]: connect from {value}" for n, value in enumerate(values))
    read = Report(
        "form", text, reporter=Reporter("", "admin@reporter.example.com", ""), klass=IncidentClass.SCAN,
        observables=tuple(
            Observable(ObservableKind.IPV4, value, n, 0, 9, Role.SOURCE) for n, value in enumerate(values, 1)
        ),
        lines=tuple(
            LogLine(n, line, NOW, Certainty.STATED, Certainty.STATED) for n, line in enumerate(text.split("\n"), 1)
        ),
    )  # fmt: skip
    return desk.take_in(store, text.encode(), report=read, received=NOW, handler="bench").incident


def _work_out(store: Store, number: int) -> None:
    with store.change("measure", handler="bench") as change:
        refresh.incident(change, number)
        change.abandon()


def _related(store: Store, number: int) -> list[object]:
    return store.rows("SELECT 1 FROM related WHERE incident_id = ?", (number,))


def _trends(store: Store, by: By) -> None:
    kinds = by is By.CLASS
    counts = counters.tallies(store, Facet.CLASS)
    waits = [] if kinds else counters.tallies(store, Facet.MINUTES)
    trends.table(by, counts, waits, first=counts[0].month, last=counts[-1].month)


def _page(store: Store) -> None:
    """Read and draw what ``R`` shows: the counters kept, every table of the page, the first of them drawn."""
    found = screens.trends.read(store)
    table, *_others = [found.table(by) for by in drawn.ORDER]
    drawn.head(table, WIDTH)
    list(drawn.rows(table, WIDTH))


def _open(store: Store, number: int) -> None:
    """Read and draw what ``l`` shows: the head, the rows in sight, what stands below them."""
    found = timelines.read(store, [number])
    draw.head(found, WIDTH, subject=f"#{number}")
    for row in range(HEIGHT):
        draw.row(found, row, WIDTH)
    draw.foot(found, 0, WIDTH)


def _log(store: Store, count: int = LINES) -> int:
    lines = tuple(
        LogLine(n, f"Feb 28 10:00:00 gw sshd[{n}]: Failed password for root from 203.0.113.{n % 250} port {n} ssh2",
                NOW + timedelta(seconds=n), Certainty.INFERRED, Certainty.STATED)
        for n in range(1, count + 1)
    )  # fmt: skip
    read = Report("form", "log", reporter=Reporter("", "admin@other.example.com", ""), lines=lines)
    mail = f"a long log {store.value('SELECT max(id) FROM report')}".encode()
    return desk.take_in(store, mail, report=read, received=NOW, handler="bench").incident
