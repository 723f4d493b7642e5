"""How much of the composed reports intake reads right: ``python -m tests.intake.score [heldout]`` prints it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from tests.intake import corpus, heldout
from tests.intake.corpus.case import Case, judge


@dataclass(frozen=True)
class Score:
    """Counts over all cases, and what went wrong in words."""

    cases: int
    formats: int
    parts: int
    right: int
    wrong: tuple[str, ...]


def score(every: Sequence[Case]) -> Score:
    """Read every case and count."""
    formats = parts = right = 0
    wrong: list[str] = []
    for case in every:
        recognised, missed = judge(case)
        formats += recognised
        parts += len(case.expected)
        right += len(case.expected) - len(missed)
        if not recognised:
            wrong.append(f"{case.name}: not recognised as {case.format}")
        wrong += [f"{case.name}: {part} should be {want!r}, is {got!r}" for part, want, got in missed]
    return Score(len(every), formats, parts, right, tuple(wrong))


if __name__ == "__main__":
    found = score(heldout.cases() if sys.argv[1:] == ["heldout"] else corpus.cases())
    print("\n".join(found.wrong))
    print(f"formats recognised {found.formats}/{found.cases}")
    print(f"parts right {found.right}/{found.parts} = {found.right / found.parts:.4f}")
