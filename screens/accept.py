"""The dialog of key a: whether a related site that the logs name is one, or only an address that links nothing."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.i18n import _
from ircon.model import RelatedSite
from ircon.sites import saying
from screens.asking import Asking
from screens.chooser import KEYS, Option
from screens.draw.lines import BLANK, Line


@dataclass(frozen=True, slots=True)
class Verdict:
    """Accepted: into the register, with ``words`` as its contact's mail; else ``value`` is ignored, for ``words``."""

    accepted: bool
    value: str
    words: str


class AcceptScreen(Asking[Verdict]):
    """First what, then why or whom to write to."""

    def __init__(self, site: RelatedSite) -> None:
        """Offer to accept a site that is not in the register, and to reject each value that led to it."""
        self.found: list[tuple[bool, str]] = []
        options = []
        if site.site_id is None:
            self.found.append((True, site.name))
            options.append(Option("a", _("accept: {site} goes into the register", site=site.name)))
        for key, value in zip(KEYS, site.evidence, strict=False):
            self.found.append((False, value))
            words = _("reject: {value} links nothing", value=value)
            options.append(Option(key, words, _("a proxy, a scanner for research")))
        told = [saying.related(site.reason)] if site.reason else []
        super().__init__(_("{site}: is it concerned?", site=site.name), options, told)

    def lines(self, width: int) -> list[Line]:
        """Draw the options; below them what is typed."""
        drawn = super().lines(width)
        if self.typed is None:
            return drawn
        accepted = self.found[self.chosen][0]
        asked = _("whom to write to (a mail address, or empty)") if accepted else _("why")
        return [*drawn, BLANK, ((f" {asked}", "dim"),), ((" > ", "key"), *self.typed.spans())]

    def entered(self, words: str) -> None:
        """A mail address or none, or why: rejecting needs a reason."""
        accepted, value = self.found[self.chosen]
        if accepted or words:
            self.dismiss(Verdict(accepted, value, words))
