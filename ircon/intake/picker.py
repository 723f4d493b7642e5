"""Which reader understands these bytes: the one place that decides."""

from __future__ import annotations

from ircon.intake import mail, prose
from ircon.intake.reading import Reading


def pick(data: bytes) -> Reading | None:
    """Return what the fitting reader made of ``data``; None where there is nothing that could be read."""
    if not data.strip(b" \t\r\n\x00"):
        return None
    if mail.looks_like_mail(data):
        return prose.from_mail(mail.letter(data))
    if is_binary(data):
        return None
    return prose.from_text(data)


def is_binary(data: bytes) -> bool:
    """Say whether ``data`` is no text in any charset: many control characters among its first bytes."""
    start = data[:8192]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 14, 15, 27) for byte in start)
    return odd * 20 > len(start)
