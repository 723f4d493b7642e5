"""Measure the evidence room on the labelled corpus: ``python -m tests.evidence.score [-v] [FOLDER]``.

Each row of ``corpus/*.tsv`` (and of ``heldout/*.tsv``, written after the rules) says what a line should give:
format, instant in UTC (``-``: no log line, ``?``: a log line without an instant), observables, and the line
itself, as if each stood alone in a report sent on 1999-06-24 by a reporter whose clock is said to be JST.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from ircon.evidence import lines, observables

HERE = Path(__file__).parent
JST = timezone(timedelta(hours=9))
SENT = datetime(1999, 6, 24, 9, 0, tzinfo=JST)
KINDS = {"4": "ipv4", "6": "ipv6", "c": "cidr", "h": "host", "u": "url", "m": "mail"}


@dataclass(frozen=True)
class Row:
    """A labelled line."""

    place: str
    format: str
    instant: str
    observables: frozenset[tuple[str, str]]
    text: str


@dataclass
class Score:
    """What was counted; ``misses`` says in words what was not as labelled."""

    right: int = 0
    false: int = 0
    missed: int = 0
    rows: int = 0
    instants: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def timed(self) -> float:
        return self.instants / max(1, self.rows)


def rows(folder: str = "corpus") -> Iterator[Row]:
    """Yield the labelled lines of a folder."""
    for path in sorted((HERE / folder).glob("*.tsv")):
        for number, written in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if written and not written.startswith("#"):
                name, instant, labels, text = written.split("\t", 3)
                pairs = frozenset((KINDS[label[0]], label[2:]) for label in labels.split() if label != "-")
                yield Row(f"{path.name}:{number}", name, instant, pairs, text)


def instant_of(text: str) -> str:
    """Return what the room makes of one line's time, as the corpus writes it."""
    found = lines.find(text, sent_at=SENT, zone=JST)
    if not found:
        return "-"
    at = found[0].at
    if at is None:
        return "?"
    assert at.tzinfo is UTC
    fraction = f"{at.microsecond:06d}".rstrip("0")
    return at.strftime("%Y-%m-%dT%H:%M:%S") + (f".{fraction}" if fraction else "") + "Z"


def measure(labelled: Iterable[Row]) -> Score:
    """Read every row and count."""
    score = Score()
    for row in labelled:
        found = {(str(one.kind), one.value) for one in observables.find(row.text)}
        score.right += len(found & row.observables)
        score.false += len(found - row.observables)
        score.missed += len(row.observables - found)
        instant = instant_of(row.text)
        score.rows += 1
        score.instants += instant == row.instant
        if found != row.observables or instant != row.instant:
            score.misses.append(_difference(row, found, instant))
    return score


def _difference(row: Row, found: set[tuple[str, str]], instant: str) -> str:
    parts = [f"+{value}" for _, value in sorted(found - row.observables)]
    parts += [f"-{value}" for _, value in sorted(row.observables - found)]
    if instant != row.instant:
        parts.append(f"{instant} for {row.instant}")
    return f"{row.place} [{row.format}] {', '.join(parts)}\n    {row.text[:160]}"


def speed(labelled: Iterable[Row], seconds: float = 2.0) -> float:
    """Return how many lines a second of CPU are read, observables and times, all formats mixed."""
    text = "\n".join(row.text for row in labelled) + "\n"
    count = text.count("\n")
    done, begin = 0, time.process_time()
    while (spent := time.process_time() - begin) < seconds:
        observables.find(text)
        lines.find(text, sent_at=SENT, zone=JST)
        done += count
    return done / spent


def main() -> None:
    """Print the figures, and with -v every row that is not as labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="corpus")
    parser.add_argument("-v", action="store_true", help="show what is not as labelled")
    options = parser.parse_args()
    labelled = list(rows(options.folder))
    score = measure(labelled)
    if options.v:
        print("\n".join(score.misses))
    print(f"{score.rows} lines of {len({row.format for row in labelled})} formats")
    print(f"observables: precision {score.precision:.4f}, recall {score.recall:.4f}")
    print(f"instants right: {score.timed:.4f}")
    print(f"speed: {speed(labelled):,.0f} lines a second of one core")


if __name__ == "__main__":
    main()
