"""Draws the main screen from the view: which lines each pane shows at its size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice

from ircon.errors import IrconError
from ircon.i18n import _, term
from ircon.model import Contact, Incident, Order, QueueRow
from ircon.query import FIELDS, last_word_at
from ircon.text import one_line
from ircon.text import width as cells
from screens.commands import key
from screens.draw import bars, detail, glance, strokes
from screens.draw import queue as draw_queue
from screens.draw import related as draw_related
from screens.draw.diff import cells as cells_of
from screens.draw.lines import Line, Span, fill, line_width, rule, sides
from screens.drawn import Drawn
from screens.offering import footer_entries
from screens.situation import DETAIL, QUEUE, RELATED
from screens.view import View

ROWS = 2_000
"""Drawn rows kept for the next time the same row is shown."""


TYPED = 3
"""The cell of the top line at which a filter that is typed begins."""


class Canvas:
    """One drawing function for each pane of the main screen."""

    def __init__(self, view: View, *, answer_days: int = 7) -> None:
        """``answer_days``: how long the centre waits for a site's answer."""
        self.view = view
        self._answer_days = answer_days
        self._rows: dict[tuple[int, str], tuple[QueueRow, tuple[int, bool, bool], Line]] = {}
        self._rows_at = view.now
        self._digits = 4
        self._width = 0
        self._room = 0
        self._glances = Drawn(self._draw_glance)
        self._panels = Drawn(self._draw_panel)
        self._items: tuple[int, tuple[tuple[int, int], ...]] = 0, ()

    def header(self, width: int, height: int) -> Sequence[Line]:
        """Draw the top line: file, filter and counts, or the filter being typed."""
        view = self.view
        counted = bars.Counted(view.count, view.total, len(view.marks), looking=view.awaited is not None)
        if view.prompt is not None:
            told = f" {bars.how_many(counted)} "
            self._room = width - TYPED - cells(told)
            typed = view.prompt.spans(view.error.position if view.error else None, self._room)
            return [sides([(" / ", "key"), *typed], [(told, "dim")], width)]
        by = _("by {order}", order=term(view.order)) if view.order is not Order.NEED else ""
        listed = bars.Listed(view.filter, by)
        return [bars.header(width, counted, listed, file=view.file, handler=view.reading.me)]

    def queue(self, width: int, height: int) -> Sequence[Line]:
        """Draw the column titles (or what the filter takes, or what is wrong with it) and the rows in sight."""
        view, window = self.view, self.view.window
        window.resize(height - 1)
        self._width = width
        if view.now != self._rows_at:
            self._rows_at = view.now
            self._rows.clear()
        digits = len(str(max((row.incident for row in window.visible), default=0)))
        if digits > self._digits:  # and no fewer when one comes back from there: the columns stay where they are
            self._digits = digits
            self._rows.clear()
        lines = [self._filter_help(width) if view.prompt is not None else draw_queue.head(width, self._digits)]
        bar = "bar" if view.place == QUEUE else "bar-idle"
        new = view.reading.colleagues.new_among(row.incident for row in window.visible)
        for index, row in enumerate(window.visible, start=window.top):
            lines.append(self._row(row, width, bar if index == window.cursor else "", new=row.incident in new))
        if not window.rows:
            lines += [fill((), width), *self._empty(width)]
        return lines

    def _empty(self, width: int) -> list[Line]:
        """Say why nothing is listed, and what to press."""
        told = [(key("new-report"), _("takes down a call or a fax: there is no incident yet"))]
        told.append((key("help"), _("all keys")))
        if self.view.filter:
            told = [(key("back"), _("clears the filter; nothing matches it")), (key("filter"), _("changes it"))]
            told.append((key("views"), _("other views")))
        return [fill([(f"   {name:<5}", "key"), (words, "dim")], width) for name, words in told]

    def _row(self, row: QueueRow, width: int, bar: str, *, new: bool) -> Line:
        marked = row.incident in self.view.marks
        place, form = (row.incident, bar), (width, marked, new)
        kept = self._rows.get(place)
        if kept is not None and kept[1] == form and (kept[0] is row or kept[0] == row):
            return kept[2]
        if len(self._rows) > ROWS:
            self._rows.clear()
        marks, digits = draw_queue.Marks(marked, new), self._digits
        line = draw_queue.row(row, width, self.view.now, bar=bar, marks=marks, digits=digits)
        self._rows[place] = (row, form, line)
        return line

    def _filter_help(self, width: int) -> Line:
        view = self.view
        text = view.prompt.text if view.prompt else ""
        if view.error is not None:
            words = f"{view.error.message}; {view.error.remedy}"
            return fill([(_pointing(words, self._pointed(view.error.position), width), "bad")], width)
        completing = view.completing
        offers = completing.offers or view.offers(text)
        if not offers:
            return fill([("   " + "  ".join(field.example for field in FIELDS), "dim")], width)
        begins = completing.begins if completing.offers else last_word_at(text)
        spans: list[Span] = [("  ", "")]
        for number, offer in enumerate(offers):
            chosen = bool(completing.offers) and number == completing.at
            spans.append((f" {one_line(offer[begins:])} ", "bar" if chosen else "dim"))
        return fill(spans, width)

    def _pointed(self, position: int) -> int:
        """Return the cell at which a character of the filter stands in the top line."""
        prompt = self.view.prompt
        if prompt is None:
            return TYPED
        first = prompt.hidden(self._room)
        return TYPED + bool(first) + cells(prompt.text[first:position])

    def detail(self, width: int, height: int) -> Sequence[Line]:
        """Draw the detail of the incident under the cursor, or, where both share the place, its related sites."""
        view = self.view
        if view.narrow and view.place == RELATED:
            return self.related(width, height)
        incident = view.incident
        if incident is None:
            return [rule([(_("detail"), "dim")], width)]
        title, narrow = self._title(incident), view.narrow
        if view.place == DETAIL:
            shown = view.detail.show(incident, (), lambda: detail.detail(incident, width), width, height - 1)
            shown = view.seek.shown(shown, view.detail.top)
            note = _("more below") if view.detail.more else ""
            note = _("line {number}", number=view.detail.top + 1) if view.detail.top else note
        else:
            shown = self._glances.of(incident, width, height, narrow)
            note = _("{open}: all of it", open=key("open"))
        return [rule(title, width, note=note), *shown]

    def _draw_glance(self, incident: Incident, width: int, height: int, narrow: bool) -> Sequence[Line]:
        return tuple(islice(glance.glance(incident, width, owner=narrow), height - 1))

    def _title(self, incident: Incident) -> list[Span]:
        title = glance.title(incident, self.view.now, live=self.view.place == DETAIL)
        others = self.view.reading.colleagues.others(incident.row.incident)
        return [*title, (f"  {glance.open_too(others)}", "us")] if others else title

    def related(self, width: int, height: int) -> Sequence[Line]:
        """Draw the panel of related sites."""
        view, incident = self.view, self.view.incident
        live = view.place == RELATED
        title: list[Span] = [(_("related sites"), "bold" if live else "")]
        if incident is None:
            return [rule(title, width)]
        panel = self._panels.of(incident, width, view.narrow, view.chosen if live else None)
        top = 0
        if live and panel.items:
            start, end = panel.items[min(view.chosen, len(panel.items) - 1)]
            top = max(0, min(start, end - (height - 1)))
        self._items = top, panel.items
        shown = panel.lines[top : top + height - 1]
        lines = [rule(title, width, note=f"{len(incident.related)}" if incident.related else "")]
        lines += shown
        return [*lines, *[fill(self._edge(view.narrow), width)] * (height - len(lines))]

    def item_at(self, y: int) -> int | None:
        """Return which item of the panel, as it was drawn last, stands on its line ``y`` (from 0, the title)."""
        top, items = self._items
        return next((n for n, (start, end) in enumerate(items) if start <= top + y - 1 < end), None)

    def _edge(self, narrow: bool) -> Line:
        """What stands left of the panel."""
        return () if narrow else ((f"{strokes.now().up} ", "dim"),)

    def _draw_panel(self, incident: Incident, width: int, narrow: bool, chosen: int | None) -> draw_related.Panel:
        contacts = {s.site_id: self._contacts(s.site_id) for s in incident.related if s.site_id is not None}
        edge = self._edge(narrow)
        drawn = draw_related.panel(
            incident, contacts, width - line_width(edge), chosen=chosen, bar="bar", days=self._answer_days
        )
        return replace(drawn, lines=tuple((*edge, *line) for line in drawn.lines))

    def _contacts(self, number: int) -> Sequence[Contact]:
        site = self.view.reading.site(number)
        return site.contacts if site else ()

    def look_ahead(self, step: int) -> None:
        """Read and draw what the next press of the same key would show, while nobody waits for it."""
        if not self._in_queue:
            return
        with self._quickly():
            self._draw_ahead(self.view.window.coming(step), self.view.window.neighbour(step))

    def look_across(self, *, first: bool) -> None:
        """Read and draw the other end of the queue: whoever is at one end often goes to the other, and back."""
        if not self._in_queue:
            return
        with self._quickly():
            rows = self.view.window.across(first=first)
            self._draw_ahead(rows, (rows[0] if first else rows[-1]) if rows else None)

    @contextmanager
    def _quickly(self) -> Iterator[None]:
        """What cannot be read quickly now, the key itself will read, and say what is wrong."""
        with suppress(IrconError), self.view.reading.quickly():
            yield

    def _draw_ahead(self, coming: Sequence[QueueRow], there: QueueRow | None) -> None:
        view = self.view
        new = view.reading.colleagues.new_among(row.incident for row in coming)
        for row in coming:
            self._row(row, self._width, "", new=row.incident in new)
        incident = view.reading.incident(there.incident) if there else None
        if incident is None:
            return
        view.reading.colleagues.others(incident.row.incident)
        panel = self._panels.ahead(incident)
        for line in (*(self._glances.ahead(incident) or ()), *(panel.lines if panel else ())):
            cells_of(line)

    @property
    def _in_queue(self) -> bool:
        return self.view.place == QUEUE and self.view.awaited is None

    def footer(self, width: int, height: int) -> Sequence[Line]:
        """Draw the bottom line: keys, or the sentence about what just happened."""
        view = self.view
        if view.seek.on:
            return [view.seek.foot(width)]
        if view.flash:
            return [bars.flash(width, view.flash, bad=view.flash_bad)]
        if view.prompt is not None:
            return [
                bars.footer(width, [("enter", _("keep"), True), ("tab", _("complete"), True), ("esc", _("drop"), True)])
            ]
        return [bars.footer(width, footer_entries(view.situation), kept=2)]


def _pointing(words: str, place: int, width: int) -> str:
    """Return a mark at cell ``place`` with ``words`` behind it, or before it where there is more room."""
    room = cells(words)
    if place + 2 + room > width and room < place:
        return f"{' ' * (place - room - 1)}{words} ^"
    return f"{' ' * min(place, max(0, width - room - 2))}^ {words}"
