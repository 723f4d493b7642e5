"""A page with the messages of an incident as they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ircon.i18n import _, plural
from screens.draw.lines import Line, Rows, sides
from screens.draw.original import Sheet, original
from screens.page import Page
from screens.situation import CAME, ORIGINAL

if TYPE_CHECKING:
    from ircon.store import Store

MOST = 20
"""Messages of an incident that are laid open at once."""

WHOLE, BEGINNING = 64 << 20, 256 << 10
"""Bytes of all messages together that are kept for the page; of a message that came after so many, its beginning."""


def sheets(store: Store, number: int) -> tuple[Sheet, ...]:
    """Return the messages of an incident laid open, oldest first."""
    from ircon.intake import original
    from ircon.store import incidents

    found, room = [], WHOLE
    for arrived in incidents.arrivals(store, number)[:MOST]:
        data = incidents.original(store, arrived.report)
        shown = data if len(data) <= room else data[:BEGINNING]
        room -= len(shown)
        found.append(Sheet(arrived.report, arrived.at, len(data), original.lay_open(data), shown))
    return tuple(found)


class OriginalScreen(Page):
    """The messages, one below the other."""

    PLACE, PLACES, PANE = ORIGINAL, CAME, "original"

    def __init__(self, number: int, found: Sequence[Sheet]) -> None:
        super().__init__()
        self.number = number
        self.found = tuple(found)

    @property
    def subject(self) -> object:  # type: ignore[override]
        """What is drawn."""
        return self.found

    def head(self, width: int) -> Line:
        """Draw whose messages these are."""
        count = plural("{count} message", "{count} messages", len(self.found))
        left = [(" ircon ", "bold"), (f" #{self.number} {_('messages as they came')}", "bold")]
        return sides(left, [(f"{count} ", "dim")], width)

    def text(self, width: int) -> Iterator[Line | Rows]:
        """Yield the lines of all messages."""
        return original(self.found, width)
