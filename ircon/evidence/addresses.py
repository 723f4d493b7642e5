"""IPv4 and IPv6 addresses and netblocks: what is one, and its canonical spelling.

IPv6 in the spelling of RFC 5952 (compressed, lower-case, no zone id). A v4-mapped address (RFC 4291,
section 2.5.5.2) is the IPv4 address that it stands for: that is the host to find and to notify.
"""

from __future__ import annotations

import re
from functools import lru_cache

QUAD = re.compile(r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\Z", re.ASCII)
_LONGEST_V6 = 45


@lru_cache(maxsize=16384)
def ipv4(written: str) -> str | None:
    """Return the canonical spelling of a dotted quad, or None where it is not the address of a host.

    Zero-padded octets count only when all are padded to three digits (some firewalls write so); the
    unspecified address and netmasks are no hosts.
    """
    if not QUAD.match(written):
        return None
    parts = written.split(".")
    if any(len(part) > 1 and part[0] == "0" for part in parts):
        if any(len(part) != 3 for part in parts):
            return None
        parts = [str(int(part)) for part in parts]
    if any(int(part) > 255 for part in parts) or parts[0] in ("0", "255"):
        return None
    return ".".join(parts)


@lru_cache(maxsize=4096)
def ipv6(written: str) -> tuple[str, str] | None:
    """Return (kind, canonical spelling) of an IPv6 address, kind ``ipv6`` or, for a v4-mapped one, ``ipv4``.

    Only what the address plan has given out counts: global unicast, unique local, link-local, multicast,
    NAT64 and the loopback. Whatever else looks like it is a time, a MAC address or a dump.
    """
    bare = written.partition("%")[0]
    if not 3 <= len(bare) <= _LONGEST_V6 or not re.search(r"\d", bare):
        return None
    if bare.count(":") == 7 and re.fullmatch(r"[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){7}", bare):
        return None
    import ipaddress

    try:
        address = ipaddress.IPv6Address(bare)
    except ValueError:
        return None
    if address.ipv4_mapped is not None:
        quad = ipv4(str(address.ipv4_mapped))
        return ("ipv4", quad) if quad else None
    top = int(address) >> 112
    given_out = 0x2000 <= top <= 0x3FFF or 0xFC00 <= top <= 0xFDFF or 0xFE80 <= top <= 0xFEBF or top >= 0xFF00
    if given_out or int(address) == 1 or int(address) >> 32 == 0x64FF9B << 64:
        return "ipv6", str(address)
    return None


def netblock(address: str, length: int) -> str | None:
    """Return ``address/length`` in canonical spelling where it is a netblock: no host bits set, not everything."""
    if length < 1:
        return None
    if ":" not in address:  # by far the most, and a port behind an address looks like a prefix
        number = _number(address)
        plain = number is not None and length <= 32 and number % (1 << (32 - length)) == 0
        return f"{address}/{length}" if plain else None
    import ipaddress

    try:
        return str(ipaddress.ip_network(f"{address}/{length}"))
    except ValueError:
        return None


def mask_length(mask: str) -> int | None:
    """Return the prefix length of a dotted netmask, or None where it is none."""
    parts = mask.split(".")
    if len(parts) != 4 or not all(part.isdigit() and int(part) < 256 for part in parts):
        return None
    if parts[0] == "0":  # a wildcard mask, as in routers' access lists
        parts = [str(255 - int(part)) for part in parts]
    bits = "".join(f"{int(part):08b}" for part in parts)
    return bits.count("1") if "01" not in bits and "1" in bits else None


def span(first: str, last: str) -> str | None:
    """Return the one netblock that ``first`` to ``last`` is exactly, or None."""
    if ":" in first:
        return _span_v6(first, last)
    low, high = _number(first), _number(last)
    if low is None or high is None or low >= high:
        return None
    size = high - low + 1
    whole = size & (size - 1) == 0 and low % size == 0
    return f"{first}/{33 - size.bit_length()}" if whole else None


def _span_v6(first: str, last: str) -> str | None:
    import ipaddress

    try:
        low, high = ipaddress.IPv6Address(first), ipaddress.IPv6Address(last)
        blocks = list(ipaddress.summarize_address_range(low, high))
    except ValueError:
        return None
    return str(blocks[0]) if len(blocks) == 1 and low != high else None


def _number(quad: str) -> int | None:
    """Return the number that a dotted quad in canonical spelling stands for, None where it is none."""
    if not QUAD.match(quad):
        return None
    first, second, third, fourth = map(int, quad.split("."))
    if max(first, second, third, fourth) > 255:
        return None
    return first << 24 | second << 16 | third << 8 | fourth
