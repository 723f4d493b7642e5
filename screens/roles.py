"""The dialog of key p: which part a related site plays, by the handler's word."""

from __future__ import annotations

from ircon.consent.ledger import SOURCES
from ircon.i18n import _, mark, term
from ircon.model import RelatedSite, Role
from ircon.text import one_line
from screens.chooser import Chooser, Option

PARTS: tuple[tuple[str, Role | None, str], ...] = (
    ("s", Role.SOURCE, mark("source: the access came from there")),
    ("t", Role.TARGET, mark("target: it was attacked")),
    ("b", Role.STEPPING_STONE, mark("stepping stone: both of them")),
    ("r", Role.RELAY, mark("relay: mail was sent through it")),
    ("m", Role.MALWARE_HOST, mark("malware host: it serves malware")),
    ("p", Role.PHISHING_HOST, mark("phishing host: it serves a phishing page")),
    ("o", Role.OTHER, mark("other: it is named, no more")),
    ("w", None, mark("as worked out from the reports")),
)
"""What can be said, in the order in which it is offered: the key, the part, the words."""


def chooser(site: RelatedSite) -> Chooser:
    """Return the dialog; the bar stands on the part that the site plays now."""
    options = [Option(key, _(words), _("means the source too") if part in SOURCES and part is not Role.SOURCE else "")
               for key, part, words in PARTS]  # fmt: skip
    how = _("by {handler}'s word", handler=site.said_by) if site.said_by else _("worked out from the reports")
    told = [_("now: {role}, {how}", role=term(site.role), how=how)]
    told.append(_("what a reporter permits to the source goes to whoever plays such a part"))
    found = Chooser(_("Which part does {site} play?", site=one_line(site.name)), options, told)
    found.chosen = next((n for n, (_key, part, _words) in enumerate(PARTS) if part is site.role), 0)
    return found
