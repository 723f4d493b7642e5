"""Judge one word that may be an observable, by its spelling and by what stands around it.

Each function gets the text and the offsets of a candidate, looks at a bounded number of characters on
either side, and returns what was found, or None.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ircon.evidence import addresses, names
from ircon.evidence.refang import Plain
from ircon.model import ObservableKind

_LONGEST = 320
"""No name, address or port list is longer than this; a longer word is noise."""
_LONGEST_URL = 8_000
_AROUND = 48


class Found(NamedTuple):
    """An observable with its offsets in the plain text; ``past`` is where looking goes on."""

    kind: ObservableKind
    value: str
    start: int
    end: int
    past: int


# --- dotted words: IPv4 addresses, netblocks, names --------------------------------

_FIVE = re.compile(r"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\.(\d{1,5}|[A-Za-z][A-Za-z0-9-]{1,15})\Z", re.ASCII)
_RANGE = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3})-(\d{1,3}(?:\.\d{1,3}){3}|\d{1,3})\Z", re.ASCII)
_NEXT_QUAD = re.compile(r"[ \t]{0,2}(?:-|~|〜|～|から|to)[ \t]{0,2}(\d{1,3}(?:\.\d{1,3}){3})(?![\w.]*\w)", re.ASCII)
_SLASH_MASK = re.compile(r"/(\d{1,3}(?:\.\d{1,3}){3})(?![\w.])", re.ASCII)
_SPACE_MASK = re.compile(
    r"[ \t]{1,4}(?:(?:net)?mask[ \t:=]{1,3})?(255\.\d{1,3}\.\d{1,3}\.\d{1,3}|0\.\d{1,3}\.\d{1,3}\.(?!0\b)\d{1,3})(?![\w.])",
    re.ASCII,
)
_PREFIX = re.compile(r"/(\d{1,2})(?![\w./])", re.ASCII)
_SHORT_BLOCK = re.compile(r"\d{1,3}(?:\.\d{1,3}){1,2}\Z", re.ASCII)
_ARROW_AFTER = re.compile(r"[ \t]{0,2}[-=]?>", re.ASCII)
_ARROW_BEFORE = re.compile(r"[-=]?>[ \t]{0,2}\Z", re.ASCII)
_VERSION_WORDS = frozenset(
    "version ver rev revision release rel v build firmware oid section sect chapter rfc kernel patch id r".split()
)
_VERSION_ENDINGS = ("バージョン", "ファームウェア", "版", "第", "ヴァージョン")
_PROGRAMS = frozenset(
    """bind named sendmail postfix apache httpd nginx iis openssl openssh ssh sshd wu-ftpd wuftpd proftpd vsftpd ftpd imap
    imapd pop3 pop3d ipop3d popd qpopper qmail exim linux solaris sunos freebsd openbsd netbsd windows macos ios android
    php perl python java jre jdk tomcat mysql postgresql oracle samba squid snort suricata zeek bro innd lprng cvs chrome
    chromium firefox safari opera opr edg edge msie mozilla netscape curl wget struts wordpress drupal joomla log4j asa
    fortios junos panos pan-os statd ntpd thunderbird outlook express acrobat webkit gecko""".split()
)
_UPGRADED = re.compile(r"(?:up|down)grad|updat|patched|アップデート|更新|バージョン", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9-]*\Z", re.ASCII)


def dotted(text: str, start: int, end: int, plain: Plain) -> Found | None:
    """Judge words joined by dots: a dotted quad (with port, prefix or mask), a range of them, or a name."""
    if end - start > _LONGEST:
        return None
    word = text[start:end]
    last = word[word.rfind(".") + 1 :]
    if word[0].isdigit() and (last.isdigit() or _FIVE.match(word) or _RANGE.match(word)):
        return _numbers(text, start, end, word) or _name_with_port(text, start, end, word)
    return _name(text, start, end, word, plain)


def _numbers(text: str, start: int, end: int, word: str) -> Found | None:
    quad = addresses.ipv4(word)
    if quad is None:
        return _odd_numbers(text, start, end, word)
    if _is_version(text[max(0, start - _AROUND) : start], quad) or _is_product_header(text, start, quad):
        return None
    return _block(text, start, end, quad) or Found(ObservableKind.IPV4, quad, start, end, end)


def _odd_numbers(text: str, start: int, end: int, word: str) -> Found | None:
    """Judge a quad with something joined to it: a port (tcpdump, BSD), the other end of a range, a short block."""
    five = _FIVE.match(word)
    if five is not None:
        quad = addresses.ipv4(five[1])
        if quad is None or not (
            _beside_arrow(text, start, end) or (five[2].isdigit() and int(quad.split(".")[0]) > 31)
        ):
            return None
        return Found(ObservableKind.IPV4, quad, start, start + len(five[1]), end)
    joined = _RANGE.match(word)
    if joined is not None:
        first = addresses.ipv4(joined[1])
        last = joined[2] if "." in joined[2] else joined[1][: joined[1].rfind(".") + 1] + joined[2]
        if first is None:
            return None
        block = addresses.span(first, last)
        if block is not None:
            return Found(ObservableKind.CIDR, block, start, end, end)
        stop = start + len(joined[1])
        return Found(ObservableKind.IPV4, first, start, stop, stop)
    if _SHORT_BLOCK.match(word):
        prefix = _PREFIX.match(text, end)
        if (
            prefix
            and 8 <= int(prefix[1]) <= 8 * (word.count(".") + 1)
            and not _is_version(text[max(0, start - 16) : start], word)
        ):
            block = addresses.netblock(word + ".0" * (3 - word.count(".")), int(prefix[1]))
            return (block and Found(ObservableKind.CIDR, block, start, prefix.end(), prefix.end())) or None
        if word.count(".") == 2 and text.startswith(".*", end):
            block = addresses.netblock(word + ".0", 24)
            return (block and Found(ObservableKind.CIDR, block, start, end + 2, end + 2)) or None
    return None


def _block(text: str, start: int, end: int, quad: str) -> Found | None:
    """Return the netblock where a prefix, a mask or the other end of a range follows ``quad``."""
    following = text[end : end + 1]
    block: str | None = None
    stop = end
    if following == "/":
        if prefix := _PREFIX.match(text, end):
            block, stop = addresses.netblock(quad, int(prefix[1])), prefix.end()
        elif mask := _SLASH_MASK.match(text, end):
            block, stop = addresses.netblock(quad, addresses.mask_length(mask[1]) or 0), mask.end()
    elif following and following in " \t-~〜～か":
        if other := _NEXT_QUAD.match(text, end):
            block, stop = addresses.span(quad, other[1]), other.end(1)
        elif quad.endswith(".0") and (mask := _SPACE_MASK.match(text, end)):
            block, stop = addresses.netblock(quad, addresses.mask_length(mask[1]) or 0), mask.end(1)
    return Found(ObservableKind.CIDR, block, start, stop, stop) if block else None


def _beside_arrow(text: str, start: int, end: int) -> bool:
    return bool(_ARROW_AFTER.match(text, end) or _ARROW_BEFORE.search(text[max(0, start - 5) : start]))


def _is_version(before: str, quad: str) -> bool:
    """Say whether the words before a dotted quad make it the version of something."""
    if not before or (before[-1] in "[<,;|>{@)]" or before.endswith(" from ") and not _is_small(quad)):
        return False
    bare = before.rstrip(" \t./:-=\"'(")
    between = before[len(bare) :]
    if not bare or len(between) > 3:
        return False
    if not bare.isascii() and bare.endswith(_VERSION_ENDINGS):
        return True
    spaced = bare.rsplit(None, 1)
    word = spaced[-1] if spaced else bare
    if not word.isalnum():
        last = _LAST_WORD.search(word)
        word = last[0] if last else ""
    lower = word.lower()
    if lower in _VERSION_WORDS:
        return True
    if lower in _PROGRAMS and between[:1] in (" ", "/", "-", "\t"):
        return between == "/" or quad.endswith(".0.0.0") or _is_small(quad)
    if _is_small(quad) and not quad.startswith("10.") and _UPGRADED.search(before):
        return True
    if between != "/" or len(word) < 2 or not (word[0].isupper() and word.isalpha()):
        return False
    return quad.endswith(".0.0") or _is_small(quad)


def _is_small(quad: str) -> bool:
    first, _, others = quad.partition(".")
    return len(first) < 3 and int(first) < 64 and all(int(part) < 64 for part in others.split("."))


_PRODUCT_HEADER = re.compile(
    r"[>\s]{0,4}(?:x-mailer|user-agent|server|x-newsreader|mime-version|x-mimeole|x-powered-by)[ \t]?:", re.IGNORECASE
)


def _is_product_header(text: str, start: int, quad: str) -> bool:
    """Say whether the line is a header that names a program: its small dotted quads are versions."""
    return _is_small(quad) and bool(
        _PRODUCT_HEADER.match(text, text.rfind("\n", max(0, start - 200), start) + 1, start)
    )


_NAME_KEY = re.compile(r"\"?(?:[ \t]?=(?!=)|\((?![\d\[]))")
_JSON_KEY = re.compile(r"\"[ \t]?:")
_BESIDE_ADDRESS = re.compile(r"\.?[ \t]?[\[(](?:\d{1,3}\.|[0-9a-f]{1,4}:)", re.ASCII | re.IGNORECASE)
_HOST_WORD = re.compile(
    r"(?:@|(?<![A-Za-z])(?:host|hostname|domain|server|site|helo|ehlo|rhost|client|relay|query|fqdn|sni|cn)[ \t=:\"'<(]{1,3}"
    r"|ドメイン[ \t:は「]{0,2}|ホスト名?[ \t:は「]{0,2})\Z",
    re.ASCII | re.IGNORECASE,
)


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
    surely = (
        plain.changed(start, end)
        or bool(_BESIDE_ADDRESS.match(text, end))
        or bool(_HOST_WORD.search(text[max(0, start - 20) : start]))
    )
    name = names.host(word, surely)
    if name is None:
        return _name_with_port(text, start, end, word)
    if not surely and _NAME_KEY.match(text, end):
        return None
    if not surely and text.startswith("\\", end):
        return None
    if start and text[start - 1] == '"' and word.count(".") == 1 and _JSON_KEY.match(text, end):
        return None
    return Found(ObservableKind.HOST, name, start, end, end)


_AFTER_QUAD = re.compile(r"\.\d{1,3}/\Z", re.ASCII)


def _after_double_slash(text: str, start: int) -> bool:
    return text[start - 2 : start] == "//" and (start < 3 or text[start - 3] in " \t\n\"'=(<>,:")


def _name_with_port(text: str, start: int, end: int, word: str) -> Found | None:
    """Judge tcpdump's ``host.example.jp.4321 >`` and ``host.example.jp.telnet:`` beside an arrow."""
    stem, _, port = word.rpartition(".")
    if not port or not _beside_arrow(text, start, end):
        return None
    name = names.host(stem, True)
    return Found(ObservableKind.HOST, name, start, start + len(stem), end) if name else None


