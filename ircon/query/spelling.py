"""How queries are spelled: signs as Japanese input methods write them, quotes, and plain small letters."""

from __future__ import annotations

import re
import unicodedata

MINUS = ("-", "－")
QUOTES = '"＂“”'
COLON = ":："
PLAIN_COLON = str.maketrans("：", ":")
BARE_WORD = re.compile(r"[\w.@/][\w.@/-]*")
BARE_VALUE = re.compile(r"[\w.@/:+*-]+", re.ASCII)


def quoted(text: str) -> str:
    """Return ``text`` as a phrase in quotes that reads back as it was."""
    return '"' + re.sub(rf"([\\{QUOTES}])", r"\\\1", text) + '"'


def folded(text: str) -> str:
    """Return full-width and capital letters as plain small ones."""
    return unicodedata.normalize("NFKC", text).lower()
