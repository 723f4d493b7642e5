"""The main screen: the queue on top, below it the detail and, beside it, the related sites."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset

from ircon.model import Link, RelatedSite
from screens import moves
from screens.canvas import Canvas
from screens.choosing import Choosing
from screens.draw.lines import Line
from screens.looking import Looking
from screens.marked import Marked
from screens.pane import LinePane, PaneRow
from screens.prompt import Prompt
from screens.reaching import Reaching
from screens.situation import DETAIL, MAIN, QUEUE, RELATED, Situation
from screens.telling import Telling
from screens.view import WIDE, View

A_MOMENT = 0.05
"""Seconds for which the queue may be behind a filter that is being typed very fast."""

_NEXT_PANE = {QUEUE: DETAIL, DETAIL: RELATED, RELATED: QUEUE}


class QueueScreen(Looking, Marked, Choosing, Telling, Reaching):
    """Turns keys into changes of the view and redraws what they touch; all of it before the next frame."""

    PLACES = MAIN

    def __init__(self, view: View, canvas: Canvas) -> None:
        super().__init__()
        self.view = view
        self.seek = view.seek
        self.canvas = canvas
        self._filter_behind = False

    def compose(self) -> ComposeResult:
        """Compose five panes; each draws itself from the view."""
        canvas = self.canvas
        self.set_class(self.app.size.width >= WIDE, "-wide")  # before the first layout: a second one would be seen
        yield LinePane(canvas.header, id="header")
        yield LinePane(canvas.queue, id="queue", fixed=1)
        with PaneRow(id="lower"):
            yield LinePane(canvas.detail, id="detail")
            yield LinePane(canvas.related, id="related")
        yield LinePane(canvas.footer, id="footer")

    def on_resize(self, event: events.Resize) -> None:
        """Under ``WIDE`` columns detail and panel share one place."""
        self.view.narrow = event.size.width < WIDE
        self.set_class(not self.view.narrow, "-wide")

    @property
    def situation(self) -> Situation:
        """Where the handler is."""
        return self.view.situation

    @property
    def in_sight(self) -> set[int]:
        """The incidents whose rows are on the screen."""
        hidden = self.has_class("-open") or not self.is_current
        return set() if hidden else {row.incident for row in self.view.window.visible}

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line, until the next command."""
        self.view.flash, self.view.flash_bad = message, bad
        self.draw()

    @property
    def free(self) -> bool:
        """Whether a key that moves may be taken at once: none is worked on, and nothing is typed into."""
        return bool(self.panes) and not self.hearing and self.view.prompt is None and not self.seek.on

    # --- moving --------------------------------------------------------------------

    def move(self, move: str) -> None:
        """Move as the command of this name does, then look ahead to where the next such key would lead."""
        step = moves.make(self.view, move)
        self.draw()
        if step and self.view.place == QUEUE:
            self.call_later(self.canvas.look_ahead, step)
        elif self.view.place == QUEUE:
            self.call_later(self.canvas.look_across, first=move == "last")

    def action_down(self) -> None:
        """One line down."""
        self.move("down")

    def action_up(self) -> None:
        """One line up."""
        self.move("up")

    def action_page_down(self) -> None:
        """A page down."""
        self.move("page_down")

    def action_page_up(self) -> None:
        """A page up."""
        self.move("page_up")

    def action_half_down(self) -> None:
        """Half a page down."""
        self.move("half_down")

    def action_half_up(self) -> None:
        """Half a page up."""
        self.move("half_up")

    def action_first(self) -> None:
        """To the top of the pane."""
        self.move("first")

    def action_last(self) -> None:
        """To the end of the pane."""
        self.move("last")

    # --- panes ---------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Make the keys of ``place`` live."""
        self.view.place, self.view.flash = place, ""
        if place == DETAIL:
            self.looked()
        self.be_present()
        self.draw()

    def action_next_pane(self) -> None:
        """From the queue to the detail, to the related sites, and round."""
        place = _NEXT_PANE[self.view.place]
        self.go(DETAIL if place == QUEUE and self.has_class("-open") else place)

    def action_related(self) -> None:
        """To the related sites, or back from them."""
        back = DETAIL if self.has_class("-open") else QUEUE
        self.go(back if self.view.place == RELATED else RELATED)

    def action_open(self) -> None:
        """Give the detail the whole height; on a link, go to its incident."""
        item = self.view.item
        if self.view.place == RELATED and isinstance(item, Link):
            self.jump(item.incident)
        elif self.view.place == RELATED and isinstance(item, RelatedSite):
            self.open_card(item)
        else:
            self.add_class("-open")
            self.go(DETAIL)

    def action_back(self) -> None:
        """One step back: from the whole height, from a pane, from the filter, from the marks."""
        if self.has_class("-open"):
            self.remove_class("-open")
            self.go(QUEUE)
        elif self.view.place != QUEUE:
            self.go(QUEUE)
        elif self.view.filter:
            self.apply("")
            self.draw()
        elif self.view.marks:
            self.view.marks.clear()
            self.view.flash = ""  # it told how many are marked
            self.draw()

    def jump(self, number: int) -> None:
        """Put the cursor on another incident, without the filter if it hides it."""
        view = self.view
        if not view.window.goto(number) or (view.window.current and view.window.current.incident != number):
            self.apply("")
            view.window.goto(number)
        view.moved()
        self.go(QUEUE if not self.has_class("-open") else DETAIL)

    # --- looking for a word in the detail --------------------------------------------

    def action_search(self) -> None:
        """Look for a word in all of the incident."""
        if self.view.place != DETAIL:
            self.add_class("-open")
            self.go(DETAIL)
        pane = self.query_one("#detail", LinePane)
        self.canvas.detail(pane.size.width, self.size.height)  # so that there are lines before the next frame
        self.seek_begin()

    def seek_lines(self, first: int, count: int) -> Sequence[Line]:
        """Return lines of the detail."""
        return self.view.detail.lines(first, count)

    @property
    def seek_edition(self) -> object:
        """Whatever is another value when the lines are others than before."""
        return self.view.detail.edition

    @property
    def seek_top(self) -> int:
        """The line on top."""
        return self.view.detail.top

    def seek_show(self, line: int) -> None:
        """Bring a line into sight."""
        self.view.detail.bring(line)

    # --- the filter ----------------------------------------------------------------

    def action_filter(self) -> None:
        """Begin to type a filter; the queue follows as it is typed."""
        self.remove_class("-open")
        self.view.place, self.view.flash = QUEUE, ""
        self._before = self.view.filter
        self.view.prompt = Prompt()
        self.view.prompt.start(f"{self.view.filter} " if self.view.filter else "")
        self._typed()

    async def on_key(self, event: events.Key) -> None:
        """While a filter is typed, every key belongs to it."""
        prompt = self.view.prompt
        if prompt is None:
            await super().on_key(event)
            return
        event.stop()
        event.prevent_default()
        if prompt.press(event.key, event.character):
            self.view.completing.stop()
            self._typed()
            return
        self._follow()  # what the other keys do depends on what is shown
        if event.key == "enter" and self.view.error is None:
            self._leave(prompt.text)
        elif event.key == "escape":
            self._leave(self._before)
        elif event.key in ("up", "down"):
            self.move(event.key)
        elif event.key == "tab":
            completed = self.view.completing.next(prompt.text, self.view.offers(prompt.text))
            if completed is not None:
                prompt.start(completed)
                self._typed()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text into the filter."""
        if self.view.prompt is not None:
            self.view.prompt.insert(event.text)
            self._typed()
        else:
            super().on_paste(event)

    def _typed(self) -> None:
        """The line has changed: the queue follows it, but not each letter of what was typed at one go."""
        waits, self._filter_behind = self._filter_behind, True
        if not self.app.more_keys:
            self._follow()
        elif not waits:
            self.set_timer(A_MOMENT, self._follow)  # should none of these keys come here

    def _follow(self) -> None:
        if not self._filter_behind:
            return
        self._filter_behind = False
        prompt = self.view.prompt
        if prompt is not None:
            self.apply(prompt.text)
            self.app.cursor_position = Offset(min(3 + prompt.caret_cell, self.size.width), 0)
        self.draw()

    def _leave(self, text: str) -> None:
        self._filter_behind = False
        self.view.prompt = self.view.error = None
        self.view.completing.stop()
        self.apply(text)
        self.draw()

    # --- the way out ---------------------------------------------------------------

    def action_quit(self) -> None:
        """Leave the console."""
        self.app.exit(return_code=0)
