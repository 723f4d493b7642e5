"""Opening the console: the store, the first picture, then Textual and the rest. ``run`` is all that others call.

Imports neither Textual nor rich at the top: they are loaded behind the first picture.
"""

from __future__ import annotations

import os
import pwd
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from ircon import playing
from ircon.config import Config, wrong_key
from ircon.errors import IrconError, Usage
from ircon.i18n import _
from ircon.store import Store, looking
from screens import themes
from screens.canvas import Canvas
from screens.commands import remap
from screens.curtain import Curtain
from screens.draw import strokes
from screens.keys import lost
from screens.reading import Reading
from screens.styles import inks
from screens.view import View


def run(path: Path, config: Config) -> int:
    """Open the console on the store at ``path`` and return the exit status.

    Raises ``Usage``, ``StoreUnavailable``, ``NotPermitted`` or ``TryAgain`` before anything is drawn.
    """
    if not (sys.__stdin__ and sys.__stdin__.isatty()):
        raise Usage(
            _("The console needs a terminal to read keys from; ircon list and ircon show work without one.")
        )
    remap(config.interface.keys, partial(wrong_key, config))
    themes.refuse_unknown(config)
    with open_store(path) as store, Curtain() as curtain:
        canvas = canvas_on(store, path, config)
        canvas.view.flash = next(lost(config.interface.keys), "")
        curtain.show(canvas, inks(os.environ))
        from screens import meanwhile

        meanwhile.load("screens.console", curtain)
        from screens.console import Console

        console = Console(path, config, canvas, curtain)
        try:
            return console.live(mouse=config.interface.mouse)
        finally:
            console.finish()
            if not looking.looks_only():
                _note_head(store, config)


def _note_head(store: Store, config: Config) -> None:
    """Note outside the store how far its journal went when the handler left; `ircon check` goes by it."""
    from ircon.store import anchors

    with suppress(IrconError, OSError):
        anchors.note(store, anchors.Places(config.heads, config.syslog))


def canvas_on(store: Store, path: Path, config: Config) -> Canvas:
    """Return the view of an open store, ready to be drawn."""
    me = playing.handler() or pwd.getpwuid(os.getuid()).pw_name
    strokes.use(ascii=config.interface.ascii)
    return Canvas(View(Reading(store, me), path), answer_days=config.answer_days)


def open_store(path: Path) -> Store:
    """Open a store for reading; one with an older schema is brought up first."""
    try:
        return Store.open(path, read_only=True, patience=0.2).slim()
    except IrconError:
        if looking.looks_only():
            raise
        Store.open(path, patience=5.0).close()
        return Store.open(path, read_only=True, patience=0.2).slim()
