"""Signed and encrypted messages (RFC 4880, RFC 3156): the words of the one, the fact of the other.

Whether a signature holds is asked elsewhere, see ``signatures``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ircon.intake.mail import Letter
from ircon.intake.prose import enveloped
from ircon.intake.reading import Reading

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"
_ENCRYPTED = "-----BEGIN PGP MESSAGE-----"
_KEY = re.compile(r"-----BEGIN PGP PUBLIC KEY BLOCK-----.*?(?:-----END PGP PUBLIC KEY BLOCK-----|\Z)", re.DOTALL)
_KINDS = ("multipart/encrypted", "application/pgp-encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")


def is_encrypted(text: str) -> bool:
    """Say whether ``text`` is an armoured encrypted message and little else."""
    start = text.find(_ENCRYPTED)
    return start >= 0 and len(text[:start].strip()) < 400


def encrypted(letter: Letter) -> Reading | None:
    """Return what stands on the envelope of an encrypted mail, None if it is not encrypted."""
    if letter.root.kind in _KINDS or any(part.kind in _KINDS for part in letter.root.parts):
        clear = next((part.text()[0] for part in letter.root.parts if part.kind == "text/plain"), "")
        return enveloped(_sealed(clear, letter), letter, letter.problems)
    if letter.root.kind == "text/plain" and _ENCRYPTED.encode() in letter.root.body:
        text = letter.root.text()[0]
        if is_encrypted(text):
            return enveloped(_sealed(text, letter), letter, letter.problems)
    return None


def _sealed(text: str, letter: Letter) -> Reading:
    return replace(sealed(text), reporter=letter.reporter)


def sealed(text: str) -> Reading:
    """An encrypted text: kept, and said to be unread."""
    return Reading(
        format="pgp-encrypted",
        text=text,
        own="",
        skipped=frozenset(range(1, text.count("\n") + 2)),
        problems=("it is encrypted: the original is kept, its content was not read",),
    )


def opened(text: str) -> str:
    """Return ``text`` without the armour of a clear signature; dash-escaped lines are undone (RFC 4880, 7.1)."""
    start = text.find(_SIGNED)
    if start < 0:
        return text
    head_end = text.find("\n\n", start)
    end = text.find(_SIGNATURE, start)
    if head_end < 0 or 0 <= end < head_end:
        return text
    body = text[head_end + 2 : end if end >= 0 else len(text)]
    body = "\n".join(line[2:] if line.startswith("- ") else line for line in body.split("\n"))
    close = text.find(_END, end) if end >= 0 else -1
    rest = text[close + len(_END) :].lstrip("\n") if close >= 0 else ""
    return "".join([text[:start], body, rest])


def without_keys(text: str) -> str:
    """Drop enclosed public keys: they are no evidence."""
    return _KEY.sub("", text) if "PGP PUBLIC KEY" in text else text
