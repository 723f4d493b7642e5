"""Loading Textual behind the first picture, which goes on hearing the keys that move.

The import runs in a thread of its own, as Python lets others run while it reads and
compiles; this one waits for keys and answers them. Any other key, and whatever follows
it, is kept for the console.
"""

from __future__ import annotations

import os
import select
import threading
from contextlib import suppress
from importlib import import_module

from screens.curtain import Curtain


class _Import(threading.Thread):
    """Imports a module and says at the pipe's end that it has; does not keep the program from ending."""

    def __init__(self, name: str) -> None:
        super().__init__(daemon=True)
        self._module = name
        self.error: BaseException | None = None
        self.done, self._told = os.pipe()

    def run(self) -> None:
        try:
            import_module(self._module)
        except BaseException as error:  # is raised again where it was asked for
            self.error = error
        finally:
            os.close(self._told)


def load(name: str, curtain: Curtain) -> None:
    """Import the module ``name`` while ``curtain`` answers keys; raises what importing it raises."""
    if not curtain.hears:
        import_module(name)
        return
    loading = _Import(name)
    loading.start()
    try:
        while True:
            heard = [curtain.terminal] if curtain.hears else []
            ready, _, _ = select.select([loading.done, *heard], [], [])
            if loading.done in ready:
                break
            curtain.hear()
    finally:
        with suppress(OSError):
            os.close(loading.done)
    loading.join()
    if loading.error is not None:
        raise loading.error
