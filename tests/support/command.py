"""Runs the ``ircon`` command as a shell, a script or a mail server would: a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.hostile import smuggled
from tests.support.terminal import environment

IRCON = (sys.executable, "-m", "ircon")


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """What was printed with --json: one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def ircon(*words: str | Path, stdin: bytes = b"", db: Path | None = None, env: Mapping[str, str] | None = None) -> Done:
    """Run ``ircon`` with ``words`` on the store ``db``. Holds for every call: no traceback, no byte that deceives."""
    chosen = () if db is None else ("--db", str(db))
    command = [*IRCON, *chosen, *map(str, words)]
    done = subprocess.run(command, input=stdin, capture_output=True, env=environment(env), timeout=120, check=False)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    assert smuggled(done.stdout + done.stderr) == []
    return Done(done.returncode, out, err)
