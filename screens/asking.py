"""A dialog in two steps: first one of its answers, then, where that asks for it, words typed below the answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from ircon.i18n import _
from screens.boxed import Answer, Entry, typing
from screens.chooser import Dialog
from screens.prompt import Prompt


class Asking(Dialog[Answer]):
    """Base of such dialogs; ``typed`` is None until words are asked for, and again after escape."""

    typed: Prompt | None = None

    @property
    def keys(self) -> Sequence[Entry]:
        """What the footer offers now."""
        return super().keys if self.typed is None else typing(self.done)

    @property
    def done(self) -> str:
        """What enter does with the words."""
        return _("done")

    @property
    def writing(self) -> bool:
        """Whether words are being typed."""
        return self.typed is not None

    def taken(self) -> None:
        """An answer was chosen: by itself it asks for words."""
        self.typed = Prompt()
        self.fit()
        self.redraw()

    def entered(self, words: str) -> None:
        """Words were entered: leave with what is returned for them, or stay where they are none."""
        raise NotImplementedError

    def types(self, event: events.Key) -> bool:
        """Whether a key may be typed."""
        return True

    def on_key(self, event: events.Key) -> None:
        """An answer, then words."""
        event.stop()
        event.prevent_default()
        if self.typed is not None:
            self._type(self.typed, event)
        elif self.picked(event):
            self.taken()
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        else:
            self.moved(event)

    def _type(self, prompt: Prompt, event: events.Key) -> None:
        if event.key == "enter":
            self.entered(prompt.text.strip())
            return
        if event.key == "escape":
            self.typed = None
            self.fit()
        elif self.types(event):
            prompt.press(event.key, event.character)
        self.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words."""
        if self.typed is not None:
            self.typed.insert(event.text)
            self.pane.redraw()
