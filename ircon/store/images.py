"""What journal entries keep of rows, before and after: JSON, packed where it is long.

It is most of a journal, and each entry is worded like the ones before it. The chain goes
over what is meant, so that entries from before, which are not packed, stand beside these.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ircon.errors import Unreadable
from ircon.i18n import _
from ircon.store import dictionaries, packing

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store

KIND = "entry"
WINDOW = 13
"""An entry looks back over 8 KiB only: with more it would be little smaller and take three times as long."""

_SHORT = 40
_LEARNT_FROM = 60


def pack(told: str, words: bytes | None) -> str | bytes:
    """Return what stands in a row for such JSON: itself where it is short, else bytes."""
    if len(told) < _SHORT:
        return told
    return packing.pack(told.encode("utf-8", "surrogatepass"), words, window=WINDOW)


def text(store: Store, standing: str | bytes) -> str:
    """Return the JSON that a row holds. Raises ``Unreadable`` where it is damaged."""
    if isinstance(standing, str):
        return standing
    try:
        return packing.unpack(standing, dictionaries.named(store)).decode("utf-8", "surrogatepass")
    except (packing.Unpackable, UnicodeDecodeError):
        raise Unreadable(_("An entry of the journal is damaged.")) from None


def read(store: Store, standing: str | bytes) -> Any:
    """Return what the JSON of a row says. Raises ``Unreadable`` where it is damaged."""
    return json.loads(text(store, standing))


def of(store: Store, entry: int) -> list[dict[str, Any]]:
    """Return the rows before and after an entry; [] where there is no such entry. Raises ``Unreadable``."""
    found = store.value("SELECT changes FROM journal WHERE id = ?", (entry,))
    images: list[dict[str, Any]] = read(store, found) if found else []
    return images


def learn(change: Change) -> None:
    """Learn from the last entries how the next ones will be worded."""
    last = change.store.rows("SELECT changes, kept FROM journal ORDER BY id DESC LIMIT ?", (_LEARNT_FROM,))
    told = [text(change.store, standing) for row in last for standing in row]
    dictionaries.learn(change, KIND, samples(told), room=1 << WINDOW)


def samples(told: list[str]) -> list[bytes]:
    """Return of what entries keep the part that is packed, and so worth learning from."""
    return [one.encode("utf-8", "surrogatepass") for one in told if len(one) >= _SHORT]
