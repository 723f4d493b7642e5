"""The dialog of the site's card: which thing was learnt of the site or of a contact, and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events

from ircon.i18n import _, mark, term
from ircon.sites.dossier import Dossier, FactKind
from ircon.text import one_line
from screens.chooser import Dialog, Option
from screens.draw.lines import BLANK, Line
from screens.prompt import Prompt

_KEYS = "123456789abcdefghilmnoprstuvwxyz"

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


class LearningScreen(Dialog[Learnt]):
    """First what, then its words."""

    def __init__(self, known: Dossier) -> None:
        self.found: list[tuple[FactKind, str, str]] = [(kind, "", how) for kind, how in _OF_THE_SITE]
        ways = [rung.contact.mail or rung.contact.phone for rung in known.ladder if not rung.provider]
        self.found += [(kind, way, how) for way in ways for kind, how in _OF_A_CONTACT]
        self.found = self.found[: len(_KEYS)]
        options = [
            Option(key, f"{one_line(way)}: {term(kind)}" if way else term(kind), _(how))
            for key, (kind, way, how) in zip(_KEYS, self.found, strict=False)
        ]
        super().__init__(_("What did you learn of {site}?", site=known.site.name), options)
        self.typed: Prompt | None = None

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them what is typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return [*drawn, BLANK]
        kind, way, how = self.found[self.chosen]
        what = f"{one_line(way)}: {term(kind)}" if way else term(kind)
        asked = _("{what} ({how}); empty ends it", what=what, how=_(how))
        return [*drawn[:-1], ((f" {asked}", "dim"),), ((" > ", "key"), *self.typed.spans())]

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
        if event.key == "escape":
            self.typed = None
        elif event.key == "enter":
            kind, way, _how = self.found[self.chosen]
            value = prompt.text.strip()
            if value or kind is not FactKind.ASN:  # of AS numbers there are several: which one ends is not said
                self.dismiss(Learnt(kind, value if kind is FactKind.ASN else way, value))
                return
        else:
            prompt.press(event.key, event.character)
        self.pane.redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words."""
        if self.typed is not None:
            self.typed.insert(one_line(event.text))
            self.pane.redraw()
