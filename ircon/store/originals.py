"""The bytes as they came, once each, under their SHA-256; packed, never altered."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ircon.errors import Unreadable
from ircon.i18n import _
from ircon.store import dictionaries, packing

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store

KIND = "original"
_SAMPLES = 16
"""From all the time so far: the last ones alone may be of one feed."""


def name_of(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def keep(change: Change, data: bytes) -> str:
    """Keep the bytes and return their SHA-256."""
    columns = row(data, dictionaries.newest(change.store, KIND))
    number = change.put("original", dict(zip(("sha256", "size", "packed"), columns, strict=True)), new_only=True)
    if number in dictionaries.LEARN_AT:
        learn(change, number)
    return columns[0]


def row(data: bytes, words: bytes | None) -> tuple[str, int, bytes]:
    """Return what is kept of the bytes: their SHA-256, how many they are, and they themselves, packed."""
    return name_of(data), len(data), packing.pack(data, words)


def learn(change: Change, count: int) -> None:
    """Learn from the ``count`` originals there are what the next ones will be like; the newest tell most."""
    chosen = tuple(range(count, 0, -max(1, count // _SAMPLES)))
    marks = ", ".join("?" * len(chosen))
    found = change.store.rows(f"SELECT sha256 FROM original WHERE rowid IN ({marks}) ORDER BY rowid DESC", chosen)
    dictionaries.learn(change, KIND, [load(change.store, sha256) for (sha256,) in found])


def has(store: Store, sha256: str) -> bool:
    """Say whether these bytes are kept already."""
    return bool(store.value("SELECT 1 FROM original WHERE sha256 = ?", (sha256,)))


def load(store: Store, sha256: str) -> bytes:
    """Return the bytes as they came. Raises ``Unreadable`` where they are missing or no longer the same."""
    packed = store.value("SELECT packed FROM original WHERE sha256 = ?", (sha256,))
    try:
        data = packing.unpack(packed, dictionaries.named(store))
    except packing.Unpackable:
        raise Unreadable(_("The original {sha256} is damaged.", sha256=sha256[:12])) from None
    if name_of(data) != sha256:
        raise Unreadable(_("The original {sha256} is not what was received.", sha256=sha256[:12]))
    return data
