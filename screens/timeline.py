"""A page with the timeline of an incident, and on demand of those it may be one series with."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult

from ircon.i18n import _
from ircon.store import Store
from ircon.text import one_line
from ircon.timeline import Kind, Timeline
from screens.commands import key
from screens.draw import bars
from screens.draw import timeline as draw
from screens.draw.lines import BLANK, Line, fill
from screens.excerpt import Excerpt
from screens.pane import LinePane
from screens.prompt import Prompt
from screens.situation import LINES, TIMELINE, Situation

TALL = 20
"""From this many lines on there is room for what is known of the clocks."""

DRAWN = 2_000
"""Drawn rows kept for the next time they are shown."""


def read(store: Store, numbers: Sequence[int], about: str = "") -> Timeline:
    """Return the timeline of these incidents; see ``ircon.store.timelines.read``."""
    from ircon.store import timelines

    return timelines.read(store, numbers, about=about)


class TimelineScreen(Excerpt):
    """Rows to move in and to mark; only those in sight are ever drawn. Escape leaves."""

    PLACES = LINES
    CSS = "TimelineScreen { background: ansi_default; #keys { height: 1; } #foot { height: 4; } }"

    def __init__(self, number: int, linked: Sequence[int], found: Timeline) -> None:
        """``linked``: the incidents that are perhaps the same series."""
        super().__init__(number, found)
        self.linked = tuple(linked)
        self.all, self.about = False, ""
        self.prompt: Prompt | None = None
        self.settling = 0  # the report whose clock the typed seconds are about; 0: what is typed narrows
        self.top = 0
        self.height = 1
        self._drawn: dict[tuple[int, bool, str], Line] = {}
        self._drawn_for: tuple[object, int] = (None, 0)

    def compose(self) -> ComposeResult:
        """Compose the rows, all of the row under the bar, and the keys."""
        foot, keys = LinePane(self.foot, id="foot"), LinePane(self.draw_footer, id="keys")
        self.panes = LinePane(self.rows, id="rows"), foot, keys
        yield from self.panes

    # --- drawing -------------------------------------------------------------------

    def rows(self, width: int, height: int) -> Sequence[Line]:
        """Draw the head and the rows in sight."""
        named = f"#{self.number}"
        if self.all:
            named += "".join(f" #{number}" for number in self.linked[:4]) + " ..." * (len(self.linked) > 4)
        marked, tall = len(self.marks), height >= TALL - 5
        lines = draw.head(self.found, width, subject=named, about=self.about, marked=marked, tall=tall)
        self.panes[0].fixed = len(lines)
        self.height = max(1, height - len(lines))
        self.cursor = max(0, min(self.cursor, len(self.found) - 1))
        self.top = max(self.cursor - self.height + 1, min(self.top, self.cursor, len(self.found) - 1), 0)
        last = min(self.top + self.height, len(self.found))
        rows = [self._row(number, width) for number in range(self.top, last)]
        lines += self.seek.shown(rows, self.top)
        if not len(self.found):
            words = _(
                "no log lines; {back} goes back, and {letters} offers a question to the reporter",
                back=key("back"),
                letters=key("letters"),
            )
            if self.about:
                words = _("no line concerns {about}; {back} shows all", about=one_line(self.about), back=key("back"))
            lines += [fill(BLANK, width), fill([(f"   {words}", "dim")], width)]
        return lines

    def _row(self, number: int, width: int) -> Line:
        if self._drawn_for != (self.found, width) or len(self._drawn) > DRAWN:
            self._drawn_for = (self.found, width)
            self._drawn.clear()
        form = number, number == self.cursor, self.marks.sign(self.found, number, self.cursor)
        line = self._drawn.get(form)
        if line is None:
            line = draw.row(self.found, number, width, bar="bar" if form[1] else "", sign=form[2])
            self._drawn[form] = line
        return line

    def foot(self, width: int, height: int) -> Sequence[Line]:
        """Draw all of the row under the bar."""
        return draw.foot(self.found, self.cursor, width)

    def draw_footer(self, width: int, height: int) -> Sequence[Line]:
        """Draw what is typed, the keys of a range, or what every page says there."""
        if self.prompt is not None:
            asked = ("/", _("a site, an address, a name"))
            if self.settling:
                asked = (
                    _("report {report}, seconds", report=self.settling),
                    _("+ later, - earlier; empty: as its reporter states"),
                )
            return [fill([(f" {asked[0]} ", "key"), *self.prompt.spans(), (f"   {asked[1]}", "dim")], width)]
        if self.marks.begun is not None and not self.seek.on and not self.flash:
            offered = [("j k", _("to where it ends"), True), ("space", _("mark the range"), True)]
            return [bars.footer(width, [*offered, ("esc", _("drop"), True)])]
        return super().draw_footer(width, height)

    @property
    def situation(self) -> Situation:
        """Where the handler is."""
        return Situation(place=TIMELINE, marked=len(self.marks), linked=len(self.linked))

    # --- looking for a word ------------------------------------------------------------

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return rows."""
        last = min(first + count, len(self.found))
        return [draw.row(self.found, number, self.size.width) for number in range(first, last)]

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return self.found, self.size.width

    @property
    def seek_top(self) -> int:
        """The row under the bar."""
        return self.cursor

    def seek_show(self, line: int) -> None:
        """Put the bar on a row."""
        self.cursor = line

    # --- keys ----------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Type what the rows shall concern, or a clock's error; else run the command of the key."""
        if self.prompt is None:
            self.flash, self.flash_bad = "", False
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        self._type(self.prompt, event)
        self.draw()

    def action_narrow(self) -> None:
        """Begin to type what the rows shall concern."""
        self.prompt, self.settling = Prompt(), 0
        self.prompt.start(self.about)
        self.draw()

    def action_widen(self) -> None:
        """With the incidents that are perhaps the same series, or without."""
        self.all = not self.all
        self.ask()
        self.draw()

    def action_back(self) -> None:
        """One step back: from a range, from what the rows shall concern, from the timeline."""
        if self.marks.begun is not None:
            self.marks.begun = None
        elif self.about:
            self.about = ""
            self.ask()
        else:
            self.dismiss(None)
            return
        self.draw()

    def _type(self, prompt: Prompt, event: events.Key) -> None:
        if event.key == "escape":
            self.prompt = None
        elif event.key == "enter" and self.settling:
            self.settled(self.settling, prompt.text.strip())
        elif event.key == "enter":
            self.prompt, self.about = None, prompt.text.strip()
            self.ask()
        else:
            prompt.press(event.key, event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text into what is typed."""
        if self.prompt is None:
            super().on_paste(event)
            return
        self.prompt.insert(event.text.strip())
        self.draw()

    @property
    def page_lines(self) -> int:  # type: ignore[override]
        """How many rows a page is."""
        return self.height - 1

    def move_by(self, lines: int) -> None:
        """Move the bar; by more than a row, the screen with it."""
        all_of_it = len(self.found)
        if abs(lines) > 1:
            self.top = max(0, min(self.top + lines, all_of_it - self.height))
        self.cursor = max(0, min(self.cursor + lines, all_of_it - 1))
        self.draw()

    @property
    def writing(self) -> bool:
        """Whether words are being typed."""
        return self.prompt is not None or super().writing

    def hit(self, pane: LinePane, x: int, y: int) -> None:
        """Put the bar on the row that was hit."""
        row = self.top + y - pane.fixed
        if pane.id == "rows" and self.top <= row < min(self.top + self.height, len(self.found)):
            self.cursor = row
            self.draw()

    def move_to(self, *, end: bool) -> None:
        """Move the bar to the top, or to the end."""
        self.move_by(len(self.found) if end else -len(self.found))

    # --- clocks ----------------------------------------------------------------------

    def action_clock(self) -> None:
        """Begin to type by how much the lines of the report under the bar are moved."""
        row = next(iter(self.found.window(self.cursor, 1)), None)
        if row is None or row.kind is Kind.GAP:
            self.say(_("choose a line whose clock is off"))
            return
        self.prompt, self.settling = Prompt(), row.report
        self.draw()

    def settled(self, report: int, words: str) -> None:
        """Have a clock settled, or left as its reporter states it."""
        try:
            seconds = float(words) if words else None
        except ValueError:
            self.flash_bad = True
            self.flash = _("{words} is no number of seconds, such as -180", words=words)
            return
        self.prompt = None

        def job(store: Store) -> str:
            from ircon import desk

            return desk.settle_clock(store, report, seconds).message

        self.app.work(job, self.say)
        self.ask(stay=True)

    def ask(self, *, stay: bool = False) -> None:
        """Have the lines read that are wanted now, and show them from the top, or where one was (``stay``)."""
        numbers, about = (self.number, *(self.linked if self.all else ())), self.about

        def job(store: Store) -> Timeline:
            return read(store, numbers, about)

        def then(found: Timeline) -> None:
            if self.is_attached:
                self.found = found
                self.top, self.cursor = (self.top, self.cursor) if stay else (0, 0)
                self.draw()

        self.app.work(job, then)
