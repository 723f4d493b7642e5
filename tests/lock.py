"""Pin every dependency anew, with hashes: ``make lock`` writes requirements.txt and tests/requirements.txt.

The locks name versions and hashes only, never where a file was fetched, so they hold
for whichever index a site uses. pip itself, on which sqlite-utils depends, is left to
the virtual environment that has it already.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN_TIME = ROOT / "requirements.txt"
DEV = ROOT / "tests" / "requirements.txt"
WINDOWS_ONLY = {"colorama": 'sys_platform == "win32"'}
"""Wanted by others under a marker that resolving on another system would drop."""

NOT_PINNED = frozenset({"pip", "setuptools"})


def compile_lock(python: Path, *, extra: str | None, constraint: Path | None) -> dict[str, str]:
    """Resolve pyproject.toml and return each package's pinned block, by name, hashes included."""
    with tempfile.TemporaryDirectory() as scratch:
        added = Path(scratch) / "added.in"
        limits = "" if constraint is None else f"-c {constraint}\n"
        added.write_text(limits + "\n".join(WINDOWS_ONLY), encoding="utf-8")
        out = Path(scratch) / "lock.txt"
        command = [str(python), "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--strip-extras"]
        command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command += ["--no-emit-trusted-host", "--allow-unsafe", "--output-file", str(out)]
        command += ["--extra", extra] if extra else []
        subprocess.run([*command, str(ROOT / "pyproject.toml"), str(added)], check=True)
        text = out.read_text(encoding="utf-8")
    blocks = re.findall(r"^([A-Za-z0-9._-]+)==.*(?:\n    --hash=.*)+", text, re.MULTILINE)
    found = dict(zip(blocks, re.findall(r"^\w.*(?:\n    --hash=.*)+", text, re.MULTILINE), strict=True))
    return {name: mark(name, block) for name, block in found.items() if name not in NOT_PINNED}


def mark(name: str, block: str) -> str:
    """Give a package that only one system needs the marker that says so."""
    if name not in WINDOWS_ONLY:
        return block
    first, rest = block.split(" \\\n", 1)
    return f"{first} ; {WINDOWS_ONLY[name]} \\\n{rest}"


def write(path: Path, heading: str, blocks: dict[str, str]) -> None:
    """Write one lock, sorted by name."""
    body = "\n".join(blocks[name] for name in sorted(blocks))
    whence = "Written by `make lock`; versions are chosen in pyproject.toml."
    path.write_text(f"# {heading}\n# {whence}\n{body}\n", encoding="utf-8")


def main() -> None:
    """Resolve twice in a scratch environment; the tools may not move what the program runs on."""
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        python = Path(scratch) / "bin" / "python"
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "pip-tools"], check=True)
        run_time = compile_lock(python, extra=None, constraint=None)
        write(RUN_TIME, "What ircon runs on: pip install --require-hashes -r requirements.txt", run_time)
        dev = compile_lock(python, extra="dev", constraint=RUN_TIME)
    tools = {name: block for name, block in dev.items() if name not in run_time}
    write(DEV, "What its tests need besides: pip install --require-hashes -r tests/requirements.txt", tools)
    sys.stdout.write(f"{len(run_time)} packages to run, {len(tools)} more to test\n")


if __name__ == "__main__":
    main()
