"""Say which part an observable plays, where the words beside it on its line say so: source or target.

Only what stands directly before or after counts: a key (``SRC=``, ``rhost=``), a preposition (``from``, ``to``),
an arrow, or the Japanese words for where an access comes from and goes to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ircon.evidence.found import Found
from ircon.model import ObservableKind, Role

_BEFORE = 48
_AFTER = 20

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
_BACK_ARROW = re.compile(r"<[-=]\s{0,3}\Z")
_JOINED = re.compile(r"\.?[ \t]?[\[(/=]{1,2}[ \t]?\Z")
_FIRST_WORD = re.compile(r"(?:[^ ]{1,80} )?[\w.:-]{1,80} [^ ]{1,80} [^ \[]{1,80} \[\d\d/[A-Z][a-z]{2}/\d{4}:", re.ASCII)
_ENVELOPE = {"from=<": Role.SOURCE, "to=<": Role.TARGET, "from=": Role.SOURCE, "to=": Role.TARGET}
_TO_LINE = re.compile(r"\bto=<")


def roles(text: str, begin: int, end: int, found: Sequence[Found]) -> list[Role | None]:
    """Return the role of each of ``found``, which all stand between ``begin`` and ``end`` (one line), in order."""
    result: list[Role | None] = []
    previous_end = -10
    for one in found:
        role = _said(text, begin, end, one)
        if role is None:
            if one.start - previous_end <= 4 and _JOINED.match(text[previous_end : one.start]):
                role = result[-1]
            elif one.start == begin and _FIRST_WORD.match(text, begin, end):
                role = Role.SOURCE
        result.append(role)
        previous_end = one.end
    return result


def _said(text: str, begin: int, end: int, one: Found) -> Role | None:
    before = text[max(begin, one.start - _BEFORE) : one.start]
    if one.kind is ObservableKind.MAIL:
        return next((role for key, role in _ENVELOPE.items() if before.endswith(key)), None)
    if one.kind is ObservableKind.URL:
        return None
    return _before(before, text, begin, one) or _after(text, end, one)


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
    skip = before[-1] in "[(:@/"  # one name may stand between: unknown[, outside:, IPv6:
    for word in reversed(_WORDS.findall(before, max(0, len(before) - 40))[-4:]):
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


def _after(text: str, end: int, one: Found) -> Role | None:
    said = _AFTER_IT.match(text, one.end, min(end, one.end + _AFTER))
    if said is None:
        return None
    return Role.TARGET if said["target"] else Role.SOURCE
