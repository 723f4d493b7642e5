"""The queue's window on the store: some rows around the cursor, never the whole list.

Paging goes by key from the first or last row held, so that the millionth row costs what
the first one does. The cursor belongs to an incident, not to a place: when rows change
under it, it stays with its incident.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ircon.model import QueueRow
from ircon.query import ALL, Query

CHUNK = 64
"""Rows read at once: some screens full, and no more than can be read while a key is waited for."""

KEEP = 2_000
"""Rows held at most; the far side is forgotten."""


class Rows(Protocol):
    """What the window asks of the store, in queue order."""

    def window(self, query: Query, *, after: QueueRow | None = None, before: QueueRow | None = None) -> list[QueueRow]:
        """Return up to CHUNK rows behind ``after`` or ahead of ``before``; with neither, the first ones."""

    def last(self, query: Query) -> list[QueueRow]:
        """Return the last CHUNK rows."""

    def row(self, number: int) -> QueueRow | None:
        """Return the row of one incident, as it is now."""


def around(source: Rows, query: Query, place: QueueRow) -> tuple[list[QueueRow], list[QueueRow]]:
    """Return the rows ahead of an incident, as it stands now, and those from it on. Changes nothing."""
    now = source.row(place.incident) or place
    ahead = source.window(query, before=now)
    return ahead, source.window(query, after=ahead[-1] if ahead else None)


class Window:
    """Rows held, the row under the cursor, and the first row on the screen."""

    def __init__(self, source: Rows, query: Query = ALL) -> None:
        self.source = source
        self.query = query
        self.rows: list[QueueRow] = []
        self.cursor = 0
        self.top = 0
        self.height = 1
        self._start = self._end = True
        self.first()

    @property
    def current(self) -> QueueRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    @property
    def visible(self) -> Sequence[QueueRow]:
        """The rows on the screen."""
        return self.rows[self.top : self.top + self.height]

    def neighbour(self, step: int) -> QueueRow | None:
        """Return the row ``step`` away from the cursor, if it is held."""
        at = self.cursor + step
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def coming(self, step: int) -> Sequence[QueueRow]:
        """Hold the rows that moving by ``step`` once more needs, and return those that would come into sight."""
        self._need(self.cursor + step + (self.height if step > 0 else -self.height))
        first, end = (self.top + self.height, step) if step > 0 else (self.top + step, -step)
        return self.rows[max(0, first) : max(0, first + end)]

    def across(self, *, first: bool) -> Sequence[QueueRow]:
        """Return the rows that would be in sight at the ``first`` row, or at the last. Holds none of them."""
        if first:
            return self.source.window(self.query)[: self.height]
        return self.source.last(self.query)[-self.height :]

    def resize(self, height: int) -> None:
        """Take note of how many rows the screen shows."""
        self.height = max(1, height)
        self._scroll()

    def ask(self, query: Query) -> None:
        """Show what ``query`` selects; the cursor stays with its incident where that is still listed near the top."""
        self.show(query, self.source.window(query))

    def show(self, query: Query, rows: list[QueueRow]) -> None:
        """Do so with the first ``rows`` of it, which have been read already."""
        number = self.current.incident if self.current else None
        self.query = query
        self._begin(rows)
        place = next((i for i, row in enumerate(self.rows) if row.incident == number), 0)
        self.cursor = place if place < self.height else 0

    def first(self) -> None:
        """Go to the top of the queue."""
        self._begin(self.source.window(self.query))

    def _begin(self, rows: list[QueueRow]) -> None:
        self.rows = rows
        self._start, self._end = True, len(rows) < CHUNK
        self.cursor = self.top = 0
        self._scroll()

    def last(self) -> None:
        """Go to the end of the queue."""
        if not self._end:
            self.rows = self.source.last(self.query)
            self._start, self._end = len(self.rows) < CHUNK, True
        self.cursor = max(0, len(self.rows) - 1)
        self._scroll()

    def move(self, step: int) -> None:
        """Move the cursor by ``step`` rows; the screen follows it."""
        self._need(self.cursor + step)
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + step))
        self._scroll()

    def page(self, step: int) -> None:
        """Move cursor and screen together by ``step`` rows."""
        self._need(self.cursor + step + (self.height if step > 0 else -self.height))
        before = self.cursor
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + step))
        self.top += self.cursor - before
        self._scroll()

    def scroll(self, step: int) -> None:
        """Move the screen by ``step`` rows; the cursor stays with its incident while that is in sight."""
        self._need(self.top + step + (self.height if step > 0 else 0))
        self.top = max(0, min(self.top + step, len(self.rows) - self.height))
        self.cursor = max(self.top, min(self.cursor, self.top + self.height - 1, len(self.rows) - 1), 0)
        self._scroll()

    def put(self, line: int) -> bool:
        """Put the cursor on the row that is shown on ``line`` (from 0); False where none is, or it stands there."""
        at = self.top + line
        if not (0 <= line < self.height and at < len(self.rows)) or at == self.cursor:
            return False
        self.cursor = at
        return True

    def goto(self, number: int) -> bool:
        """Put the cursor on incident ``number``; False when the store has no such incident."""
        held = next((i for i, row in enumerate(self.rows) if row.incident == number), None)
        if held is None:
            row = self.source.row(number)
            if row is None:
                return False
            self._around(row)
            self.top = self.cursor - self.height // 2
        else:
            self.cursor = held
        self._scroll()
        return True

    def refresh(self, *, step: int = 0) -> None:
        """Read the rows anew after a change; the cursor keeps its incident (or that ``step`` away) and its line."""
        was = self.neighbour(step) or self.current
        if was is None:
            self.first()
            return
        self.settle(*around(self.source, self.query, was))

    def settle(self, ahead: list[QueueRow], behind: list[QueueRow]) -> None:
        """Hold these rows, read anew, with the cursor on the first of ``behind`` and on the line where it stood."""
        line = self.cursor - self.top
        self._hold(ahead, behind)
        self.top = self.cursor - line
        self._scroll()

    def _around(self, row: QueueRow) -> None:
        """Hold the rows on both sides of ``row``; the cursor stands on it, or where it would be if it is not listed."""
        self._hold(*around(self.source, self.query, row))

    def _hold(self, ahead: list[QueueRow], behind: list[QueueRow]) -> None:
        self._start, self._end = len(ahead) < CHUNK, len(behind) < CHUNK
        self.rows = [*ahead, *behind]
        self.cursor = max(0, min(len(ahead), len(self.rows) - 1))

    def _need(self, index: int) -> None:
        """Hold the row at ``index`` (may be negative: ahead of the first one held), if there is one."""
        while index >= len(self.rows) and not self._end and self.rows:
            more = self.source.window(self.query, after=self.rows[-1])
            self._end = len(more) < CHUNK
            self.rows += more
            index -= self._forget(len(self.rows) - KEEP)
        while index < 0 and not self._start and self.rows:
            more = self.source.window(self.query, before=self.rows[0])
            self._start = len(more) < CHUNK
            self.rows = [*more, *self.rows]
            self.cursor += len(more)
            self.top += len(more)
            index += len(more)
            if len(self.rows) > KEEP:
                del self.rows[KEEP:]
                self._end = False

    def _forget(self, count: int) -> int:
        """Let go of up to ``count`` rows that scrolled out above; return how many."""
        count = max(0, min(count, self.top - self.height, self.cursor))
        if count:
            del self.rows[:count]
            self.cursor -= count
            self.top -= count
            self._start = False
        return count

    def _scroll(self) -> None:
        """Keep the cursor on the screen and the screen on the rows."""
        if self.cursor < self.top:
            self.top = self.cursor
        if self.cursor >= self.top + self.height:
            self.top = self.cursor - self.height + 1
        self._from_start()
        if self.top + self.height > len(self.rows):
            self._need(self.top + self.height - 1)
        self.top = min(self.top, len(self.rows) - self.height)
        self._from_start()

    def _from_start(self) -> None:
        """Where the screen would begin ahead of the rows held, hold more, or begin at the first row."""
        if self.top < 0:
            self._need(self.top)
        self.top = max(0, self.top)
