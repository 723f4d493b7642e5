"""The keys that mark: one incident, all up to another, all that the filter lists."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ircon.errors import TooSlow
from ircon.i18n import _, plural
from screens.commands import key
from screens.situation import QUEUE
from screens.work import Work

if TYPE_CHECKING:
    from ircon.store import Store
    from screens.running import Running


class Marking(Work):
    """The part of the main screen that marks."""

    def action_mark(self) -> None:
        """Mark the incident, or take its mark away; in the queue, go on to the next one."""
        view = self.view
        row = view.window.current
        if row is None:
            return
        view.marks.turn(row)
        view.flash = ""
        if view.place == QUEUE:
            view.window.move(1)
            view.moved()
        self.draw()

    def action_mark_range(self) -> None:
        """Mark all from where the last mark was set to here; without one, begin here."""
        view = self.view
        marks, here = view.marks, view.window.current
        if here is None:
            return
        if marks.anchor is None:
            marks.add([here.incident])
            marks.anchor = here
            self.say(_("from here: {key} marks all up to where you press it next", key=key("mark-range")))
            return
        one, query, reading = marks.anchor, view.window.query, view.reading
        me, order = reading.me, reading.order

        def job(store: Store, _running: Running) -> list[int]:
            from ircon.store import queue

            return queue.between(store, query, one, here, me=me, order=order)

        self.app.long(_("marking"), job, self.marked, writes=False)

    def action_mark_all(self) -> None:
        """Mark every incident that the filter lists, in sight or not."""
        query, me = self.view.window.query, self.view.reading.me

        def job(store: Store, running: Running) -> list[int]:
            from ircon.store import queue

            found: list[int] = []
            running.broken_off_by(store.interrupt)
            with suppress(TooSlow):
                for piece in queue.numbers(store, query, me=me):
                    found += piece
                    if not running(len(found), 0):
                        break
            return found

        self.app.long(_("marking"), job, self.marked, writes=False)

    def marked(self, numbers: list[int]) -> None:
        """Mark these, and say how many are marked now."""
        marks = self.view.marks
        marks.add(numbers)
        marks.anchor = self.view.window.current
        self.say(
            plural(
                "{count:,} marked; the next action takes it, esc lets it go",
                "{count:,} marked; the next action takes them all, esc lets them go",
                len(marks),
            )
        )