# --- IPv6 --------------------------------------------------------------------------

_LABELLED = re.compile(r"[A-Za-z_]\w{0,24}?:(?=[0-9A-Fa-f:])", re.ASCII)
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}:", re.ASCII)
_TAIL = re.compile(r"(?:%[\w.-]{1,16})?(?:/(\d{1,3})(?![\w./]))?", re.ASCII)
_V6_RANGE = re.compile(r"[ \t]{0,2}-[ \t]{0,2}([0-9A-Fa-f:]{2,39})(?![\w:.])", re.ASCII)


def colons(text: str, start: int, end: int) -> Found | None:
    """Judge groups joined by colons: an IPv6 address in any spelling, with zone id, port or prefix."""
    if end - start > 2 * _LONGEST_V6:
        return None
    word = text[start:end]
    labelled = _LABELLED.match(word)
    if labelled and not _HEXADECIMAL.fullmatch(labelled[0]):
        start += labelled.end()
        word = word[labelled.end() :]
    judged = None
    for spelling in _spellings(word):
        judged = addresses.ipv6(spelling)
        if judged:
            word = spelling
            break
    if judged is None:
        return None
    kind, value = judged
    stop = start + len(word)
    tail = _TAIL.match(text, stop)
    if tail and tail[1] and kind == "ipv6":
        block = addresses.netblock(value, int(tail[1]))
        if block:
            return Found(ObservableKind.CIDR, block, start, tail.end(), tail.end())
    elif kind == "ipv6" and (other := _V6_RANGE.match(text, stop)):
        block = addresses.span(value, other[1])
        if block:
            return Found(ObservableKind.CIDR, block, start, other.end(1), other.end(1))
    return Found(ObservableKind(kind), value, start, stop, max(end, tail.end() if tail else end))


