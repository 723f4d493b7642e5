"""What every screen of ours can do: run commands by their keys, refuse what cannot be done, help, the palette."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events, getters

from ircon.errors import IrconError
from ircon.i18n import _
from ircon.text import one_line
from screens.commands import key, keymap, refusal
from screens.console import Console
from screens.leaving import Once
from screens.pane import LinePane
from screens.pointing import Pointed
from screens.seek import Seek
from screens.seeking import Seeking
from screens.situation import Situation


class Ours(Seeking, Pointed, Once[Any]):
    """Base of the screens that have commands; ``PLACES`` says which."""

    PLACES: ClassVar[frozenset[str]] = frozenset()
    AUTO_FOCUS = ""
    app = getters.app(Console)
    panes: tuple[LinePane, ...] = ()
    hearing = False
    """Whether a key is being worked on."""

    @property
    def situation(self) -> Situation:
        """Where the handler is, for the commands to judge."""
        raise NotImplementedError

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line, until the next command."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Remember the panes and the keys, so that pressing one need not look them up."""
        self.panes = tuple(self.query(LinePane))
        if not hasattr(self, "seek"):
            self.seek = Seek()
        self._keys = keymap(self.PLACES)

    @property
    def writing(self) -> bool:
        """Whether the word that is looked for is being typed."""
        return self.seek.prompt is not None

    async def on_key(self, event: events.Key) -> None:
        """Run the command of a key before the next key is looked at.

        Textual's own bindings let a key go up to the app while those typed behind it already
        reach this screen: what was typed into a filter would run as commands. A key that is
        typed while a dialog is on its way waits for the dialog.
        """
        event.stop()
        event.prevent_default()
        self.hearing = True
        try:
            await self._hear(event)
        finally:
            self.hearing = False

    async def _hear(self, event: events.Key) -> None:
        if event.key == "escape" and self.app.stop():
            return
        if self.app.hold(event, self) or self.seek_key(event):
            return
        command = self._keys.get(event.key) or self._keys.get(event.character or "")
        if command is None and event.key == "ctrl+c":
            self.app.action_help_quit()
        elif command is not None:
            try:
                await self.run_action(command.action)
            except IrconError as error:
                self.say(str(error), bad=True)
        elif event.is_printable and event.character:
            typed, help_ = one_line(event.character), key("help")
            self.say(_("{key} does nothing here; {help} shows the keys", key=typed, help=help_))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse what cannot be done now, and say why."""
        if reason := refusal(action, self.situation):
            self.say(reason)
            return None
        return True

    def draw(self, *, settled: bool = True) -> None:
        """Redraw every pane; only what differs is sent. ``settled``: no pane moves or comes or goes just now."""
        frame = self.app.frame(self) if settled else None
        for pane in self.panes:
            pane.redraw(frame)
        if frame is not None:
            frame.send()

    def seek_draw(self) -> None:
        """Draw anew."""
        self.draw()

    def action_search(self) -> None:
        """Look for a word in what is shown."""
        self.seek_begin()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text into the word that is looked for."""
        if self.seek.prompt is not None:
            self.seek.prompt.insert(event.text)
            self.seek.typed(self.seek_lines)
            self.draw()

    def action_help(self) -> None:
        """Show the keys, those of this place first."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.situation))

    def action_palette(self) -> None:
        """Find a command by its words and run it."""
        from screens.palette import PaletteScreen

        def chosen(action: str | None) -> None:
            if action:
                self.call_next(self.run_action, action)

        self.app.push_screen(PaletteScreen(self.situation), chosen)

    def action_suspend(self) -> None:
        """Back to the shell; ``fg`` returns."""
        self.app.action_suspend_process()
