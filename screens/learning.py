"""The dialog of the site's card: which thing was learnt of the site or of a contact, and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.i18n import _, mark, term
from ircon.sites.dossier import Dossier, FactKind
from ircon.text import one_line
from screens.asking import Asking
from screens.chooser import KEYS, Option
from screens.draw.lines import BLANK, Line

_OF_THE_SITE: tuple[tuple[FactKind, str], ...] = (
    (FactKind.HOLD, mark("a day and why: 2030-01-31 asked us to wait")),
    (FactKind.ASN, mark("such as AS64496")),
    (FactKind.PROVIDER, mark("a site of the register, by name, domain or address")),
)
_OF_A_CONTACT: tuple[tuple[FactKind, str], ...] = (
    (FactKind.ROLE, mark("csirt, abuse, security, noc, admin, owner or other")),
    (FactKind.PERSON, mark("whom to ask for")),
    (FactKind.ZONE, mark("such as Asia/Tokyo")),
    (FactKind.PGP, mark("the whole fingerprint")),
    (FactKind.BOUNCED, mark("that a letter came back, and how")),
    (FactKind.ANSWERED, mark("that they answered, and how")),
)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt: of which kind, and of which contact ("" for the site); an empty ``value`` ends it."""

    kind: FactKind
    about: str
    value: str


class LearningScreen(Asking[Learnt]):
    """First what, then its words."""

    def __init__(self, known: Dossier) -> None:
        self.found: list[tuple[FactKind, str, str]] = [(kind, "", how) for kind, how in _OF_THE_SITE]
        ways = [rung.contact.mail or rung.contact.phone for rung in known.ladder if not rung.provider]
        self.found += [(kind, way, how) for way in ways for kind, how in _OF_A_CONTACT]
        self.found = self.found[: len(KEYS)]
        options = [
            Option(key, f"{one_line(way)}: {term(kind)}" if way else term(kind), _(how))
            for key, (kind, way, how) in zip(KEYS, self.found, strict=False)
        ]
        super().__init__(_("What did you learn of {site}?", site=known.site.name), options)

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them what is typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return drawn
        kind, way, how = self.found[self.chosen]
        what = f"{one_line(way)}: {term(kind)}" if way else term(kind)
        asked = _("{what} ({how}); empty ends it", what=what, how=_(how))
        return [*drawn, BLANK, ((f" {asked}", "dim"),), ((" > ", "key"), *self.typed.spans())]

    def entered(self, words: str) -> None:
        """Words were typed; none end what was known."""
        kind, way, _how = self.found[self.chosen]
        if words or kind is not FactKind.ASN:  # of AS numbers there are several: which one ends is not said
            self.dismiss(Learnt(kind, words if kind is FactKind.ASN else way, words))
