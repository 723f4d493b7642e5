"""The ways in which one address or name can be written, and texts folded so that few ways are left."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from itertools import pairwise
from typing import cast
from urllib.parse import unquote

_DEFANGED = (
    (re.compile(r"\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?"), "."),
    (re.compile(r"\s?[\[({]\s?(?:@|at)\s?[\])}]\s?"), "@"),
    (re.compile(r"(?<=\w) (?:at|\uff20) (?=[\w.-]+\.\w)"), "@"),
    (re.compile(r"(?<=\w) dot (?=\w)"), "."),
    (re.compile(r"(?<=\d) ?[.\u30fb\u3002\u3001,\xb7\u2022] ?(?=\d)"), "."),
    (re.compile(r"[\[({]:[\])}]"), ":"),
    (re.compile(r"\bh(?:xx|\*\*|tt)p"), "http"),
)
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_LOOKALIKES = str.maketrans("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb", "aeopcyxijsdh")
"""Cyrillic letters that nobody can tell from Latin ones (of Unicode's confusables, those of ordinary text)."""

_COLONS = re.compile(r"[0-9a-f]{0,4}:[0-9a-f]{0,4}:[0-9a-f:.]*")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-f]{2}[ :]?){4,}")
_DUMPED = re.compile(r"(?m)^.{0,12}?((?:[0-9a-f]{2,4} ){2,}[0-9a-f]{2,4})\s")
_ENTITY = re.compile(r"&#(x[0-9a-f]+|\d+);")
_QUOTED = re.compile(r"=([0-9A-F]{2})")


def folded(text: str) -> str:
    """Return ``text`` in NFKC, lower case, refanged, katakana as hiragana, lookalikes as Latin."""
    plain = unicodedata.normalize("NFKC", text).translate(_INVISIBLE).lower()
    for pattern, meant in _DEFANGED:
        plain = pattern.sub(meant, plain)
    return plain.translate(_KATAKANA).translate(_LOOKALIKES)


def views(text: str) -> str:
    """Return ``text`` as a reader or a decoder may see it: folded, unwrapped, unquoted, decoded; one long string."""
    seen = [folded(text)]
    seen.append(re.sub(r"\s*\n[\s>|]*|\s+", " ", seen[0]))
    seen.append(re.sub(r"\s+", "", seen[0]))
    seen.append(re.sub(r"[\s]*\n[\s>|]*", "", seen[0]))
    decoded = _decoded(text)
    if "%" in text:
        decoded.append(unquote(text))
    if "&#" in text:
        decoded.append(_ENTITY.sub(_entity, text.lower()))
    if "=" in text:
        decoded.append(_QUOTED.sub(lambda found: chr(int(found.group(1), 16)), text))
    return "\n".join([*seen, *_canonical(seen[0]), folded("\n".join(decoded))])


def _canonical(plain: str) -> list[str]:
    """Return the IPv6 addresses of a folded text in their one canonical spelling, of the many that they have."""
    found = []
    for spelled in dict.fromkeys(_COLONS.findall(plain)):
        try:
            found.append(str(ip_address(spelled.rstrip(".:") if not spelled.endswith("::") else spelled)))
        except ValueError:
            continue
    return found


def _entity(found: re.Match[str]) -> str:
    digits = found.group(1)
    code = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return chr(code) if code < 0x110000 else " "


