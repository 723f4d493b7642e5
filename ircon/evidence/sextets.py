"""Judge groups joined by colons: an IPv6 address in any spelling, with zone id, port, prefix or its range's end."""

from __future__ import annotations

import re
from functools import lru_cache

from ircon.evidence import addresses
from ircon.evidence.found import Found
from ircon.model import ObservableKind

_LABELLED = re.compile(r"[A-Za-z_]\w{0,24}?:(?=[0-9A-Fa-f:])", re.ASCII)
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}:", re.ASCII)
_TAIL = re.compile(r"(?:%[\w.-]{1,16})?(?:/(\d{1,3})(?![\w./]))?", re.ASCII)
_V6_RANGE = re.compile(r"[ \t]{0,2}-[ \t]{0,2}([0-9A-Fa-f:]{2,39})(?![\w:.])", re.ASCII)


def colons(text: str, start: int, end: int) -> Found | None:
    """Judge groups joined by colons: an IPv6 address in any spelling, with zone id, port or prefix."""
    if end - start > 2 * _LONGEST_V6:
        return None
    word = text[start:end]
    labelled = _LABELLED.match(word)
    if labelled and not _HEXADECIMAL.fullmatch(labelled[0]):
        start += labelled.end()
        word = word[labelled.end() :]
    judged = _judged(_stem(word) if _has_port(text, start, start + len(word), word) else word)
    if judged is None:
        return None
    kind, value, length = judged
    stop = start + length
    tail = _TAIL.match(text, stop)
    if tail and tail[1] and kind is ObservableKind.IPV6:
        block = addresses.netblock(value, int(tail[1]))
        if block:
            return Found(ObservableKind.CIDR, block, start, tail.end(), tail.end())
    elif kind is ObservableKind.IPV6 and (other := _V6_RANGE.match(text, stop)):
        block = addresses.span(value, other[1])
        if block:
            return Found(ObservableKind.CIDR, block, start, other.end(1), other.end(1))
    return Found(kind, value, start, stop, max(end, tail.end() if tail else end))


@lru_cache(maxsize=4096)
def _judged(word: str) -> tuple[ObservableKind, str, int] | None:
    """Return the address that ``word`` begins with, as what kind, and how long its spelling is."""
    for spelling in _spellings(word):
        judged = addresses.ipv6(spelling)
        if judged:
            return ObservableKind(judged[0]), judged[1], len(spelling)
    return None


_LONGEST_V6 = 64
_OTHER_BEFORE = re.compile(r"(?<![\w:])([0-9A-Fa-f:]{4,45}):\d{1,5} ?[-=]?>\s?\Z", re.ASCII)
_OTHER_AFTER = re.compile(r"\s?[-=]?> ?([0-9A-Fa-f:]{4,45}):\d{1,5}(?![\w:])", re.ASCII)


def _has_port(text: str, start: int, end: int, word: str) -> bool:
    """Say whether a port follows the last colon, though it could be a group: so it is where both ends of an arrow do.

    The other end tells, if with its last group it would be no address and without it is one.
    """
    if not _may_have_port(word):
        return False
    other = _OTHER_AFTER.match(text, end) or _OTHER_BEFORE.search(text[max(0, start - 64) : start])
    if other is None:
        return text.startswith(("{TCP} ", "{UDP} "), max(0, start - 6))
    whole = other[0].replace(">", "").strip(" \t-=")
    return addresses.ipv6(other[1]) is not None and addresses.ipv6(whole) is None


@lru_cache(maxsize=4096)
def _may_have_port(word: str) -> bool:
    stem = _stem(word)
    return bool(stem) and addresses.ipv6(stem) is not None


def _stem(word: str) -> str:
    stem, _, port = word.rpartition(":")
    return stem if port.isdigit() and not stem.endswith(":") else ""


def _spellings(word: str) -> tuple[str, ...]:
    """Return how much of the word may be the address: all, without a trailing colon, without a port."""
    bare = word[:-1] if word.endswith(":") and not word.endswith("::") else word
    if "." not in bare:
        stem, _, port = bare.rpartition(":")
        return (bare, stem) if port.isdigit() and not stem.endswith(":") else (bare, word)
    return (bare, bare[: bare.rfind(".")], bare[: bare.find(".")])
