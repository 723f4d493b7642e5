"""What one cell of a table of sites may hold: its values in canonical spelling, and what is wrong with the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ircon.i18n import _

if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network

SHORTEST_PREFIX = {4: 8, 6: 16}
"""A shorter netblock is no site's: one slip like ``0.0.0.0/0`` would own the world."""

_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")
_MAIL = re.compile(r"[A-Za-z0-9._%+'=/-]{1,64}@[A-Za-z0-9.-]{1,250}[A-Za-z0-9]")
_PHONE = re.compile(r"[0-9+(][0-9 ()+./-]{2,38}([ ,]*(内線|ext\.?|x)? *[0-9]{1,6})?", re.IGNORECASE)
_LANGUAGES = {"ja": "ja", "jp": "ja", "ja-jp": "ja", "japanese": "ja", "日本語": "ja"} | {
    "en": "en",
    "en-us": "en",
    "en-gb": "en",
    "english": "en",
    "英語": "en",
}
_ZONES = {"jst": "Asia/Tokyo", "utc": "UTC", "gmt": "UTC", "z": "UTC"}

Read = tuple[tuple[str, ...], tuple[str, ...]]


def read(column: str, cell: str) -> Read:
    """Return a cell's values in canonical spelling without repeats, and what is wrong with the others, in words."""
    values: dict[str, None] = {}
    wrong: list[str] = []
    for part in [cell] if column == "name" else re.split("[;；]", cell):
        if not (given := part.strip().removeprefix("'").strip()):
            continue
        try:
            values.update(dict.fromkeys(_READERS[column](given)))
        except ValueError as error:
            wrong.append(f"{shown(given)} {error}")
    return tuple(values), tuple(wrong)


def shown(value: str) -> str:
    """Quote a value from the file, at most 60 characters of it."""
    return repr(value if len(value) <= 60 else value[:59] + "…")


def likely_language(name: str, domains: tuple[str, ...]) -> str:
    """Return ja for a name in Japanese or a domain under .jp, else en."""
    japanese = any(unicodedata.name(char, "").startswith(("CJK", "HIRAGANA", "KATAKANA")) for char in name)
    return "ja" if japanese or any(domain.endswith(".jp") for domain in domains) else "en"


def _name(given: str) -> Iterator[str]:
    if not given.isprintable():
        raise ValueError(_("has characters that no name has"))
    if len(given) > 200:
        raise ValueError(_("is longer than a name is"))
    yield given


def _domain(given: str) -> Iterator[str]:
    """A name in another script is kept as logs have it, in ASCII (RFC 5891)."""
    name = unicodedata.normalize("NFKC", given).lower().removeprefix("*.").strip(".")
    if not name.isascii():
        try:
            name = name.encode("idna").decode()
        except UnicodeError:
            raise ValueError(_("is no domain")) from None
    labels = name.split(".")
    if len(name) > 253 or not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdigit():
        raise ValueError(_("is no domain"))
    if len(labels) < 2 or _is_suffix(name):
        raise ValueError(_("is shared by many sites, so it cannot be one site's"))
    yield name


def _is_suffix(name: str) -> bool:
    from ircon.sites import unknown

    return unknown.registered(name) is None


def _cidr(given: str) -> Iterator[str]:
    import ipaddress

    plain = unicodedata.normalize("NFKC", given).replace(" ", "")
    found: list[IPv4Network | IPv6Network]
    try:
        if "-" in plain:
            low, _dash, high = plain.partition("-")
            ends = ipaddress.ip_address(low), ipaddress.ip_address(high)
            found = list(ipaddress.summarize_address_range(*ends))
        else:
            found = [ipaddress.ip_network(plain, strict=False)]
    except (ValueError, TypeError):
        raise ValueError(_("is no netblock; write 192.0.2.0/24 or 192.0.2.0-192.0.2.63")) from None
    if any(network.prefixlen < SHORTEST_PREFIX[network.version] for network in found):
        raise ValueError(_("is too wide to be one site's"))
    yield from map(str, found)


def _mail(given: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", given)
    if not _MAIL.fullmatch(plain) or ".." in plain:
        raise ValueError(_("is no mail address"))
    local, _at, domain = plain.rpartition("@")
    yield f"{local}@{domain.lower()}"


def _phone(given: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", given)
    if not _PHONE.fullmatch(plain):
        raise ValueError(_("is no phone number"))
    yield plain


def _language(given: str) -> Iterator[str]:
    found = _LANGUAGES.get(given.lower().replace("_", "-"))
    if not found:
        raise ValueError(_("is no language of ours; write ja or en"))
    yield found


def _timezone(given: str) -> Iterator[str]:
    from zoneinfo import ZoneInfo

    name = _ZONES.get(given.lower(), given)
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a KeyError where there is no such zone
        raise ValueError(_("is no time zone; write Asia/Tokyo")) from None
    yield name


def _country(given: str) -> Iterator[str]:
    if not re.fullmatch("[A-Za-z]{2}", given):
        raise ValueError(_("is no country; write its two letters, such as JP"))
    yield "GB" if given.upper() == "UK" else given.upper()


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "name": _name,
    "domain": _domain,
    "cidr": _cidr,
    "mail": _mail,
    "phone": _phone,
    "language": _language,
    "timezone": _timezone,
    "country": _country,
}
