"""What the handler is looking at: the queue's window, the pane in use, how far it is scrolled, the site chosen.

Plain state and the drawing of it; knows no widget. The screen asks it for lines and
tells it of keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from pathlib import Path

from ircon.model import Contact, Incident, Link, QueueRow, RelatedSite
from ircon.query import QueryError
from screens.commands import DETAIL, QUEUE, RELATED, Situation
from screens.draw import bars
from screens.draw import detail as draw_detail
from screens.draw import queue as draw_queue
from screens.draw import related as draw_related
from screens.draw.lines import Line, Span, fill, rule
from screens.prompt import Prompt
from screens.reading import Reading
from screens.window import Window

WIDE = 100
"""From this many columns on, detail and related sites stand side by side."""


class View:
    """The state of the main screen. ``place`` is the pane whose keys are live."""

    def __init__(self, reading: Reading, file: Path | None = None, *, ascii: bool = False) -> None:
        self.reading = reading
        self.file = file
        self.window = Window(reading)
        self.place = QUEUE
        self.narrow = True
        self.scroll = 0
        self.chosen = 0
        self.filter = ""
        self.prompt: Prompt | None = None
        self.error: QueryError | None = None
        self.count: int | None = None
        self.total: int | None = None
        self.flash = ""
        self.flash_bad = False
        self.now = datetime.now(timezone.utc)
        self.dash = "-" if ascii else "─"
        self.wall = "|" if ascii else "│"
        self.lower_height = 1
        self._drawn: list[Line] = []
        self._source: Iterator[Line] = iter(())
        self._drawn_key: object = None
        self._rows: dict[tuple[QueueRow, str, int], Line] = {}

    # --- what is looked at ---------------------------------------------------------

    @property
    def incident(self) -> Incident | None:
        """The incident under the cursor."""
        row = self.window.current
        return self.reading.incident(row.incident) if row else None

    @property
    def situation(self) -> Situation:
        """Where the handler is, for the commands to judge."""
        incident = self.incident
        return Situation(
            place=self.place,
            row=incident.row if incident else self.window.current,
            incident=incident,
            filtered=bool(self.filter),
            handler=self.reading.me,
        )

    @property
    def item(self) -> RelatedSite | Link | None:
        """What is chosen in the panel."""
        incident = self.incident
        if incident is None:
            return None
        items = (*incident.related, *incident.links)
        return items[self.chosen] if 0 <= self.chosen < len(items) else None

    def moved(self) -> None:
        """Take note that the cursor stands on another incident: its detail starts at the top."""
        self.scroll = self.chosen = 0

    def tick(self) -> None:
        """Let the ages go on, not oftener than once a minute."""
        now = datetime.now(timezone.utc)
        if (now - self.now).total_seconds() > 60:
            self.now = now
            self._rows.clear()

    def look_ahead(self, step: int) -> None:
        """Read the incident that the next press of the same key would show."""
        row = self.window.neighbour(step)
        if row is not None:
            self.reading.incident(row.incident)

    def last_line(self) -> int:
        """Return the scroll offset at which the end of the detail is in sight."""
        self._pull(1_000_000)
        return max(0, len(self._drawn) - self.lower_height)

    def reread(self, *, step: int = 0) -> None:
        """Read what is shown anew after a change, keeping the place."""
        self.reading.changed()
        number = self.window.current.incident if self.window.current else None
        self.window.refresh(step=step)
        if self.window.current is None or self.window.current.incident != number:
            self.moved()

    # --- drawing -------------------------------------------------------------------

    def draw_header(self, width: int, height: int) -> Sequence[Line]:
        """Draw the top line: file, filter and counts, or the filter being typed."""
        if self.prompt is not None:
            bad = self.error.position if self.error else None
            return [fill([(" / ", "key"), *self.prompt.spans(bad)], width)]
        return [
            bars.header(
                width, file=self.file, filtered=self.filter, count=self.count, total=self.total, handler=self.reading.me
            )
        ]

    def draw_queue(self, width: int, height: int) -> Sequence[Line]:
        """Draw the column titles (or what is wrong with the filter) and the visible rows."""
        self.window.resize(height - 1)
        lines = [self._hint(width) if self.prompt is not None else draw_queue.head(width)]
        bar = "bar" if self.place == QUEUE else "bar-idle"
        for index, row in enumerate(self.window.visible, start=self.window.top):
            lines.append(self._row(row, width, bar if index == self.window.cursor else ""))
        if not self.window.rows:
            words = "nothing matches; esc clears the filter" if self.filter else "no incident yet: ircon intake takes reports in"
            lines += [fill((), width), fill([("   " + words, "dim")], width)]
        return lines

    def _row(self, row: QueueRow, width: int, bar: str) -> Line:
        key = (row, bar, width)
        line = self._rows.get(key)
        if line is None:
            if len(self._rows) > 2_000:
                self._rows.clear()
            line = self._rows[key] = draw_queue.row(row, width, self.now, bar=bar)
        return line

    def _hint(self, width: int) -> Line:
        if self.error is not None and self.prompt is not None:
            from ircon.text import width as cells

            place = 3 + cells(self.prompt.text[: self.error.position])
            words = f"^ {self.error.message}; {self.error.remedy}"
            if place + len(words) > width:
                place = max(0, min(place, width - len(words)))
            return fill([(" " * place + words, "bad")], width)
        from ircon.query import FIELDS, completions

        text = self.prompt.text if self.prompt else ""
        offers = [offer.rpartition(" ")[2] for offer in completions(text)] or [field.example for field in FIELDS]
        return fill([("   " + "  ".join(offers), "dim")], width)

    def draw_detail(self, width: int, height: int) -> Sequence[Line]:
        """Draw the detail of the incident under the cursor, or, where both share the place, its related sites."""
        self.lower_height = height - 1
        if self.narrow and self.place == RELATED:
            return self.draw_related(width, height)
        incident = self.incident
        if incident is None:
            return [rule([("detail", "dim")], width, dash=self.dash)]
        key = (id(incident), width, self.now)
        if key != self._drawn_key:
            self._drawn_key, self._drawn = key, []
            self._source = draw_detail.detail(incident, width, self.now)
        self._pull(self.scroll + height)
        self.scroll = max(0, min(self.scroll, len(self._drawn) - 1))
        title = draw_detail.title(incident, self.now)
        if self.place != DETAIL:
            title = [(text, style if style != "bold" else "") for text, style in title]
        return [rule(title, width, dash=self.dash, note=self._more()), *self._drawn[self.scroll : self.scroll + height]]

    def _pull(self, count: int) -> None:
        while len(self._drawn) < count:
            line = next(self._source, None)
            if line is None:
                return
            self._drawn.append(line)

    def _more(self) -> str:
        if self.scroll:
            return f"line {self.scroll + 1}"
        return "enter: all of it" if len(self._drawn) > self.lower_height and self.place == QUEUE else ""

    def draw_related(self, width: int, height: int) -> Sequence[Line]:
        """Draw the panel of related sites."""
        edge: list[Span] = [] if self.narrow else [(f"{self.wall} ", "dim")]
        inner = width if self.narrow else width - 2
        incident = self.incident
        live = self.place == RELATED
        title: list[Span] = [("related sites", "bold" if live else "")]
        if incident is None:
            return [rule(title, width, dash=self.dash)]
        contacts = {s.site_id: self._contacts(s.site_id) for s in incident.related if s.site_id is not None}
        panel = draw_related.panel(incident, contacts, inner, chosen=self.chosen if live else None, bar="bar")
        top = 0
        if live and panel.items:
            start, end = panel.items[min(self.chosen, len(panel.items) - 1)]
            top = max(0, min(start, end - (height - 1)))
        note = f"{len(incident.related)}" if incident.related else ""
        lines = [rule(title, width, dash=self.dash, note=note)]
        for line in panel.lines[top : top + height - 1]:
            lines.append((*edge, *line))
        lines += [tuple(edge)] * (height - len(lines))
        return lines

    def _contacts(self, number: int) -> Sequence[Contact]:
        site = self.reading.site(number)
        return site.contacts if site else ()

    def draw_footer(self, width: int, height: int) -> Sequence[Line]:
        """Draw the bottom line: keys, or the sentence about what just happened."""
        from screens.commands import footer_entries

        if self.flash:
            return [bars.flash(width, self.flash, bad=self.flash_bad)]
        if self.prompt is not None:
            return [bars.footer(width, [("enter", "keep", True), ("tab", "complete", True), ("esc", "drop", True)])]
        return [bars.footer(width, footer_entries(self.situation))]
