"""The rows of a filter: at once where that is quick, else when they have come; and how many there are.

The handler types on meanwhile. What is overtaken by another filter is broken off.
"""

from __future__ import annotations

from ircon.errors import TooSlow
from ircon.model import QueueRow
from ircon.store import Store
from screens.window import around
from screens.work import Work

Rows = list[QueueRow]


class Looking(Work):
    """The part of the main screen that has the queue read."""

    def apply(self, text: str) -> None:
        """Show what ``text`` selects, now or when it has come, and have it counted."""
        if self.view.apply(text):
            if self.view.awaited is None:
                self.ask_count()
            else:
                self._ask_rows()

    def _ask_rows(self) -> None:
        query, listing = self.view.awaited, self.view.reading.listing
        assert query is not None

        def then(rows: Rows) -> None:
            if self.view.awaited is query:
                self.view.listed(query, rows)
                self.draw()
                self.ask_count()

        self.app.look(lambda store: listing(store).window(query), then)

    def catch_up(self) -> None:
        """Show the queue as it stands now that colleagues have changed something."""
        try:
            with self.view.reading.quickly():
                self.view.reread()
        except TooSlow:
            self._ask_surroundings()
            return
        self.draw()
        self.ask_count()

    def _ask_surroundings(self) -> None:
        query, listing, place = self.view.window.query, self.view.reading.listing, self.view.window.current
        if place is None:
            return

        def then(found: tuple[Rows, Rows]) -> None:
            now = self.view.window.current
            if query is not self.view.window.query or now is None:
                return
            if now.incident != place.incident:
                self._ask_surroundings()  # the cursor has moved on meanwhile
                return
            self.view.settled(*found)
            self.draw()
            self.ask_count()

        self.app.look(lambda store: around(listing(store), query, place), then)

    def ask_count(self) -> None:
        """Have the incidents counted; the header shows it when it is known."""
        query, me = self.view.window.query, self.view.reading.me

        def job(store: Store) -> tuple[int, int]:
            from ircon.store import queue

            count = queue.count(store, query, me=me)
            return count, count if query.matches_all else queue.count(store)

        def then(counts: tuple[int, int]) -> None:
            if query == self.view.window.query:
                self.view.count, self.view.total = counts
                self.draw()

        if self.view.awaited is None:
            self.app.look(job, then)
