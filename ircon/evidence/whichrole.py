"""Say which part an observable plays, where the words beside it on its line say so: source or target.

Only what stands directly before or after counts: a key (``SRC=``, ``rhost=``), a preposition (``from``, ``to``),
an arrow, or the Japanese words for where an access comes from and goes to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from ircon.evidence.found import Found
from ircon.model import ObservableKind, Role

_BEFORE = 48
_AFTER = 20
_NEAR = 16
"""So few characters before an address mostly hold the whole word that tells."""
_DIGITS = str.maketrans("123456789", "000000000")
_MOST_WORDS = 4
_SKIPPING = "[(:@/"

_SOURCE_WORDS = frozenset(
    """from src source saddr c-ip cip rhost rip cli client remote peer attacker offender intruder scanner addr
    ipaddress orig_h ban unban found caller x-forwarded-for x-originating-ip by-host""".split()
)
_TARGET_WORDS = frozenset(
    "to into against dst dest destination daddr s-ip lip target victim toward towards resp_h".split()
)
_PLAINLY_SOURCE = (
    " from ",
    "SRC=",
    " src=",
    "rhost=",
    '"src_ip":"',
    " hostname=",
    "[client ",
    "client: ",
    " from unknown[",
    "srcip=",
    " FROM ",
)
_PLAINLY_TARGET = ("DST=", " dst=", "dstip=", '"dest_ip":"')
"""The commonest ways to say it, asked first: this is done for every address of every line."""
_SUFFIXES = ("ipaddress", "address", "addr", "ip")
_PLAIN_WORDS = frozenset("network address ip host ipv4 ipv6 name port the a tcp udp icmp hosts addresses".split())
"""Words that may stand between the word that tells and the address: ``Source Network Address:``."""
_SOURCE_ENDINGS = ("攻撃元", "送信元", "接続元", "発信元", "発信源", "アクセス元", "侵入元", "攻撃者", "ソース")
_TARGET_ENDINGS = ("攻撃先", "送信先", "接続先", "宛先", "宛て先", "標的", "被害", "攻撃対象", "アクセス先")
_BETWEEN = (
    "ネットワーク",
    "アドレス",
    "ホスト名",
    "ホスト",
    "サーバ",
    "サーバー",
    "IP",
    "ip",
    "は",
    "が",
    "の",
    "、",
    " ",
    ":",
    "=",
    "「",
    "(",
    "[",
)
_WORDS = re.compile(r"[\w.@-]+", re.ASCII)
_AFTER_IT = re.compile(
    r"(?:[\])\"'」』>]|[:.,#]\d{1,5}|/\d{1,5}|\(\d{1,5}\)){0,3}"
    r"(?:(?P<to_next>[ \t]{1,8}>[ \t]|(?<=\d)>\d)|[ \t]{0,8}(?:(?P<source>から|より|が攻撃|[-=]{1,2}>|→|⇒|-&gt;|o>)|(?P<target>へ|宛|に対|を攻撃|<-)))",
    re.ASCII,
)
_ARROW = re.compile(r"(?:[-=]>|(?:\s|o)>|→|⇒|-&gt;)\s{0,8}(?:[\w.-]{0,15}[:/]|\[)?\Z", re.ASCII)
_OPEN_TO_ARROW = re.compile(r"[&gt;>]{0,4}\s{0,8}(?:[\w.-]{0,15}[:/]|\[)?", re.ASCII)
"""What may be the rest of an arrow and what stands behind it."""
_JOINED = re.compile(r"\.?[ \t]?[\[(/=]{1,2}[ \t]?\Z")
_FIRST_WORD = re.compile(r"(?:[^ ]{1,80} )?[\w.:-]{1,80} [^ ]{1,80} [^ \[]{1,80} \[\d\d/[A-Z][a-z]{2}/\d{4}:", re.ASCII)
_ENVELOPE = {"from=<": Role.SOURCE, "to=<": Role.TARGET, "from=": Role.SOURCE, "to=": Role.TARGET}
_TO_LINE = re.compile(r"\bto=<")


def alike(text: str) -> str:
    """Return ``text`` with any digit as 0, which makes the lines of a log alike; with other letters in it this takes too long."""
    return text.translate(_DIGITS) if text.isascii() else text


def roles(text: str, same: str, begin: int, end: int, found: Sequence[Found]) -> list[Role | None]:
    """Return the role of each of ``found``, which all stand between ``begin`` and ``end`` (one line), in order.

    ``same`` is what ``alike`` makes of the text: no rule asks which digit stands somewhere.
    """
    result: list[Role | None] = []
    previous_end = -10
    for one in found:
        role = _said(text, same, begin, end, one)
        if role is None:
            if one.start - previous_end <= 4 and _JOINED.match(text[previous_end : one.start]):
                role = result[-1]
            elif one.start == begin and _FIRST_WORD.match(text, begin, end):
                role = Role.SOURCE
        result.append(role)
        previous_end = one.end
    return result


def _said(text: str, same: str, begin: int, end: int, one: Found) -> Role | None:
    kind, _, start, stop, _ = one
    if kind is ObservableKind.URL:
        return None
    if kind is ObservableKind.MAIL:
        before = text[max(begin, start - _BEFORE) : start]
        return _envelope(before) if before.endswith(("=", "=<")) else None
    told: Role | Literal[False] | None = False
    if start - begin >= _NEAR:
        told = _near(same[start - _NEAR : start])
    if told is False:
        told = _before(text[max(begin, start - _BEFORE) : start], text, begin, one)
    return told or _after(same[stop - 1 : min(end, stop + _AFTER)])


def _envelope(before: str) -> Role | None:
    return next((role for key, role in _ENVELOPE.items() if before.endswith(key)), None)


@lru_cache(maxsize=4096)
def _near(near: str) -> Role | Literal[False] | None:
    """Return what ``_before`` does, from the last ``_NEAR`` characters; False where more would count.

    The lines of one log have these in common, so it is remembered.
    """
    if not near.isascii() or "ipv" in near.lower() or near.endswith("@["):
        return False
    if near.endswith(_PLAINLY_SOURCE):
        return Role.SOURCE
    if near.endswith(_PLAINLY_TARGET):
        return Role.TARGET
    if _ARROW.search(near) or _OPEN_TO_ARROW.fullmatch(near):
        return False
    skip = near[-1] in _SKIPPING
    for word in reversed([*_WORDS.finditer(near)][-_MOST_WORDS:]):
        lower = word[0].lower()
        if word.start() == 0 or lower == "relay":
            return False
        if (role := _of_word(lower)) is not None:
            return role
        if lower not in _PLAIN_WORDS:
            if not skip:
                return None
            skip = False
    return False


def _before(before: str, text: str, begin: int, one: Found) -> Role | None:
    """Read the words before: an arrow, or the last word that is not just ``address`` or ``IP``."""
    if not before:
        return None
    if before.endswith(_PLAINLY_SOURCE):
        return Role.SOURCE
    if before.endswith(_PLAINLY_TARGET):
        return Role.TARGET
    near = before[-26:]
    if ">" in near or not near.isascii():
        if _ARROW.search(near):
            return Role.TARGET
    elif before.endswith("@["):
        return Role.SOURCE
    if not before.isascii():
        japanese = _japanese(before)
        if japanese is not None:
            return japanese
    skip = before[-1] in _SKIPPING  # one name may stand between: unknown[, outside:, IPv6:
    for word in reversed(_WORDS.findall(before, max(0, len(before) - 40))[-_MOST_WORDS:]):
        lower = word.lower()
        role = _of_word(lower)
        if role is not None:
            return role
        if lower == "relay":
            return Role.TARGET if _TO_LINE.search(text, begin, one.start) else Role.SOURCE
        if lower in _PLAIN_WORDS:
            continue
        if not skip:
            return None
        skip = False
    return None


def _of_word(word: str) -> Role | None:
    """Return what a key or a preposition says: ``srcip`` and ``src_ip`` say what ``src`` does."""
    if word in _SOURCE_WORDS:
        return Role.SOURCE
    if word in _TARGET_WORDS:
        return Role.TARGET
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix):
            stem = word[: -len(suffix)].rstrip("_-.")
            return Role.SOURCE if stem in _SOURCE_WORDS else Role.TARGET if stem in _TARGET_WORDS else None
    return None


def _japanese(before: str) -> Role | None:
    for _ in range(6):
        if before.endswith(_SOURCE_ENDINGS):
            return Role.SOURCE
        if before.endswith(_TARGET_ENDINGS):
            return Role.TARGET
        between = next((word for word in _BETWEEN if before.endswith(word)), None)
        if between is None:
            return None
        before = before[: -len(between)]
    return None


@lru_cache(maxsize=4096)
def _after(behind: str) -> Role | None:
    """Read the words after: ``behind`` are the last character of an observable and what follows."""
    said = _AFTER_IT.match(behind, 1)
    if said is None:
        return None
    return Role.TARGET if said["target"] else Role.SOURCE
