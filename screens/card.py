"""A page with a site's card, on which one corrects what the register has of it and adds what one has learnt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ircon.i18n import _, mark
from ircon.sites.dossier import FactKind, SitePart
from ircon.text import one_line
from screens import learning
from screens.draw.card import Item, card, items
from screens.draw.lines import Line, sides
from screens.learning import Learnt
from screens.page import Page
from screens.situation import CARD, SITE

if TYPE_CHECKING:
    from ircon.desk import Outcome
    from ircon.store import Store
    from ircon.store.cards import Card

GONE = mark("the register does not know this site any more")


def read(store: Store, number: int) -> Card | None:
    """Return the card of a site; see ``ircon.store.cards.load``."""
    from ircon.store import cards, stamps

    return cards.load(store, number, today=stamps.now().date())


class CardScreen(Page):
    """One site, the bar on one of its items; returns the number of an incident to go to, or None."""

    PLACE, PLACES, PANE = CARD, SITE, "card"

    def __init__(self, number: int, found: Card) -> None:
        super().__init__()
        self.number = number
        self.found = found
        self.chosen = 0

    @property
    def items(self) -> Sequence[Item]:
        """What the bar can stand on."""
        return items(self.found)

    @property
    def item(self) -> Item | None:
        """What it stands on."""
        there = self.items
        return there[self.chosen] if self.chosen < len(there) else None

    # --- drawing -------------------------------------------------------------------

    def head(self, width: int) -> Line:
        """Draw whose card this is."""
        name = one_line(self.found.dossier.site.name)
        left = [(" ircon ", "bold"), (f" {name}", "bold")]
        return sides(left, [(_("site {number} of the register", number=self.number) + " ", "dim")], width)

    def draw_page(self, width: int, height: int) -> Sequence[Line]:
        """Draw what is in sight of the card."""

        def text() -> Sequence[Line]:
            return card(self.found, width, chosen=self.chosen).lines

        lines = self.scrolled.show(self.found, (self.chosen,), lambda: iter(text()), width, height)
        return self.seek.shown(lines, self.scrolled.top)

    # --- moving --------------------------------------------------------------------

    def move_by(self, lines: int) -> None:
        """Move the bar by one item, or scroll by more lines than one."""
        if abs(lines) > 1 or not 0 <= self.chosen + lines < len(self.items):
            super().move_by(lines)
        else:
            self.to(self.chosen + lines)

    def move_to(self, *, end: bool) -> None:
        """Move the bar to the first item, or to the last."""
        super().move_to(end=end)
        self.chosen = max(0, len(self.items) - 1) if end else 0
        self.draw()

    def to(self, chosen: int) -> None:
        """Put the bar on an item and bring that into sight."""
        self.flash, self.chosen = "", chosen
        places = card(self.found, max(1, self.size.width)).places
        if chosen < len(places):
            self.scrolled.bring(places[chosen])
        self.draw()

    # --- correcting ----------------------------------------------------------------

    def action_learn(self) -> None:
        """Ask what was learnt of the site, and have it noted."""
        self.ask(learning.of_the_site(self.found.dossier.site.name), None)

    def action_go_to(self) -> None:
        """Go to the incident under the bar, or ask what stands in the place of what is there."""
        item, known = self.item, self.found.dossier
        if item is None:
            self.say(_("there is nothing to change yet; a adds what you learnt"))
        elif item.kind is None:
            self.dismiss(item.incident)
        elif item.contact is not None:
            self.ask(learning.of_the_contact(item, known.facts), item)
        else:
            self.ask(learning.instead(item, known.site.name), item)

    def action_unlearn(self) -> None:
        """Take away what the bar is on."""
        item = self.item
        if item is None or item.kind is None:
            self.say(_("that is an incident: it stays"))
        elif item.kind is SitePart.LANGUAGE:
            self.say(_("a site is written to in one language; enter changes it"))
        else:
            self.note(item, Learnt(item.kind, ""))

    def ask(self, screen: learning.LearningScreen, item: Item | None) -> None:
        """Ask what was learnt, of what the bar is on or of the site, and have it noted."""
        self.app.push_screen(screen, lambda told: self.note(item, told) if told is not None else None)

    def note(self, item: Item | None, told: Learnt) -> None:
        """Have the desk note it; what is wrong with it is said, and nothing changes."""
        number = self.number
        self.do(lambda store: _noted(store, number, item, told))

    def action_undo(self) -> None:
        """Undo this handler's last change."""
        self.do(_turn("undo"))

    def action_redo(self) -> None:
        """Redo what was undone."""
        self.do(_turn("redo"))

    def do(self, what: Callable[[Store], Outcome]) -> None:
        """Have something done, and show the card as it is then."""
        number = self.number

        def job(store: Store) -> tuple[str, Card | None]:
            return what(store).message, read(store, number)

        self.app.work(job, self.shown)

    def shown(self, done: tuple[str, Card | None]) -> None:
        """Show what came of it, the bar on what is new."""
        message, found = done
        if not self.is_attached:
            return
        before = self.items
        self.found = found or self.found
        new = [place for place, item in enumerate(self.items) if item not in before]
        self.to(new[0] if new else min(self.chosen, max(0, len(self.items) - 1)))
        self.say(message if found else _(GONE))


def _turn(word: str) -> Callable[[Store], Outcome]:
    def job(store: Store) -> Outcome:
        from ircon import desk

        outcome: Outcome = getattr(desk, word)(store)
        return outcome

    return job


def _noted(store: Store, site: int, item: Item | None, told: Learnt) -> Outcome:
    """Have the desk note what was learnt of ``item``, of the site where that is None."""
    from ircon import desk

    kind, value = told.kind, told.value
    if isinstance(kind, SitePart):
        if item is None:
            return desk.add_part(store, site, kind, value)
        if kind in (SitePart.LANGUAGE, SitePart.TIMEZONE, SitePart.COUNTRY):
            return desk.set_part(store, site, kind, value)
        return desk.change_part(store, site, kind, item.value, value) if value else _removed(store, site, item)
    if kind is FactKind.ASN and item is not None:
        return desk.note_fact(store, site, kind, value, about=value or item.value, instead_of=item.value)
    about = (item.contact.mail or item.contact.phone) if item and item.contact else ""
    return desk.note_fact(store, site, kind, value, about=about)


def _removed(store: Store, site: int, item: Item) -> Outcome:
    from ircon import desk

    assert isinstance(item.kind, SitePart)
    return desk.remove_part(store, site, item.kind, item.value)
