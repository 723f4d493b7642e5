"""A mail as a tree of parts, split within bounds.

The library splits header lines; the parts are split here, step by step instead of
recursively, so that a mail of a thousand nested parts costs no more than a flat one.
RFC 2045, RFC 2046 (multiparts), RFC 5322 (headers).
"""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser

from ircon.intake import charsets, headers, limits

BLANK = re.compile(rb"\r?\n\r?\n|\A\r?\n")
"""What stands between headers and body."""

_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_HEADER_NAME = re.compile(rb"[!-9;-~]+[ \t]*:")
_BOUNDARY = re.compile(rb"^--([^\r\n]{1,200})\r?$", re.MULTILINE)


@dataclass(slots=True)
class Part:
    """One part of a mail: its headers, its decoded bytes, and the parts within it."""

    kind: str
    headers: Message
    body: bytes
    name: str = ""
    charset: str = ""
    attached: bool = False
    parts: list[Part] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The first header called ``name`` as the parser left it; "" where there is none."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        """Every header called ``name``, undecoded."""
        wanted = name.lower()
        return [str(value) for key, value in self.headers.raw_items() if key.lower() == wanted]

    def text(self) -> tuple[str, str]:
        """The body as text with LF line ends, and a problem in words or ""."""
        raw, cut = limits.within_body(self.body)
        read, problem = charsets.decode(raw, self.charset, f"part {self.name[:60]}" if self.name else "body")
        read = read.replace("\r\n", "\n").replace("\r", "\n")
        if self.kind == "text/plain" and len(read) <= limits.TEXT and self._says("format") == "flowed":
            from ircon.intake import flowed

            read = flowed.joined(read, delsp=self._says("delsp") == "yes")
        return read, "; ".join(filter(None, (*cut, problem)))

    def _says(self, parameter: str) -> str:
        return _parameter(self.headers, parameter, "Content-Type").lower()

    def walk(self) -> list[Part]:
        """This part and all within it, in the order in which they stand."""
        found, waiting = [], [self]
        while waiting:
            part = waiting.pop()
            found.append(part)
            waiting.extend(reversed(part.parts))
        return found


def parse(data: bytes) -> tuple[Part, tuple[str, ...]]:
    """Split a mail into its parts; problems say what lay beyond the bounds."""
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    problems: list[str] = []
    root, inner = _part(data, problems)
    waiting: list[tuple[Part, bytes, int]] = [(root, inner, 1)]
    count = 1
    while waiting:
        parent, raw, depth = waiting.pop()
        pieces = _within(parent, raw)
        if pieces and depth > limits.DEPTH:
            problems.append(f"parts are nested deeper than {limits.DEPTH}; what lies deeper was not read")
            continue
        for piece in pieces:
            if count >= limits.PARTS:
                problems.append(f"more than {limits.PARTS:,} parts; the rest was not read")
                return root, tuple(dict.fromkeys(problems))
            count += 1
            child, inner = _part(piece, problems, digest=parent.kind == "multipart/digest")
            parent.parts.append(child)
            waiting.append((child, inner, depth + 1))
    return root, tuple(dict.fromkeys(problems))


def one_level(data: bytes) -> tuple[Part, list[bytes]]:
    """Return a message or part without what is in it, and the raw bytes of the parts directly within."""
    part, inner = _part(data, [])
    return part, _within(part, inner)


def _part(data: bytes, problems: list[str], *, digest: bool = False) -> tuple[Part, bytes]:
    """Read one part's headers and decode its body; returns the bytes in which further parts may stand."""
    head, body = _split(data)
    message = BytesHeaderParser().parsebytes(_bounded(head, problems))
    kind = _kind(message, digest)
    container = kind.startswith("multipart/")
    encoding = headers.text(str(message.get("Content-Transfer-Encoding", "")))[:40].lower()
    if not container:
        body = _transfer_decoded(body, encoding, problems)
    disposition = headers.text(str(message.get("Content-Disposition", ""))).lower()
    part = Part(
        kind,
        message,
        b"" if container else body,
        name=_parameter(message, "filename", "Content-Disposition") or _parameter(message, "name", "Content-Type"),
        charset=_parameter(message, "charset", "Content-Type"),
        attached=disposition.startswith("attachment"),
    )
    return part, body


