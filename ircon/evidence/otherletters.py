"""Hosts in letters beyond ASCII, as the DNS spells them (RFC 3490): in URLs and mail addresses, and standing bare.

Japanese has no blanks, so a bare name counts only where its beginning can be told: after a
blank, a bracket or a sign, or behind は, が or を, which names hardly hold. Its end is a
top-level domain that people take such names under; a file's name ends in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEHIND_A_SIGN = re.compile(
    r"(?:(?<=://)|(?<=[A-Za-z0-9]@))(?:(?:[A-Za-z0-9\u00c0-\u024f-]{1,63}|[^\W_A-Za-z]{1,40})\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9_-])"
)
"""A label is in Latin letters or has no letter of ASCII: else the words behind a name would be taken for the rest of it."""
_CJK = r"\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_TOPS = "jp|com|net|org|info|biz|cc|tokyo|cn|tw|kr|asia|xyz|site|online|shop"
_TOPS_BEYOND = "みんな|コム|クラウド|ストア|セール|ファッション|ポイント|グーグル|アマゾン|中国|中國|公司|网络|網路|在线|商城|한국|닷컴"
_BARE = re.compile(
    rf"(?<![\w.@/-])(?:[{_CJK}A-Za-z0-9-]{{1,24}}\.){{1,4}}"
    rf"(?:(?:{_TOPS})(?![A-Za-z0-9_./-]|\.[A-Za-z])|(?:{_TOPS_BEYOND})(?![{_CJK}A-Za-z0-9]))"
)
_FIRST_LABEL = re.compile(r"[^.]+[はがを](?=[^.])")
_SPOKEN = re.compile(
    r"(?:です|ます|ました|ません|した|して|する|ある|ない|から|まで|など|こと|もの|[はがをにへでもと])\Z"
)
"""How what stands before the dot ends where it is a sentence and no name."""
_DOTTED = re.compile("|".join(f"[.](?:{tops})" for tops in (_TOPS, _TOPS_BEYOND)))


def spelled(text: str) -> list[tuple[int, int, str]]:
    """Return where ``text`` names hosts in other letters, and how the DNS spells each, in order."""
    if text.isascii():
        return []
    changes: list[tuple[int, int, str] | None] = []
    behind, dotted = "://" in text or "@" in text, _DOTTED.search(text) is not None
    for begin, end in _spans(text) if behind or dotted else ():
        if behind:
            changes += [_change(host.start(), host[0]) for host in _BEHIND_A_SIGN.finditer(text, begin, end)]
        if dotted:
            changes += [_bare(host) for host in _BARE.finditer(text, begin, end)]
    return sorted(change for change in changes if change is not None)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each line that is not all of ASCII begins and ends: the others, a log's most, name no such host."""
    begin = 0
    for line in text.split("\n"):
        end = begin + len(line)
        if not line.isascii():
            yield begin, end
        begin = end + 1


def _bare(host: re.Match[str]) -> tuple[int, int, str] | None:
    start, name = host.start(), host[0]
    if (lead := _FIRST_LABEL.match(name)) is not None:
        start, name = start + lead.end(), name[lead.end() :]
    if any(map(_SPOKEN.search, name.split(".")[:-1])):
        return None
    return _change(start, name)


def _change(start: int, name: str) -> tuple[int, int, str] | None:
    if name.isascii():
        return None
    try:
        spelling = name.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return (start, start + len(name), spelling.lower()) if spelling != name else None
