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
    if len(data) <= TOTAL:
        return data, ()
    return data[:TOTAL], (f"the message has {len(data):,} bytes; only the first {TOTAL:,} were read",)
