"""The pieces of a log line, as far as one recipient may know them at all.

A piece is the recipient's own address or host, a number that can be a port, a word of the
fixed vocabulary, or it is hidden; of what is hidden nothing goes further, not even how long
it was. What the pieces mean depends on those before them: ``masking`` reads that.
"""

from __future__ import annotations

import re

from ircon.disclosure import words
from ircon.disclosure.owning import MAX_KNOWN, Own

Hole = str | int
"""What fills a line's shape again: an address, a port, or the time as written."""

Pieces = tuple[str, tuple[Hole, ...]]
"""Pieces with spaces between them, the symbols below standing for what changes from line to line, and that."""

ADDRESS, ADDRESS_AND_PORT, NUMBER, HIDDEN, TIME = "\x01", "\x02", "\x03", "\x04", "\x05"
"""No piece holds them: what is not a printable character parts tokens."""

ARROWS = frozenset({"->", ">"})

_TOKEN = re.compile(r"[!-~]+|[^\x00-\x20!-~\u3000]+")
_PIECE = re.compile(r"[^\[\](){}<>\"'`,;|=]+|=")
_PARTS = re.compile(r"[\[\](){}<>\"'`,;|=]")
_PORT_AFTER = re.compile(r"(?P<host>.+?)(?P<sep>[:#/.])(?P<port>\d{1,5})\Z", re.ASCII)


_ZEROS = str.maketrans("123456789", "000000000")
_A_NAME = re.compile(r"(?=.*[A-Za-z_])[\w-]+", re.ASCII)

Spans = tuple[tuple[int, int], ...]
"""Where in a token the numbers stand."""

_ASKED = "\x06"
"""Stands in the shape of a stretch where a token is that has to be looked at."""


Step = tuple[int, int, bool]
"""Where something stands that changes from one stretch of a form to the next, and whether it is a mere number."""