def _decoded(text: str) -> list[str]:
    found = []
    for token in dict.fromkeys(_BASE64.findall(text)):
        raw = token.rstrip("=").replace("-", "+").replace("_", "/")
        for start in range(4 if len(raw) < 200 else 1):
            piece = raw[start:]
            try:
                found.append(base64.b64decode(piece + "=" * (-len(piece) % 4)).decode("latin-1"))
            except (binascii.Error, ValueError):
                continue
    lower = text.lower()
    for run in [*_HEX.findall(lower), " ".join(_DUMPED.findall(lower))]:
        digits = re.sub(r"[ :]", "", run)
        found.append(bytes.fromhex(digits[: len(digits) // 2 * 2]).decode("latin-1"))
    return [re.sub(r"[^\x20-\x7e]+", " ", one) for one in found]


class Numbers:
    """The numbers that stand in a text, and which stand next to each other, in each base that addresses have.

    An incident may name thousands of addresses: nearly all are ruled out by the octets that
    do not stand side by side, without spelling them out.
    """

    def __init__(self, seen: str) -> None:
        runs = re.findall(r"[a-z0-9]+", seen)
        meant = {run: _in_each_base(run) for run in set(runs)}
        self._alone = {number for numbers in meant.values() for number in numbers if number is not None}
        self._beside = {
            pair for one, other in set(pairwise(runs)) for pair in zip(meant[one], meant[other], strict=True)
        }

    def may_spell(self, identifier: str) -> bool:
        """Say whether ``identifier`` can stand in the text; anything but an IPv4 address always can."""
        octets = [_OCTETS.get(one) for one in identifier.split(".")]
        if len(octets) != 4 or None in octets:
            return True
        a, b, c, d = cast("list[int]", octets)
        beside, half, number = self._beside, c << 8 | d, ((a << 8 | b) << 8 | c) << 8 | d
        return (
            number in self._alone
            or ((a * 1000 + b) * 1000 + c) * 1000 + d in self._alone
            or (a, number & 0xFFFFFF) in beside
            or (a << 8 | b, half) in beside
            or ((a, b) in beside and ((b, half) in beside or ((b, c) in beside and (c, d) in beside)))
            or ((d, c) in beside and (c, b) in beside and (b, a) in beside)
        )


_OCTETS = {str(number): number for number in range(256)}
"""How the canonical spelling of an IPv4 address writes its numbers."""


def _in_each_base(run: str) -> tuple[int | None, ...]:
    """Return what a run of letters and digits means as decimal, hexadecimal, marked hexadecimal and octal number."""
    return (
        int(run) if run.isdecimal() and len(run) <= 12 else None,
        int(run, 16) if len(run) <= 8 and not run.strip("0123456789abcdef") else None,
        int(run, 16) if _MARKED.fullmatch(run) else None,
        int(run, 8) if _OCTAL.fullmatch(run) else None,
    )


_MARKED = re.compile(r"0x[0-9a-f]{1,8}")
_OCTAL = re.compile(r"0[0-7]{1,11}")


@lru_cache(maxsize=8192)
def of_address(spelling: str) -> frozenset[str]:
    """Return the spellings of an IP address, in the folded form; empty where it is none."""
    try:
        address = ip_address(spelling)
    except ValueError:
        return frozenset()
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return of_address(str(address.ipv4_mapped))
        return frozenset(
            {str(address), address.exploded, address.reverse_pointer, f"{int(address):x}", f"{int(address)}"}
        )
    return frozenset(_of_ipv4(address))


def _of_ipv4(address: IPv4Address) -> set[str]:
    a, b, c, d = octets = address.packed
    number = int(address)
    ways = {".".join(map(str, order)) for order in (octets, octets[::-1])}
    ways |= {way.replace(".", sep) for way in set(ways) for sep in ("-", "_")}
    ways |= {f"{number}", f"0x{number:08x}", f"{number:08x}", f"0{number:o}", f"{address}.in-addr.arpa"}
    ways |= {".".join(f"{one:03}" for one in octets), "-".join(f"{one:03}" for one in octets)}
    ways |= {".".join(f"0x{one:x}" for one in octets), ".".join(f"0{one:o}" for one in octets)}
    ways |= {".".join(f"{one:02x}" for one in octets), "".join(f"{one:03}" for one in octets)}
    ways |= {f"::ffff:{a:02x}{b:02x}:{c:02x}{d:02x}", f"::ffff:{a << 8 | b:x}:{c << 8 | d:x}", f"{a}.{b}.{c << 8 | d}"}
    ways |= {f"{a}.{b << 16 | c << 8 | d}", f"{a:02x}:{b:02x}:{c:02x}:{d:02x}", f"{a:02x} {b:02x} {c:02x} {d:02x}"}
    ways |= {f"{a:02x}{b:02x}:{c:02x}{d:02x}", f"{a:02x}-{b:02x}-{c:02x}-{d:02x}"}
    return ways


@lru_cache(maxsize=8192)
def of_name(name: str) -> frozenset[str]:
    """Return the spellings of a host name, mail address or name of a person or organisation, in the folded form."""
    plain = folded(name).strip().strip(".")
    ways = {plain, re.sub(r"\s+", "", plain)} if not plain.isascii() else {plain}
    if "@" in plain:
        user, _, domain = plain.rpartition("@")
        ways |= {
            f"{user} at {domain}",
            f"{user}={domain}",
            f"{user}%{domain}",
            f"{user}#{domain}",
            f"{user}_at_{domain}",
        }
    elif "." in plain and " " not in plain:
        labels = plain.split(".")
        ways |= {".".join(reversed(labels)), "-".join(labels), "_".join(labels), " ".join(labels)}
        ways.add("_".join(labels).replace("-", "_"))
        if not plain.isascii():
            try:
                ways.add(plain.encode("idna").decode("ascii"))
            except UnicodeError:
                pass
    elif plain.isascii() and " " in plain:
        words = plain.split()
        ways |= {
            " ".join(reversed(words)),
            "_".join(words),
            "-".join(words),
            ".".join(words),
            ", ".join(reversed(words)),
            "".join(words),
        }
        if len(words) == 2 and min(map(len, words)) > 2:
            ways |= {f"{words[0][0]}. {words[1]}", f"{words[0][0]}.{words[1]}", f"{words[1]}, {words[0][0]}."}
    if plain.isascii() and len(plain) >= 5 and "." in plain:
        ways.add(plain[::-1])
    return frozenset(ways)
