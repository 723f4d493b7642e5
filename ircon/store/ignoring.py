"""The centre's own list of what links nothing: an address, a netblock, or a name and all below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ircon.model import ObservableKind
from ircon.sites.everywhere import is_everywhere
from ircon.store import keys, stamps

if TYPE_CHECKING:
    from ircon.store.change import Change
    from ircon.store.store import Store


@dataclass(frozen=True, slots=True)
class Ignored:
    """One entry: the value as told, why it says nothing, who put it there, and when."""

    value: str
    reason: str
    handler: str
    at: datetime


def add(change: Change, value: str, reason: str) -> bool:
    """Put a value on the list; False where it is there already. Can be undone."""
    if change.store.value("SELECT 1 FROM ignored WHERE value = ?", (value,)):
        return False
    low, high = span(value)
    row = {"low": low, "high": high, "value": value, "reason": reason}
    change.insert("ignored", {**row, "handler": change.handler, "at": stamps.to_text(change.at)})
    return True


def span(value: str) -> tuple[str, str]:
    """Return the keys that a told value covers."""
    return keys.range_told(value) or keys.range_of_domain(value)


def listed(store: Store) -> list[Ignored]:
    """Return the list, the newest first."""
    found = store.rows("SELECT value, reason, handler, at FROM ignored ORDER BY id DESC")
    return [Ignored(value, reason, handler, stamps.from_text(at)) for value, reason, handler, at in found]


def held(store: Store, values: Iterable[tuple[str, str]]) -> set[str]:
    """Return which of these observables (kind and value) are on the list, or are everywhere by nature."""
    spans = store.once("SELECT low, high FROM ignored ORDER BY low")
    found = set()
    for kind, value in values:
        what = ObservableKind(kind)
        key = keys.of_observable(what, value) if spans else None
        if is_everywhere(what, value) or (key is not None and any(low <= key <= high for low, high in spans)):
            found.add(value)
    return found


def touched(store: Store, value: str) -> list[int]:
    """Return the incidents that name what a told value covers: their links are to be worked out again."""
    found = store.rows(
        "SELECT DISTINCT incident_id FROM observable WHERE key BETWEEN ? AND ? ORDER BY 1 DESC LIMIT 500", span(value)
    )
    return [incident for (incident,) in found]
