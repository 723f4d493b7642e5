"""The text of the built-in editor. Loaded when it is first opened: few widgets of Textual are needed otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import events
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.widgets import TextArea

from ircon.text import as_typed

if TYPE_CHECKING:
    from screens.editor import EditScreen


class Area(TextArea):
    """A text that is left at once, and hands back what was typed behind the key that left it.

    As a binding that key would go up to the app while those behind it are already taken for text.
    What is pasted may come from a report: it goes through the gate, since this draws what it holds.
    """

    def edit(self, edit: Edit) -> EditResult:
        """Put text in, or take some out: all ways of typing and pasting come here."""
        edit.text = as_typed(edit.text)
        return super().edit(edit)

    async def _on_key(self, event: events.Key) -> None:
        screen = cast("EditScreen", self.screen)
        leaves = {"escape": screen.action_leave, "ctrl+c": screen.action_drop}.get(event.key)
        if not screen.kept and leaves is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        if screen.kept:
            self.app.post_message(events.Key(event.key, event.character))
        elif leaves is not None:
            leaves()
