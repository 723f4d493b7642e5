"""A page with a site's card, to which one adds what one has learnt of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ircon.i18n import _, mark, term
from ircon.text import one_line
from screens.chooser import KEYS, Chooser, Option
from screens.draw.card import card
from screens.draw.lines import Line, sides
from screens.learning import LearningScreen, Learnt
from screens.page import Page
from screens.situation import CARD, SITE

if TYPE_CHECKING:
    from ircon.store import Store
    from ircon.store.cards import Card

GONE = mark("the register does not know this site any more")


def read(store: Store, number: int) -> Card | None:
    """Return the card of a site; see ``ircon.store.cards.load``."""
    from ircon.store import cards, stamps

    return cards.load(store, number, today=stamps.now().date())


class CardScreen(Page):
    """One site; returns the number of an incident to go to, or None."""

    PLACE, PLACES, PANE = CARD, SITE, "card"

    def __init__(self, number: int, found: Card) -> None:
        super().__init__()
        self.number = number
        self.found = found

    @property
    def subject(self) -> object:  # type: ignore[override]
        """What is drawn."""
        return self.found

    def head(self, width: int) -> Line:
        """Draw whose card this is."""
        name = one_line(self.found.dossier.site.name)
        left = [(" ircon ", "bold"), (f" {name}", "bold")]
        return sides(left, [(_("site {number} of the register", number=self.number) + " ", "dim")], width)

    def text(self, width: int) -> Iterator[Line]:
        """Yield the lines of the card."""
        return card(self.found, width)

    def action_learn(self) -> None:
        """Ask what was learnt, and have it noted."""

        def learnt(told: Learnt | None) -> None:
            if told is not None:
                self.note(told)

        self.app.push_screen(LearningScreen(self.found.dossier), learnt)

    def note(self, told: Learnt) -> None:
        """Have a fact noted; what is wrong with it is said, and nothing changes."""
        number = self.number

        def job(store: Store) -> tuple[str, Card | None]:
            from ircon import desk

            outcome = desk.note_fact(store, number, told.kind, told.value, about=told.about)
            return outcome.message, read(store, number)

        self.app.work(job, self.shown)

    def action_undo(self) -> None:
        """Undo this handler's last change."""
        self.turn("undo")

    def action_redo(self) -> None:
        """Redo what was undone."""
        self.turn("redo")

    def turn(self, action: str) -> None:
        """Have the desk undo or redo, and show the card as it is then."""
        number = self.number

        def job(store: Store) -> tuple[str, Card | None]:
            from ircon import desk

            return getattr(desk, action)(store).message, read(store, number)

        self.app.work(job, self.shown)

    def shown(self, done: tuple[str, Card | None]) -> None:
        """Show what came of it."""
        message, found = done
        if self.is_attached:
            self.found = found or self.found
            self.say(message if found else _(GONE))

    def action_go_to(self) -> None:
        """Ask to which of its incidents to go."""
        parts = self.found.parts
        if not parts:
            self.say(_("it has a part in no incident"))
            return
        options = [
            Option(key, f"#{part.incident}", note=f"{term(part.klass)}, {term(part.status)}")
            for key, part in zip(KEYS, parts, strict=False)
        ]

        def chosen(index: int | None) -> None:
            if index is not None:
                self.dismiss(parts[index].incident)

        self.app.push_screen(Chooser(_("To which of its incidents?"), options), chosen)
