"""The dialog of key m: which incident to put together with this one, or what to take out of it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from textual import events

from ircon.model import Incident
from screens.chooser import Dialog, Option
from screens.draw.lines import BLANK, Line
from screens.prompt import Prompt

_KEYS = "123456789abcdefghilmnoprstuvwxyz"
_BY_NUMBER = Option("#", "put together with another, by its number")

TOLD = 4
"""Reasons for proposed links that are told in full."""


class Way(Enum):
    """What is done with the incident."""

    TOGETHER = "together"
    APART = "apart"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: an incident to put together with, one to take out again, or a report that leaves."""

    way: Way
    which: int


def choices(incident: Incident, holding: int, parts: Sequence[int]) -> list[tuple[Choice, str, str]]:
    """Return what can be chosen, with its words and a remark (both text from outside).

    ``holding`` holds the incident's reports (itself, unless it was put into another), and
    ``parts`` were put into it.
    """
    number = incident.row.incident
    if holding != number:
        return [(Choice(Way.APART, number), f"take it apart again, out of #{holding}", "")]
    found = [(Choice(Way.APART, part), f"take #{part} apart again", "") for part in parts]
    found += [
        (Choice(Way.TOGETHER, link.incident), f"put together with #{link.incident}", "") for link in incident.links
    ]
    for stored in incident.reports if len(incident.reports) > 1 else ():
        who = stored.report.reporter.site or stored.report.reporter.mail or "unknown"
        found.append((Choice(Way.SPLIT, stored.id), f"let report {stored.id} leave for a new incident", who))
    return found[: len(_KEYS)]


class TogetherScreen(Dialog[Choice]):
    """Returns what was chosen, or None; ``#`` takes the number of any incident."""

    def __init__(self, incident: Incident, holding: int, parts: Sequence[int]) -> None:
        self.found = choices(incident, holding, parts)
        number = incident.row.incident
        options = [Option(key, words, note) for key, (_, words, note) in zip(_KEYS, self.found, strict=False)]
        if holding == number:
            options.append(_BY_NUMBER)
            told = [f"#{link.incident}: {link.reason}" for link in incident.links[:TOLD]]
        else:
            told = [f"#{number} was put into #{holding}"]
        super().__init__(f"#{number}: put together, take apart", options, told)
        self.number: Prompt | None = None

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them the number being typed."""
        drawn = super().lines(width)
        if self.number is None:
            return drawn
        return [*drawn[:-2], BLANK, ((" # ", "key"), *self.number.spans(), ("   enter puts it together", "dim"))]

    def on_key(self, event: events.Key) -> None:
        """An option, or a number."""
        event.stop()
        event.prevent_default()
        if self.number is not None:
            self._type(self.number, event)
        elif self.picked(event):
            self._take()
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        else:
            self.moved(event)

    def _take(self) -> None:
        if self.chosen < len(self.found):
            self.dismiss(self.found[self.chosen][0])
        else:
            self.number = Prompt()
            self.pane.redraw()

    def _type(self, prompt: Prompt, event: events.Key) -> None:
        if event.key == "escape":
            self.number = None
        elif event.key == "enter" and prompt.text.isdecimal():
            self.dismiss(Choice(Way.TOGETHER, int(prompt.text[:18])))
            return
        elif event.key != "enter" and (not event.is_printable or (event.character or "").isdecimal()):
            prompt.press(event.key, event.character)
        self.pane.redraw()
