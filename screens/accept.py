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
    """Accepted: into the register, with ``words`` as its contact's mail; else ``value`` is ignored, for ``words``.

    ``ask``: neither yet, a registry is to be asked whose ``value`` is.
    """

    accepted: bool
    value: str
    words: str
    ask: bool = False


class AcceptScreen(Asking[Verdict]):
    """First what, then why or whom to write to."""

    def __init__(self, site: RelatedSite, *, asks: bool = False) -> None:
        """Offer to accept a site that is not in the register, and to reject each value that led to it.

        ``asks``: also to ask a registry whose its address is.
        """
        self.found: list[tuple[bool, str]] = []
        options = []
        if site.site_id is None:
            self.found.append((True, site.name))
            options.append(Option("a", _("accept: {site} goes into the register", site=site.name)))
        for key, value in zip(KEYS, site.evidence, strict=False):
            self.found.append((False, value))
            words = _("reject: {value} links nothing", value=value)
            options.append(Option(key, words, _("a proxy, a scanner for research")))
        self.asked = next((value for value in (*site.evidence, site.name) if _is_address(value)), "") if asks else ""
        if self.asked and site.site_id is None:
            options.append(Option("w", _("whose {value} is, a registry is asked", value=self.asked)))
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

    def taken(self) -> None:
        """A registry is asked on another dialog, the others want words."""
        if self.chosen == len(self.found):
            self.dismiss(Verdict(False, self.asked, "", ask=True))
        else:
            super().taken()

    def entered(self, words: str) -> None:
        """A mail address or none, or why: rejecting needs a reason."""
        accepted, value = self.found[self.chosen]
        if accepted or words:
            self.dismiss(Verdict(accepted, value, words))


def _is_address(value: str) -> bool:
    from ipaddress import ip_network

    try:
        ip_network(value, strict=False)
    except ValueError:
        return False
    return True
