"""Why a site is related, why an incident may belong to the same series: told in the handler's language.

``roles`` and ``links`` write their reasons in English and the store keeps them so, for
scripts and for the search. Here stand the sentences that they are made of; a test holds
the two together.
"""

from __future__ import annotations

from ircon.i18n import _, mark, retell

_PARTS = (
    mark("is the source"), mark("are the source"),
    mark("is the target"), mark("are the target"),
    mark("is used as a stepping stone"), mark("are used as a stepping stone"),
    mark("is the relay"), mark("are the relay"),
    mark("serves malware"), mark("serve malware"),
    mark("serves a phishing page"), mark("serve a phishing page"),
    mark("is named"), mark("are named"),
)  # fmt: skip
"""What ``roles.says`` says."""

_BARE_PARTS = (
    mark("the source"), mark("the target"), mark("used as a stepping stone"), mark("the relay"), mark("named"),
)  # fmt: skip
"""The same behind a part that was said in full."""

RELATED = (
    mark("reports {value} of {name} as its source (#{incident})"),
    mark("{value} and {count} more {says} in {lines} log line"),
    mark("{value} and {count} more {says} in {lines} log lines"),
    mark("{value} and {count} more {says}"),
    mark("{value} {says} in {lines} log line"),
    mark("{value} {says} in {lines} log lines"),
    mark("{value} {says}"),
)
"""Why a site is related."""

LINKS = (
    mark("{name} reports here; its {value} {says} there"),
    mark("{name} reports there; its {value} {says} here"),
    mark("{value} serves both"),
    mark("a line with {value} stands here and there, but for times and addresses"),
    mark("{value} stands here and there"),
    mark("{one} here and {other} there are of the same site"),
    mark("{one} here and {other} there are of one network, {network}"),
    mark("{value} {says} here and there"),
    mark("{value} {says} here and {bare} there"),
)
"""Why an incident may belong to the same series."""


PROVENANCES = {
    "handler": mark("handler"),
    "registry": mark("registry"),
    "import": mark("register"),
    "mail": mark("mail"),
}
"""Whence a contact is known, as the store keeps it and as handlers call it."""


def provenance(whence: str) -> str:
    """Return whence a contact is known, as the handler reads it."""
    return _(PROVENANCES[whence]) if whence in PROVENANCES else whence


def known_from(whence: str) -> str:
    """Return the same as words about a contact: from the register, or that it is a guess."""
    if whence == "rfc2142":
        return _("a guess by RFC 2142")
    return _("from the {provenance}", provenance=provenance(whence))


def related(reason: str) -> str:
    """Return the reason for a related site, as the handler reads it."""
    return retell(reason, RELATED, says=_part)


def link(reason: str) -> str:
    """Return the reason for a proposed link, as the handler reads it."""
    return retell(reason, LINKS, says=_part, bare=_bare)


def _part(said: str) -> str:
    return retell(said, _PARTS)


def _bare(said: str) -> str:
    return retell(said, (*_BARE_PARTS, *_PARTS))
