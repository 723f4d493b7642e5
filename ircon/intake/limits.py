"""How much of a message is read: the bounds that keep one hostile mail from stopping the intake.

Whatever exceeds a bound is left unread and said so in words; the original bytes are
kept all the same, so a bound never loses anything.
"""

from __future__ import annotations

TOTAL = 25 * 1024 * 1024
"""Bytes of one message that are read."""

HEADERS = 64 * 1024
"""Bytes of all the headers of one message or part."""

HEADER = 8 * 1024
"""Bytes of one header, folded lines included."""

DEPTH = 20
"""Parts within parts."""

PARTS = 1_000
"""Parts of one message, counted over all depths."""

BODY = 8 * 1024 * 1024
"""Bytes of one text, as a part or a file, that are decoded."""

TEXT = 2 * 1024 * 1024
"""Characters of text in which evidence is looked for."""

FOUND = 20_000
"""Observables and log lines that are kept of one message."""

UNPACKED = 20 * 1024 * 1024
"""Bytes that the archives in one message may unpack to."""

MEMORY = 512 * 1024 * 1024
"""Address space of the process that reads what is large or odd (see ``child``)."""

CPU_SECONDS = 20
"""Processor time that the same process may spend on one message."""


def within_total(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return as much of ``data`` as is read, and the problem in words if that is not all."""
    return _cut(data, TOTAL, "message")


def within_body(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return as much of a text's bytes as is decoded, and the problem in words if that is not all."""
    return _cut(raw, BODY, "text")


def _cut(data: bytes, bound: int, what: str) -> tuple[bytes, tuple[str, ...]]:
    """Cut at the last line end before ``bound``, if there is one, so that no character is torn."""
    if len(data) <= bound:
        return data, ()
    end = data.rfind(b"\n", bound // 2, bound)
    return data[: end + 1 or bound], (f"the {what} has {len(data):,} bytes; only the first {bound:,} were read",)


def searched(text: str) -> str:
    """Return as much of ``text`` as is searched for answers and evidence: whole lines, if it has any."""
    if len(text) <= TEXT:
        return text
    end = text.rfind("\n", 0, TEXT)
    return text[: end if end > 0 else TEXT]
