"""What every screen of ours can do: help, the palette, suspending, and refusing what cannot be done."""

from __future__ import annotations

from typing import Any

from textual import events, getters
from textual.screen import Screen

from screens.app import Console
from screens.bindings import refusal
from screens.commands import Situation
from screens.pane import LinePane


class Ours(Screen[Any]):
    """Base of the screens that have commands."""

    AUTO_FOCUS = ""
    app = getters.app(Console)
    panes: tuple[LinePane, ...] = ()

    @property
    def situation(self) -> Situation:
        """Where the handler is, for the commands to judge."""
        raise NotImplementedError

    def say(self, message: str, *, bad: bool = False) -> None:
        """Show one sentence in the bottom line, until the next command."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Remember the panes, so that a key need not look them up."""
        self.panes = tuple(self.query(LinePane))

    async def on_key(self, event: events.Key) -> None:
        """Do what a key does before the next key is looked at.

        Left to itself, Textual lets a key go up to the app for its binding while the keys typed
        behind it already reach this screen: what was typed into a filter would run as commands.
        """
        event.stop()
        event.prevent_default()
        if self.app.screen is self:
            await self.app._check_bindings(event.key)
        else:  # the key before it opened a dialog, for which this one was meant
            again = events.Key(event.key, event.character)
            again._set_forwarded()
            (self.app.focused or self.app.screen).post_message(again)

    def draw(self, *, settled: bool = True) -> None:
        """Redraw every pane; only what differs is sent. ``settled``: no pane moves or comes or goes just now."""
        frame = self.app.frame(self) if settled else None
        for pane in self.panes:
            pane.redraw(frame)
        if frame is not None:
            frame.send()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse what cannot be done now, and say why."""
        if reason := refusal(action, self.situation):
            self.say(reason)
            return None
        return True

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
