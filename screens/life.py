"""Living and dying at a terminal: input without a thread, signals, hang-up, suspend, crash.

Whatever ends the console, what was typed is kept, the terminal is as it was before, and
the exit status tells. A crash report names places in the program, never what was on the
screen.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Iterable
from contextvars import copy_context
from typing import Any

from rich.text import Text
from textual import events
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import InBandWindowResize

from ircon.i18n import _
from screens.curtain import ALTERNATE_SCREEN, Curtain
from screens.incoming import Incoming
from screens.title import Title

LAST_WORDS = 0.5
"""Seconds that a slow line is given at the end."""

MANY = 2_000
"""Keys that may wait to be taken; what is typed beyond that waits in the line."""

A_MOMENT = 0.05
"""Seconds for which keys that came faster than they are taken may keep the rest from being heard."""

LONG = 1.0
"""Seconds after which keys are handed on although those before do not seem to be taken."""

CRASHED = 70
"""Exit status after a defect of ours (sysexits.h: EX_SOFTWARE)."""


class Terminal(LinuxDriver):
    """Reads keys in the event loop and writes each frame at once.

    Textual's own driver waits for input in a thread that spins when the terminal is gone
    and dies of one byte that is not UTF-8, and hands its output to another thread.
    """

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._given = next((f.fileno() for f in (sys.__stdout__, sys.__stderr__) if f and f.isatty()), 2)
        self._out, self._own = self._given, False
        self._unsent: list[str] = []
        self._stuck = b""
        self._context = copy_context()
        self._quiet: asyncio.TimerHandle | None = None
        self._curtain: Curtain | None = getattr(app, "curtain", None)
        self._title: Title = getattr(app, "titled", Title())
        self.live = False
        """Whether the terminal is ours to draw on (not before it is set up, not while suspended)."""
        self._incoming = Incoming()
        self._waiting: deque[Message] = deque()
        self._full = False
        self._few, self._handed = 1, 0.0

    def write(self, data: str) -> None:
        """Keep ``data`` until the frame is complete."""
        if data == ALTERNATE_SCREEN:
            self._unsent.append(self._title.taken)
            if self._curtain is not None:
                return  # that is where the first picture stands already
        if not self._unsent:
            self._loop.call_soon_threadsafe(self.flush)
        self._unsent.append(data)

    def write_now(self, data: str) -> None:
        """Send ``data`` behind whatever was kept."""
        self._unsent.append(data)
        self.flush()

    def flush(self) -> None:
        """Send what was kept, in one piece; what a slow line does not take yet goes out when it does."""
        waiting = bool(self._stuck)
        self._stuck += "".join(self._unsent).encode("utf-8", "replace")
        self._unsent.clear()
        if not waiting and not self._pour():
            self._loop.add_writer(self._out, self._go_on)

    def _pour(self) -> bool:
        """Send what the line takes; say whether that was all. A line that is stuck must not hold the event loop."""
        try:
            while self._stuck:
                self._stuck = self._stuck[os.write(self._out, self._stuck) :]
        except BlockingIOError:
            return False
        except OSError:
            self._stuck = b""
            self._gone()
        return True

    def _go_on(self) -> None:
        if self._pour():
            self._loop.remove_writer(self._out)

    def _wait_for_the_line(self) -> None:
        """Give what is left a moment to go out, before somebody else writes to the terminal."""
        until = time.monotonic() + LAST_WORDS
        while self._stuck and not self._pour() and (left := until - time.monotonic()) > 0:
            select.select([], [self._out], [], left)
        self._loop.remove_writer(self._out)
        self._stuck = b""

    def _run_input_thread(self) -> None:
        """Have the event loop read; the thread that Textual starts for it is done at once."""
        start = self._loop.add_reader
        self._loop.call_soon_threadsafe(start, self.fileno, self._readable, context=self._context)

    def _readable(self) -> None:
        try:
            data = os.read(self.fileno, 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._gone()
            return
        self._came(data)

    def _came(self, data: bytes) -> None:
        """Have what was read taken at once, where that can be, or hand it on as the keys that it holds."""
        alone = self._incoming.at_rest and not self._waiting and self._taken()
        if alone and isinstance(self._app, Life) and self._app.at_once(data):
            return
        self._hand_on(self._incoming.feed(data))
        if len(self._waiting) > MANY:
            self._full = True
            self._loop.remove_reader(self.fileno)
        if self._quiet is not None:
            self._quiet.cancel()  # else it would fall into the middle of what came since
        self._quiet = self._loop.call_later(ESCAPE_DELAY + 0.005, self._alone)

    def _hand_on(self, found: Iterable[Message]) -> None:
        """Hand events on, a few at a time: as many as are taken in ``A_MOMENT``, of which one frame is drawn.

        All at once they would be worked off in one go, however long that takes, and no signal
        and no end of the line would be heard before the last of them.
        """
        idle = not self._waiting
        self._few = 1 if idle else self._few
        self._waiting.extend(event for event in found if not self._astray(event))
        if idle:
            self._next()

    def _query_in_band_window_resize(self) -> None:
        """Do not ask for sizes among the keys: the system tells them, and knows."""

    def _astray(self, event: Message) -> bool:
        """Say whether an event is none of ours.

        A mouse that was not asked for, or is beyond the picture: there Textual would take the
        focus away. A size among the keys: noise can have any, and ten million columns are drawn for ever.
        """
        if not isinstance(event, events.MouseEvent):
            return isinstance(event, events.Resize | InBandWindowResize)
        width, height = self._app.size
        return not self._mouse or event.x >= width or event.y >= height

    def _next(self) -> None:
        if not self._waiting:
            return
        now = time.monotonic()
        try:
            if self._taken() or now - self._handed > LONG:
                self._few = min(64, 2 * self._few) if now - self._handed < A_MOMENT else max(1, self._few // 2)
                self._handed = now
                for _event in range(min(self._few, len(self._waiting))):
                    self.process_message(self._waiting.popleft())
        finally:  # whatever came of these, the next ones are heard
            if self._waiting:
                self._loop.call_later(0.001, self._next)
        if self._full and len(self._waiting) < MANY:
            self._full = False
            self._loop.add_reader(self.fileno, self._readable)

    @property
    def more_keys(self) -> bool:
        """Whether another key has been typed already and will be handed on next."""
        return bool(self._waiting) and isinstance(self._waiting[0], events.Key)

    def _taken(self) -> bool:
        """Whether nothing waits, in the app's queue or the screen's: a pump also keeps one that it has looked at."""
        pumps = (self._app, *self._app.screen_stack[-1:])
        return not any(pump.message_queue_size or pump._pending_message for pump in pumps)

    def send_message(self, message: Message) -> None:
        """Hand on what was read. This is the app's own thread: no detour is needed."""
        self._app.post_message(message)

    def _alone(self) -> None:
        """An escape that nothing followed was the key itself."""
        self._quiet = None
        self._hand_on(self._incoming.quiet())

    def _gone(self) -> None:
        self._full = False
        self._loop.remove_reader(self.fileno)
        if isinstance(self._app, Life):
            self._app.end(128 + signal.SIGHUP)

    def _enable_mouse_support(self) -> None:
        """Hear of clicks, of the wheel, and of moves while a button is held; Textual would have every move sent."""
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1002h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1006l\x1b[?1002l\x1b[?1000l")

    def start_application_mode(self) -> None:
        """Take the terminal, the first time perhaps from the curtain; also on coming back from the shell."""
        self._out, self._own = _opened(self._given)
        self._context = copy_context()  # the app's own: what is read is to be taken in it
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.live = True
        if self._curtain is not None:
            self.attrs_before, typed = self._curtain.hand_over()
            if typed:
                self._loop.call_soon(self._came, typed)
            self._curtain = None

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.live = False
        self.write(self._title.given_back)
        super().stop_application_mode()
        self._wait_for_the_line()

    def close(self) -> None:
        """Let go of the terminal."""
        super().close()
        if self._own:
            self._own = False
            os.close(self._out)

    def disable_input(self) -> None:
        """Stop reading."""
        self._waiting.clear()
        self._full = False
        self._loop.remove_reader(self.fileno)
        super().disable_input()


def _opened(terminal: int) -> tuple[int, bool]:
    """Return a descriptor that never waits for a slow line, and whether it is ours to close.

    It is opened anew: the one we were given is shared with the shell, which expects to wait.
    """
    try:
        return os.open(os.ttyname(terminal), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC), True
    except OSError:
        return terminal, False


class Life(App[int]):
    """How the console starts and ends."""

    typed: tuple[str, ...] = ()
    """What was being typed when it ended otherwise than by its own keys."""

    def at_once(self, data: bytes) -> bool:
        """Take a key as it was read, past Textual's queues; False where it has to go its usual way."""
        del data
        return False

    def live(self, *, mouse: bool) -> int:
        """Run until the end and return the exit status."""
        self.run(mouse=mouse)
        return self.return_code or 0

    def on_mount(self) -> None:
        """Have signals end the console as ``q`` does, and all be drawn anew when it comes back from the shell."""
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh())
        loop = asyncio.get_running_loop()
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            try:
                loop.add_signal_handler(number, self.end, 128 + number)
            except (RuntimeError, ValueError):
                return  # not the main thread: whoever runs us there handles signals

    async def on_event(self, event: events.Event) -> None:
        """Let a screen that is still being built have its keys once it can take them, in the order of typing."""
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            early: list[events.Key] | None = getattr(self.screen, "early", None)
            if early is not None:
                early.append(event)
                return
        await super().on_event(event)

    async def typed_again(self, event: events.Key) -> None:
        """Handle a key that such a screen has kept."""
        await super().on_event(event)

    def end(self, status: int) -> None:
        """Keep what was being typed, then leave with ``status``."""
        for screen in self.screen_stack:
            keep = getattr(screen, "keep", None)
            if keep is not None:
                self.typed = (*self.typed, keep())
        self.exit(return_code=status)

    def _fatal_error(self) -> None:
        """Replace Textual's report, which prints the values of variables: reports are not for terminals and logs."""
        self._return_code = CRASHED
        self._exit_renderables.append(Text(crash_report(sys.exc_info()[1])))
        self._close_messages_no_wait()


def crash_report(error: BaseException | None) -> str:
    """Return what happened where, without any data: kinds of errors, files, lines, functions."""
    words = [_("ircon stopped because of a defect in it; what was recorded before is safe in the store.")]
    while error is not None:
        words.append(type(error).__name__)
        for frame in traceback.extract_tb(error.__traceback__)[-12:]:
            place = "/".join(frame.filename.split("/")[-2:])
            words.append(f"  {place}:{frame.lineno} {frame.name}")
        error = error.__cause__ or error.__context__
    return "\n".join(words)
