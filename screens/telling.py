"""The keys by which handlers tell each other: notes on an incident, the handover at the end of a shift."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.i18n import _
from ircon.text import fit, one_line
from screens import editor
from screens.work import Work

if TYPE_CHECKING:
    from ircon.model import Note
    from ircon.store import Store
    from screens.handover import Told

_SHOWN = 56


class Telling(Work):
    """The part of the main screen that is for colleagues."""

    # --- notes ---------------------------------------------------------------------

    def action_note(self) -> None:
        """Write a note on the incident, or go on with the one that was cut off."""
        begun = self.view.reading.unfinished(self.number)
        if begun is not None:
            self.write_note(self.number, begun.text, replaces=begun.replaces)
            self.say(_("this is what you had begun when you were cut off"))
        else:
            self.write_note(self.number)

    def action_edit_note(self) -> None:
        """Edit a note of the incident; where there are several, choose which."""
        from screens.chooser import KEYS, Chooser, Option

        number, incident = self.number, self.view.incident
        notes = incident.notes[-len(KEYS) :] if incident else ()
        if len(notes) < 2:
            self._edit(number, notes)
            return
        options = [Option(key, _brief(note)) for key, note in zip(KEYS, notes, strict=False)]

        def chosen(index: int | None) -> None:
            if index is not None:
                self._edit(number, notes[index : index + 1])

        self.app.push_screen(Chooser(_("Which note of #{number}?", number=number), options), chosen)

    def _edit(self, number: int, notes: tuple[Note, ...]) -> None:
        if notes:
            self.write_note(number, notes[0].text, replaces=notes[0].id)
        else:
            self.say(_("#{number} has no note yet", number=number))

    def write_note(self, number: int, text: str = "", *, replaces: int | None = None) -> None:
        """Let the handler write; what is being written survives the console, see ``desk.keep_unfinished``."""

        def begin(told: str | None) -> None:
            self.app.work(lambda store: _unfinished(store, number, told or "", replaces))

        def keep(told: str) -> None:
            if told.strip():
                self.do("write_note", number, told, replaces=replaces)
                return
            begin(None)
            self.say(_("nothing was written"))

        about = _("note on #{number}, for colleagues", number=number)
        editor.edit_text(self, text, keep, name="note.txt", about=about, interrupted=begin, typing=begin)

    # --- the handover --------------------------------------------------------------

    def action_handover(self) -> None:
        """Show what happened since the handler was here last."""
        from screens.handover import HandoverScreen, read

        me = self.view.reading.me

        def job(store: Store) -> Told:
            return read(store, me)

        def then(told: Told) -> None:
            self.app.push_screen(HandoverScreen(told))

        self.app.work(job, then, opens=True)


def _unfinished(store: Store, number: int, text: str, replaces: int | None) -> None:
    from ircon import desk

    desk.keep_unfinished(store, number, text, replaces=replaces)


def _brief(note: Note) -> str:
    words = f"{note.at:%m-%d %H:%M} {one_line(note.handler)}: {one_line(note.text.partition(chr(10))[0])}"
    return fit(words, _SHOWN).rstrip()
