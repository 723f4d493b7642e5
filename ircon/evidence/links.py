"""Judge URLs and mail addresses: what belongs to them, what ends them, and what only looks like one."""

from __future__ import annotations

import re

from ircon.evidence import addresses, names
from ircon.evidence.found import AROUND, LONGEST, Found
from ircon.model import ObservableKind

_LONGEST_URL = 8_000
_URL = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*+)://(?:[^/?#@\[\]]{0,256}@)?(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_.-]{1,253})(?![A-Za-z0-9_@])",
    re.ASCII,
)
_CLOSED_BY = {"'": "'", ",": ",", ";": ";"}
"""What stands before a URL may say what ends it: quotes, and the next cell of a table."""
_ENCODED_END = re.compile(r"%(?:2[027]|3[bce]|7c|0[ad])", re.ASCII | re.IGNORECASE)
"""A URL behind an encoded blank ends at the next one, or at a quote, a semicolon, a bracket, a bar or a line end."""
_NAMESPACE = re.compile(r"(?:\bxmlns(?::[\w.-]{1,20})?|:(?:noNamespaceS|s)chemaLocation)\s?=\s?\\?[\"']\Z", re.ASCII)
_QUOTES = ("'", '"')
_WHOLE = {"ttp": "http", "ttps": "https"}
"""Without its first letter a URL cannot be clicked: a habit of Japanese boards."""
_SURPLUS = frozenset(")].,;:!?'*_-")
_NO_HOST_SCHEMES = frozenset({"file", "data", "cid", "about", "javascript", "unix", "res"})


def url(text: str, start: int, end: int) -> Found | None:
    """Judge a URL: its scheme names a host, and its host is an address or a name with a known ending."""
    if start and (closing := _CLOSED_BY.get(text[start - 1])):
        stop = text.find(closing, start, end)
        end = stop if stop > 0 else end
    if text[start - 3 : start - 2] == "%" and (encoded := _ENCODED_END.search(text, start, end)):
        end = encoded.start()
    if end - start > _LONGEST_URL:
        return None
    end = _trimmed(text, start, end)
    matched = _URL.match(text, start, end)
    if matched is None:
        return None
    scheme, host = matched[1].lower(), matched[2].lower()
    if scheme in _NO_HOST_SCHEMES or not _is_url_host(host):
        return None
    value = (
        _WHOLE.get(scheme, scheme) + text[start + len(scheme) : matched.start(2)] + host + text[matched.end(2) : end]
    )
    return Found(ObservableKind.URL, value, start, end, end)


def is_namespace(text: str, start: int) -> bool:
    """Say whether a URL stands where XML names a vocabulary: it is written as a URL, and is none."""
    return text[start - 1 : start] in _QUOTES and _NAMESPACE.search(text, max(0, start - 40), start) is not None


def _is_url_host(host: str) -> bool:
    if host.startswith("["):
        return addresses.ipv6(host[1:-1]) is not None
    host = host.rstrip(".")
    return addresses.ipv4(host) is not None or names.host(host, True) is not None


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where the URL ends once the sentence's own punctuation is taken off."""
    if text[end - 1 : end] not in _SURPLUS:
        return end
    surplus = {
        close: text.count(close, start, end) - text.count(opening, start, end) for close, opening in (")(", "][")
    }
    while end > start:
        last = text[end - 1]
        if last in surplus and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in ".,;:!?'*_-":
            break
        end -= 1
    return end


_ID_HEADER = re.compile(
    r"(?:message[-_]?id|msg[-_]?id|references|in-reply-to|content-id|resent-message-id|x-message-id|messageid|report-id|(?<![a-z_])id)"
    r"[ \t]{0,2}[:=][ \t\r\n\"']{0,4}<?\Z",
    re.ASCII | re.IGNORECASE,
)
_ID_LOOK = re.compile(r"(?=[^@]*\d{6})[\w.%+$~-]{20,}@", re.ASCII)


def mail(text: str, start: int, end: int) -> Found | None:
    """Judge ``local@domain``: a mail address, or where an address follows the @, that address."""
    if end - start > LONGEST:
        return None
    word = text[start:end].rstrip(".-")
    end = start + len(word)
    local, _, domain = word.rpartition("@")
    if "$" in local:  # a message id: no mailbox is called so
        return None
    if domain[-1:].isdigit() and addresses.QUAD.match(domain):
        quad = addresses.ipv4(domain)
        return Found(ObservableKind.IPV4, quad, end - len(domain), end, end) if quad else None
    name = names.host(domain, True)
    if name is None:
        return None
    before = text[max(0, start - 40) : start]
    if text.startswith("/", end) and text[end + 1 : end + 2].isalnum():  # the user in an address of some service
        return None
    if before.endswith("/") and not before.endswith("//"):
        return None
    opened = before.endswith("<")
    if _is_behind_key(before) and _ID_HEADER.search(before):
        return None
    if opened and _is_id_place(text, start, word):
        return None
    if before.endswith(" from ") and _LOGIN_FROM.search(before):
        return Found(ObservableKind.HOST, name, end - len(domain), end, end)
    return Found(ObservableKind.MAIL, f"{local}@{name}", start, end, end)


def _is_behind_key(before: str) -> bool:
    """Say whether a key that may mean a message id ends ``before``: in logs most addresses stand behind others."""
    bare = before.rstrip(" \t\r\n\"'<")
    return bare.endswith((":", "=")) and bare[-20:-1].rstrip(" \t").lower().endswith(
        ("id", "references", "in-reply-to")
    )


_LOGIN_FROM = re.compile(
    r"(?:connect(?:ion)?|login|logged in|session|access|telnet|rlogin|rsh)(?: \w{1,12})? from \Z", re.IGNORECASE
)
_ID_HEADER_LINE = re.compile(
    r"[>\s]{0,4}(?:references|in-reply-to|message-id|resent-message-id|content-id)[ \t]?:", re.IGNORECASE
)


_ID_HEADS = frozenset({"re", "in", "me", "co"})


def _is_id_place(text: str, start: int, word: str) -> bool:
    """Say whether an address in angle brackets stands where message ids stand: such headers, folded or not, and CSV."""
    begin = text.rfind("\n", max(0, start - 1_000), start) + 1
    head = text[begin : begin + 2]
    if (head.lower() in _ID_HEADS or not head[:1].isalnum()) and _ID_HEADER_LINE.match(text, begin, start):
        return True
    if text[max(0, start - 2) : start - 1] == ",":
        return bool(re.search(r"\d{5}", word.partition("@")[0]))
    if text[max(0, start - 3) : start - 1] == ',"' and text.startswith('>"', start + len(word)):
        return any(char.isdigit() for char in word.partition("@")[0])
    folded = text[start - 3 : start] == "> <" or (start - begin < AROUND and not text[begin : start - 1].strip())
    return folded and bool(_ID_LOOK.match(word))
