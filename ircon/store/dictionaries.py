"""The dictionaries of a store, each learnt from what the store itself holds and kept for ever.

A new one is learnt when there are ten times as many texts as at the last one. It costs a
few milliseconds then, and whatever was packed before stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from ircon.i18n import _
from ircon.store import packing

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store

LEARN_AT = frozenset({50, 500, 5_000, 50_000, 500_000})
"""At so many texts of a kind."""


def newest(store: Store, kind: str) -> bytes | None:
    """Return the dictionary that texts of this kind are packed with now."""
    adler = store.value("SELECT adler FROM dictionary WHERE kind = ? ORDER BY id DESC LIMIT 1", (kind,))
    return _words(store, adler) if adler is not None else None


def named(store: Store) -> Callable[[int], bytes | None]:
    """Return what finds a dictionary of this store by its number."""
    return lambda adler: _words(store, adler)


def learn(change: Change, kind: str, samples: Iterable[bytes], *, room: int = packing.WINDOW) -> None:
    """Keep a dictionary of these samples, of up to ``room`` bytes, for the texts to come."""
    words = packing.learn(samples, room=room)
    if words:
        row = {"kind": kind, "adler": packing.name_of(words), "words": words}
        change.put("dictionary", row, new_only=True)


def broken(store: Store) -> Iterator[str]:
    """Yield a sentence for each dictionary that is not the one that was learnt."""
    for number, adler, words in store.rows("SELECT id, adler, words FROM dictionary ORDER BY id"):
        if packing.name_of(words) != adler:
            yield _("The dictionary {number} is not as it was learnt.", number=number)


def _words(store: Store, adler: int) -> bytes | None:
    """Return a dictionary by what it is made of: a number could come back to another one when one is taken back."""
    if adler not in store.dictionaries:
        found = store.value("SELECT words FROM dictionary WHERE adler = ?", (adler,))
        if found is None:
            return None
        store.dictionaries[adler] = bytes(found)
    return store.dictionaries[adler]
