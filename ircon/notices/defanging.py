"""Addresses and links of others, written so that they cannot be clicked.

A filter blocks notices with live links, and a curious click on one does harm. What is the
recipient's own stays readable: they must find it in their own records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SCHEME = re.compile(r"\b(h)tt(ps?)(?=://)", re.IGNORECASE)
_FTP = re.compile(r"\bf(t)p(?=://)", re.IGNORECASE)
_MAIL = re.compile(r"(?<=[\w.+-])@(?=[\w-]+\.)")
_NAME = re.compile(
    r"(?<![\w.-])(?:"
    r"(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)"
    r"|(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{1,62}(?![\w-])"
    r")",
    re.IGNORECASE | re.ASCII,
)
_LIVE = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'）」]+|\bwww\.[a-z0-9-]+\.[^\s<>\"'）」]+", re.IGNORECASE)


def defanged(text: str, own: Iterable[str] = ()) -> str:
    """Return ``text`` with links, mail addresses, host names and IPv4 addresses defanged, but for those in ``own``."""
    keep = {value.lower() for value in own}

    def name(found: re.Match[str]) -> str:
        return found.group() if found.group().lower() in keep else found.group().replace(".", "[.]")

    dead = _FTP.sub("fxp", _SCHEME.sub(r"\1xx\2", text))
    return _NAME.sub(name, _MAIL.sub("[at]", dead))


def live_links(text: str, own: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the links in ``text`` that could be clicked, but for those that begin with one of ``own``."""
    keep = tuple(value.rstrip("/") for value in own if value)
    return tuple(link for link in _LIVE.findall(text) if not (keep and link.startswith(keep)))
