"""What marks the doings of one tool or one intruder besides addresses: a telling word, a telling line.

A *word* is a file, a path, an identifier or a URL's server that stands in a log line or an
URL and that no ordinary log would hold. A *line* is the skeleton of a log line, without its time, host,
numbers and addresses, if a telling word is in it. What every daemon writes and every
scanner asks for is no trace. Pure; the store keeps the traces of each report beside it
and counts in how many incidents each stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from ircon.model import IncidentClass, LogLine, Observable, ObservableKind, Report
from ircon.sites import unknown
from ircon.sites.everywhere import is_everywhere
from ircon.sites.vocabulary import ORDINARY, ORDINARY_PATHS

MOST = 40
"""How many traces of each kind a report keeps."""

MOST_LINES = 2_000
"""How many of a report's lines are looked at."""

COMMON = 40
"""A trace in more incidents than this is everybody's; a campaign still is one series at this size."""

_BROKEN_IN = frozenset({IncidentClass.INTRUSION, IncidentClass.DEFACEMENT})

SERVER = "//"
"""Begins a word that is the name of a URL's server."""

DOMAIN = "//*."
"""Begins a word that is the domain which was registered for it, where its name is longer."""

HASH = "#"
"""Begins a word that is the hash of a file."""

_LONGEST = 400
_LONGEST_WORD = 80


class TraceKind(StrEnum):
    """A telling word, or the skeleton of a line that holds one."""

    WORD = "word"
    LINE = "line"


class Trace(NamedTuple):
    """A trace and in how many incidents it stands; a line's ``value`` is its telling word and a hash of the rest."""

    kind: TraceKind
    value: str
    seen: int = 1

    @property
    def common(self) -> bool:
        """Say whether it stands in so many incidents that nothing follows from it."""
        return self.seen > COMMON


_TIME = re.compile(
    r"^(?:<\d{1,3}>)?\d?\s*(?:\[?(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+)?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\s+(?:\d{4}\s+)?\d\d:\d\d:\d\d(?:\.\d+)?(?:\s+\d{4})?\]?"
    r"|\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|\s?[+-]\d\d:?\d\d)?|\d{9,10}(?:\.\d+)?)\s*",
    re.IGNORECASE | re.ASCII,
)
_HOST_AND_PROGRAM = re.compile(r"(?:\S+\s+)?([A-Za-z][\w./-]{1,40}?)(?:\[\d+\])?:\s+", re.ASCII)
_WEB = re.compile(r"\"(?:GET|POST|HEAD|PUT|OPTIONS|CONNECT|PROPFIND)\s+(\S+)", re.ASCII)
_WORD = re.compile(r"[A-Za-z0-9_/.%@~+=?&:$!*\\-]{3,}", re.ASCII)
_MASKED = re.compile(r"[0-9]+|0x[0-9a-f]+", re.IGNORECASE | re.ASCII)
_FILE = re.compile(
    r"(?<![\w.-])[\w.-]{3,60}\.(?:exe|scr|dll|php\d?|phtml|jsp|aspx?|cgi|pl|py|sh|elf|bin|zip|rar|7z|js|vbs|hta|lnk|docm?|xlsm?|iso|jar|tgz)\b",
    re.IGNORECASE | re.ASCII,
)
_HASH = re.compile(r"(?<![0-9a-z])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?![0-9a-z])", re.IGNORECASE | re.ASCII)
_OF_NOTHING = frozenset(
    {
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
)
"""Hashes of an empty file."""

_CAMPAIGN = re.compile(r"CVE-\d{4}-\d{4,7}|JPCERT-[A-Z]-\w{2,6}-\d\d-?\d{4}|CA-\d{4}-\d\d", re.IGNORECASE | re.ASCII)
_AGENT = re.compile(r"\"([^\"]{4,60})\"\s*\Z")
_NAME_TRIED = re.compile(
    r"(?:(?:invalid|illegal|unknown) user |\br?user[ =:]+|\blogin[ =:]+|\baccount[ =:]+)[\"'<]?([A-Za-z][\w.-]{3,30})",
    re.ASCII,
)
_SITE_NAME = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}\Z", re.IGNORECASE | re.ASCII)


def of_report(report: Report) -> tuple[Trace, ...]:
    """Return the traces of a report, at most ``MOST`` words and as many lines, the first of each."""
    own = _own_names(report)
    words: dict[str, None] = {}
    lines: dict[str, None] = {}
    for line in report.lines[:MOST_LINES]:
        if len(words) >= MOST and len(lines) >= MOST:
            break
        telling = [word for word in _words(line.text) if not _is_own(word, own)]
        words.update(dict.fromkeys(telling[:4]))
        if telling and len(lines) < MOST:
            lines[_skeleton(line, telling[0])] = None
    for word in (*_paths(report.observables), *_of_prose(report)):
        if not _is_own(word, own):
            words[word] = None
    words.update(dict.fromkeys(_servers(report)))
    found = [Trace(TraceKind.WORD, word) for word in words][:MOST]
    return (*found, *(Trace(TraceKind.LINE, line) for line in list(lines)[:MOST]))


def _own_names(report: Report) -> frozenset[str]:
    """Return the labels of the reporter's own names: its hosts stand in every line it ever sends."""
    names = [report.reporter.mail.rpartition("@")[2], report.reporter.site]
    return frozenset(label for name in names for label in name.lower().split(".") if len(label) > 2)


def _is_own(word: str, own: frozenset[str]) -> bool:
    return any(part in own for part in re.split(r"[^a-z0-9-]+", word))