def _split(data: bytes) -> tuple[bytes, bytes]:
    blank = BLANK.search(data)
    if blank is None:
        return data, b""
    return data[: blank.start()] + b"\n", data[blank.end() :]


def _bounded(head: bytes, problems: list[str]) -> bytes:
    """Cut headers to the bounds, folded lines counted with the header that they belong to."""
    if len(head) <= limits.HEADER:
        return head
    kept: list[bytes] = []
    total = size = 0
    for line in _LINE.findall(head):
        size = size + len(line) if line[:1] in b" \t" and kept else len(line)
        total += len(line)
        if total > limits.HEADERS:
            problems.append(f"the headers have more than {limits.HEADERS:,} bytes; the rest was not read")
            break
        if size > limits.HEADER:
            problems.append(f"a header has more than {limits.HEADER:,} bytes; its rest was not read")
            room = limits.HEADER - (size - len(line))
            if room > 0:
                kept.append(line[:room].rstrip(b"\r\n") + b"\n")
            continue
        kept.append(line)
    return b"".join(kept)


def _kind(message: Message, digest: bool) -> str:
    raw = headers.text(str(message.get("Content-Type", ""))).partition(";")[0].strip().lower()
    if raw.count("/") == 1 and not re.search(r"\s", raw):
        return raw[:100]
    return "message/rfc822" if digest and not raw else "text/plain"


def _parameter(message: Message, name: str, header: str) -> str:
    try:
        return headers.parameter(message.get_param(name, header=header)).strip()[:255]
    except Exception:  # the library's parameter parser raises many things on crafted values
        return ""


def _transfer_decoded(body: bytes, encoding: str, problems: list[str]) -> bytes:
    if encoding == "base64":
        return headers.base64(body)
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uudecoded(body)
    if encoding not in ("", "7bit", "8bit", "binary"):
        problems.append(f"the transfer encoding {encoding} is unknown; read as it stands")
    return body


def _uudecoded(body: bytes) -> bytes:
    import binascii

    out = bytearray()
    for line in body.splitlines():
        if line.startswith((b"begin ", b"end")):
            continue
        try:
            out += binascii.a2b_uu(line)
        except binascii.Error:
            continue
    return bytes(out)


def _within(part: Part, raw: bytes) -> list[bytes]:
    """The bytes of the parts directly within ``part``."""
    if part.kind in ("message/rfc822", "message/global"):
        return [part.body] if part.body.strip() else []
    if not part.kind.startswith("multipart/"):
        return []
    boundary = headers.raw_bytes(_parameter(part.headers, "boundary", "Content-Type"))
    if not boundary:
        guess = _BOUNDARY.search(raw)
        if guess is None:
            part.kind, part.body = "text/plain", raw
            return []
        boundary = guess.group(1).rstrip()
    return _pieces(raw, boundary, part)


def _pieces(raw: bytes, boundary: bytes, part: Part) -> list[bytes]:
    marker = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?$", re.MULTILINE)
    pieces: list[bytes] = []
    start: int | None = None
    for found in marker.finditer(raw):
        if start is not None:
            pieces.append(_without_last_line_end(raw[start : found.start()]))
        start = found.end() + 1
        if found.group(1):
            start = None
            break
        if len(pieces) > limits.PARTS:
            break
    if start is not None and start < len(raw):
        pieces.append(raw[start:])
    if not pieces and raw.strip():
        part.kind, part.body = "text/plain", raw
    return pieces


def _without_last_line_end(piece: bytes) -> bytes:
    """The line end before a boundary belongs to the boundary (RFC 2046, 5.1.1)."""
    if piece.endswith(b"\r\n"):
        return piece[:-2]
    return piece[:-1] if piece.endswith(b"\n") else piece