_LONGEST_V6 = 64


def _spellings(word: str) -> tuple[str, ...]:
    """Return how much of the word may be the address: all, without a trailing colon, without a port."""
    bare = word[:-1] if word.endswith(":") and not word.endswith("::") else word
    if "." not in bare:
        stem, _, port = bare.rpartition(":")
        return (bare, stem) if port.isdigit() and not stem.endswith(":") else (bare, word)
    return (bare, bare[: bare.rfind(".")], bare[: bare.find(".")])


# --- URLs and mail addresses -------------------------------------------------------

_URL = re.compile(
    r"([A-Za-z][A-Za-z0-9+.-]*+)://(?:[^/?#@\[\]]{0,256}@)?(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9_.-]{1,253})(?![A-Za-z0-9_@])",
    re.ASCII,
)
_CLOSED_BY = {"'": "'", ",": ",", ";": ";"}
"""What stands before a URL may say what ends it: quotes, and the next cell of a table."""
_NO_HOST_SCHEMES = frozenset({"file", "data", "cid", "about", "javascript", "unix", "res"})


def url(text: str, start: int, end: int) -> Found | None:
    """Judge a URL: its scheme names a host, and its host is an address or a name with a known ending."""
    if start and (closing := _CLOSED_BY.get(text[start - 1])):
        stop = text.find(closing, start, end)
        end = stop if stop > 0 else end
    if end - start > _LONGEST_URL:
        return None
    end = _trimmed(text, start, end)
    matched = _URL.match(text, start, end)
    if matched is None:
        return None
    scheme, host = matched[1].lower(), matched[2].lower()
    if scheme in _NO_HOST_SCHEMES or not _is_url_host(host):
        return None
    value = scheme + text[start + len(scheme) : matched.start(2)] + host + text[matched.end(2) : end]
    return Found(ObservableKind.URL, value, start, end, end)


