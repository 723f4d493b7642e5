"""Everything SQL. One file holds it all; every change leaves with its journal entry."""

from ircon.store.store import Store

__all__ = ["Store"]
