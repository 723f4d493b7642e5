"""Where the ``ircon`` command begins, and where every failure becomes one sentence and an exit status.

The console itself starts without loading the command line's library: a handler waits
for the first paint, a script does not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ircon import compiled
from ircon.cli import COMPLETING, HOMES
from ircon.errors import IrconError
from ircon.i18n import _

READ_ONLY = "--read-only"
"""The console may be told so before or behind its store; a command, before its name."""

SOFTWARE = 70
"""sysexits.h: an error of our own."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; never raises and never prints a traceback."""
    if arguments is None:  # a program of its own, not a test
        compiled.begin()
    told = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(told)
    except IrconError as error:
        return _fail(str(error), error.status)
    except KeyboardInterrupt:
        return _fail(_("Interrupted."), 130)
    except BrokenPipeError:
        # Whoever read our output has gone; without this, Python complains once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("IRCON_DEBUG"):
            raise
        # The kind of error and nothing of its text: that may hold a reporter's data.
        return _fail(_("ircon failed ({error}). IRCON_DEBUG=1 shows where.", error=type(error).__name__), SOFTWARE)


def _run(told: list[str]) -> int:
    plain = [word for word in told if word != READ_ONLY]
    if _is_console(plain):
        if plain != told:
            from ircon.store import looking

            looking.look_only()
        told = plain
        from ircon.cli.console import open_console

        return open_console(told[0] if told else None)
    from ircon.cli.group import run

    return run(told)


def _is_console(told: list[str]) -> bool:
    if COMPLETING in os.environ:
        return False
    return not told or (len(told) == 1 and not told[0].startswith("-") and told[0] not in HOMES)


def _fail(message: str, status: int) -> int:
    from ircon.text import one_line

    if COMPLETING in os.environ:
        return status  # whoever presses tab wants no complaint in the middle of a line
    print(f"ircon: {one_line(message)}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
