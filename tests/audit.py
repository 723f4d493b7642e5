"""Ask whether anything that ircon runs or is tested on is known to be vulnerable: ``make audit``.

The packages of both locks, as they are pinned, are looked up by pip-audit in the advisories
of the Python package index. It ends with one sentence. Red is also what was not audited: no
network, an index without advisories, a package that nobody knows, an answer that makes no
sense; the sentence says which. It is no part of ``make test``, which needs no network.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt")

KNOWN, NOT_AUDITED = 1, 2
"""Exit statuses beside 0: something is known against a package; something could not be asked."""


def main() -> int:
    """Return 0 only if every package was looked up and nothing is known against any."""
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        python = str(Path(scratch) / "bin" / "python")
        got = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--retries=1", "--timeout=10", "pip-audit"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if got.returncode:
            status, words = NOT_AUDITED, f"not audited: pip-audit cannot be installed ({_last(got.stderr)})"
        else:
            # --disable-pip: the locks are taken at their word, which every line of them gives with a hash.
            asked = ["--require-hashes", "--disable-pip", "--format=json", "--progress-spinner=off"]
            asked += [word for lock in LOCKS for word in ("-r", str(lock))]
            told = subprocess.run([python, "-m", "pip_audit", *asked], capture_output=True, text=True, check=False)
            pinned = {name for lock in LOCKS for name in _pinned(lock.read_text("utf-8"))}
            status, words = verdict(told.stdout, told.stderr, pinned)
    (sys.stderr if status else sys.stdout).write(f"{'red' if status else 'green'}: {words}\n")
    return status


def verdict(answer: str, complaint: str, pinned: set[str]) -> tuple[int, str]:
    """Return the exit status and the sentence for pip-audit's answer (JSON) and complaint about ``pinned`` packages."""
    try:
        packages = {one["name"]: one for one in json.loads(answer)["dependencies"]}
        known = {
            f"{name} {one['version']} ({', '.join(flaw['id'] for flaw in one['vulns'])})"
            for name, one in packages.items()
            if one.get("vulns")
        }
    except (ValueError, KeyError, TypeError):
        return NOT_AUDITED, f"not audited: the advisories could not be asked ({_last(complaint)})"
    unasked = {name for name in pinned if "vulns" not in packages.get(name, {})}
    if unasked == pinned:
        return NOT_AUDITED, "not audited: the package index that pip uses here tells of no advisories at all"
    left = f"{len(unasked)} of {len(pinned)} packages are not audited: no advisories for {', '.join(sorted(unasked))}"
    if known:
        words = f"something is known against {', '.join(sorted(known))}"
        return KNOWN, f"{words}; {left}" if unasked else words
    if unasked:
        return NOT_AUDITED, left
    return 0, f"{len(pinned)} packages looked up, nothing is known against any"


def _pinned(lock: str) -> list[str]:
    """Return the names of a lock's packages, as the index spells them."""
    return [re.sub(r"[-_.]+", "-", name).lower() for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)]


def _last(complaint: str) -> str:
    """Return the last line of what a program complained of, without the parts that only say where."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    return re.sub(r"^(?:ERROR:)?(?:[\w.]+:)?\s*", "", lines[-1]) if lines else "it said nothing"


if __name__ == "__main__":
    sys.exit(main())
