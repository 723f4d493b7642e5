"""Reading ahead: while one message is being stored, the next ones are read in the reading process.

A long intake so uses two processors, and a message that kills the reading process costs
itself and nothing else. The first few messages are read here: starting a process for a
single mail would cost more than the mail.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from ircon.intake import child
from ircon.intake.ready import Ready
from ircon.intake.sources import Source

if TYPE_CHECKING:
    from ircon.intake.own import OwnTable

_READ_HERE = 8
_AHEAD = 16
"""How many messages wait read: enough to keep both sides busy, few enough to hold memory flat."""
_AT_ONCE = 8
"""How many are asked for together: asking costs both sides a tenth of what a mail does."""
_LARGE = 256 * 1024
"""Bytes from which on no more messages are asked for together."""
_SWITCH_SECONDS = 0.0002


def read_ahead(
    sources: Iterable[Source],
    *,
    zone: str | None = None,
    received: datetime | None = None,
    tables: Sequence[OwnTable] = (),
    ahead: int = _AHEAD,
) -> Iterator[tuple[Source, Ready]]:
    """Yield each message with what was read out of it, in order. Raises what ``sources`` raises, nothing else.

    ``ahead`` is how many messages may wait read; 0 where the next one may be long in coming.
    """
    waiting: deque[tuple[list[Source], Future[list[Ready]]]] = deque()
    with ExitStack() as closing:
        pool: ThreadPoolExecutor | None = None
        worker = child.Worker()
        closing.callback(worker.close)
        coming = iter(sources)
        for source in islice(coming, _READ_HERE):
            yield source, child.read_safely(source.data, zone, received, tables)
        for some in _groups(coming, min(_AT_ONCE, ahead or 1)):
            if pool is None:
                pool = closing.enter_context(ThreadPoolExecutor(1))
                # The thread only passes messages on; at Python's usual 5 ms it would wait longer than it works.
                closing.callback(sys.setswitchinterval, sys.getswitchinterval())
                sys.setswitchinterval(_SWITCH_SECONDS)
            waiting.append((some, pool.submit(worker.read_all, [one.data for one in some], zone, received, tables)))
            if sum(len(group) for group, _ in waiting) > ahead:
                done, found = waiting.popleft()
                yield from zip(done, found.result(), strict=True)
        while waiting:
            done, found = waiting.popleft()
            yield from zip(done, found.result(), strict=True)


def _groups(sources: Iterator[Source], most: int) -> Iterator[list[Source]]:
    """Gather messages, few where they are large: the reading process holds all of them at once."""
    some: list[Source] = []
    size = 0
    for source in sources:
        some.append(source)
        size += len(source.data)
        if len(some) >= most or size > _LARGE:
            yield some
            some, size = [], 0
    if some:
        yield some
