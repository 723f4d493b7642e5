"""What the screens read: bounded windows of the queue, one incident, its sites' contacts.

One read-only connection on the drawing thread; every answer is bounded, so that none is
felt. What was read is remembered until anybody changes the store.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from ircon.errors import TryAgain, Usage
from ircon.model import Incident, Order, QueueRow, Site, Unfinished
from ircon.query import ALL, Query
from ircon.store import Store, incidents, known, notes, queue, unsaved
from screens.colleagues import Colleagues
from screens.window import CHUNK

LINES = 200
"""Log lines of a report that are read for drawing."""

REMEMBERED = 64


QUICK = 0.03
"""Seconds within which a filter's rows are waited for; what takes longer is read elsewhere."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The queue of a store in one order, some rows at a time; see ``screens.window.Rows``."""

    store: Store
    me: str
    order: Order

    def window(
        self, query: Query = ALL, *, after: QueueRow | None = None, before: QueueRow | None = None
    ) -> list[QueueRow]:
        """Return up to CHUNK rows behind ``after`` or ahead of ``before``; with neither, the first ones."""
        return queue.window(self.store, query, after=after, before=before, limit=CHUNK, me=self.me, order=self.order)

    def last(self, query: Query) -> list[QueueRow]:
        """Return the end of the queue."""
        return queue.last(self.store, query, limit=CHUNK, me=self.me, order=self.order)

    def row(self, number: int) -> QueueRow | None:
        """Return the row of one incident as it is now."""
        return queue.row(self.store, number)


class Reading:
    """The store as the screens see it; ``me`` is the handler whom ``owner:me`` means."""

    def __init__(self, store: Store, me: str) -> None:
        self.store = store
        self.me = me
        self._version = store.version()
        self.order = Order.NEED
        self.colleagues = Colleagues(store, me)
        self._incidents: dict[int, Incident | None] = {}
        self._sites: dict[int, Site | None] = {}
        self._owners: list[str] | None = None

    def window(
        self, query: Query = ALL, *, after: QueueRow | None = None, before: QueueRow | None = None
    ) -> list[QueueRow]:
        """Return up to CHUNK rows of the queue; see ``screens.window.Rows``."""
        return self.listing(self.store).window(query, after=after, before=before)

    def last(self, query: Query) -> list[QueueRow]:
        """Return the end of the queue."""
        return self.listing(self.store).last(query)

    def row(self, number: int) -> QueueRow | None:
        """Return the row of one incident as it is now."""
        return queue.row(self.store, number)

    def listing(self, store: Store) -> Listing:
        """Return the queue as it is listed here, read through ``store``, which may be another thread's."""
        return Listing(store, self.me, self.order)

    def quickly(self, *, again: bool = False) -> AbstractContextManager[None]:
        """Give up with ``TooSlow`` what would make the handler wait; ``again``: as the last one did, so sooner."""
        return self.store.within(QUICK / 8 if again else QUICK)

    def incident(self, number: int) -> Incident | None:
        """Return an incident with all that is shown of it, None where there is none."""
        if number not in self._incidents:
            try:
                found = incidents.load(self.store, number, lines=LINES)
            except TryAgain:
                return None  # not remembered: a moment later it can be read
            except Usage:
                found = None
            if len(self._incidents) >= REMEMBERED:
                self._incidents.pop(next(iter(self._incidents)))
            self._incidents[number] = found
        return self._incidents[number]

    def unfinished(self, number: int) -> Unfinished | None:
        """Return the note on an incident that this handler was writing when they were cut off."""
        return notes.unfinished(self.store, self.me, number)

    def typed(self, draft: int) -> tuple[str, datetime] | None:
        """Return what this handler was typing into a letter when they were cut off, and when."""
        return unsaved.of(self.store, self.me, draft)

    def site(self, number: int) -> Site | None:
        """Return a site of the register with its contacts."""
        if number not in self._sites:
            from ircon.store import register

            self._sites[number] = register.load(self.store, number)
        return self._sites[number]

    def known(self, field: str, begins: str) -> list[str]:
        """Return values that a filter may name: see ``ircon.query.completions``."""
        if field == "site":
            return known.sites(self.store, begins)
        if field != "owner":
            return []
        if self._owners is None:
            self._owners = known.owners(self.store)
        return [name for name in self._owners if name.startswith(begins)]

    def stirs(self) -> bool:
        """Say whether anybody has changed the store since ``changed`` was last asked; changes nothing."""
        return self.store.version() != self._version

    def changed(self) -> bool:
        """Say whether anybody has changed the store since this was last asked; what is remembered then is old."""
        version = self.store.version()
        if version == self._version:
            return False
        self._version = version
        self.colleagues.changed()
        return True

    def forget(self) -> None:
        """Read everything anew from here on."""
        self._incidents.clear()
        self._sites.clear()
        self._owners = None
        self.colleagues.forget()
