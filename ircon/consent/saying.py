"""How sure it is who answers: in the handler's language, and in English for the journal."""

from __future__ import annotations

from ircon.consent.answering import Answered, Sender, Signature
from ircon.i18n import _, mark

_FROM = {
    Sender.SAME: mark("from the address that reported"),
    Sender.SITE: mark("from another address of their site"),
    Sender.DOMAIN: mark("from another address of their domain"),
    Sender.PROVIDER: mark("from a stranger's address at the same mail provider"),
    Sender.OTHER: mark("from an address that is not theirs"),
}
_SIGNED = {
    Signature.GOOD: mark("signature good"),
    Signature.BAD: mark("signature bad"),
    Signature.UNCHECKED: mark("signature not checked"),
    Signature.NONE: mark("not signed"),
}
_TO_OURS = {True: mark("to a letter of ours"), False: mark("to no letter of ours")}
_UNLIKE = mark("though the report was signed")

SURE = (*_FROM.values(), *_SIGNED.values(), *_TO_OURS.values(), _UNLIKE)
"""What the journal says of a sender, piece by piece."""


def sure(answer: Answered) -> str:
    """Return from which address an answer came, whether it answers a letter of ours, and how it is signed."""
    return _(", ").join(map(_, _parts(answer)))


def kept(answer: Answered) -> str:
    """Return the same in English, as the journal keeps it."""
    return ", ".join(_parts(answer))


def _parts(answer: Answered) -> list[str]:
    parts = [_FROM[answer.sender], _TO_OURS[answer.to_ours], _SIGNED[answer.signature]]
    return [*parts, _UNLIKE] if answer.unlike else parts
