"""Going through a large table some rows at a time, in the order of its key, also where the file is damaged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ircon.store import connection

if TYPE_CHECKING:
    from ircon.store.store import Store

PAGE = 1_000


def pages(store: Store, sql: str, first: Any, size: int = PAGE) -> Iterator[list[Any]]:
    """Yield the rows of ``sql`` in pages; its parameters are the last key and the size, its first column is the key.

    Raises ``StoreUnavailable`` where the keys do not rise: over a damaged tree one would go round for ever.
    """
    last = first
    while found := store.rows(sql, (last, size)):
        yield found
        if not last < found[-1][0]:
            raise connection.damaged(store.path)
        last = found[-1][0]
