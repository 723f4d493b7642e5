"""Runs the ``ircon`` command as a shell, a script or a mail server would: a process of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.support import warm
from tests.support.hostile import smuggled
from tests.support.terminal import environment
from tests.support.warm import IRCON

PATIENCE = 120.0
"""Seconds after which a command that has not ended never will."""


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
    with TemporaryFile() as given, TemporaryFile() as printed, TemporaryFile() as said:
        given.write(stdin)
        given.seek(0)
        status = warm.start(command, given, printed, said, env=environment(env)).wait(PATIENCE)
        out, err = read(printed), read(said)
    assert b"Traceback" not in err, err.decode()
    assert smuggled(out + err) == []
    return Done(status, out.decode(), err.decode())


def read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()