class Stretch:
    """Stretches of one form: their common shape, and in their order what changes."""

    def __init__(self, spelled: str, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self._spelled = spelled.split(_ASKED)
        self._known: dict[tuple[str, ...], str] = {}

    def shape(self, asked: list[str]) -> str:
        """Return the shape of one of them, whose tokens that were looked at have these shapes."""
        key = tuple(asked)
        known = self._known.get(key)
        if known is None:
            pairs = zip(self._spelled, [*asked, ""], strict=True)
            known = self._known[key] = "".join(one for pair in pairs for one in pair)
        return known


def _joined(found: list[Pieces]) -> Pieces:
    return " ".join([shape for shape, _ in found]), tuple([hole for _, holes in found for hole in holes])


class Known(dict[str, Pieces]):
    """Remembers, for one recipient, the pieces of each token: a log says the same ones over and over.

    Tokens that differ only in digits which tell nothing, process and account numbers, are
    remembered by their form.
    """

    def __init__(self, own: Own) -> None:
        self._own = own
        self._words = words.VOCABULARY | words.KEYS | words.PROTOCOLS | words.SERVICES.keys()
        self._with_digits = {word.translate(_ZEROS) for word in self._words if not word.isalpha()}
        self._forms: dict[str, tuple[str, Spans] | None] = {}
        self._stretches: dict[str, Stretch] = {}

    def __missing__(self, token: str) -> Pieces:
        form = token.translate(_ZEROS)
        if form not in self._forms:
            self._forms[form] = self._form(form)
        known = self._forms[form]
        if known is not None:
            shape, spans = known
            numbers = tuple([int(token[start:end]) for start, end in spans])
            if not spans or (min(numbers) > 0 and max(numbers) <= _MAX_PORT):
                return shape, numbers
        for remembered in (self, self._forms, self._stretches):
            if len(remembered) > MAX_KNOWN:
                remembered.clear()
        found = self[token] = self._pieces(token)
        return found

    def _form(self, form: str) -> tuple[str, Spans] | None:
        """Return what all tokens come to that have zeros for digits in this form, None where the digits matter."""
        if "0" not in form or not form.isascii():
            return None
        spans: list[tuple[int, int]] = []
        for found in _PIECE.finditer(form):
            piece = found.group()
            if "0" not in piece:
                continue
            if piece.strip("-").lower() in self._with_digits or not (_A_NAME.fullmatch(piece) or _port_like(piece)):
                return None
            if _port_like(piece):
                spans.append(found.span())
        shape, holes = self._pieces(form.replace("0", "1"))
        return (shape, tuple(spans)) if len(holes) == len(spans) else None  # a name of theirs stands beside

    def of(self, text: str) -> Pieces:
        """Return the pieces of a stretch of a line: like its tokens, such stretches are remembered by their form."""
        if not (text.isascii() and text.isprintable()):
            return _joined([self[token] for token in _TOKEN.findall(text)])
        form = text.translate(_ZEROS)
        known = self._stretches.get(form)
        if known is None:
            known = self._stretches[form] = self._stretch(form)
        holes: list[Hole] = []
        shapes: list[str] = []
        for start, end, is_number in known.steps:
            if is_number:
                number = int(text[start:end])
                if not 0 < number <= _MAX_PORT:
                    return _joined([self[token] for token in text.split()])
                holes.append(number)
            else:
                shape, more = self[text[start:end]]
                shapes.append(shape)
                holes += more
        return known.shape(shapes), tuple(holes)

    def _stretch(self, form: str) -> Stretch:
        """Return how all stretches read that have zeros for digits in this form."""
        parts: list[str] = []
        steps: list[Step] = []
        for token in re.finditer(r"\S+", form):
            start, spelled = token.start(), token.group()
            if spelled not in self._forms:
                self._forms[spelled] = self._form(spelled)
            known = self._forms[spelled]
            if known is not None:
                parts.append(known[0])
                steps += [(start + first, start + last, True) for first, last in known[1]]
            elif "0" not in spelled and not self[spelled][1]:
                parts.append(self[spelled][0])
            else:
                parts.append(_ASKED)
                steps.append((start, token.end(), False))
        return Stretch(" ".join(parts), tuple(steps))

    def _pieces(self, token: str) -> Pieces:
        if token in ARROWS:
            return token, ()
        if not _PARTS.search(token):
            return self._piece(token)
        pieces = _PIECE.findall(token)
        found = [self._piece(piece, after) for piece, after in zip(pieces, [*pieces[1:], ""], strict=False)]
        return " ".join(shape for shape, _ in found), tuple(hole for _, holes in found for hole in holes)

    def _piece(self, piece: str, after: str = "") -> Pieces:
        bare = piece.lstrip("@:-*.!?").rstrip(":.!?*-")
        if piece == "=" or not bare:
            return piece if piece == "=" else "", ()
        if "." in bare or ":" in bare or piece.startswith("::"):
            own = self._owned(bare) or (self._owned(piece.rstrip(":.,")) if piece.startswith("::") else None)
            if own:
                return own
        word = bare.lower()
        if word in self._words and (after != "=" or word in words.KEYS):
            return bare, ()
        number = _port(bare)
        return (HIDDEN, ()) if number is None else (NUMBER, (number,))

    def _owned(self, bare: str) -> Pieces | None:
        """Return ``bare`` as a piece where it is an address or host of the recipient's, with or without a port."""
        if address := self._own.any(bare):
            return ADDRESS, (address,)
        split = _PORT_AFTER.match(bare)
        address = self._own.any(split["host"].strip("[]")) if split else None
        if split is None or address is None:
            return None
        port = _port(split["port"]) if split["sep"] != "/" else None
        return (ADDRESS, (address,)) if port is None else (ADDRESS_AND_PORT, (address, port))


_MAX_PORT = 65_535


def _port_like(piece: str) -> bool:
    return piece.isascii() and piece.isdigit() and len(piece) <= 5


def _port(digits: str) -> int | None:
    number = int(digits) if _port_like(digits) else 0
    return number if 0 < number <= _MAX_PORT else None
