"""Key ``H``: what happened since a time, by incident, to be read, copied or written to a file for the next shift."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ircon import handover
from ircon.handover import Handover
from ircon.i18n import _, plural
from ircon.text import one_line
from screens.draw import handover as draw
from screens.draw.lines import Line, sides
from screens.page import Page
from screens.situation import HANDOVER, TELLING

if TYPE_CHECKING:
    from ircon.store import Store

HOURS = (0, 12, 24, 72, 168)
"""The spans that ``tab`` goes through; 0: since the handler was here last."""

UNKNOWN = 12
"""What 0 becomes for a handler of whom nothing earlier is known."""


@dataclass(frozen=True, slots=True)
class Told:
    """A handover, and which of the spans it is of."""

    handover: Handover
    hours: int = 0

    @property
    def words(self) -> str:
        """Since when, in words."""
        if not self.hours:
            return _("since you were here last")
        if self.hours % 24 or self.hours == 24:
            return plural("the last {count} hour", "the last {count} hours", self.hours)
        return plural("the last {count} day", "the last {count} days", self.hours // 24)


def read(store: Store, me: str, hours: int = 0) -> Told:
    """Gather the handover of the last ``hours``; 0: since handler ``me`` was here last."""
    from ircon import desk
    from ircon.store import happenings, stamps

    now = stamps.now()
    since = None if hours else happenings.last_here(store, me, now)
    hours = hours or (0 if since else UNKNOWN)
    return Told(desk.handover(store, since or now - timedelta(hours=hours), until=now), hours)


class HandoverScreen(Page):
    """One handover; ``tab`` gathers it from another time on."""

    PLACE, PLACES = HANDOVER, TELLING

    def __init__(self, told: Told) -> None:
        super().__init__()
        self.told = told
        self.hours = told.hours

    @property
    def subject(self) -> object:  # type: ignore[override]
        """What is drawn."""
        return self.told

    def head(self, width: int) -> Line:
        """Draw since when."""
        since = f"{self.told.handover.since:%Y-%m-%d %H:%M} UTC"
        left = [(" ircon ", "bold"), (f" {_('handover')}: {self.told.words}", "bold")]
        return sides(left, [(_("from {since}", since=since) + " ", "dim")], width)

    def text(self, width: int) -> Iterator[Line]:
        """Yield what happened."""
        return draw.page(self.told.handover, width - 1)

    def action_since(self) -> None:
        """Gather it from another time on."""
        self.hours = HOURS[(HOURS.index(self.hours) + 1) % len(HOURS)]
        me, hours = self.app.view.reading.me, self.hours

        def then(told: Told) -> None:
            self.told = told
            self._to(0)

        self.app.count(lambda store: read(store, me, hours), then)

    def action_copy_handover(self) -> None:
        """Send it to the clipboard."""
        text = handover.as_text(self.told.handover)
        sequences: list[str] = []

        def job(_: Store) -> str:
            from ircon import clipboard

            return clipboard.send(text, sequences.append, os.environ).note

        def then(note: str) -> None:
            self.app.write_raw("".join(sequences))
            self.say(note)

        self.app.work(job, then)

    def action_write_handover(self) -> None:
        """Write it as Markdown beside the drafts."""
        told, directory = self.told.handover, self.app.config.drafts

        def job(_: Store) -> str:
            from ircon import clipboard

            name = f"handover-{told.until:%Y-%m-%d-%H%M}.md"
            return clipboard.spoken(clipboard.write_file(handover.as_markdown(told), directory, name))

        self.app.work(job, lambda path: self.say(_("written to {path}", path=one_line(path))))
