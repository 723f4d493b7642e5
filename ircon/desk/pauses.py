"""No pauses in the middle of a letter: ten thousand log lines make the collector of cycles look, and find none.

What a letter is written from holds no cycles, so it is freed as it goes out of use, and the
memory stays bounded by what is loaded. Times of a letter fall by a quarter.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unpaused() -> Iterator[None]:
    """Keep the collector of cycles from running meanwhile; also a decorator. Threads and nesting do no harm."""
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()
