"""The dialogs of the site's card: what was learnt of the site, or of one of its contacts, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ircon.i18n import _, mark, term
from ircon.sites.dossier import Fact, FactKind, SitePart, of_contact
from ircon.text import one_line
from screens.asking import Asking
from screens.chooser import KEYS, Option
from screens.draw.card import Item
from screens.draw.lines import BLANK, Line
from screens.prompt import Prompt

Kind = SitePart | FactKind

HOW: dict[Kind, str] = {
    SitePart.DOMAIN: mark("such as example.co.jp"),
    SitePart.NETBLOCK: mark("192.0.2.0/24, 2001:db8::/32, or 192.0.2.0-192.0.2.63"),
    SitePart.CONTACT: mark("a mail address, a phone number, or both"),
    SitePart.LANGUAGE: mark("ja or en"),
    SitePart.TIMEZONE: mark("such as Asia/Tokyo"),
    SitePart.COUNTRY: mark("two letters, such as JP"),
    FactKind.HOLD: mark("a day and why: 2030-01-31 asked us to wait"),
    FactKind.ASN: mark("such as AS64496"),
    FactKind.PROVIDER: mark("a site of the register, by name, domain or address"),
    FactKind.ROLE: mark("csirt, abuse, security, noc, admin, owner or other"),
    FactKind.PERSON: mark("whom to ask for"),
    FactKind.LANGUAGE: mark("ja or en"),
    FactKind.ZONE: mark("such as Asia/Tokyo"),
    FactKind.PGP: mark("the whole fingerprint"),
    FactKind.BOUNCED: mark("that a letter came back, and how"),
    FactKind.ANSWERED: mark("that they answered, and how"),
}
"""How each thing is written."""

ADDED: tuple[Kind, ...] = (
    SitePart.DOMAIN, SitePart.NETBLOCK, SitePart.CONTACT, FactKind.HOLD, FactKind.ASN, FactKind.PROVIDER,
)  # fmt: skip
OF_A_CONTACT: tuple[Kind, ...] = (
    SitePart.CONTACT, FactKind.ROLE, FactKind.PERSON, FactKind.LANGUAGE, FactKind.ZONE, FactKind.PGP,
    FactKind.BOUNCED, FactKind.ANSWERED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt, of which kind; an empty ``value`` ends it."""

    kind: Kind
    value: str


class LearningScreen(Asking[Learnt]):
    """First what, then its words, beginning with those that are known; where there is one thing only, its words."""

    def __init__(self, question: str, kinds: Sequence[Kind], known: Sequence[str] = ()) -> None:
        self.kinds = tuple(kinds)
        self.known = (*known, *("" for _kind in self.kinds[len(known) :]))
        options = [
            Option(key, term(kind), one_line(value) or _(HOW[kind]))
            for key, kind, value in zip(KEYS, self.kinds, self.known, strict=False)
        ]
        super().__init__(question, options)
        if len(self.kinds) == 1:
            self.taken()

    def taken(self) -> None:
        """Ask for the words, beginning with what is known."""
        self.typed = Prompt()
        self.typed.start(one_line(self.known[self.chosen]))
        if self.is_mounted:
            self.fit()
            self.redraw()

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them what is typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return drawn
        kind = self.kinds[self.chosen]
        what, how = term(kind), _(HOW[kind])
        ends = self.known[self.chosen] and kind is not SitePart.LANGUAGE
        asked = _("{what} ({how}); empty ends it", what=what, how=how) if ends else f"{what} ({how})"
        return [*drawn, BLANK, ((f" {asked}", "dim"),), ((" > ", "key"), *self.typed.spans())]

    def entered(self, words: str) -> None:
        """Words were typed; none end what was known."""
        known = one_line(self.known[self.chosen])
        if words != known or (words and self.kinds[self.chosen] in (FactKind.BOUNCED, FactKind.ANSWERED)):
            self.dismiss(Learnt(self.kinds[self.chosen], words))
        elif words:
            self.dismiss(None)


def of_the_site(name: str) -> LearningScreen:
    """Ask what was learnt of a site."""
    return LearningScreen(_("What did you learn of {site}?", site=name), ADDED)


def of_the_contact(item: Item, facts: Sequence[Fact]) -> LearningScreen:
    """Ask what was learnt of a contact."""
    assert item.contact is not None
    known = [of_contact(facts, kind, item.contact) for kind in OF_A_CONTACT if isinstance(kind, FactKind)]
    return LearningScreen(_("What did you learn of {contact}?", contact=item.value), OF_A_CONTACT, [item.value, *known])


def instead(item: Item, site: str) -> LearningScreen:
    """Ask what stands in the place of what the bar is on."""
    assert item.kind is not None
    return LearningScreen(_("{site}: {what}", site=site, what=term(item.kind)), [item.kind], [item.value])
