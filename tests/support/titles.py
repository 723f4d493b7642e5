"""What a terminal's title has become: what a program wrote, played to one that keeps titles or to one that does not."""

from __future__ import annotations

import re

_ABOUT_TITLES = re.compile(rb"\x1b\[(?P<how>2[23]);2t|\x1b\][02];(?P<words>[^\x07\x1b]*)(?:\x07|\x1b\\)")


def title_after(raw: bytes, before: str = "shell", *, keeps: bool = True) -> str:
    """Return the title after ``raw``; ``keeps``: the terminal knows how to lay one by and bring it back."""
    now, kept = before, []
    for found in _ABOUT_TITLES.finditer(raw):
        if found["how"] is None:
            now = found["words"].decode()
        elif found["how"] == b"22" and keeps:
            kept.append(now)
        elif keeps and kept:
            now = kept.pop()
    return now
