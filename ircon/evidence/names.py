"""Host and domain names: which dotted words are names in the DNS, and which are files, versions and code.

A name ends in a top-level domain of the public suffix list, or in one kept for documentation and private
use (RFC 2606, RFC 6761, RFC 6762, RFC 7686). Some top-level domains are also file endings or plain words;
there, what stands around the word decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

_RESERVED = frozenset({"example", "test", "invalid", "onion", "arpa"})
_PRIVATE = frozenset({"local", "internal", "lan", "home", "corp", "intranet", "private"})
_FILES = frozenset(
    """sh py md rs so zip mov ps pub cab pm app map dot la mo do data properties target mm bat cat prof
    vi java pages docs ax tf gdn box pics report download srl tab cam aaa ad as""".split()
)
"""Top-level domains that more often end a file's name, when only one label stands before them."""
_STEMS = frozenset(
    """index main lib mod readme install setup config configure makefile test formmail awstats search exploit
    command win net scan upload admin login default search wwwboard guestbook count counter printenv script""".split()
)
"""First labels that, with an ending of ``_SCRIPTS``, are scripts rather than hosts."""
_SCRIPTS = frozenset({"pl", "cc", "in", "am", "com", "ml", "st", "is", "it", "info"})
_MEMBERS = frozenset(
    {"id", "name", "info", "type", "net", "host", "email", "link", "date", "map", "data", "call", "open"}
)
_OWNERS = frozenset(
    """user host event source destination client server process file message log logger self this request response
    session system os sys window document module rule agent observer related java javax sun kernel vm json http
    network http_request winlog registry dns url cloud container""".split()
)
_FACILITIES = frozenset(
    """kern user mail daemon auth authpriv syslog lpr news uucp cron ftp ntp audit local0 local1 local2 local3 local4
    local5 local6 local7""".split()
)
"""Before ``.info`` they are syslog's facility and level."""
_PRODUCTS = frozenset({"asp.net", "vb.net", "ado.net", "socket.io", "system.net", "paint.net", "e.g", "i.e", "node.js"})
_REVERSED = frozenset({"com", "org", "net", "java", "javax", "sun", "jp", "io", "edu"})
_USUAL = frozenset({"com", "org", "net", "jp", "edu", "gov", "example", "test"})
_ENDINGS_INSIDE = frozenset(
    {"tar", "min", "php", "exe", "7z", "gz", "js", "css", "html", "htm", "jpg", "pdf", "doc", "txt", "conf"}
)
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\Z", re.ASCII)


@lru_cache(maxsize=1)
def _suffixes() -> Callable[[str], str | None]:
    """Load the public suffix list when the first name is met: it takes longer than the rest of a report."""
    from publicsuffixlist import PublicSuffixList

    listed: Callable[[str], str | None] = PublicSuffixList(accept_unknown=False).publicsuffix
    return listed


@lru_cache(maxsize=4096)
def is_top(label: str) -> bool:
    """Say whether ``label`` (lower-case) is a top-level domain, delegated or reserved."""
    if label in _RESERVED or label in _PRIVATE:
        return True
    if len(label) < 2 or not (label.isalpha() or label.startswith("xn--")):
        return False
    return _suffixes()(f"x.{label}") is not None


@lru_cache(maxsize=16384)
def host(written: str, surely: bool = False) -> str | None:
    """Return the canonical spelling of a host or domain name, or None where the word is something else.

    ``surely`` says that the surroundings leave no doubt (a disguise, an @ before it, an address beside it):
    then only the DNS's own rules count.
    """
    if len(written) > 253:
        return None
    labels = written.split(".")
    top = labels[-1].lower()
    if len(labels) < 2 or not is_top(top) or not all(map(_LABEL.match, labels)):
        return None
    name = written.lower()
    if "_" in labels[-2] and top not in _RESERVED:
        return None
    if not surely and (_is_private_file(labels, top) or _is_file(labels, top) or _is_code(labels, name, top)):
        return None
    return name


def _is_private_file(labels: list[str], top: str) -> bool:
    return top in _PRIVATE and len(labels) < 3


def _is_file(labels: list[str], top: str) -> bool:
    """Tell ``foo.sh``, ``libfoo.so`` and ``backup.tar.zip`` from names."""
    if top in _FILES:
        if len(labels) == 2:
            return True
        return any(label.isdigit() or label.lower() in _ENDINGS_INSIDE or is_ending(label) for label in labels[:-1])
    return top in _SCRIPTS and len(labels) == 2 and labels[0].lower() in _STEMS


def is_ending(label: str) -> bool:
    """Say whether a label is itself the ending of a file's name."""
    return label.lower() in _ENDINGS_INSIDE


def _is_code(labels: list[str], name: str, top: str) -> bool:
    """Tell ``user.name``, ``System.Net``, ``com.example.app`` and ``end.It`` from names, by their words and their case."""
    last = labels[-1]
    if name in _PRODUCTS:
        return True
    if last[0].isupper() and (not last.isupper() or (len(labels) == 2 and not labels[0].isupper())):
        return not any(map(_odd_case, labels))
    if top == "info" and labels[-2].lower() in _FACILITIES and len(labels) == 2:
        return True
    if top in _MEMBERS and labels[0].lower() in _OWNERS:
        return True
    return len(labels) > 2 and labels[0].lower() in _REVERSED and top not in _USUAL


def _odd_case(label: str) -> bool:
    """Say whether a label mixes case as resolvers do to make spoofing harder (``wWw``, ``eXaMpLe``)."""
    return not (label.islower() or label.isupper() or label.istitle() or label.isdigit())
