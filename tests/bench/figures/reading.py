"""How much is read right, and how fast: the composed reports and the labelled log lines, as shares that are wrong.

``python -m tests.intake.score`` and ``python -m tests.evidence.score -v`` show which.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from tests.bench.figure import LOG, Figure
from tests.evidence import score as evidence
from tests.intake import corpus, heldout
from tests.intake import score as intake


def measure(rounds: int, log: LOG) -> Iterator[Figure]:
    """Read both corpora once, and measure the speed ``rounds`` times for half a second each."""
    log("reading: composed reports")
    reports = intake.score([*corpus.cases(), *heldout.cases()])
    note = f"{reports.cases} composed reports"
    yield Figure("formats not recognised", 1 - reports.formats / reports.cases, "", 0.0, note)
    yield Figure("parts of reports read wrong", 1 - reports.right / reports.parts, "", 0.03, f"{reports.parts} parts")
    log("reading: labelled log lines")
    labelled = list(evidence.rows())
    lines = evidence.measure(labelled)
    note = f"{lines.rows} lines of {len({row.format for row in labelled})} formats"
    yield Figure("observables that are none", 1 - lines.precision, "", 0.02, note)
    yield Figure("observables missed", 1 - lines.recall, "", 0.02)
    yield Figure("instants wrong", 1 - lines.timed, "", 0.03)
    speed = statistics.median(evidence.speed(labelled, seconds=0.5) for _ in range(rounds))
    yield Figure("a thousand log lines", 1e6 / speed, "ms", 50, f"{speed:,.0f} lines a second of one core")
