"""Key tab in a filter: what is typed becomes one offer after the other."""

from __future__ import annotations

from collections.abc import Sequence

from ircon.query import last_word_at


class Completing:
    """The offers that stood when tab was pressed first; there are none while something else is typed."""

    def __init__(self) -> None:
        self.offers: tuple[str, ...] = ()
        self.at = self.begins = 0

    def next(self, typed: str, offers: Sequence[str]) -> str | None:
        """Return the text that the next press of tab makes, None where there is nothing to offer."""
        if len(self.offers) > 1:
            self.at = (self.at + 1) % len(self.offers)
        elif offers:
            self.offers, self.at, self.begins = tuple(offers), 0, last_word_at(typed)
            if len(offers) == 1:
                self.stop()
            return offers[0]
        return self.offers[self.at] if self.offers else None

    def stop(self) -> None:
        """Something else is typed."""
        self.offers, self.at = (), 0
