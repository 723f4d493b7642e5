"""What the console does by itself: colleagues' changes and news, waiting for another program, what time changes."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any

from ircon.config import Config
from ircon.errors import IrconError
from ircon.i18n import _
from ircon.store import Store, looking
from screens.life import Life
from screens.view import View
from screens.worker import Worker

if TYPE_CHECKING:
    from screens.queue import QueueScreen

SLOW = 0.3
"""Seconds after which it is said that something is under way."""

SWEEP_AFTER, SWEEP = 30.0, 3_600.0
"""Seconds until time's own changes are looked for first, when all is drawn, and then between two looks."""

PREPARE_AFTER = 0.5
"""Seconds from the handler's first action until what the first letter needs is loaded, beside them."""

POLL = 0.4
"""Seconds between two looks for what colleagues have changed."""

READ = 4.0
"""Seconds for which what was just said stands before news take its place, where no key comes."""


class Listening(Life):
    """The part of the console that nobody's keys set off."""

    config: Config
    view: View
    main: QueueScreen
    _writer: Worker

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._news: list[str] = []
        self._said, self._said_at = "", 0.0
        self._acted = False

    def show(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence on the screen that is up."""
        raise NotImplementedError

    def listen(self) -> None:
        """From now on look for changes from time to time."""
        self._listen()
        self.set_timer(SWEEP_AFTER, self.sweep)
        self.set_interval(SWEEP, self.sweep)

    def acted(self) -> None:
        """Note that the handler did something to an incident. Who does that writes letters; who only reads does not."""
        if not self._acted:
            self._acted = True
            self.set_timer(PREPARE_AFTER, self.prepare)

    def prepare(self) -> None:
        """Load what a letter needs (some 7 MB), so that the first one comes as quickly as the next."""

        def job(_store: Store) -> None:
            from ircon.desk import letters

            letters.prepare()

        if not looking.looks_only():
            self._writer.put(job)

    def sweep(self) -> None:
        """Have what time alone changes take effect: silent sites, grants that end. Writes nothing where none is."""
        if looking.looks_only():
            return
        days = self.config.answer_days

        def job(store: Store) -> None:
            from ircon import desk

            desk.follow_up(store, days=days)

        self._writer.put(job)

    def _listen(self) -> None:
        """See from time to time whether there is anything to take in or say.

        Called by the event loop itself, as a timer of Textual's sends a message each time that costs
        about as much as the look; what there is to do is done in its turn, like a key.
        """
        asyncio.get_running_loop().call_later(POLL, self._listen)
        try:
            stirs = self._news or self._writer.waiting >= SLOW or self.view.stirs
        except IrconError:
            stirs = True  # and it will say what is wrong
        if stirs and not self._closing:
            self.call_later(self.poll)

    def poll(self) -> None:
        """Take in what colleagues changed, and say what is being waited for. Writes nothing where nothing is."""
        if not self.screen_stack:
            return  # the handler has left
        if (waited := self._writer.waiting) >= SLOW:
            self.show(_("waiting: another program is writing to the store ({seconds} s)", seconds=round(waited)))
        try:
            if self.view.awaited is None and self.view.reading.changed():
                self.main.catch_up()
            self._news += self.view.reading.colleagues.heard(self.main.in_sight, self.view.present)
            if self._news and not self._being_read():
                self.show(self._news.pop(0))
        except IrconError as error:
            if not self._being_read():
                self.main.say(str(error), bad=True)

    def _being_read(self) -> bool:
        """Whether what was just said is still to be read before anything else is said."""
        said = self.view.flash if self.screen is self.main else ""
        if said != self._said:
            self._said, self._said_at = said, monotonic()
        return bool(said) and monotonic() - self._said_at < READ
