"""What the handler is looking at: the queue's window, the pane in use, how far it is scrolled, the site chosen.

Plain state, changed by keys and by what colleagues do; ``screens.canvas`` draws it.
"""

from __future__ import annotations

from pathlib import Path

from ircon.errors import TooSlow
from ircon.model import Incident, Link, Order, QueueRow, RelatedSite
from ircon.query import ALL, Query, QueryError, completions, parse
from ircon.store import stamps
from screens.completing import Completing
from screens.marks import Marks
from screens.prompt import Prompt
from screens.reading import Reading
from screens.scrolled import Scrolled
from screens.seek import Seek
from screens.situation import DETAIL, QUEUE, RELATED, Situation
from screens.window import Window

WIDE = 100
"""From this many columns on, detail and related sites stand side by side."""


class View:
    """The state of the main screen. ``place`` is the pane whose keys are live."""

    def __init__(self, reading: Reading, file: Path | None = None) -> None:
        self.reading = reading
        self.file = file
        self.window = Window(reading)
        self.place = QUEUE
        self.narrow = True
        self.detail = Scrolled()
        self.chosen = 0
        self.filter = ""
        self.awaited: Query | None = None
        self.prompt: Prompt | None = None
        self.completing = Completing()
        self.error: QueryError | None = None
        self.count: int | None = None
        self.total: int | None = None
        self.marks = Marks()
        self.seek = Seek()
        self.present: int | None = None
        self.flash = ""
        self.flash_bad = False
        self.now = stamps.now()

    @property
    def incident(self) -> Incident | None:
        """The incident under the cursor."""
        row = self.window.current
        return self.reading.incident(row.incident) if row else None

    @property
    def situation(self) -> Situation:
        """Where the handler is, for the commands to judge."""
        return Situation(
            place=self.place,
            row=self.window.current,
            filtered=bool(self.filter),
            handler=self.reading.me,
            marked=len(self.marks) if self.place == QUEUE else 0,
        )

    @property
    def items(self) -> tuple[RelatedSite | Link, ...]:
        """What the panel lists: the related sites, then the proposed links."""
        incident = self.incident
        return (*incident.related, *incident.links) if incident else ()

    @property
    def item(self) -> RelatedSite | Link | None:
        """What is chosen in the panel."""
        items = self.items
        return items[self.chosen] if self.chosen < len(items) else None

    def choose(self, item: int) -> None:
        """Put the panel's cursor on an item, as far as there are any."""
        self.chosen = max(0, min(item, len(self.items) - 1))

    def step(self, step: int, *, page: bool = False) -> None:
        """Go on by ``step`` lines in the pane in use; in the queue by a ``page`` or with the screen staying."""
        self.flash = ""
        self.tick()
        if self.place == DETAIL:
            self.detail.top = max(0, self.detail.top + step)
        elif self.place == RELATED:
            self.choose(self.chosen + step)
        else:
            (self.window.page if page else self.window.move)(step)
            self.moved()

    def to_end(self, *, first: bool) -> None:
        """Go to the last line of the pane in use, or to the ``first``."""
        self.flash = ""
        if self.place == DETAIL:
            self.detail.top = 0 if first else self.detail.end
        elif self.place == RELATED:
            self.choose(0 if first else 1_000_000)
        else:
            (self.window.first if first else self.window.last)()
            self.moved()

    @property
    def page(self) -> int:
        """How many lines a page is in the pane in use."""
        return self.window.height if self.place == QUEUE else max(1, self.detail.height - 1)

    def moved(self) -> None:
        """Take note that the cursor stands on another incident: its detail starts at the top."""
        self.detail.top = self.chosen = 0
        self.seek.stop()

    def tick(self) -> None:
        """Let the ages go on, not oftener than once a minute."""
        now = stamps.now()
        if (now - self.now).total_seconds() > 60:
            self.now = now

    @property
    def stirs(self) -> bool:
        """Whether colleagues may have changed something that is not shown yet."""
        colleagues = self.reading.colleagues
        return colleagues.unheard or (self.awaited is None and self.reading.stirs())

    def reread(self, *, step: int = 0) -> None:
        """Read what is shown anew after a change, keeping the place (or the row ``step`` away)."""
        self.reading.changed()
        self.reading.forget()
        number = self.window.current.incident if self.window.current else None
        self.window.refresh(step=step)
        if self.window.current is None or self.window.current.incident != number:
            self.moved()

    @property
    def order(self) -> Order:
        """In which order the queue is listed."""
        return self.reading.order

    def sort(self, order: Order) -> None:
        """List the queue in another order; the cursor stays with its incident."""
        self.reading.order = order
        self.window.refresh()

    def offers(self, text: str) -> tuple[str, ...]:
        """Return what a filter that begins with ``text`` can become."""
        return completions(text, self.reading.known)

    def apply(self, text: str) -> bool:
        """Show what the filter ``text`` selects; say whether that is another query than before.

        While it is typed, the beginning of a name or a value is not yet to be looked for, and
        where it cannot be read, ``error`` points at the place and the part before it counts.
        """
        self.error = None
        head = text[: text.rfind(" ") + 1]
        if self.prompt is not None and self.offers(text):
            text = head
        try:
            query = parse(text)
        except QueryError as error:
            self.error = error
            query = _readable(text[: text.rfind(" ", 0, error.position) + 1])
        else:
            self.filter = text.strip()
        if query == (self.awaited or self.window.query):
            return False
        again = self.awaited is not None
        self.awaited, self.count = None, None
        try:
            with self.reading.quickly(again=again):
                self.window.ask(query)
        except TooSlow:
            self.awaited = query
        else:
            self.moved()
        return True

    def listed(self, query: Query, rows: list[QueueRow]) -> None:
        """Show the rows of a filter that have come at last."""
        self.awaited = None
        self.window.show(query, rows)
        self.moved()

    def settled(self, ahead: list[QueueRow], behind: list[QueueRow]) -> None:
        """Show the rows round the cursor, read anew; the cursor may stand on another incident now."""
        number = self.window.current.incident if self.window.current else None
        self.window.settle(ahead, behind)
        if self.window.current is None or self.window.current.incident != number:
            self.moved()


def _readable(text: str) -> Query:
    try:
        return parse(text)
    except QueryError:
        return ALL
