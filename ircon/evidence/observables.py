"""Find the addresses, names, URLs and mail addresses in a text: what a report gives us to find sites by.

Whatever may be one (``tokens``) is judged by the rules in ``addresses`` and ``names`` and by what stands
around it (version numbers, paths, message-ids are no evidence).

A URL counts as the URL alone and a mail address as the mail address alone: their hosts are derived where
sites are looked up.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ircon.evidence import columns, links, refang, sextets, whichrole, words
from ircon.evidence.found import Found
from ircon.evidence.tokens import LABEL, tokens
from ircon.model import Observable

_BREAK = re.compile(r"\r\n|\r|\n")


def find(text: str) -> tuple[Observable, ...]:
    """Return the observables of ``text`` in order, their values refanged and in canonical spelling.

    Lines count from 1; offsets are those of the spelling in the line as it came. The same value twice on
    one line counts once. ``role`` is set where the line says it, or the heading of its table.
    """
    plain = refang.plain(text)
    breaks = _breaks(plain.text)
    starts = [0, *breaks]
    same = whichrole.alike(plain.text)
    result: list[Observable] = []
    line = 1
    seen: set[str] = set()
    on_line: list[Found] = []
    for found in _walk(plain, text):
        while line <= len(breaks) and breaks[line - 1] <= found.start:
            _settle(plain, text, same, on_line, line, starts, result)
            on_line, seen = [], set()
            line = bisect_right(breaks, found.start) + 1
        if found.value not in seen:  # values of two kinds are never spelled the same
            seen.add(found.value)
            on_line.append(found)
    _settle(plain, text, same, on_line, line, starts, result)
    return columns.told(text, result)


def _breaks(text: str) -> list[int]:
    """Return where each line but the first begins."""
    if "\r" in text:
        return [found.end() for found in _BREAK.finditer(text)]
    found, at = [], text.find("\n")
    while at >= 0:
        found.append(at + 1)
        at = text.find("\n", at + 1)
    return found


def _settle(
    plain: refang.Plain,
    source: str,
    same: str,
    on_line: list[Found],
    line: int,
    starts: list[int],
    result: list[Observable],
) -> None:
    """Add one line's findings, with the role that the line gives them and offsets in the line as it came."""
    if not on_line:
        return
    begin = starts[line - 1]
    end = starts[line] if line < len(starts) else len(plain.text)
    told = zip(on_line, whichrole.roles(plain.text, same, begin, end, on_line), strict=True)
    if not plain.changed(begin, end):
        result += [
            Observable(found.kind, found.value, line, found.start - begin, found.end - begin, role)
            for found, role in told
        ]
        return
    base = plain.origin(begin)
    for found, role in told:
        first, last = plain.origin(found.start) - base, plain.finish(source, found.end) - base
        result.append(Observable(found.kind, found.value, line, first, last, role))


def _walk(plain: refang.Plain, source: str) -> Iterator[Found]:
    """Yield what counts, in order; ``past`` keeps the second half of a range from counting again."""
    text = plain.text
    wide = not source.isascii()
    past = 0
    for token in tokens(text):
        if token.start() < past:
            continue
        kind = token.lastgroup or ""
        start, end = token.span(kind)
        if kind == "dotted":
            found = words.dotted(text, start, end, plain)
        elif kind == "v6":
            found = sextets.colons(text, start, end)
        elif kind == "url":
            if links.is_namespace(text, start):
                continue
            end = plain.narrowed(source, start, end) if wide else end
            found = links.url(text, start, end)
            if found is None:
                yield from _inside(plain, start, end)
            elif end < token.end():
                yield found
                found = None
                yield from _inside(plain, end, token.end())
        else:
            found = links.mail(text, start, end)
        if found is not None:
            past = found.past
            yield found
            if kind == "dotted" and past < end:
                yield from _inside(plain, past, end)


_NAMES_ONLY = re.compile(rf"(?<![\w.])(?P<dotted>{LABEL}(?:\.{LABEL})++)", re.ASCII)


def _inside(plain: refang.Plain, start: int, end: int) -> Iterator[Found]:
    """Yield the addresses inside what only looked like a URL."""
    for token in _NAMES_ONLY.finditer(plain.text, start, end):
        found = words.dotted(plain.text, *token.span("dotted"), plain)
        if found is not None:
            yield found
