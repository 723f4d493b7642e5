"""Judge dotted numbers: an address, with a port or a prefix joined to it, a range of two, or no address at all.

Looks at a bounded number of characters on either side.
"""

from __future__ import annotations

import re

from ircon.evidence import addresses, versions
from ircon.evidence.found import AROUND, Found
from ircon.model import ObservableKind

_FIVE = re.compile(r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\.(\d{1,5}|[A-Za-z][A-Za-z0-9-]{1,15})\Z", re.ASCII)
_RANGE = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3})-(\d{1,3}(?:\.\d{1,3}){3}|\d{1,3})\Z", re.ASCII)
_NEXT_QUAD = re.compile(r"[ \t]{0,2}(?:-|~|〜|～|から|to)[ \t]{0,2}(\d{1,3}(?:\.\d{1,3}){3})(?![\w.]*\w)", re.ASCII)
_RANGE_SIGNS = ("-", "~", "〜", "～", "か", "t", " ", "\t")
_BLOCK_SIGNS = "/ \t-~〜～か"
"""What may join an address to what makes it a netblock."""
_SAID_RANGE = 28
"""``a to b`` is a range only of sixteen addresses or more: smaller ones are a source and its target."""
_SLASH_MASK = re.compile(r"/(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])", re.ASCII)
_SPACE_MASK = re.compile(
    r"[ \t]{1,4}(?:(?:net)?mask[ \t:=]{1,3})?(255\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.\d{1,3}\.\d{1,3}\.(?!0\b)\d{1,3})(?![\w.])",
    re.ASCII,
)
_PREFIX = re.compile(r"/(\d{1,2})(?![\w./])", re.ASCII)
_SHORT_BLOCK = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}\Z", re.ASCII)
_ARROW_AFTER = re.compile(r"[ \t]{0,8}[-=]?>", re.ASCII)
_ARROW_BEFORE = re.compile(r"[-=]?>[ \t]{0,8}\Z", re.ASCII)


def numbers(text: str, start: int, end: int, word: str) -> Found | None:
    """Judge a word of numbers joined by dots."""
    quad = addresses.ipv4(word)
    if quad is None:
        return _odd(text, start, end, word)
    if versions.is_small(quad):
        if (
            versions.follows_program(text[max(0, start - AROUND) : start], quad)
            or versions.is_upgraded_to(text, end, quad)
            or versions.in_product_header(text, start)
        ):
            return None
    elif versions.may_follow(text[max(0, start - versions.NEAR) : start]) and versions.follows_program(
        text[max(0, start - AROUND) : start], quad
    ):
        return None
    following = text[end : end + 1]
    if following == "|" and versions.in_event_head(text, start, end):
        return None
    block = _block(text, start, end, quad) if following and following in _BLOCK_SIGNS else None
    return block or Found(ObservableKind.IPV4, quad, start, end, end)


def _odd(text: str, start: int, end: int, word: str) -> Found | None:
    """Judge a quad with something joined to it: a port (tcpdump, BSD), the other end of a range, a short block."""
    five = _FIVE.match(word)
    if five is not None:
        quad = addresses.ipv4(five[1])
        if quad is None or not (beside_arrow(text, start, end) or (five[2].isdigit() and int(quad.split(".")[0]) > 31)):
            return None
        return Found(ObservableKind.IPV4, quad, start, start + len(five[1]), end)
    joined = _RANGE.match(word)
    if joined is not None:
        first = addresses.ipv4(joined[1])
        last = joined[2] if "." in joined[2] else joined[1][: joined[1].rfind(".") + 1] + joined[2]
        if first is None:
            return None
        block = addresses.span(first, last)
        if block is not None:
            return Found(ObservableKind.CIDR, block, start, end, end)
        stop = start + len(joined[1])
        return Found(ObservableKind.IPV4, first, start, stop, stop)
    if _SHORT_BLOCK.match(word):
        prefix = _PREFIX.match(text, end)
        if (
            prefix
            and 8 <= int(prefix[1]) <= 8 * (word.count(".") + 1)
            and not versions.follows_program(text[max(0, start - 16) : start], word)
        ):
            block = addresses.netblock(word + ".0" * (3 - word.count(".")), int(prefix[1]))
            return (block and Found(ObservableKind.CIDR, block, start, prefix.end(), prefix.end())) or None
        if word.count(".") == 2 and text.startswith(".*", end):
            block = addresses.netblock(word + ".0", 24)
            return (block and Found(ObservableKind.CIDR, block, start, end + 2, end + 2)) or None
    return None


def _block(text: str, start: int, end: int, quad: str) -> Found | None:
    """Return the netblock where a prefix, a mask or the other end of a range follows ``quad``."""
    following = text[end : end + 1]
    block: str | None = None
    stop = end
    if following == "/":
        if prefix := _PREFIX.match(text, end):
            block, stop = addresses.netblock(quad, int(prefix[1])), prefix.end()
        elif mask := _SLASH_MASK.match(text, end):
            block, stop = addresses.netblock(quad, addresses.mask_length(mask[1]) or 0), mask.end()
    else:
        ranges = following not in " \t" or text[end + 1 : end + 2] in _RANGE_SIGNS
        if ranges and (other := _NEXT_QUAD.match(text, end)):
            block, stop = addresses.span(quad, other[1]), other.end(1)
            if (
                block
                and text[end : other.start(1)].strip() in ("to", "から")
                and int(block.rpartition("/")[2]) > _SAID_RANGE
            ):
                block = None
        elif quad.endswith(".0") and (mask := _SPACE_MASK.match(text, end)):
            block, stop = addresses.netblock(quad, addresses.mask_length(mask[1]) or 0), mask.end(1)
    return Found(ObservableKind.CIDR, block, start, stop, stop) if block else None


def is_numbers(word: str) -> bool:
    """Say whether a word that ends in letters is still an address with a named port, or a range."""
    return bool(_FIVE.match(word) or _RANGE.match(word))


def beside_arrow(text: str, start: int, end: int) -> bool:
    """Say whether an arrow stands directly before or after, as between the ends of a packet's way."""
    return bool(_ARROW_AFTER.match(text, end) or _ARROW_BEFORE.search(text[max(0, start - 10) : start]))
