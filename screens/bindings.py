"""From the registry of commands to Textual's bindings."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from screens.commands import COMMANDS, Situation

_BY_ACTION = {command.action: command for command in COMMANDS}


def bindings(places: Iterable[str]) -> list[Binding]:
    """Return a binding for each command that applies in one of ``places``; its id is the command's name."""
    wanted = frozenset(places)
    return [
        Binding(",".join(command.keys), command.action, command.title, show=False, id=command.id)
        for command in COMMANDS
        if command.where & wanted
    ]


def refusal(action: str, here: Situation) -> str:
    """Return why ``action`` cannot be done in this situation; the empty string where it can."""
    command = _BY_ACTION.get(action)
    return command.why_not(here) if command else ""
