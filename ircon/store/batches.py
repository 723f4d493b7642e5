"""Actions on many incidents at once: which entries of the journal belong together, and which are still in effect.

A batch goes in pieces, a short transaction each, so that colleagues get between them;
it is named by its first entry. What is taken back is a batch again, so that it can be
done again as one.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ircon.store import journal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircon.store.store import Store


class Batch:
    """One action on many incidents, while it goes on."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.first = 0

    @contextmanager
    def piece(self) -> Iterator[None]:
        """Make the changes inside one transaction; their entries join the batch."""
        with self.store.together():
            before = journal.head(self.store)[0]
            yield
            last = journal.head(self.store)[0]
            first = self.first or before + 1
            if last > before:
                piece = (before + 1, last, first)
                self.store.conn.execute("INSERT INTO batch (low, high, first) VALUES (?, ?, ?)", piece)
        self.first = first if last > before else self.first


def entries(store: Store, entry: int) -> list[int]:
    """Return every entry of the batch that ``entry`` belongs to, in order; that one alone where it belongs to none."""
    found = store.rows("SELECT high, first FROM batch WHERE low <= ? ORDER BY low DESC LIMIT 1", (entry,))
    if not found or found[0][0] < entry:
        return [entry]
    pieces = store.rows("SELECT low, high FROM batch WHERE first = ? ORDER BY low", (found[0][1],))
    return [number for low, high in pieces for number in range(low, high + 1)]


def in_effect_with(store: Store, entry: int) -> list[int]:
    """Return the entries of ``entry``'s batch that change something and are not taken back now, the newest first."""
    return [number for number in reversed(entries(store, entry)) if in_effect(store, number)]


def in_effect(store: Store, entry: int) -> bool:
    """Say whether an entry changes something and is not taken back now."""
    return bool(store.value(f"SELECT changes <> '[]' AND {journal.IN_EFFECT} FROM journal WHERE id = ?", (entry,)))
