"""For a store that a program builds in one go, as the demonstration is: written fast, then packed small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ircon.store.store import Store

PAGE = 1024
"""Bytes a page: less air between the pages of a small file."""


@contextmanager
def in_one_go(store: Store) -> Iterator[None]:
    """Do not wait for the disk meanwhile: what breaks off is built anew. Pack the store in the end."""
    store.conn.execute("PRAGMA synchronous=OFF")
    yield
    store.conn.execute("INSERT INTO search(search) VALUES ('optimize')")
    store.conn.execute("PRAGMA journal_mode=DELETE")
    store.conn.execute(f"PRAGMA page_size={PAGE}")
    store.conn.execute("VACUUM")
