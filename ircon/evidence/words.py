"""Judge dotted words: numbers, or a name that the line does not make a file, a path, a key or a call."""

from __future__ import annotations

import re
from functools import lru_cache

from ircon.evidence import names
from ircon.evidence.found import LONGEST, Found
from ircon.evidence.quads import beside_arrow, is_numbers, numbers
from ircon.evidence.refang import Plain
from ircon.model import ObservableKind

_NAME_KEY = re.compile(r"\"?(?:[ \t]?=(?!=)|\((?![\d\[]))")
_JSON_KEY = re.compile(r"\"[ \t]?:")
_VERSION_KEY = re.compile(r"version[\"']?\s?[:=]\s?[\"']?\Z", re.IGNORECASE)
"""Before the name of a group of interfaces: ``"apiVersion": "audit.k8s.io/v1"``."""
_BESIDE_ADDRESS = re.compile(r"\.?[ \t]?[\[(](?:\d{1,3}\.|[0-9a-f]{1,4}:)", re.ASCII | re.IGNORECASE)
_HOST_WORD = re.compile(
    r"(?:@|(?<![A-Za-z])(?:host|hostname|domain|server|site|helo|ehlo|rhost|client|relay|query|fqdn|sni|cn)[ \t=:\"'<(]{1,3}"
    r"|ドメイン[ \t:は「]{0,2}|ホスト名?[ \t:は「]{0,2})\Z",
    re.ASCII | re.IGNORECASE,
)


def dotted(text: str, start: int, end: int, plain: Plain) -> Found | None:
    """Judge words joined by dots: a dotted quad (with port, prefix or mask), a range of them, or a name."""
    if end - start > LONGEST:
        return None
    word = text[start:end].rstrip("-")  # an arrow may follow at once: 192.0.2.1->192.0.2.2
    end = start + len(word)
    last = word[word.rfind(".") + 1 :]
    if word[0].isdigit() and (last.isdigit() or is_numbers(word)):
        return numbers(text, start, end, word) or _name_with_port(text, start, end, word)
    return _name(text, start, end, word, plain)


def _name(text: str, start: int, end: int, word: str, plain: Plain) -> Found | None:
    if start:
        close = text[start - 1]
        if (
            close in "/\\"
            and not _after_double_slash(text, start)
            and not _AFTER_QUAD.search(text[max(0, start - 6) : start])
        ):
            return None
        if close in "$&" or (close == ":" and text[start - 2 : start - 1] == "\\"):
            return None
    if text.startswith(": domain of ", end):  # Received-SPF: who checked
        return None
    name = names.host(word)
    following = text[end : end + 1]
    if name is None or following in "=(\\/" or (following in ' \t"' and text[end + 1 : end + 2] in "=( \t"):
        surely = False
        if names.is_top(word[word.rfind(".") + 1 :].lower()):  # most words with a dot in them are no names at all
            surely = (
                plain.changed(start, end)
                or bool(_BESIDE_ADDRESS.match(text, end))
                or _is_host_word(text[max(0, start - 20) : start])
            )
            name = names.host(word, surely)
        if name is None:
            return _name_with_port(text, start, end, word)
        if not surely and _is_other_use(text, start, end):
            return None
    if start and text[start - 1] == '"' and word.count(".") == 1 and _JSON_KEY.match(text, end):
        return None
    return Found(ObservableKind.HOST, name, start, end, end)


def _is_other_use(text: str, start: int, end: int) -> bool:
    """Say whether what stands behind a word that may be a name makes it a key, a call, a path or a version of an interface."""
    if _NAME_KEY.match(text, end) or text.startswith("\\", end):
        return True
    return text.startswith("/", end) and _VERSION_KEY.search(text, max(0, start - 24), start) is not None


@lru_cache(maxsize=4096)
def _is_host_word(before: str) -> bool:
    """Say whether a few characters before a word announce a name; the lines of one log repeat them."""
    return _HOST_WORD.search(before) is not None


_AFTER_QUAD = re.compile(r"\.\d{1,3}/\Z", re.ASCII)


def _after_double_slash(text: str, start: int) -> bool:
    return text[start - 2 : start] == "//" and (start < 3 or text[start - 3] in " \t\n\"'=(<>,:")


def _name_with_port(text: str, start: int, end: int, word: str) -> Found | None:
    """Judge tcpdump's ``host.example.jp.4321 >`` and ``host.example.jp.telnet:`` beside an arrow."""
    stem, _, port = word.rpartition(".")
    if not port or ">" not in text[max(0, start - 10) : end + 10] or not beside_arrow(text, start, end):
        return None
    name = names.host(stem, True)
    return Found(ObservableKind.HOST, name, start, start + len(stem), end) if name else None
