"""A question to a registry, whose an address is (RDAP, RFC 9082), and what is believed of its answer.

Nothing is connected to here; ``sites.calling`` does that. The servers are a list that the
configuration may replace, not one fetched from elsewhere (RFC 9224): who is asked, and so learns of it,
is what the handler has read and agreed to, and a registry sends on to the one whose the address is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urljoin, urlsplit

from ircon.errors import Usage
from ircon.i18n import _
from ircon.sites.imported import Imported
from ircon.text import one_line

SERVERS = (
    "https://rdap.apnic.net/",
    "https://jpnic.rdap.apnic.net/",
    "https://rdap.arin.net/registry/",
    "https://rdap.db.ripe.net/",
    "https://rdap.lacnic.net/rdap/",
    "https://rdap.afrinic.net/rdap/",
    "https://krnic.rdap.apnic.net/",
    "https://idnic.rdap.apnic.net/",
    "https://rdap.registro.br/",
)
"""The regional registries' servers, and the national ones' that these send on to: each sends on what is another's."""

_NOBODYS = (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
    "224.0.0.0/3", "::/8", "fc00::/7", "fe80::/10", "ff00::/8",
)  # fmt: skip
"""Networks that no registry gives away: it would learn of our own, and know nothing."""

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: whose ``about`` is, an address or netblock in canonical spelling, of one server of ``servers``."""

    about: str
    server: str
    servers: tuple[str, ...] = SERVERS
    seconds: float = 10.0

    @property
    def url(self) -> str:
        """What is fetched (RFC 9082, section 3.1.1)."""
        return urljoin(self.server.rstrip("/") + "/", f"ip/{self.about}")

    @property
    def host(self) -> str:
        """The server's name, as handlers read it."""
        return urlsplit(self.server).hostname or ""


def question(about: str, server: str, servers: Sequence[str], seconds: float = 10.0) -> Question:
    """Return what will be asked. Raises ``Usage`` where there is no such server, or this is no address."""
    chosen = next((one for one in servers if server in (one, urlsplit(one).hostname)), None) if server else servers[0]
    if chosen is None:
        listed = ", ".join(urlsplit(one).hostname or "" for one in servers)
        told = {"server": one_line(server), "listed": listed}
        raise Usage(_("{server} is none of the registries to be asked: {listed}.", **told))
    try:
        network = ip_network(about.strip(), strict=False)
    except ValueError:
        raise Usage(_("{about} is no address and no netblock.", about=one_line(about))) from None
    if any(_holds(ip_network(nobodys), network) for nobodys in _NOBODYS):
        raise Usage(_("{about} is in nobody's register: it is private or reserved.", about=network))
    plain = network[0] if network.prefixlen == network.max_prefixlen else network
    return Question(str(plain), chosen, tuple(servers), seconds)


def right(server: str) -> bool:
    """Say whether a server may stand in the list: HTTPS, or this machine itself."""
    parts = urlsplit(server)
    try:
        local = ip_address(parts.hostname or "").is_loopback
    except ValueError:
        local = False
    plain = re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+(/[\w./-]*)?", server) is not None
    return plain and bool(parts.hostname) and (parts.scheme == "https" or local)


def read(asked: Question, data: bytes) -> Imported:
    """Read an answer: only a netblock that holds what was asked about, and nothing that was not asked about."""
    from ircon.sites import importing

    found = importing.read(data)
    wanted = ip_network(asked.about)
    sites, strange = [], []
    for site in found.sites:
        held = tuple(cidr for cidr in site.cidrs if _holds(ip_network(cidr), wanted))
        if held:
            sites.append(replace(site, cidrs=held, domains=()))
        else:
            strange.append(_("the answer is not about {about}", about=asked.about))
    names = {site.name for site in sites}
    facts = tuple(fact for fact in found.facts if fact.site in names)
    return Imported(tuple(sites[:1]), (*found.problems, *strange), facts, "registry")


def _holds(network: Network, wanted: Network) -> bool:
    return network.version == wanted.version and wanted.subnet_of(network)  # type: ignore[arg-type]
