"""One thread that does what the handler asked for, in order, with a store of its own.

The screens never wait for a disk or a lock: they put a job and hear of its result
later. A job that fails says its one sentence; the next one runs all the same. Closing
finishes what was put before.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ircon.errors import IrconError, TryAgain
from ircon.i18n import _
from ircon.store import Store
from ircon.text import one_line

Job = Callable[[Store], Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job: its value, or the sentence why not. ``then`` is run by the screen that gets it.

    ``opens``: keys were kept until this is known.
    """

    value: Any = None
    failure: str = ""
    then: Callable[[Any], None] | None = None
    error: BaseException | None = None
    worker: Worker | None = None
    opens: bool = False


def rescued(job: Job, text: str, folder: Path, say: Callable[[str], None]) -> Job:
    """Return ``job``, but what was written for it stands in a file in ``folder`` where it cannot be done.

    ``say`` is told which, in the worker's thread, beside the sentence why not.
    """

    def done(store: Store) -> Any:
        try:
            return job(store)
        except IrconError as error:
            from ircon.clipboard import write_file

            try:
                place = write_file(text, folder, "unsaved.txt")
            except IrconError:
                raise error from None
            told = _("What you wrote is in {file}.", file=one_line(str(place)))
            say(told)
            raise type(error)(f"{told} {error}") from None

    return done


class Worker:
    """Runs jobs one after the other; ``tell`` is called in the worker's thread with each result."""

    def __init__(self, opened: Callable[[], Store], tell: Callable[[Result], None], name: str) -> None:
        self._opened = opened
        self._tell = tell
        self._jobs: queue.SimpleQueue[tuple[Job, Callable[[Any], None] | None, bool] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._name = name
        self._put = self._heard = 0
        self._store: Store | None = None
        self._hurried: float | None = None
        self.gave_up = False
        """Whether something was not done because there was no more time to wait for another program's lock."""

    @property
    def waiting(self) -> float:
        """For how many seconds another program's lock has been waited for; 0 while none is."""
        since = self._store.wait.since if self._store else None
        return 0.0 if since is None else time.monotonic() - since

    def hurry(self, seconds: float) -> None:
        """Have all that waits for another program's lock be over in ``seconds``, done or not."""
        self._hurried = seconds
        if self._store:
            self._store.wait.hurry(seconds)

    @property
    def busy(self) -> bool:
        """Whether a result is still to come."""
        return self._put != self._heard

    def heard(self) -> None:
        """Take note that a result was shown."""
        self._heard += 1

    def put(self, job: Job, then: Callable[[Any], None] | None = None, *, opens: bool = False) -> None:
        """Have ``job`` done after all that were put before it; starts the thread at the first one."""
        self._put += 1
        self._jobs.put((job, then, opens))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name)
            self._thread.start()

    def overtake(self) -> None:
        """Forget what was put and has not begun, and break off what is being read: something else is wanted now.

        For a worker that only reads. What is broken off ends in ``TooSlow``.
        """
        with suppress(queue.Empty):
            while True:
                self._jobs.get_nowait()
                self._heard += 1
        if self.busy and self._store is not None:
            self._store.interrupt()

    def close(self, patience: float = 35.0) -> bool:
        """Finish what was put and end; False if that takes longer than ``patience`` seconds."""
        if self._thread is None:
            return True
        self._jobs.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (task := self._jobs.get()) is not None:
            job, then, opens = task
            try:
                result = Result(value=job(self._opened_store()), then=then, worker=self, opens=opens)
            except IrconError as error:
                self.gave_up = self.gave_up or (self._hurried is not None and isinstance(error, TryAgain))
                result = Result(failure=str(error), error=error, worker=self, opens=opens)
            except Exception as error:
                words = _("this failed inside ({error}); nothing was changed", error=type(error).__name__)
                result = Result(failure=words, error=error, worker=self, opens=opens)
            self._tell(result)
        if self._store is not None:
            self._store.close()

    def _opened_store(self) -> Store:
        if self._store is None:
            self._store = self._opened()
            if self._hurried is not None:
                self._store.wait.hurry(self._hurried)
        return self._store
