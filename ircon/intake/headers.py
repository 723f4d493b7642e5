"""Mail headers to text, names and dates, in time linear in their length and without raising.

The library's own header objects raise on malformed addresses and take quadratic time
over long encoded words, so only its splitting of header lines is used, and every value
is read here. RFC 2047 (encoded words), RFC 2231 (parameters), RFC 5322 (addresses, dates).
"""

from __future__ import annotations

import binascii
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from typing import Any

from ircon.intake import charsets

_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([BbQq])\?([^?]*)\?=")
_BASE64_REST = re.compile(rb"[^A-Za-z0-9+/]")
_Q_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")
_ANGLE = re.compile(r"<([^<>]{1,998})>")
_BARE_MAIL = re.compile(r"[^\s<>()\[\],;:\"]{1,256}@[^\s<>()\[\],;:\"]{1,256}")
_ID = re.compile(r"<[^<>\s]{1,996}>")
_REFERENCE = re.compile(r"\[([A-Z0-9/._-]{1,40})#(\d{1,12})\]")
_FOLD = re.compile(r"\r?\n[ \t]+|[\r\n]+")
_ZONE_NAMES = {"JST": 9, "KST": 9, "CEST": 2, "CET": 1, "BST": 1, "MSK": 3, "IST": 5.5, "AEST": 10, "HKT": 8, "SGT": 8}
_ZONE_NAME = re.compile(r"\b([A-Z]{3,4})\)?\s*\Z")


def raw_bytes(value: str) -> bytes:
    """Give back the bytes of a header value as the library's parser hands it over."""
    return value.encode("ascii", "surrogateescape") if value.isascii() else value.encode("utf-8", "surrogateescape")


def text(value: str) -> str:
    """Decode one header value: 8-bit characters, encoded words (also words split within a character), folds.

    The result is one line: a line break that an encoded word smuggles in becomes a blank.
    """
    raw = raw_bytes(value)
    plain = value if raw.isascii() and b"\x1b" not in raw else charsets.decode(raw, "", "header")[0]
    return _FOLD.sub(" ", words(_FOLD.sub(" ", plain))).strip()


def words(value: str) -> str:
    """Decode the encoded words of RFC 2047 in ``value``; adjacent words of one charset are joined as bytes first."""
    out: list[str] = []
    pending, charset, place = b"", "", 0
    for word in _WORD.finditer(value):
        between = value[place : word.start()]
        if pending and (between.strip() or word.group(1).lower() != charset):
            out.append(charsets.decode(pending, charset, "header")[0])
            pending = b""
            out.append(between if between.strip() else "")
        elif not pending:
            out.append(between if between.strip() or place == 0 else "")
        charset = word.group(1).lower()
        pending += _word_bytes(word.group(2), word.group(3))
        place = word.end()
    if pending:
        out.append(charsets.decode(pending, charset, "header")[0])
    out.append(value[place:])
    return "".join(out)


def _word_bytes(encoding: str, body: str) -> bytes:
    raw = body.encode("utf-8", "surrogateescape")
    if encoding in "Qq":
        return _Q_BYTE.sub(lambda found: bytes([int(found.group(1), 16)]), raw.replace(b"_", b" "))
    return base64(raw)


def base64(raw: bytes) -> bytes:
    """Decode base64 as far as it goes: foreign characters are skipped, lost padding is made up."""
    clean = _BASE64_REST.sub(b"", raw)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    try:
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
    except binascii.Error:
        return b""


def parameter(value: Any) -> str:
    """Decode a parameter as the library returns it: a plain value, or RFC 2231's (charset, language, value)."""
    if isinstance(value, tuple):
        charset, _, octets = value
        return charsets.decode(str(octets).encode("latin-1", "replace"), charset or "", "header")[0]
    return text(str(value)) if value is not None else ""


def mailbox(value: str) -> tuple[str, str]:
    """Return (name, address) of the first mailbox in a raw From or Reply-To; "" for what is not there.

    The structure is read before the encoded words are, so that a name can never become an address.
    """
    plain = _FOLD.sub(" ", value)
    angles = [found for found in _ANGLE.finditer(plain) if "@" in found.group(1)]
    if angles:
        address = angles[0].group(1).strip()
        name = plain[: angles[0].start()].rpartition(">")[2].lstrip(" ,;")
    else:
        bare = _BARE_MAIL.search(plain)
        if bare is None:
            return text(plain).strip("<>()\"' ")[:200], ""
        address = bare.group()
        comment = plain[bare.end() :].strip()
        name = comment[1:-1] if comment.startswith("(") and comment.endswith(")") else ""
    name = name.strip()
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    address = text(address)
    if not _BARE_MAIL.fullmatch(address):
        address = ""
    return text(name), address


def message_ids(*values: str) -> tuple[str, ...]:
    """Return the ids in raw Message-ID, In-Reply-To or References headers: with angle brackets, once each, in order.

    An id that lost its brackets on the way gets them back.
    """
    found: list[str] = []
    for value in map(text, values):
        found += _ID.findall(value) or ([f"<{value}>"] if _BARE_MAIL.fullmatch(value) else [])
    return tuple(dict.fromkeys(found))


def references(subject: str) -> tuple[int, ...]:
    """Return the incident numbers that ``subject`` names as ``[PREFIX#1042]``, once each, in order."""
    return tuple(dict.fromkeys(int(number) for _, number in _REFERENCE.findall(subject)))


def moment(value: str) -> datetime | None:
    """Read a Date header as an instant in the sender's own zone; None where it is none.

    A date without a zone is taken as UTC (RFC 5322, 3.3 on ``-0000``).
    """
    plain = text(value)[:200]
    try:
        parts = parsedate_tz(plain)
        if parts is None:
            return _iso(plain)
        offset = parts[9]
        if offset is None:
            name = _ZONE_NAME.search(plain)
            offset = int(_ZONE_NAMES.get(name.group(1), 0) * 3600) if name else 0
        found = datetime(*parts[:5], min(parts[5], 59), tzinfo=timezone(timedelta(seconds=offset)))
        found.astimezone(UTC)
        return found
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _iso(value: str) -> datetime | None:
    found = datetime.fromisoformat(value.strip())
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    found.astimezone(UTC)
    return found
