"""``make bench``: measure what must stay fast and print it as one table.

Each module in ``figures`` offers ``measure(rounds, log)``, which yields figures. Only ratios
from interleaved rounds mean anything: machines drift by a factor of two within an hour.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

from tests.bench.figure import Figure, table

FIGURES = Path(__file__).with_name("figures")


def log(line: str) -> None:
    """Say what is being done, beside the table."""
    sys.stderr.write(f"{line}\n")


def main() -> int:
    """Measure the modules named (all, if none is) and return 1 if a target was missed."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(FIGURES)]))
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("name", nargs="*", choices=[*names, []], help=f"what to measure: {', '.join(names)}")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured; 5 for the record")
    told = parser.parse_args()
    found: list[Figure] = []
    for name in told.name or names:
        module = importlib.import_module(f"tests.bench.figures.{name}")
        try:
            found.extend(module.measure(told.rounds, log))
        except (OSError, RuntimeError, subprocess.CalledProcessError) as problem:
            found.append(Figure(name, float("nan"), note=str(problem).splitlines()[0]))
    sys.stdout.write(f"{table(found)}\n\n{told.rounds} rounds, interleaved; ratios are medians of the rounds' own.\n")
    return int(any(figure.verdict == "MISSED" for figure in found))


if __name__ == "__main__":
    sys.exit(main())
