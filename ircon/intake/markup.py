"""HTML to text, keeping where each link leads beside what it says.

A few linear passes instead of the library's parser, which takes quadratic time over
unclosed comments and declarations. Nothing is rendered and nothing is fetched.
"""

from __future__ import annotations

import html
import re

_INVISIBLE = ("script", "style", "head", "title", "template", "noscript")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})((?:\s[^<>]*|/)?)>|<[!?][^<>]*>")
_BREAKS = frozenset("p div br tr li h1 h2 h3 h4 h5 h6 table ul ol blockquote pre hr dt section article".split())
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")
_HOST = re.compile(r"^(?:[a-z]+://)?([a-z0-9][a-z0-9.-]{1,250}\.[a-z]{2,24})(?:[/:?#]|$)", re.IGNORECASE)
MAX_MARKUP = 2 * 1024 * 1024


def looks_like_html(text: str) -> bool:
    """Say whether ``text`` is a page rather than text with angle brackets in it."""
    return re.match(r"\s*(?:<!doctype html|<html|<head|<body)\b", text[:2000], re.IGNORECASE) is not None


def to_text(source: str) -> tuple[str, tuple[str, ...]]:
    """Return the visible text of ``source``, and problems: links whose words name another host than they lead to."""
    source = _without_comments(source[:MAX_MARKUP])
    out: list[str] = []
    problems: list[str] = []
    hidden, as_typed = "", False
    link: tuple[str, int] | None = None
    place = 0
    for tag in _TAG.finditer(source):
        if not hidden:
            out.append(_words(source[place : tag.start()], as_typed))
        place = tag.end()
        closing, name = tag.group(1), (tag.group(2) or "").lower()
        if hidden:
            hidden = "" if closing and name == hidden else hidden
        elif name in _INVISIBLE and not closing and not (tag.group(3) or "").endswith("/"):
            hidden = name
        elif name == "a" and not closing:
            link = (_target(tag.group(3)), len(out))
        elif name == "a" and link is not None:
            _end_link(link, out, problems)
            link = None
        elif name in _BREAKS and not (name == "dt" and closing):
            out.append("\n")
            as_typed = not closing if name == "pre" else as_typed
        elif name in ("td", "th", "dd") and not closing:
            out.append("\t")
    if not hidden:
        out.append(_words(source[place:], as_typed))
    lines = [re.sub(r" ?\t ?", "\t", line).strip() for line in _unescaped("".join(out)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n"), tuple(dict.fromkeys(problems))


def _words(source: str, as_typed: bool) -> str:
    """Text between two tags: within ``pre`` as it was typed, elsewhere with its blanks and line ends run together."""
    return source if as_typed else _BLANKS.sub(" ", source.replace("\n", " "))


def _without_comments(source: str) -> str:
    kept: list[str] = []
    place = 0
    while (start := source.find("<!--", place)) >= 0:
        kept.append(source[place:start])
        end = source.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        place = end + 3
    kept.append(source[place:])
    return "".join(kept)


def _target(attributes: str) -> str:
    found = _HREF.search(attributes or "")
    return _unescaped(next((one for one in found.groups() if one is not None), "")).strip() if found else ""


def _end_link(link: tuple[str, int], out: list[str], problems: list[str]) -> None:
    """Write where a link leads behind its words, and say so if the words name another host."""
    target, start = link
    words = _unescaped("".join(out[start:])).strip()
    if not target or target.startswith("#") or target in (words, f"mailto:{words}"):
        return
    out.append(f" <{target.removeprefix('mailto:')}>")
    said, leads = _HOST.match(words), _HOST.match(target)
    if said and leads and said.group(1).lower() != leads.group(1).lower():
        problems.append(f"a link reads {said.group(1)[:80]} but leads to {leads.group(1)[:80]}")


def _unescaped(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a character reference of thousands of digits
        return text
