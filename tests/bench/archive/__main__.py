"""``python -m tests.bench.archive REPORTS FILE``: make an archive and say what it is."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ircon.store import Store
from tests.bench.archive.filling import fill


def main(arguments: list[str]) -> int:
    """Make the archive; raises where something stands at its place."""
    if len(arguments) != 2:
        print("usage: python -m tests.bench.archive REPORTS FILE", file=sys.stderr)
        return 2
    path = Path(arguments[1])
    began = time.monotonic()
    with Store.create(path) as store:
        filled = fill(store, int(arguments[0]))
    took, size = time.monotonic() - began, path.stat().st_size
    print(
        f"{path}: {filled.reports:,} reports in {filled.incidents:,} incidents, made in {took:,.0f} s;"
        f" {size:,} bytes for {filled.mails:,} of mails and {filled.letters:,} of letters"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
