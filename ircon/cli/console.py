"""Opening the console: on the store that is meant, or as a demonstration on a scratch copy."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ircon.errors import IrconError, Usage
from ircon.i18n import _, speak

if TYPE_CHECKING:
    import click

    from ircon.config import Config


def open_console(db: str | None) -> int:
    """Open the console on ``db`` (None: where the configuration says) and return its exit status.

    Where there is no store yet, whoever sits at a terminal is asked what to do. Raises
    ``StoreUnavailable`` in words where there is nobody to ask.
    """
    from ircon.config import database
    from ircon.store import looking

    config = _configured()
    path = database(Path(db) if db else None, config)
    if not path.exists():
        return _first(path, config)
    if not os.access(path, os.W_OK):
        looking.look_only()
    return _run(path, config)


def _first(path: Path, config: Config) -> int:
    from ircon.cli import first
    from ircon.store import looking

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise first.missing(path)
    chosen = first.choose(path, may_create=not looking.looks_only())
    if chosen == first.DEMONSTRATION:
        return open_demonstration()
    if chosen == first.LEAVE:
        return 0
    first.create(path)
    return _run(path, config)


def open_demonstration() -> int:
    """Open the console on a copy of the demonstration, which is gone afterwards."""
    import shutil
    import tempfile

    from ircon.demo import example_path

    with tempfile.TemporaryDirectory(prefix="ircon-demo-") as scratch:
        copy = Path(scratch) / "example.db"
        shutil.copyfile(example_path(), copy)
        _play(copy)
        return _run(copy, _configured())


def _play(demonstration: Path) -> None:
    """Be one of the demonstration's handlers, in the morning after the last thing that happened there."""
    from datetime import timedelta

    from ircon import playing
    from ircon.demo.cast import HANDLERS
    from ircon.store import Store, happenings

    with Store.open(demonstration) as store:
        last = happenings.newest(store)
    playing.play(HANDLERS[0], last.replace(minute=30, second=0, microsecond=0) + timedelta(hours=2))


def _configured() -> Config:
    """Read the configuration, and speak its language from here on."""
    from ircon.config import load

    config = load()
    speak(config.interface.language)
    return config


_LEFT_OUT = ("ssl", "_hashlib")
"""What the event loop and the hashes would load if they could: OpenSSL, for connections that nothing here opens."""


def _run(path: Path, config: Config) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(_("The console needs a terminal; `ircon --help` lists the commands for scripts."))
    for name in _LEFT_OUT:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # whoever imports it does without, as they can
    # What is loaded now stays to the end: looking through it for garbage would only delay the first paint.
    gc.disable()
    try:
        from screens.app import run
    except ImportError as error:
        raise IrconError(_("The screens are not installed completely ({name}).", name=error.name)) from None
    return run(path, config)


def _demo() -> click.Command:
    import click

    @click.command("demo")
    def demo() -> int:
        """Open the console on a scratch copy of the demonstration."""
        return open_demonstration()

    return demo


def __getattr__(name: str) -> object:
    """Make the command only for the command line: the console starts without its library."""
    if name == "COMMANDS":
        return {"demo": _demo()}
    raise AttributeError(name)
