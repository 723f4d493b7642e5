"""Where in a text something may stand that is an address, a name, a URL or a mail address.

What joins their parts (a dot, a colon, an at sign) is rare, so these are looked for, and the
word around each is read: trying every word of a long log line would cost ten times as much.
Every pattern either has a bound or never gives back what it took, and no character is looked
at more than a few times: the time is linear whatever an attacker writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LABEL = r"[A-Za-z0-9_][A-Za-z0-9_-]*+"
_SHELL = r"(?:sh|bash|cd|chmod|rm|wget|curl|busybox|tftp|perl|python)\b|\./"
_LONGEST = 80
"""Characters before what joins first, at most."""

_TOKEN = re.compile(
    r"(?<=<)(?P<angled>[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]++@[A-Za-z0-9_.-]++)(?=>)"
    rf"|(?<!\w)(?=[\w+%~*-]{{0,{_LONGEST}}}+[.:@])(?:"
    rf"(?:(?<=%)[0-9A-Fa-f]{{2}})?+(?P<url>(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{{2}}))[A-Za-z][A-Za-z0-9]{{1,14}}+://(?:(?![,;](?:[A-Za-z]{{2,6}}://|{_SHELL}))[!#-;=?-\[\]_a-z~])++)"
    r"|(?<![\w.%+~@-])(?P<mail>[A-Za-z0-9_][\w.%+~-]*+@(?=\w)[A-Za-z0-9_.-]++)"
    r"|(?<!\.)(?<!\w:)(?=\w{0,24}:(?:(?:\w{1,8}:){0,7}:|(?:\w{1,4}:){5}))(?P<v6>[\w:]++(?:\.\d{1,5}(?!\w)){0,4})"
    rf"|(?<!\.)(?<!\w-)(?:\*\.|\.)?(?P<dotted>{LABEL}(?:\.{LABEL})++))",
    re.ASCII,
)
_JOINT = re.compile(
    r"\.(?=\w)(?!\d{1,20}(?:[+-]\d\d:?\d\d)?(?![\w./*@%+~-]))"  # of two numbers alone nothing is made, nor with a zone
    r"|:(?=//|(?:\w{1,8}:){0,7}:|(?!(?<=\W[0-9A-Fa-f]{2}:)(?:[0-9A-Fa-f]{2}:){4})(?:\w{1,4}:){5})"  # MAC addresses
    r"|@(?=\w)|<(?=[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]++@)",
    re.ASCII,
)
_WORD_BEFORE = re.compile(rf"\w{{0,{_LONGEST}}}+(?P<more>[+%~*-])?", re.ASCII)
_RUN_BEFORE = re.compile(rf"[\w+%~*-]{{0,{_LONGEST}}}+", re.ASCII)
_LOCAL_BEFORE = re.compile(rf"[\w.%+~-]{{0,{_LONGEST}}}+", re.ASCII)
_INSIDE_LOCAL = frozenset(".+%~-")
"""Signs that may end the local part of a mail address, though nothing is joined by them."""
_NO_NAME = frozenset("+~")
"""No host's name ends in one of these."""
_START = re.compile(r"(?<!\w)[\w:.*]", re.ASCII)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield what may be an observable, from left to right; the last group that took part says as what."""
    backwards, length, past = text[::-1], len(text), 0
    match = _TOKEN.match
    for joint in _JOINT.finditer(text):
        at = joint.start()
        if at < past:
            continue
        sign = text[at]
        if sign == "<":
            found = match(text, at + 1)
        elif sign == "." and text[at - 1 : at] in _NO_NAME and text.find("@", at, at + _LONGEST) < 0:
            found = match(text, at)  # only the local part of a mail address could begin before it
        elif sign == "@" and text[at - 1 : at] in _INSIDE_LOCAL:
            found = _within(text, at - _run(_LOCAL_BEFORE, backwards, length - at), at, past)
        else:
            word = _WORD_BEFORE.match(backwards, length - at)
            if word is None or word["more"] is not None:
                found = _within(text, at - _run(_RUN_BEFORE, backwards, length - at), at, past)
            else:
                begin = at - (word.end() - word.start())
                found = match(text, begin) if begin >= past else None
        if found is not None:
            past = found.end()
            yield found


def _run(pattern: re.Pattern[str], backwards: str, start: int) -> int:
    run = pattern.match(backwards, start)
    return run.end() - run.start() if run else 0


def _within(text: str, begin: int, at: int, past: int) -> re.Match[str] | None:
    """Return the first token that begins in the run of signs and letters before a joint."""
    for start in _START.finditer(text, max(begin, past), at + 1):
        if (found := _TOKEN.match(text, start.start())) is not None:
            return found
    return None
