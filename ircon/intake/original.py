"""A message as it came, laid open for a handler's eyes: every header, every part, the bytes.

Nothing is left out as intake leaves things out: Received hops, enclosed mails, what is
binary by its kind and size. Texts are raw; whoever draws them sends them through the gate.
"""

from __future__ import annotations

from dataclasses import dataclass

from ircon.intake import charsets, headers, limits, mail, mime

ROW = 16
"""Bytes to a line in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a message: its kind and name as labelled, its size in bytes, and its text where it is one."""

    kind: str
    name: str
    size: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Laid:
    """A message laid open: the headers in their order, decoded; the parts; what lay beyond the bounds."""

    headers: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    problems: tuple[str, ...]


def head(data: bytes) -> tuple[tuple[str, str], ...]:
    """Return every header of a mail, decoded, in order, the Received hops among them; none where it is no mail."""
    if not mail.looks_like_mail(data):
        return ()
    start = mail.without_envelope(data[: 2 * limits.HEADERS])
    blank = mime.BLANK.search(start)
    return _headers(mime.parse(start[: blank.start()] + b"\n\n" if blank else start)[0])


def lay_open(data: bytes) -> Laid:
    """Return what there is to see of a message. Never raises; bounds are those of intake (see ``limits``)."""
    from ircon.intake.picker import is_binary

    bounded, cut = limits.within_total(data)
    if not mail.looks_like_mail(bounded):
        body, more = limits.within_body(bounded)
        text = None if is_binary(bounded) else charsets.decode(body, "", "text")[0]
        return Laid((), (Piece("", "", len(data), text),), (*cut, *more))
    letter = mail.letter(bounded)
    pieces = []
    for part in letter.root.walk():
        if not part.kind.startswith("multipart/"):
            shown = not part.parts and (part.kind.startswith(("text/", "message/")) or not is_binary(part.body))
            pieces.append(Piece(part.kind, part.name, len(part.body), part.text()[0] if shown else None))
    return Laid(_headers(letter.root), tuple(pieces), (*cut, *letter.problems))


def row(data: bytes, place: int) -> str:
    """Return the ``ROW`` bytes from ``place`` on in hexadecimal: the place, the bytes, the printable among them."""
    found = data[place : place + ROW]
    seen = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in found)
    return f"{place:08x}  {found.hex(' '):<{3 * ROW}} {seen}"


def _headers(root: mime.Part) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), headers.text(str(value))) for name, value in root.headers.raw_items())
