"""The console as a program: one view, one worker that writes, one that counts, and the screens."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.color import ColorSystem
from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.filter import NoColor
from textual.message import Message
from textual.screen import Screen

from ircon.config import Config
from ircon.errors import IrconError, TooSlow
from ircon.i18n import _
from ircon.store import Store, present
from ircon.text import one_line
from screens import moves
from screens.canvas import Canvas
from screens.commands import key
from screens.curtain import Curtain
from screens.frame import Frame
from screens.life import Terminal
from screens.listening import SLOW, Listening
from screens.running import Progressed, Running
from screens.styles import WITHOUT_COLOUR, inks
from screens.title import title
from screens.worker import Job, Result, Worker, rescued

if TYPE_CHECKING:
    from screens.queue import QueueScreen

HELD = 2.0
"""Seconds for which keys wait for a dialog that is on its way."""

PATIENCE = 120.0
"""Seconds that an action waits for another program that writes, which is said meanwhile."""

HASTE = 0.5
"""Seconds that it waits once the terminal is gone."""


@dataclass
class Finished(Message):
    """The worker is done with a job."""

    result: Result


class Console(Listening):
    """ircon's console on one store."""

    TITLE = "ircon"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [  # noqa: RUF012 - that is how Textual declares it
        # Textual leaves at once by it, and what was being typed is gone; whoever undoes ctrl+s means no such thing.
        Binding("ctrl+q", "help_quit", show=False, priority=True),
    ]
    CSS_PATH = Path(__file__).with_name("queue.tcss")  # of the first screen, which Textual does not load by itself
    CSS = "Screen { background: ansi_default; color: ansi_default; }"

    def __init__(self, path: Path, config: Config, canvas: Canvas, curtain: Curtain | None = None) -> None:
        super().__init__(driver_class=Terminal, ansi_color=True)
        self.animation_level = "none"
        self.config = config
        self.curtain = curtain
        self.titled = title(os.environ, path)
        self.canvas = canvas
        self.view = canvas.view
        self.inks = inks(os.environ)
        if self.inks is WITHOUT_COLOUR:
            self._without_colour()
        self._sgr = {name: ink.sgr for name, ink in self.inks.items()}
        self.main = self._main_screen()
        self._moves = moves.Heard()
        self._opening = False
        self._held: list[events.Key] = []
        self._late: list[Result] = []
        self._written = ""
        self._rescued: list[str] = []
        self._underway: Running | None = None
        shown = self.view.reading.store
        self._writer = Worker(lambda: Store.open(path, patience=PATIENCE).beside(shown), self._tell, "ircon-worker")
        self._counter = Worker(lambda: Store.open(path, read_only=True).slim(), self._tell, "ircon-counter")
        self._looker = Worker(lambda: Store.open(path, read_only=True).slim(), self._tell, "ircon-looker")
        self._asker = Worker(lambda: Store.open(path, read_only=True).slim(), self._tell, "ircon-asker")
        if config.interface.theme and not self.no_color:
            self.theme = config.interface.theme

    def _without_colour(self) -> None:
        """Have Textual draw as we do where ``TERM`` says that there are no colours: it goes by NO_COLOR alone."""
        if not self.no_color:
            self.no_color = True
            self._filters.append(NoColor())
        self.console._color_system = self.console._color_system or ColorSystem.STANDARD  # else not even reverse video

    def _main_screen(self) -> QueueScreen:
        """The screens know the console, so that it can know them only later."""
        from screens.queue import QueueScreen

        return QueueScreen(self.view, self.canvas)

    def get_default_screen(self) -> QueueScreen:
        """The queue is what the console opens with."""
        return self.main

    def on_ready(self) -> None:
        """The first frame is out: now count, and look for changes from time to time."""
        gc.freeze()
        gc.enable()
        self.main.ask_count()
        self.main.greet()
        self.listen()

    # --- the worker ----------------------------------------------------------------

    def work(self, job: Job, then: Callable[[Any], None] | None = None, *, opens: bool = False) -> None:
        """Have ``job`` done in the worker's thread; ``then`` gets its value on this one.

        ``opens``: a dialog or a draft may follow, for which the keys typed meanwhile are meant; it
        never comes up over another dialog or the editor, but when that is left.
        """
        if self._written.strip():
            job = rescued(job, self._written, self.config.drafts, self._rescued.append)
        self._writer.put(job, then, opens=opens)
        self.acted()
        if opens:
            self._open()

    def keep_written(self, text: str, keep: Callable[[str], None]) -> None:
        """Have ``keep`` put to work what the handler wrote; what cannot be done leaves it in a file."""
        self._written = text
        try:
            keep(text)
        finally:
            self._written = ""

    def _open(self) -> None:
        self._opening = True
        self.set_timer(SLOW, self._slow)
        self.set_timer(HELD, self._release)

    def long(
        self, what: str, job: Callable[[Store, Running], Any], then: Callable[[Any], None], *, writes: bool
    ) -> None:
        """Have something done that may take long: it says how far it is, and esc stops it.

        ``writes``: it changes the store, and so comes behind the other changes; a look opens
        a dialog, for which the keys typed meanwhile are meant.
        """
        running = self._underway = Running(what, self.post_message)

        def ended(value: Any) -> None:
            self._underway = None if self._underway is running else self._underway
            then(value)

        if writes:
            self._writer.put(lambda store: job(store, running), ended)
        else:
            self._counter.put(lambda store: job(store, running), ended, opens=True)
            self._opening = True  # and until it has ended: a dialog that came later would take a key meant for nothing
            self.set_timer(SLOW, self._slow)

    def outside(self, what: str, job: Callable[[Store, Running], Any], then: Callable[[Any], None]) -> None:
        """Have another machine asked: keys and all other work go on meanwhile, and esc stops it."""
        running = self._underway = Running(what, self.post_message)

        def ended(value: Any) -> None:
            self._underway = None if self._underway is running else self._underway
            then(value)

        self._asker.put(lambda store: job(store, running), ended)
        self.show(_("{what} ...  esc stops", what=what))

    def stop(self) -> bool:
        """Stop what is long; False where nothing is."""
        if self._underway is None:
            return False
        self._underway.stop()
        self._underway = None
        self._held.clear()
        self.show(_("stopping ..."))
        return True

    def on_progressed(self, message: Progressed) -> None:
        """Say how far something long is."""
        if self._underway is not None:
            self.show(message.words)

    def hold(self, event: events.Key, screen: Screen[Any]) -> bool:
        """Keep a key that ``screen`` got but another one was meant to get: the one just opened, or about to open."""
        if self._opening:
            self._held.append(event)
            return True
        if self.screen is not screen:
            self.post_message(events.Key(event.key, event.character))
            return True
        return False

    def at_once(self, data: bytes) -> bool:
        """Make a move on the queue's screen as soon as it is read: that halves the time it takes.

        Only where one key came alone, nothing is under way and nothing is typed into; else it
        goes its usual way, behind whatever is.
        """
        if self._opening or self._held or not self.app_focus or self._exit:
            return False
        if self.screen_stack[-1:] != [self.main] or not self.main.free:
            return False
        move, rest = self._moves.first(data)
        if not move or rest:
            return False
        try:
            self.main.move(move)
        except IrconError as error:
            self.main.say(str(error), bad=True)
        except Exception as error:
            self._handle_exception(error)  # as after any other key
        return True

    @property
    def more_keys(self) -> bool:
        """Whether another key has been typed already that the screen on top will get next."""
        return isinstance(self._driver, Terminal) and self._driver.more_keys

    def _slow(self) -> None:
        if self._writer.waiting:
            self._release()  # that may take its time, and the keys are to go on working
        elif self._opening:
            self.show(_("one moment ..."))

    def _release(self) -> None:
        """Hand on the keys that were kept; it is no longer a moment."""
        self._opening = False
        if self.view.flash == _("one moment ..."):
            self.main.say("")
        held, self._held = self._held, []
        for event in held:
            self.post_message(events.Key(event.key, event.character))

    def count(self, job: Job, then: Callable[[Any], None]) -> None:
        """Have something read that may take its time."""
        self._counter.put(job, then)

    def look(self, job: Job, then: Callable[[Any], None]) -> None:
        """Have something read instead of what was to be looked for before, which is broken off."""
        self._looker.overtake()
        self._looker.put(job, then)

    def _tell(self, result: Result) -> None:
        self.post_message(Finished(result))

    def on_finished(self, message: Finished) -> None:
        """Show what came of a job."""
        result = message.result
        if result.worker is not None:
            result.worker.heard()
        if not self.screen_stack:
            return  # the handler has left meanwhile
        if isinstance(result.error, TooSlow):
            return  # overtaken
        if result.opens and self._elsewhere:
            self._late.append(result)  # what is typed there is not meant for what would come up over it
            self.show(_("an answer has come; it is shown when this is left"))
        else:
            self._show_result(result)
        if result.opens and self._opening:
            self._release()

    def _show_result(self, result: Result) -> None:
        if result.failure:
            self._underway = None
            self.show(result.failure, bad=True)
        elif result.then is not None:
            try:
                result.then(result.value)
            except IrconError as error:
                self.show(str(error), bad=True)

    @property
    def _elsewhere(self) -> bool:
        """Whether keys go to a dialog, the editor or the help: to a screen that has no commands."""
        return not hasattr(self.screen, "PLACES")

    def push_screen(self, screen: Any, callback: Any = None, *told: Any, **more: Any) -> Any:
        """Bring up a screen; where what its answer sets off cannot be done, that is said."""

        def answered(answer: Any) -> Any:
            try:
                return callback(answer)
            except IrconError as error:
                return self.show(str(error), bad=True)

        return super().push_screen(screen, callback and answered, *told, **more)

    def pop_screen(self) -> AwaitComplete:
        """Go back from a screen; what was to be shown while it was up is shown then."""
        popped = super().pop_screen()
        if self._late:
            self.call_later(self._show_late)
        return popped

    def _show_late(self) -> None:
        """Show what came while something else was up, one after the other, each when the one before is gone."""
        while self._late and self.screen_stack and not self._elsewhere:
            self._show_result(self._late.pop(0))

    def show(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence on the screen that is up."""
        if self.screen_stack:  # else the handler has left meanwhile
            say = getattr(self.screen, "say", self.main.say)
            say(message, bad=bad)

    def frame(self, screen: Screen[Any]) -> Frame | None:
        """Return a frame to draw ``screen`` with, or None where only the compositor can."""
        driver = self._driver
        if not self.screen_stack or self.screen is not screen or not isinstance(driver, Terminal) or not driver.live:
            return None
        return Frame(self._sgr, driver.write_now)

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is still to come."""
        building = bool(self.screen_stack) and getattr(self.screen, "early", None) is not None
        return building or any(one.busy for one in (self._writer, self._counter, self._looker, self._asker))

    def write_raw(self, sequence: str) -> None:
        """Send a control sequence of ours to the terminal, between two frames."""
        if sequence and self._driver is not None:
            self._driver.write(sequence)

    def action_help_quit(self) -> None:
        """ctrl+c copies in other programs, ctrl+q lets go of ctrl+s; here they only say how to leave."""
        self.show(_("{quit} leaves", quit=key("quit")))

    def end(self, status: int) -> None:
        """Keep what was being typed and leave, waiting for nobody: the terminal may be gone already."""
        super().end(status)
        self._writer.hurry(HASTE)

    def finish(self) -> None:
        """Do what was asked for, then let go of the store."""
        if self._underway is not None:
            self._underway.stop()
        if self.view.present is not None:
            self._writer.put(partial(present.move, me=self.view.reading.me, incident=None))
        self._looker.overtake()
        self._looker.close(2.0)
        self._counter.overtake()
        self._counter.close(2.0)
        self._asker.close(2.0)
        if not self._writer.close(2 * SLOW):
            _tell_shell(_("One moment: what you asked for last is waiting for another program that is writing."))
            self._writer.close(PATIENCE)
        for told in self._rescued:
            _tell_shell(told)
        if self._writer.gave_up:
            self._rescue()

    def _rescue(self) -> None:
        """Write into files what was being typed and could not be kept in the store."""
        from ircon.clipboard import write_file

        for text in filter(None, self.typed):
            with suppress(IrconError):
                place = write_file(text, self.config.drafts, "unsaved.txt")
                _tell_shell(_("The store was locked; what you were writing is in {file}.", file=place))


def _tell_shell(words: str) -> None:
    """Say something behind the console's last picture, if there is still somebody to say it to."""
    with suppress(OSError, ValueError):
        print(f"ircon: {one_line(words)}", file=sys.__stderr__, flush=True)
