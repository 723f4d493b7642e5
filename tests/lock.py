"""Pin every dependency anew, with hashes: ``make lock`` writes requirements.txt and tests/requirements.txt.

The locks name versions and hashes only, never where a file was fetched, so they hold
for whichever index a site uses. pip itself, on which sqlite-utils depends, is left to
the virtual environment that has it already, and so is what others ask for but nothing of
ours ever loads: each package more is one more that can turn against us.
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

NOT_PINNED = frozenset({"pip", "setuptools"})

NEVER_LOADED = {
    "linkify-it-py": "Textual's Markdown widget",
    "mdit-py-plugins": "Textual's Markdown widget",
    "click-default-group": "sqlite-utils' own command",
    "tabulate": "sqlite-utils' own command",
}
"""What only parts of others need that we have no use for, and which parts; a test holds that nothing loads them."""


def compile_lock(python: Path, *, extra: str | None, constraint: Path | None) -> dict[str, str]:
    """Resolve pyproject.toml and return each package's pinned block, by name, hashes included."""
    with tempfile.TemporaryDirectory() as scratch:
        added = Path(scratch) / "added.in"
        added.write_text("" if constraint is None else f"-c {constraint}\n", encoding="utf-8")
        out = Path(scratch) / "lock.txt"
        command = [str(python), "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--strip-extras"]
        command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
        command += ["--no-emit-trusted-host", "--allow-unsafe", "--output-file", str(out)]
        command += ["--extra", extra] if extra else []
        subprocess.run([*command, str(ROOT / "pyproject.toml"), str(added)], check=True)
        text = out.read_text(encoding="utf-8")
    blocks = re.findall(r"^([A-Za-z0-9._-]+)==.*(?:\n    --hash=.*)+", text, re.MULTILINE)
    found = dict(zip(blocks, re.findall(r"^\w.*(?:\n    --hash=.*)+", text, re.MULTILINE), strict=True))
    return {name: block for name, block in found.items() if name not in NOT_PINNED and name not in NEVER_LOADED}


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
        write(RUN_TIME, "What ircon runs on: pip install --no-deps --require-hashes -r requirements.txt", run_time)
        dev = compile_lock(python, extra="dev", constraint=RUN_TIME)
    tools = {name: block for name, block in dev.items() if name not in run_time}
    write(DEV, "What its tests need besides: pip install --no-deps --require-hashes -r tests/requirements.txt", tools)
    sys.stdout.write(f"{len(run_time)} packages to run, {len(tools)} more to test\n")


if __name__ == "__main__":
    main()
