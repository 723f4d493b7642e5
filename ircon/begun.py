"""The form for a report by hand while it is being filled in: kept in a file, as it belongs to no incident yet.

The file is the handler's own and one for each store, beside the noted heads of its journal.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from ircon.config import state_directory


def place(db: Path) -> Path:
    """Return the file for a store; it is there only while a form has been begun."""
    return state_directory() / f"begun-{hashlib.sha256(str(db.absolute()).encode()).hexdigest()[:16]}.txt"


def keep(db: Path, text: str) -> None:
    """Keep a form as it stands, in the place of what was kept; empty text forgets it.

    A directory that cannot be written is no reason not to go on.
    """
    path = place(db)
    with suppress(OSError):
        if not text:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(text.encode("utf-8", "replace"))
        beside.replace(path)


def of(db: Path) -> str:
    """Return what was begun and neither stored nor dropped; the empty string where nothing was."""
    try:
        return place(db).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
