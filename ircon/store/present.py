"""Who has an incident open just now. Written when it is opened and left, never in between.

A row speaks for a process: whose process is gone has nothing open, whatever stands here.
"""

from __future__ import annotations

import os
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.store import looking, stamps

if TYPE_CHECKING:
    from ircon.store.store import Store

Process = tuple[str, int, str]
"""The machine, the process's number, and when it was started: numbers are given again."""


BELIEVED = timedelta(hours=12)
"""For how long a process on another machine is taken for alive: a store that was copied brings such rows along."""


@cache
def here() -> Process:
    """Return this process."""
    return os.uname().nodename, os.getpid(), _started(os.getpid())


def _started(pid: int) -> str:
    """Return when a process was started, as the kernel counts; "" where that cannot be said, or there is none.

    See proc(5): the second field is the command in parentheses, which may hold anything, the 22nd is the start.
    """
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def lives(process: Process) -> bool:
    """Say whether a process is still there; of another machine's that cannot be told, and it is believed."""
    host, pid, started = process
    if host != here()[0]:
        return True
    if started:
        return _started(pid) == started
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def move(store: Store, me: str, incident: int | None) -> None:
    """Say that ``me`` has ``incident`` open in this process now, and no other; None: none at all."""
    if looking.looks_only():
        return
    with store.aside():
        conn = store.conn
        conn.execute("DELETE FROM present WHERE host = ? AND pid = ?", here()[:2])
        gone = [
            n for n, *process in store.rows("SELECT id, host, pid, started FROM present") if not lives(_of(process))
        ]
        conn.executemany("DELETE FROM present WHERE id = ?", [(number,) for number in gone])
        if incident is not None:
            row = (incident, me, *here(), stamps.to_text(stamps.now()))
            conn.execute(
                "INSERT INTO present (incident_id, handler, host, pid, started, since) VALUES (?, ?, ?, ?, ?, ?)", row
            )


def others(store: Store, incident: int) -> tuple[tuple[str, Process], ...]:
    """Return who else has an incident open by what stands here, and in which process: ask ``lives`` of it."""
    found = store.rows(
        "SELECT handler, host, pid, started FROM present"
        " WHERE incident_id = ? AND (host = ? OR since > ?) ORDER BY since",
        (incident, here()[0], stamps.to_text(stamps.now() - BELIEVED)),
    )
    return tuple((handler, _of(process)) for handler, *process in found if _of(process) != here())


def _of(columns: list[str | int]) -> Process:
    host, pid, started = columns
    return str(host), int(pid), str(started)
