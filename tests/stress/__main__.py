"""``make stress``: the attacks at their full length. ``make test`` runs a few seconds of each.

Each module here offers ``run(folder, long=..., say=...)``, which raises where the program
does not hold and says what was measured where it does.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """Return the attacks there are."""
    found = (module.name for module in pkgutil.iter_modules([str(HERE)]))
    return sorted(name for name in found if not name.startswith(("_", "test_")))


def main() -> int:
    """Run the attacks named (all, if none is) and return 1 if the program did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.stress")
    parser.add_argument("name", nargs="*", choices=[*names(), []], help=f"which: {', '.join(names())}")
    parser.add_argument("--short", action="store_true", help="as short as in the tests")
    told = parser.parse_args()
    failed = []
    for name in told.name or names():
        sys.stdout.write(f"{name}\n")
        start = time.monotonic()
        with tempfile.TemporaryDirectory(prefix=f"ircon-stress-{name}-") as folder:
            try:
                importlib.import_module(f"tests.stress.{name}").run(Path(folder), long=not told.short, say=_say)
            except Exception:
                failed.append(name)
                traceback.print_exc()
        _say(f"{time.monotonic() - start:.1f} s")
    if failed:
        sys.stdout.write(f"did not hold: {', '.join(failed)}\n")
    return int(bool(failed))


def _say(line: str) -> None:
    sys.stdout.write(f"  {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
