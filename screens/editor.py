"""Editing a letter, or a report by hand: in the handler's own editor where there is one, else in the console."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, getters
from textual.app import ComposeResult, SuspendNotSupported

from ircon.errors import why
from ircon.i18n import _
from ircon.model import Draft
from ircon.text import as_typed, one_line
from screens.draw import strokes
from screens.draw.lines import Line, sides
from screens.leaving import Once
from screens.life import Life
from screens.pane import LinePane
from screens.pointing import Pointed

if TYPE_CHECKING:
    from screens.common import Ours
    from screens.dealing import Dealing

Save = Callable[[str, str], None]
Keep = Callable[[str], None]
Typing = Callable[[str | None], None]

PAUSE = 2.0
"""Seconds after which what was typed is kept."""

_SUBJECT = "Subject: "


def as_file(draft: Draft) -> str:
    """Return the letter as it is edited: the subject on the first line, an empty one, the body."""
    return f"{_SUBJECT}{draft.subject}\n\n{draft.body}"


def from_file(text: str, draft: Draft) -> tuple[str, str]:
    """Return subject and body of an edited letter; without a subject line, the subject stays."""
    text = text.replace("\r\n", "\n")
    first, _, rest = text.partition("\n")
    if not first.startswith(_SUBJECT.strip()):
        return draft.subject, text
    return first[len(_SUBJECT.strip()) :].strip(), rest.removeprefix("\n")


def edit(screen: Dealing, draft: Draft, save: Save, *, typed: str = "", typing: Typing | None = None) -> None:
    """Edit ``draft``; ``save`` gets the new subject and body.

    ``typed`` is what was typed before the line dropped, with which the editing goes on;
    ``typing`` gets the text every other second while it is typed, None where it is dropped.
    """
    edit_text(screen, typed or as_file(draft), lambda text: save(*from_file(text, draft)), typing=typing)


def edit_text(
    screen: Ours,
    text: str,
    keep: Keep,
    *,
    name: str = "letter.txt",
    about: str = "",
    interrupted: Keep | None = None,
    typing: Typing | None = None,
) -> None:
    """Edit ``text``; ``keep`` gets what it has become. ``name`` is what an editor of the handler's own calls it.

    ``about`` says below the text what is being written. Where the line dropped or the editor
    failed, ``interrupted`` gets it instead (default: ``keep`` as well). ``typing`` gets it now
    and then while it is typed here, None where it is dropped.
    """
    kept = partial(screen.app.keep_written, keep=keep)
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if command:
        try:
            with screen.app.suspend():
                text, ended = _in_editor(command, text, name)
        except SuspendNotSupported:
            pass
        except OSError as error:
            screen.say(_("the editor did not start ({why}); see $VISUAL and $EDITOR", why=why(error)), bad=True)
            return
        else:
            (interrupted if interrupted and ended else kept)(text)
            return
    screen.app.push_screen(EditScreen(text, kept, interrupted or keep, about, typing))


def _in_editor(command: str, text: str, name: str) -> tuple[str, int]:
    """Return ``text`` as it was left in the editor, and the editor's status.

    The file is the handler's alone and gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="ircon-") as directory:
        path = Path(directory) / name
        path.touch(0o600)
        path.write_text(text, encoding="utf-8")
        ended = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
        return path.read_text(encoding="utf-8", errors="replace"), ended


class EditScreen(Pointed, Once[None]):
    """A plain editor, for where no other is set."""

    app = getters.app(Life)

    CSS = "EditScreen { layout: vertical; #foot { height: 1; } TextArea { height: 1fr; border: none; } }"
    def __init__(self, text: str, keep: Keep, interrupted: Keep, about: str = "", typing: Typing | None = None) -> None:
        from screens.area import Area

        super().__init__()
        self.area = Area(as_typed(text), soft_wrap=True)  # made here: the line may drop before it is composed
        self.area.cursor_blink = False
        if strokes.now() is strokes.PLAIN:
            self.area.styles.scrollbar_size_vertical = 0  # its ends are drawn with blocks of ambiguous width
        self._typing = typing
        self._waiting = False
        self.about = about
        self.text = text
        self._keep, self._interrupted = keep, interrupted
        self.kept = False
        self.early: list[events.Key] | None = []
        """Keys that came before the text could take them; None once it can (see ``Life.on_event``)."""

    def compose(self) -> ComposeResult:
        """Compose the text and one line of help."""
        yield self.area
        yield LinePane(self.foot, id="foot")

    def on_mount(self) -> None:
        """Take what was typed meanwhile as soon as the text stands there."""
        self.set_focus(self.area)
        self.call_after_refresh(self._take_early)

    async def _take_early(self) -> None:
        while self.early:
            await self.app.typed_again(self.early.pop(0))
        self.early = None

    def on_screen_resume(self) -> None:
        """Take it now where something came up over this before it could be taken."""
        if self.early is not None and self.focused is self.area:
            self.call_after_refresh(self._take_early)

    def on_key(self, event: events.Key) -> None:
        """Give the focus back to the text, and the key, whatever took it away: else nothing would lead out of here."""
        if self.focused is None and self.early is None:
            event.stop()
            event.prevent_default()
            self.set_focus(self.area)
            self.app.post_message(events.Key(event.key, event.character))

    def on_text_area_changed(self) -> None:
        """Have what is typed kept from time to time: a killed console costs no more than that."""
        if self._typing and not self._waiting and self.area.text != self.text:
            self._waiting = True
            self.set_timer(PAUSE, self._keep_typed)

    def _keep_typed(self) -> None:
        self._waiting = False
        if self._typing and not self.kept:
            self._typing(self.area.text)

    @property
    def writing(self) -> bool:
        """Letters are text here."""
        return True

    def foot(self, width: int, height: int) -> list[Line]:
        """Draw the two keys."""
        keys = [(" esc ", "key"), (_("keep and go back") + "   ", ""), ("ctrl+c ", "key"), (_("drop the changes"), "")]
        return [sides(keys, [(f"{one_line(self.about)} ", "dim")] if self.about else [], width)]

    def action_leave(self) -> None:
        """Keep the text and go back."""
        self.kept = True
        self._keep(self.area.text)
        self.dismiss(None)

    def action_drop(self) -> None:
        """Go back without keeping it."""
        self.kept = True
        if self._typing:
            self._typing(None)
        self.dismiss(None)

    def keep(self) -> str:
        """Keep the text, also when the terminal goes away; return what there was to keep."""
        if self.kept:
            return ""
        self.kept = True
        typed = str(self.area.text)
        self._interrupted(typed)
        return typed
