"""The dialog of key m: which incident to put together with this one, or what to take out of it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from textual import events

from ircon.i18n import _
from ircon.model import Incident
from ircon.sites import saying
from screens.asking import Asking
from screens.chooser import KEYS, Option
from screens.draw.lines import BLANK, Line

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
        return [(Choice(Way.APART, number), _("take it apart again, out of #{number}", number=holding), "")]
    found = [(Choice(Way.APART, part), _("take #{number} apart again", number=part), "") for part in parts]
    for link in incident.links:
        words = _("put together with #{number}", number=link.incident)
        found.append((Choice(Way.TOGETHER, link.incident), words, f"{link.score:.2f}"))
    for stored in incident.reports if len(incident.reports) > 1 else ():
        who = stored.report.reporter.site or stored.report.reporter.mail or _("unknown")
        words = _("let report {report} leave for a new incident", report=stored.id)
        found.append((Choice(Way.SPLIT, stored.id), words, who))
    return found[: len(KEYS)]


class TogetherScreen(Asking[Choice]):
    """Returns what was chosen, or None; ``#`` takes the number of any incident."""

    def __init__(self, incident: Incident, holding: int, parts: Sequence[int]) -> None:
        self.found = choices(incident, holding, parts)
        number = incident.row.incident
        options = [Option(key, words, note) for key, (_choice, words, note) in zip(KEYS, self.found, strict=False)]
        if holding == number:
            options.append(Option("#", _("put together with another, by its number")))
            told = [f"#{link.incident}: {saying.link(link.reason)}" for link in incident.links[:TOLD]]
        else:
            told = [_("#{number} was put into #{into}", number=number, into=holding)]
        super().__init__(_("#{number}: put together, take apart", number=number), options, told)

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them the number being typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return drawn
        return [*drawn, BLANK, ((" # ", "key"), *self.typed.spans())]

    @property
    def done(self) -> str:
        """What enter does with the number."""
        return _("put together")

    def taken(self) -> None:
        """Leave with what was chosen, or ask for the number."""
        if self.chosen < len(self.found):
            self.dismiss(self.found[self.chosen][0])
        else:
            super().taken()

    def types(self, event: events.Key) -> bool:
        """Of what can be seen only digits."""
        return not event.is_printable or (event.character or "").isdecimal()

    def entered(self, words: str) -> None:
        """A number was typed, or pasted with its sign."""
        if (number := words.removeprefix("#")).isdecimal():
            self.dismiss(Choice(Way.TOGETHER, int(number[:18])))
