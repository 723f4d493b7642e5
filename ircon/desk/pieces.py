"""One action on many incidents: in short transactions, so that colleagues get between them, and stopped when asked.

All that was done is one batch in the journal, which one undo takes back.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ircon.errors import IrconError, StoreUnavailable, TryAgain
from ircon.store.batches import Batch

if TYPE_CHECKING:
    from ircon.store import Store

Progress = Callable[[int, int], bool]
"""Is told how many are done and of how many; returns False where the rest shall be left."""

PIECE = 0.05
"""Seconds after which a transaction takes no more."""

BREATH = 0.005
"""Seconds between two transactions, in which whoever waits for the lock gets it."""


@dataclass
class Done:
    """What came of it: which were done, which were not and why, how many were left, and what stopped it."""

    done: list[int] = field(default_factory=list)
    skipped: dict[int, str] = field(default_factory=dict)
    left: int = 0
    stopped: str = ""


def unwatched(done: int, total: int) -> bool:
    """Go on: nobody looks."""
    del done, total
    return True


def in_pieces(store: Store, numbers: Iterable[int], act: Callable[[int], object], progress: Progress) -> Done:
    """Do ``act`` to each of ``numbers``. What one of them refuses (``IrconError``) is skipped, with its sentence.

    Where the store cannot go on (locked, disk full) the rest is left; what was done till then stays.
    """
    found, waiting = Done(), deque(numbers)
    total, batch = len(waiting), Batch(store)
    while waiting and progress(total - len(waiting), total):
        if batch.first:
            time.sleep(BREATH)
        piece = Done()
        taken: list[int] = []
        try:
            with batch.piece():
                until = time.monotonic() + PIECE
                while waiting and (not taken or time.monotonic() < until):
                    taken.append(waiting.popleft())
                    _one(taken[-1], act, piece)
        except (TryAgain, StoreUnavailable) as error:
            waiting.extendleft(reversed(taken))
            found.stopped = str(error)
            break
        found.done += piece.done
        found.skipped |= piece.skipped
    found.left = len(waiting)
    return found


def _one(number: int, act: Callable[[int], object], found: Done) -> None:
    try:
        act(number)
    except (TryAgain, StoreUnavailable):
        raise
    except IrconError as error:
        found.skipped[number] = str(error)
    else:
        found.done.append(number)
