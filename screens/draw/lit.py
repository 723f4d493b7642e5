"""Drawn lines in which a word that is looked for stands out."""

from __future__ import annotations

import re
from functools import lru_cache

from screens.draw.lines import Line, Span, plain

MATCH, HERE = "match", "match-here"
"""Styles of a match, and of those in the line that one stands on."""


@lru_cache(maxsize=8)
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(re.escape(word), re.IGNORECASE)


def holds(line: Line, word: str) -> bool:
    """Say whether ``word`` stands in a line, in capital letters or small ones."""
    return _pattern(word).search(plain(line)) is not None


def lit(line: Line, word: str, style: str = MATCH) -> Line:
    """Return ``line`` with every ``word`` in it in another style."""
    places = [found.span() for found in _pattern(word).finditer(plain(line))]
    if not places:
        return line
    spans: list[Span] = []
    at = 0
    for text, own in line:
        end = at + len(text)
        for start, stop in places:
            if stop <= at or start >= end:
                continue
            spans += [(text[: start - at], own)] if start > at else []
            spans.append((text[max(0, start - at) : stop - at], style))
            text, at = text[stop - at :], min(stop, end)
        spans += [(text, own)] if text else []
        at = end
    return tuple(spans)