def _is_url_host(host: str) -> bool:
    if host.startswith("["):
        return addresses.ipv6(host[1:-1]) is not None
    host = host.rstrip(".")
    return addresses.ipv4(host) is not None or names.host(host, True) is not None


def _trimmed(text: str, start: int, end: int) -> int:
    """Return where the URL ends once the sentence's own punctuation is taken off."""
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
    r"(?:message-?id|msg-?id|references|in-reply-to|content-id|resent-message-id|x-message-id|messageid|report-id|(?<![a-z])id)"
    r"[ \t]{0,2}[:=][ \t\r\n\"']{0,4}<?\Z",
    re.ASCII | re.IGNORECASE,
)
_ID_LOOK = re.compile(r"(?=[^@]*\d{6})[\w.%+$~-]{20,}@", re.ASCII)


def mail(text: str, start: int, end: int) -> Found | None:
    """Judge ``local@domain``: a mail address, or where an address follows the @, that address."""
    if end - start > _LONGEST:
        return None
    word = text[start:end].rstrip(".-")
    end = start + len(word)
    local, _, domain = word.rpartition("@")
    if "$" in local:  # a message id: no mailbox is called so
        return None
    if addresses.QUAD.match(domain):
        quad = addresses.ipv4(domain)
        return Found(ObservableKind.IPV4, quad, end - len(domain), end, end) if quad else None
    name = names.host(domain, True)
    if name is None:
        return None
    before = text[max(0, start - 40) : start]
    if before.endswith("/") and not before.endswith("//"):
        return None
    opened = before.endswith("<")
    if before.rstrip(" \t\r\n\"'<").endswith((":", "=")) and _ID_HEADER.search(before):
        return None
    if opened and _is_id_place(text, start, word):
        return None
    if before.endswith(" from ") and _LOGIN_FROM.search(before):
        return Found(ObservableKind.HOST, name, end - len(domain), end, end)
    return Found(ObservableKind.MAIL, f"{local}@{name}", start, end, end)


_LOGIN_FROM = re.compile(
    r"(?:connect(?:ion)?|login|logged in|session|access|telnet|rlogin|rsh)(?: \w{1,12})? from \Z", re.IGNORECASE
)
_ID_HEADER_LINE = re.compile(
    r"[>\s]{0,4}(?:references|in-reply-to|message-id|resent-message-id|content-id)[ \t]?:", re.IGNORECASE
)


def _is_id_place(text: str, start: int, word: str) -> bool:
    """Say whether an address in angle brackets stands where message ids stand: such headers, folded or not, and CSV."""
    begin = text.rfind("\n", max(0, start - 1_000), start) + 1
    if _ID_HEADER_LINE.match(text, begin, start):
        return True
    if text[max(0, start - 2) : start - 1] == ",":
        return bool(re.search(r"\d{5}", word.partition("@")[0]))
    folded = text[start - 3 : start] == "> <" or (start - begin < _AROUND and not text[begin : start - 1].strip())
    return folded and bool(_ID_LOOK.match(word))
