"""A name for the site behind an observable that nobody in the register owns.

Addresses go by the netblock that is usually one organisation's (/24, and /48 as RFC 6177
suggests for a site), names by the domain that was registered. So the addresses of one
unknown site stand on one row, and the row says what to look for in a registry.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ircon.model import ObservableKind

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_PREFIX = {4: 24, 6: 48}
_RESERVED_LABEL = "example"
"""Kept for documentation (RFC 2606, and JPRS under .jp): below it names stand for organisations of their own."""
_HOST_LABELS = frozenset({"www", "mail", "ns", "ftp", "smtp"})


def name(kind: ObservableKind, value: str) -> str | None:
    """Return the netblock or registered domain to know its site by; None where no site can be meant.

    ``value`` is in the canonical spelling of ``Observable``. None for addresses that mean
    the host itself or nobody in particular, and for names without a domain.
    """
    if kind in (ObservableKind.IPV4, ObservableKind.IPV6):
        return netblock(value)
    if kind is ObservableKind.CIDR:
        return value
    return of_host(host(kind, value))


def host(kind: ObservableKind, value: str) -> str:
    """Return the host in a host, URL or mail address, in small letters; "" where there is none."""
    if kind is ObservableKind.MAIL:
        return value.rpartition("@")[2].lower()
    if kind is ObservableKind.URL:
        from urllib.parse import urlsplit

        try:
            return (urlsplit(value).hostname or "").lower()
        except ValueError:
            return ""
    return value.lower()


def of_host(name: str) -> str | None:
    """Return the netblock of a host given by address, else the registered domain of its name."""
    if ":" in name or name[-1:].isdigit():
        return netblock(name)
    return registered(name)


@lru_cache(maxsize=4096)
def netblock(address: str) -> str | None:
    """Return the /24 or /48 around an address; None for what is no address, or no host that could be told."""
    import ipaddress

    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    if parsed.is_loopback or parsed.is_link_local or parsed.is_multicast or parsed.is_unspecified:
        return None
    return str(ipaddress.ip_network(f"{parsed}/{_PREFIX[parsed.version]}", strict=False))


@lru_cache(maxsize=4096)
def registered(name: str) -> str | None:
    """Return the domain that was registered for a host name, by the Public Suffix List; None for a bare label."""
    labels = name.lower().strip(".").split(".")
    if len(labels) < 2 or not all(labels):
        return None
    found = _suffixes().privatesuffix(".".join(labels))
    if not found:
        return None
    kept = found.count(".") + 1
    if found.startswith(f"{_RESERVED_LABEL}.") and len(labels) > kept and labels[-kept - 1] not in _HOST_LABELS:
        kept += 1
    return ".".join(labels[-kept:])


@lru_cache(maxsize=4096)
def lan(kind: ObservableKind, value: str) -> str | None:
    """Return the /64 of an IPv6 address, within which hosts change their addresses; None for all else."""
    import ipaddress

    if kind is not ObservableKind.IPV6:
        return None
    try:
        return str(ipaddress.ip_network(f"{value.partition('%')[0]}/64", strict=False))
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