def _words(text: str) -> list[str]:
    """Return the telling words of a log line, in small letters, numbers in them as ``#``."""
    rest = _TIME.sub("", text[:_LONGEST], count=1)
    if web := _WEB.search(rest):
        agent = _AGENT.search(rest, web.end())
        told = _agent(agent[1]) if agent else ""
        return [word for word in (_path(web[1]), told) if word]
    if program := _HOST_AND_PROGRAM.match(rest):
        rest = rest[program.end() :]
    else:
        rest = rest.partition(" ")[2]
    tried = [name for found in _NAME_TRIED.findall(rest) if (name := _name(found))]
    return list(dict.fromkeys([*tried, *(word for found in _WORD.findall(rest) if (word := _telling(found)))]))


def _agent(told: str) -> str:
    agent = told.lower()
    words = re.split(r"[^a-z]+", agent)
    return "" if all(word in ORDINARY or len(word) < 3 for word in words) else _MASKED.sub("#", agent)


def _name(tried: str) -> str:
    """Return a user name that was tried, unless every guesser tries it."""
    name = tried.lower().rstrip(".")
    return "" if name in ORDINARY or name.rstrip("0123456789") in ORDINARY else name


@lru_cache(maxsize=8192)  # logs say the same words over and over
def _telling(found: str) -> str:
    """Return a word as a trace, or "" where it is ordinary, an address, a number or a name that is an observable.

    A bare word of a language is no trace; a path, a file or an identifier with a sign or a
    digit inside, or in ODDcase, may be one.
    """
    word = found.strip(".:,;=?&*!()-").lower()
    if word.startswith(("tcp_", "udp_", "http/")):
        return ""  # a proxy's result code
    if "=" in word and not word.startswith("/"):
        word = word.rpartition("=")[2]
    if word.startswith("/") or word.count("/") > 1:
        return _path(word)
    if not 4 <= len(word) <= _LONGEST_WORD or word in ORDINARY or word[0] == "%" or "@" in word or ":" in word:
        return ""
    if not (
        _FILE.fullmatch(word)
        or re.search(r"[a-z][_.][a-z]|[a-z]\d+[a-z]", word)
        or re.search(r"[a-z][A-Z]+[a-z]+[A-Z]|[a-z]{1,2}[A-Z]{1,2}[a-z]", found)
    ):
        return ""
    if _SITE_NAME.match(word) and not _FILE.fullmatch(word):
        return ""
    if all(part in ORDINARY or len(part) < 3 or not part.isalpha() for part in re.split(r"[^a-z0-9]+", word)):
        return _masked(word) if re.search(r"[a-z]\d+[a-z]", word) else ""
    return _masked(word)


def _masked(word: str) -> str:
    masked = _MASKED.sub("#", word)
    return masked if sum(char.isalpha() for char in masked) >= 4 else ""


def _path(path: str) -> str:
    """Return a path or the path of an URL as a trace; "" where everybody asks for it."""
    try:
        parts = urlsplit(path.lower())
    except ValueError:
        return ""
    told = parts.path
    masked = _MASKED.sub("#", told)
    if len(told) < 6 or {told.rstrip("/"), masked} & ORDINARY_PATHS or len(told) > _LONGEST_WORD:
        return ""
    names = [name for name in re.split(r"[^a-z0-9]+", told) if len(name) > 2 and not name.isdigit()]
    return "" if all(name in ORDINARY for name in names) else masked


def _skeleton(line: LogLine, telling: str) -> str:
    """Return what is left of a line without time, host, numbers and names, hashed, behind its telling word."""
    rest = _TIME.sub("", line.text[:_LONGEST], count=1)
    if program := _HOST_AND_PROGRAM.match(rest):
        rest = f"{program[1]}: {rest[program.end() :]}"
    kept = (word for word in rest.lower().split() if not re.search(r"\d|@|\w\.\w", word, re.ASCII))
    return f"{telling} {hashlib.sha256(' '.join((*kept, telling)).encode()).hexdigest()[:12]}"


def _paths(observables: Sequence[Observable]) -> Iterator[str]:
    for observable in observables:
        if observable.kind is not ObservableKind.URL or is_everywhere(ObservableKind.URL, observable.value):
            continue
        if path := _path(_path_of(observable.value)):
            yield path


def _servers(report: Report) -> Iterator[str]:
    """Names of servers in URLs: one campaign's pages have one, whatever follows in the URL.

    The reporter's own count only where they were broken into: what others then got from
    them, those report.
    """
    own = unknown.registered(report.reporter.mail.rpartition("@")[2])
    for observable in report.observables:
        if observable.kind not in (ObservableKind.URL, ObservableKind.HOST):
            continue
        host = unknown.host(observable.kind, observable.value)
        if not _SITE_NAME.match(host) or is_everywhere(ObservableKind.HOST, host):
            continue
        domain = unknown.registered(host)
        is_own = domain == own
        if report.klass in _BROKEN_IN if is_own else observable.kind is ObservableKind.URL:
            yield SERVER + host
            if domain and domain != host and not is_own and not is_everywhere(ObservableKind.HOST, domain):
                yield DOMAIN + domain


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _of_prose(report: Report) -> Iterator[str]:
    """Files, by name or hash, and advisories that the reporter names; other prose is everybody's."""
    head = report.text[:20_000]
    for found in _FILE.findall(head):
        word = found.lower()
        stem = word.rpartition(".")[0]
        if word in ORDINARY or all(part in ORDINARY for part in re.split(r"[^a-z0-9]+", stem)):
            continue
        if f"/{word}" not in ORDINARY_PATHS and not _SITE_NAME.match(stem):
            yield _MASKED.sub("#", word)
    yield from (HASH + found.lower() for found in _HASH.findall(head) if found.lower() not in _OF_NOTHING)
    yield from (found.upper() for found in _CAMPAIGN.findall(head))
