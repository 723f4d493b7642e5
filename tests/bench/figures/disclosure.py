"""The door and the last gate: do they leak, do they stop what they should, and what do they cost?"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from ircon import desk
from ircon.model import Centre, LetterKind, Level
from ircon.notices import gate
from ircon.store import Store
from screens.listening import PREPARE_AFTER
from tests.bench import driver
from tests.bench.figure import LOG, Figure
from tests.disclosure import pairs, world
from tests.disclosure import test_whole_stores as whole
from tests.disclosure.pairs import Dice
from tests.disclosure.planted import LEAKS
from tests.disclosure.test_planted_leaks import found_after
from tests.notices import typed
from tests.notices.test_gate import stopped
from tests.support import story
from tests.support.terminal import Terminal

PAIRS = int(os.environ.get("IRCON_PAIRS", "50000"))
BESIDE = 5
STORES = 100
LINES = 10_000
CENTRE = Centre(name="Example CC", name_ja="例示センター", mail="cert@centre.example.jp")


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Yield the figures of the disclosure; times are of the processor, in the middle of ``rounds`` goes."""
    log(f"{PAIRS:,} pairs of stores that differ only in what was not permitted")
    yield Figure(f"pairs that differ, of {PAIRS:,}", _differing(), at_most=0)
    log(f"{STORES} pairs of whole stores")
    yield Figure(f"whole stores that differ, of {STORES}", _differing_stores(), at_most=0)
    log(f"{len(LEAKS)} leaks planted one by one")
    yield Figure(f"planted leaks not found, of {len(LEAKS)}", _missed_leaks(), at_most=0)
    log("every identifier in every spelling, typed into drafts")
    missed, of = typed.missed(200)
    yield Figure(f"identifiers that passed the gate, of {of:,}", missed, at_most=0)
    import random

    dice = random.Random(500)
    yield Figure("clean drafts stopped, of 500", sum(stopped(dice, n) for n in range(500)), at_most=1)
    log(f"a letter, and one about {LINES:,} log lines")
    yield Figure("the last gate over a letter", _gate(rounds), "ms", 50)
    yield from _large(rounds)


def differing(part: range) -> int:
    """Return how many stores of these groups give other bytes than the first of their group."""
    found = 0
    for seed in part:
        first, *others = pairs.stores(Dice(seed), BESIDE + 1)
        told = pairs.outgoing(first, seed=seed)
        found += sum(pairs.outgoing(other, seed=seed) != told for other in others)
    return found


def _differing() -> int:
    parts = [range(start, min(start + 100, PAIRS // BESIDE)) for start in range(0, PAIRS // BESIDE, 100)]
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        return sum(workers.map(differing, parts))


def _differing_stores() -> int:
    found = 0
    for seed in range(STORES):
        with tempfile.TemporaryDirectory(prefix="ircon-bench-") as folder:
            one, other = whole.told(seed, Path(folder))
            found += one != other
    return found


def _missed_leaks() -> int:
    missed = 0
    for plant in LEAKS.values():
        with pytest.MonkeyPatch.context() as patch:
            plant(patch)
            missed += found_after() is None
    return missed


def _milliseconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(1_000 * (time.process_time() - began))
    return statistics.median(times)


def _gate(rounds: int) -> float:
    """A usual case: a letter beside withheld reports that name some two hundred hosts and addresses."""
    logs = ["".join(f"Jun 23 12:34:00 h{n}x{m} sshd[1]: 198.51.{n}.{m}\n" for m in range(10)) for n in range(2, 12)]
    withheld = [world.report(n, log) for n, log in enumerate(logs, start=2)]
    shown = world.report(1, "Jun 23 12:34:00 g telnetd[1]: connect from 192.168.100.1\n", sender="c@csite.example.net")
    decisions = [world.grant(1, Level.LOGS)]
    draft = world.notice([shown, *withheld], decisions, language="ja")

    def check() -> None:
        reports = [shown, *withheld]
        found = gate.sort_out(reports, decisions, recipient=world.A, part_in=world.SOURCE, centre=world.CENTRE)
        assert len(found.withheld) > 180 and not gate.hits(draft.body, found.withheld, found.told)

    return _milliseconds(check, rounds)


def _large(rounds: int) -> Iterator[Figure]:
    """A site's scan of one night: half the lines concern the recipient."""
    with tempfile.TemporaryDirectory(prefix="ircon-bench-") as folder, Store.create(Path(folder) / "q.db") as store:
        desk.import_sites(store, story.REGISTER.encode(), handler="bench")
        mail = story.mail("admin@bsite.example.jp", "many", _many(), "Fri, 23 Jun 2000 23:05:00 +0900")
        number = desk.take_in(store, mail, handler="mail").incident
        levels = [Level.LOGS, Level.FACTS] * rounds
        drafted, examined = [], []
        for level in levels[:rounds]:
            desk.decide(store, number, level=level, quote="yes", handler="bench")
            began = time.process_time()
            letter = desk.write_letter(store, number, kind=LetterKind.NOTICE, to="asite", centre=CENTRE).draft
            drafted.append(1_000 * (time.process_time() - began))
            assert letter is not None and letter.id is not None
            began = time.process_time()
            desk.load(store, letter.id, centre=CENTRE)
            examined.append(1_000 * (time.process_time() - began))
        shown = [_key(store, Path(folder) / "q.db", number, level) for level in levels[:rounds]]
    yield Figure(f"a draft about {LINES:,} lines", statistics.median(drafted), "ms", 200)
    yield Figure(f"the last gate over it, {LINES // 2:,} names withheld", statistics.median(examined), "ms")
    took = statistics.median(took for took, _cpu in shown)
    cpu = statistics.median(cpu for _took, cpu in shown)
    yield Figure("from the key d to that draft on the screen", cpu, "ms", 300, note=f"{took:.0f} ms on the clock")


def _key(store: Store, db: Path, number: int, level: Level) -> tuple[float, float]:
    """Return how many milliseconds the console takes, by the clock and of the processor, from the key to the draft."""
    desk.decide(store, number, level=level, quote="yes", handler="bench")
    with Terminal([sys.executable, "-m", "ircon", db], size=driver.SIZE) as terminal:
        terminal.wait_for("admin@bsite")
        time.sleep(PREPARE_AFTER + 1.0)
        terminal.settle(driver.QUIET)
        began, used = time.perf_counter(), driver.cpu_ms(terminal.pid)
        terminal.press("d")
        terminal.wait_for(r"\[IRCON#")
        took = (time.perf_counter() - began, driver.cpu_ms(terminal.pid) - used)
        terminal.settle(driver.QUIET)
        terminal.press("q")
        terminal.press("q")
        terminal.wait_exit()
    return 1_000 * took[0], took[1]


def _many() -> str:
    lines = []
    for n in range(LINES):
        source = f"192.168.100.{n % 254 + 1}" if n % 2 else f"198.51.{n // 250 % 256}.{n % 250 + 1}"
        at = f"{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}"
        lines.append(f"Jun 23 {at} gw{n % 7} sshd[{n}]: Failed password for u{n} from {source} port {1024 + n} ssh2")
    return "分類: ポートスキャン\nその他: タイムゾーンはJST、時刻は正確\n\n" + "\n".join(lines) + "\n"
