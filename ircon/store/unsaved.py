"""What a handler is typing into a letter, kept as it is typed: a lost line, or a killed console, costs a second."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.store import stamps

if TYPE_CHECKING:
    from ircon.store.store import Store


def keep(store: Store, handler: str, draft: int, text: str, at: datetime) -> None:
    """Keep the text as it stands now in the place of what was kept before."""
    store.conn.execute(
        "INSERT INTO unsaved (handler, draft_id, text, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (handler, draft_id) DO UPDATE SET text = excluded.text, at = excluded.at",
        (handler, draft, text, stamps.to_text(at)),
    )


def drop(store: Store, handler: str, draft: int) -> None:
    """Forget what was typed: it was saved, or is not wanted."""
    store.conn.execute("DELETE FROM unsaved WHERE handler = ? AND draft_id = ?", (handler, draft))


def of(store: Store, handler: str, draft: int) -> tuple[str, datetime] | None:
    """Return what a handler typed and has not saved, and when; None where there is nothing."""
    found = store.rows("SELECT text, at FROM unsaved WHERE handler = ? AND draft_id = ?", (handler, draft))
    return (found[0][0], stamps.from_text(found[0][1])) if found else None
