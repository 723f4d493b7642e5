"""The dialog of key a: whether a related site that the logs name is one, or only an address that links nothing."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events

from ircon.i18n import _
from ircon.model import RelatedSite
from ircon.sites import saying
from ircon.text import one_line
from screens.chooser import Dialog, Option
from screens.draw.lines import BLANK, Line
from screens.prompt import Prompt

_KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted: into the register, with ``words`` as its contact's mail; else ``value`` is ignored, for ``words``."""

    accepted: bool
    value: str
    words: str


class AcceptScreen(Dialog[Verdict]):
    """First what, then why or whom to write to."""

    def __init__(self, site: RelatedSite) -> None:
        """Offer to accept a site that is not in the register, and to reject each value that led to it."""
        self.found: list[tuple[bool, str]] = []
        options = []
        if site.site_id is None:
            self.found.append((True, site.name))
            options.append(Option("a", _("accept: {site} goes into the register", site=site.name)))
        for key, value in zip(_KEYS, site.evidence, strict=False):
            self.found.append((False, value))
            words = _("reject: {value} links nothing", value=value)
            options.append(Option(key, words, _("a proxy, a scanner for research")))
        told = [saying.related(site.reason)] if site.reason else []
        super().__init__(_("{site}: is it concerned?", site=site.name), options, told)
        self.typed: Prompt | None = None

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them what is typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return [*drawn, BLANK]
        accepted = self.found[self.chosen][0]
        asked = _("whom to write to (a mail address, or empty)") if accepted else _("why")
        return [
            *drawn[:-1],
            ((f" {_('{asked}; enter does it, esc goes back', asked=asked)}", "dim"),),
            ((" > ", "key"), *self.typed.spans()),
        ]

    def on_key(self, event: events.Key) -> None:
        """An option, then words."""
        event.stop()
        event.prevent_default()
        if self.typed is not None:
            self._type(self.typed, event)
        elif self.picked(event):
            self.typed = Prompt()
            self.pane.redraw()
        elif event.key in ("escape", "q"):
            self.dismiss(None)
        else:
            self.moved(event)

    def _type(self, prompt: Prompt, event: events.Key) -> None:
        accepted, value = self.found[self.chosen]
        words = prompt.text.strip()
        if event.key == "escape":
            self.typed = None
        elif event.key == "enter" and (accepted or words):
            self.dismiss(Verdict(accepted, value, words))
            return
        elif event.key != "enter":
            prompt.press(event.key, event.character)
        self.pane.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words."""
        if self.typed is not None:
            self.typed.insert(one_line(event.text))
            self.pane.redraw()
