"""Which addresses and names in a report are the recipient's own.

An internet provider's netblock holds its customers' addresses, and one of them may be
the reporter: what an equal or narrower netblock or domain of another site covers is not
the recipient's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Protocol

from ircon.model import Observable, ObservableKind, Site

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{1,62}\Z", re.ASCII)
MAX_LABELS = 2
"""Labels before the recipient's domain that are shown: longer names carry others' names within them
(search suffixes, lists of blocked senders)."""

WIDEST = {4: 8, 6: 16}
"""Shortest prefixes that a site can own; a wider one in the register is a mistake that would own everybody's."""
MAX_KNOWN = 20_000
"""Answers kept: logs name the same hosts over and over."""


class Own:
    """Answers, for one recipient, whether an address or a name is theirs, and gives its canonical spelling."""

    def __init__(self, recipient: Site, others: Iterable[Site] = (), evidence: Iterable[str] = ()) -> None:
        led_here = tuple(evidence)
        networks = [network for network in map(_network, (*recipient.cidrs, *led_here)) if network]
        self._networks = [network for network in networks if network.prefixlen >= WIDEST[network.version]]
        domains = {name.strip(".").lower() for name in (*recipient.domains, *led_here)}
        self._domains = sorted((d for d in domains if _HOST.match(d) and not _anybodys(d)), key=len, reverse=True)
        self._known: dict[str, str | None] = {}
        self._addresses: dict[str, str | None] = {}
        self._beginnings = _beginnings(self._networks, self._domains)
        strangers = [site for site in others if site.id is None or site.id != recipient.id]
        self._not_ours = [n for site in strangers for n in map(_network, site.cidrs) if n]
        self._not_domains = [d.strip(".").lower() for site in strangers for d in site.domains]

    def may_be_in(self, text: str) -> bool:
        """Say whether ``text``, all ASCII, can hold an address or name of theirs at all: a look before a close one."""
        low = text.lower()
        for one in self._beginnings:  # noqa: SIM110  # asked of each name of a long log: any() takes thrice as long
            if one in low:
                return True
        return False

    def address(self, spelling: str) -> str | None:
        """Return the canonical spelling of an IP address of the recipient's, else None."""
        if spelling not in self._addresses:
            if len(self._addresses) > MAX_KNOWN:
                self._addresses.clear()
            self._addresses[spelling] = self._address(spelling)
        return self._addresses[spelling]

    def _address(self, spelling: str) -> str | None:
        if spelling.isascii() and not self.may_be_in(spelling):
            return None
        if "%" in spelling:
            return None  # a zone index can be any word (RFC 4007, section 11)
        try:
            found: Address = ip_address(spelling)
        except ValueError:
            return None
        if isinstance(found, IPv6Address):
            found = found.ipv4_mapped or found
        best = _longest(self._networks, found)
        return str(found) if best > _longest(self._not_ours, found) else None

    def network(self, spelling: str) -> str | None:
        """Return a netblock that lies within the recipient's, else None."""
        network = _network(spelling)
        if network is None or not self.address(str(network.network_address)):
            return None
        return str(network) if self.address(str(network.broadcast_address)) else None

    def host(self, spelling: str) -> str | None:
        """Return a host name of the recipient's, no more than ``MAX_LABELS`` below the domain, else None."""
        name = spelling.strip(".").lower()
        if not self.may_be_in(name) or not _HOST.match(name):
            return None
        domain = next((d for d in self._domains if name == d or name.endswith("." + d)), None)
        if domain is None or any(
            name == d or name.endswith("." + d) for d in self._not_domains if len(d) >= len(domain)
        ):
            return None
        labels = name[: -len(domain)].strip(".").split(".") if name != domain else []
        return name if len(labels) <= MAX_LABELS else domain

    def any(self, spelling: str) -> str | None:
        """Return the recipient's address or host that ``spelling`` is, else None."""
        if "." not in spelling and ":" not in spelling:
            return None
        if spelling not in self._known:
            if len(self._known) > MAX_KNOWN:
                self._known.clear()
            elsewhere = spelling.isascii() and not self.may_be_in(spelling)
            self._known[spelling] = None if elsewhere else self._address(spelling) or self.host(spelling)
        return self._known[spelling]

    def observable(self, found: Observable) -> str | None:
        """Return the recipient's address or host that an observable names, else None; never a path or a mailbox."""
        match found.kind:
            case ObservableKind.IPV4 | ObservableKind.IPV6:
                return self.address(found.value)
            case ObservableKind.CIDR:
                return self.network(found.value)
            case ObservableKind.HOST:
                return self.host(found.value)
            case ObservableKind.MAIL:
                return self.any(found.value.rpartition("@")[2].strip("[]"))
            case ObservableKind.URL:
                return self.any(url_host(found.value))


def url_host(url: str) -> str:
    """Return the host part of a URL, without user, port and brackets; "" if there is none."""
    authority = re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0].rpartition("@")[2]
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0]


def _anybodys(domain: str) -> bool:
    """Whether everybody registers names below ``domain`` (co.jp); only short ones are looked up, which costs a list."""
    if domain.count(".") > 1:
        return False
    return _suffixes().is_public(domain)


class _Suffixes(Protocol):
    def is_public(self, domain: str) -> bool: ...


@lru_cache(maxsize=1)
def _suffixes() -> _Suffixes:
    from publicsuffixlist import PublicSuffixList

    suffixes: _Suffixes = PublicSuffixList(accept_unknown=False)
    return suffixes


def _beginnings(networks: Iterable[Network], domains: Iterable[str]) -> tuple[str, ...]:
    """Return what stands wherever a name or an address of the recipient's is written in ASCII, and seldom elsewhere."""
    ways = {*domains, "ffff:"}  # an IPv4 address may be mapped into IPv6
    for network in networks:
        first = int(network.network_address) >> (network.max_prefixlen - 16)
        if network.version == 4:
            fixed = network.prefixlen // 8
            ways.add(".".join([*str(network.network_address).split(".")[:fixed], ""][:4]))
        else:
            ways |= {f"{first:x}:"} if first else {"::", "0:"}
    return tuple(sorted(ways))


def _network(spelling: str) -> Network | None:
    try:
        return ip_network(spelling.strip(), strict=False)
    except ValueError:
        return None


def _longest(networks: Sequence[Network], address: Address) -> int:
    """Return the length of the longest prefix that holds ``address``, -1 if none does."""
    return max((n.prefixlen for n in networks if n.version == address.version and address in n), default=-1)
