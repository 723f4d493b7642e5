"""Sort keys that put an address next to its netblock and a name next to its domain.

With them both questions, "whose is this address" and "which reports name this
netblock", are range scans of one index. An address is ``4`` or ``6`` and its
hexadecimal digits; a name is ``n`` and its labels, last first, each ended by a dot:
``www.bsite.example.jp`` -> ``njp.example.bsite.www.``.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ircon.model import ObservableKind
from ircon.sites import unknown

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

_AFTER_ALL = "\U0010ffff"


def of_address(value: str) -> str:
    """Return the key of an IPv4 or IPv6 address in any spelling ``ipaddress`` reads."""
    import ipaddress

    address = ipaddress.ip_address(value)
    return f"{address.version}{int(address):0{address.max_prefixlen // 4}x}"


def of_name(name: str) -> str:
    """Return the key of a host or domain name; its subdomains' keys begin with it."""
    return "n" + "".join(f"{label}." for label in reversed(name.lower().strip(".").split(".")))


@lru_cache(maxsize=4096)  # a log names the same addresses over and over
def of_observable(kind: ObservableKind, value: str) -> str | None:
    """Return the key of an observable, or None for what has no place in the register.

    A URL goes by its host, a mail address by its domain, a netblock by its first address.
    """
    try:
        if kind in (ObservableKind.IPV4, ObservableKind.IPV6):
            return of_address(value)
        if kind is ObservableKind.CIDR:
            return of_address(value.partition("/")[0])
        host = unknown.host(kind, value)
        if host[:1].isdigit() or ":" in host:
            return of_host_or_address(host)
        return of_name(host) if host else None
    except ValueError:
        return None


def of_host_or_address(host: str) -> str:
    """Return the key of a URL's host, which may be an address."""
    try:
        return of_address(host)
    except ValueError:
        return of_name(host)


def country_of(key: str | None) -> str:
    """Return the country of a name by its key, as the store works it out of a reporter's; "" where it says none."""
    top = (key or "")[1:].partition(".")[0] if (key or "").startswith("n") else ""
    return "GB" if top == "uk" else top.upper() if len(top) == 2 and top.isascii() and top.isalpha() else ""


def range_of_netblock(network: IPv4Network | IPv6Network) -> tuple[str, str]:
    """Return the first and last key that lie in ``network``."""
    return of_address(str(network[0])), of_address(str(network[-1]))


def range_of_domain(name: str) -> tuple[str, str]:
    """Return the first and last key of a domain and all that is below it."""
    key = of_name(name)
    return key, key + _AFTER_ALL


def range_told(told: str) -> tuple[str, str] | None:
    """Return the first and last key of an address or netblock that somebody typed; None where it is neither."""
    import ipaddress

    try:
        return range_of_netblock(ipaddress.ip_network(told, strict=False))
    except ValueError:
        return None


def domains_above(name_key: str) -> list[str]:
    """Return the keys of a name and of every domain above it, the longest first."""
    labels = name_key[1:].split(".")[:-1]
    return ["n" + "".join(f"{label}." for label in labels[:count]) for count in range(len(labels), 0, -1)]
