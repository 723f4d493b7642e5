"""Who and what stands in the archive: sites by number, their netblocks, and addresses that nobody has registered.

Every name and address of one kind is of one length, so that an incident can be told again
about others without moving a character. The addresses are spread over space that real
networks use, as reports are; they are made of numbers, never looked up, and stay in a
scratch file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

REPORTING = 0.2
"""The part of the sites that report; what is reported is about the others."""

HOSTS = 14
"""Addresses that a site's /28 holds."""

OTHERS = 4
"""Netblocks of a site besides that."""

_MIX = 2_654_435_761  # odd, so that multiplying by it modulo a power of two repeats nothing
_STEMS = ("青葉台", "若草野", "白樺台", "桜坂下", "汐見町", "緑ヶ丘", "朝凪浜", "星空台", "月見坂", "花園北")
_KINDS = ("大学", "銀行", "病院", "商店", "運輸", "電機", "食品", "新聞")
_ENGLISH = ("Larkspur", "Bluebell", "Foxglove", "Marigold", "Hawthorn", "Snowdrop", "Primrose", "Hyacinth")


@dataclass(frozen=True, slots=True)
class Site:
    """One site of the register by its number, from 1."""

    number: int

    @property
    def japanese(self) -> bool:
        """Whether its language is Japanese: three in four."""
        return self.number % 4 != 0

    @property
    def name(self) -> str:
        """Its name."""
        number = self.number
        if self.japanese:
            return f"{_STEMS[number // 7 % len(_STEMS)]}{_KINDS[number // 3 % len(_KINDS)]}{number:07d}"
        return f"{_ENGLISH[number // 4 % len(_ENGLISH)]} {number:07d}"

    @property
    def domain(self) -> str:
        """Its domain."""
        return f"s{self.number:07d}.example.{'jp' if self.japanese else 'com'}"

    @property
    def block(self) -> str:
        """The first three octets of its netblock; the fourth is ``first`` of its /28. Enough for 219,024 sites."""
        return f"133.{100 + self.number % 156}.{100 + self.number // 156 % 156}"

    @property
    def first(self) -> int:
        """The fourth octet at which its /28 begins."""
        return 112 + self.number // 24_336 % 9 * 16

    @property
    def blocks(self) -> Iterator[IPv4Network | IPv6Network]:
        """Its netblocks: the /28 of its hosts, and others of every length, as a country's register has them."""
        yield IPv4Network(f"{self.block}.{self.first}/28")
        for place in range(OTHERS):
            turn = self.number * OTHERS + place
            if turn % 10 == 0:
                length = 32 + turn // 10 % 5 * 8
                yield IPv6Network(((0x2001_0000 + turn % 65_536 << 96) + (turn // 65_536 << 80), length), strict=False)
                continue
            length = 20 + turn % 13
            low = turn * _MIX % 2**32 >> 32 - length << 32 - length
            if low >> 24 not in (133, 143):
                yield IPv4Network((low, length))

    def address(self, host: int) -> str:
        """Return the address of one of its hosts, from 0 to ``HOSTS`` - 1."""
        return f"{self.block}.{self.first + 1 + host}"


def nowhere(number: int) -> str:
    """Return an address that is in nobody's netblock; no two are alike up to 3.7 million."""
    number = number * 2_654_435 % 3_796_416
    return f"143.{100 + number % 156}.{100 + number // 156 % 156}.{100 + number // 24_336}"


def key(address: str) -> str:
    """Return the eight hexadecimal digits of an IPv4 address."""
    return "".join(f"{int(octet):02x}" for octet in address.split("."))
