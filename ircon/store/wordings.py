"""The wordings of letters, each kept once under its SHA-256 and packed; never altered.

A letter's text stands in its row, in the journal's entry that wrote it and in those that
changed it, all of them for ever: each has a reference instead, which the text proves.
What is short stands where it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ircon.errors import Unreadable
from ircon.i18n import _
from ircon.store import dictionaries, packing
from ircon.store.paging import pages

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store

KIND = "wording"
_MARK = "\x02"
"""Begins a reference; no text that has passed the gate begins so."""

_SHORT = 100


def keep(change: Change, text: str) -> str:
    """Keep a text, if it is long, and return what stands for it in a row."""
    told = reference(text)
    if told is not text:
        words = dictionaries.newest(change.store, KIND)
        change.put("wording", dict(zip(COLUMNS, row(text, words), strict=True)), new_only=True)
    return told


def reference(text: str) -> str:
    """Return what stands for a text in a row: its hash, or the short text itself."""
    if len(text) < _SHORT and not text.startswith(_MARK):
        return text
    return _MARK + hashlib.sha256(_bytes(text)).hexdigest()


COLUMNS = ("sha256", "packed")


def row(text: str, words: bytes | None) -> tuple[bytes, bytes]:
    """Return the row of a text, packed with a dictionary if there is one."""
    data = _bytes(text)
    return hashlib.sha256(data).digest(), packing.pack(data, words)


def load(store: Store, told: str) -> str:
    """Return the text that a row holds or refers to. Raises ``Unreadable`` where it is missing or damaged."""
    if not told.startswith(_MARK):
        return told
    return _unpacked(store, bytes.fromhex(told[1:]))


def _unpacked(store: Store, sha256: bytes) -> str:
    packed = store.value("SELECT packed FROM wording WHERE sha256 = ?", (sha256,))
    told = sha256.hex()[:12]
    try:
        data = packing.unpack(packed, dictionaries.named(store))
    except packing.Unpackable:
        raise Unreadable(_("The text of a letter, {sha256}, is missing or damaged.", sha256=told)) from None
    if hashlib.sha256(data).digest() != sha256:
        raise Unreadable(_("The text of a letter, {sha256}, is not what was written.", sha256=told))
    return data.decode("utf-8", "surrogatepass")


def learn(change: Change, samples: Iterable[str]) -> None:
    """Learn from letters how letters are worded."""
    dictionaries.learn(change, KIND, map(_bytes, samples))


def broken(store: Store) -> Iterator[str]:
    """Yield a sentence for each wording that is damaged, and each that a letter refers to in vain."""
    for page in pages(store, "SELECT sha256 FROM wording WHERE sha256 > ? ORDER BY sha256 LIMIT ?", b""):
        for (sha256,) in page:
            try:
                _unpacked(store, sha256)
            except Unreadable as error:
                yield str(error)
    sought = "SELECT id, body FROM draft WHERE id > ? AND body GLOB char(2) || '*' ORDER BY id LIMIT ?"
    for page in pages(store, sought, 0):
        for number, told in page:
            name = bytes.fromhex(told[1:]) if re.fullmatch("[0-9a-f]{64}", told[1:]) else b""
            if not store.rows("SELECT 1 FROM wording WHERE sha256 = ?", (name,)):
                yield _("The letter {number} has lost its text.", number=number)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
