"""Say which part an observable plays, where the words beside it on its line say so: source or target."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ircon.evidence.parts import Found
from ircon.model import ObservableKind, Role

_BEFORE = 40
_AFTER = 16
_GAP = r"[ \t]{0,2}[=:]?[ \t]{0,2}"
_WORD_BEFORE = re.compile(
    r"(?:"
    r"(?P<source>(?<![A-Za-z])(?:from|src|src_?ip|srcaddr|source|source[ _-]?(?:ip|address|network address)|saddr|s-?ip|c-ip|rhost|"
    r"client|client[ _-]?(?:ip|address)|remote|remote[ _-]?(?:ip|addr|address|host)|peer|attacker|offender|intruder|hostname|addr|ip"
    r"|laddr|by host|orig_h|ban|found)|攻撃元|送信元|接続元|発信元|発信源|アクセス元|侵入元|攻撃者|相手)"
    r"|(?P<target>(?<![A-Za-z])(?:to|into|against|dst|dst_?ip|dstaddr|dest|dest[ _-]?(?:ip|address)|destination|"
    r"destination[ _-]?(?:ip|address)|daddr|s-ip|target|victim|towards?|resp_h)|攻撃先|送信先|接続先|宛先|宛て先|標的|被害|対象)"
    r")(?:[ \t]?(?:ホスト|サーバ|IP|アドレス|IPアドレス|address|host|addr)){0,2}[ \t]?(?:は|が|の)?"
    r"(?:[ \t]{0,2}[=:]{0,2}[ \t]{0,2}|[ \t]+(?:inside|outside|dmz|[a-z]{2,10}):)"
    r"(?:[\w.-]{1,24}[\[(]|[\[(<\"'/「『]|(?:unknown|localhost)?[\[(]|IPv6:|::ffff:|\w{1,20}@|[a-z]{2,10}:){0,2}\Z",
    re.ASCII | re.IGNORECASE,
)
_SOURCE_AFTER = re.compile(
    r"(?:[\])\"'」』>]|[:.,#]\d{1,5}|/\d{1,5}|\(\d{1,5}\)){0,2}[ \t]?(?:(?P<source>から|より|が攻撃|[-=]{0,2}>|→|⇒|-&gt;)|(?P<target>へ|宛|に対|を攻撃|<-))",
    re.ASCII,
)
_ARROW_BEFORE = re.compile(
    r"(?:(?P<target>[-=]?>|→|⇒|-&gt;)|(?P<source><[-=]))[ \t]{0,2}(?:[\w.-]{0,15}[:/]|\[)?\Z", re.ASCII
)
_AT_BRACKET = re.compile(r"@\[\Z")
_JOINED = re.compile(r"[ \t]?[\[(/=]{1,2}[ \t]?\Z")
_FIRST_WORD = re.compile(r"(?:[^ ]{1,80} )?[\w.:-]{1,80} [^ ]{1,80} [^ \[]{1,80} \[\d\d/[A-Z][a-z]{2}/\d{4}:", re.ASCII)
_KEYED_MAIL = re.compile(r"(?:(?P<source>from)|(?P<target>to|orig_to))=<?\Z", re.ASCII | re.IGNORECASE)


def roles(text: str, begin: int, end: int, found: Sequence[Found]) -> list[Role | None]:
    """Return the role of each of ``found``, which all stand between ``begin`` and ``end`` (one line), in order."""
    result: list[Role | None] = []
    previous: Found | None = None
    for one in found:
        role = _said(text, begin, end, one)
        if role is None and previous is not None and one.start - previous.end <= 4:
            if _JOINED.match(text[previous.end : one.start]):
                role = result[-1]
        if role is None and one.start == begin and _FIRST_WORD.match(text, begin):
            role = Role.SOURCE
        result.append(role)
        previous = one
    return result


def _said(text: str, begin: int, end: int, one: Found) -> Role | None:
    before = text[max(begin, one.start - _BEFORE) : one.start]
    if one.kind in (ObservableKind.MAIL, ObservableKind.URL):
        return _named(_KEYED_MAIL.search(before)) if one.kind is ObservableKind.MAIL else None
    return (
        _named(_ARROW_BEFORE.search(before[-20:]))
        or _named(_WORD_BEFORE.search(before))
        or _named(_SOURCE_AFTER.match(text, one.end, min(end, one.end + _AFTER)))
        or (Role.SOURCE if _AT_BRACKET.search(before) else None)
    )


def _named(matched: re.Match[str] | None) -> Role | None:
    if matched is None:
        return None
    return Role.TARGET if matched["target"] else Role.SOURCE
