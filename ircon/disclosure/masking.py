"""One log line, read for one recipient: what of it is a fact for them, and the line with all else masked.

Masking is an allow-list over the pieces of a line. A piece that is not allowed becomes
the one fixed mark, and neighbouring marks become one, so that neither the length nor the
number of what is hidden can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ircon.disclosure import clock, words
from ircon.disclosure.owning import Own
from ircon.model import LogLine, Observable

MAX_LINE = 4_000
"""Characters of a line that are read; what comes after is masked."""

_PRIORITY = re.compile(r"\s*(<\d{1,3}>\d{0,2}\s*)?\Z", re.ASCII)
_WORD = re.compile(r"\s*(\S+)")
_TOKEN = re.compile(r"[!-~]+|[^\x00-\x20!-~\u3000]+")
_PIECE = re.compile(r"[^\[\](){}<>\"'`,;|=]+|=")
_PORT_KEYS = frozenset({"port", "ports", "dpt", "spt", "dport", "sport", "dstport", "srcport"})
_PARTS = re.compile(r"[\[\](){}<>\"'`,;|=]")
_ARROWS = frozenset({"->", ">"})
_PORT_AFTER = re.compile(r"(?P<host>.+?)(?P<sep>[:#/.])(?P<port>\d{1,5})\Z", re.ASCII)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(slots=True)
class Reading:
    """What one line tells the recipient; ``masked`` is the line as it may be shown at the level of logs."""

    written: str = ""
    addresses: list[str] = field(default_factory=list)
    service: str = ""
    protocol: str = ""
    direction: str = ""
    port: int | None = None
    source_port: int | None = None
    masked: str = ""


def read(line: LogLine, observables: Iterable[Observable], own: Own) -> Reading:
    """Read ``line`` for the recipient that ``own`` knows; without addresses it does not concern them.

    ``observables`` are those found in this line. They count besides our own reading because
    an address may be written in a way that only they see (defanged, in full width).
    """
    text = line.text[:MAX_LINE]
    if not text.isascii():
        text = text.translate(_FULL_WIDTH)
    time = clock.find(text, line.at)
    reader = _Reader(own, Reading(written=time.text if time else ""))
    host_field = (-1, -1)
    if time:
        host_field = _host_field(text, time)
        reader.take(text[: time.start], 0, host_field, words_too=False)
        if reader.out.addresses:
            reader.out.direction = "from"  # web servers begin the line with their client
        reader.keep(time.text)
        reader.take(text[time.end :], time.end, host_field)
    else:
        reader.take(text, 0, host_field)
    for found in observables:
        if not (host_field[0] <= found.start and 0 < found.end <= host_field[1]):
            reader.concern(own.observable(found))
    if reader.out.service and reader.out.addresses:
        reader.out.direction = reader.out.direction or "from"  # a server writes down its client
    reader.out.masked = reader.line()
    return reader.out


def _host_field(text: str, time: clock.Written) -> tuple[int, int]:
    """Return where syslog writes the reporting host: after the time, RFC 3164 section 4.1.2 and RFC 5424 section 6.2.4.

    That host is the reporter's, even where the recipient's netblock or domain holds its name.
    """
    before = _PRIORITY.match(text[: time.start])
    if before is None or (time.form != "bsd" and not before.group(1)):
        return (-1, -1)
    word = _WORD.match(text, time.end)
    return word.span(1) if word else (-1, -1)


class _Reader:
    """Walks over the pieces of a line, keeping what is allowed."""

    def __init__(self, own: Own, out: Reading) -> None:
        self.own, self.out = own, out
        self._kept: list[str] = []
        self._before = ""  # the piece before, as a word; "" where it was masked

    def take(self, text: str, offset: int, host_field: tuple[int, int], *, words_too: bool = True) -> None:
        """Read a stretch of the line that begins at ``offset``; only addresses stay unless ``words_too``.

        Before the time of a line stand the names of who asked; words begin after it.
        """
        for token in _TOKEN.finditer(text):
            if host_field[0] <= offset + token.start() < host_field[1]:
                self._mask()
            elif token.group() in _ARROWS:
                self._arrow(token.group())
            elif not _PARTS.search(token.group()):
                self._piece(token.group(), words_too, is_key=False)
            else:
                pieces = _PIECE.findall(token.group())
                for piece, following in zip(pieces, [*pieces[1:], ""], strict=False):
                    self._piece(piece, words_too, is_key=following == "=")

    def keep(self, kept: str) -> None:
        """Let ``kept`` stay in the line."""
        self._kept.append(kept)

    def concern(self, address: str | None) -> None:
        """Note that an address of the recipient's is in the line."""
        if address is not None and address not in self.out.addresses:
            self.out.addresses.append(address)

    def line(self) -> str:
        """Return the masked line."""
        return " ".join(self._kept).replace("= ", "=")

    def _mask(self) -> None:
        if not self._kept or self._kept[-1] != words.MARK:
            self._kept.append(words.MARK)
        self._before = ""

    def _keep_word(self, piece: str, word: str) -> None:
        self.keep(piece)
        self._before = word

    def _piece(self, piece: str, words_too: bool, is_key: bool) -> None:
        if piece == "=":
            self._equals()
            return
        bare = piece.lstrip("@:-*.!?").rstrip(":.!?*-")
        if not bare:
            return
        word = bare.lower()
        if ("." in bare or ":" in bare or piece.startswith("::")) and (
            self._owned(bare) or (piece.startswith("::") and self._owned(piece.rstrip(":.,")))
        ):
            return
        if self._before in _PORT_KEYS and self._port(bare):
            return
        a_name = self._before in words.ANNOUNCES_NAME and word not in words.NEVER_NAMES
        if not words_too or a_name or (is_key and word not in words.KEYS):
            self._mask()
        elif word in words.SERVICES:
            self.out.service = self.out.service or words.SERVICES[word]
            self._keep_word(bare, word)
        elif word in words.PROTOCOLS:
            self.out.protocol = self.out.protocol or (word if word in ("tcp", "udp", "icmp") else "")
            self._keep_word(bare, word)
        elif word in words.VOCABULARY or word in words.KEYS:
            self._keep_word(bare, word)
        else:
            self._mask()

    def _equals(self) -> None:
        if self._before in words.KEYS and self._kept:
            self._kept[-1] += "="
        else:
            self._before = ""

    def _arrow(self, piece: str) -> None:
        if self.out.addresses and not self.out.direction:
            self.out.direction = "from"
        self._keep_word(piece, piece)

    def _owned(self, bare: str) -> bool:
        """Keep ``bare`` where it is an address or host of the recipient's, with or without a port."""
        address, port = self.own.any(bare), None
        if address is None and (split := _PORT_AFTER.match(bare)):
            address = self.own.any(split["host"].strip("[]"))
            port = _valid(split["port"]) if split["sep"] != "/" else None
        if address is None:
            return False
        way = "to" if self._before in words.TO_WORDS or self._before in _ARROWS else ""
        way = "from" if self._before in words.FROM_WORDS else way
        self.concern(address)
        self.out.direction = self.out.direction or way
        if port is not None and way == "from":
            self.out.source_port = self.out.source_port or port
        elif port is not None and way == "to":
            self.out.port = self.out.port or port
        self._keep_word(address if port is None else f"{address} port {port}", "")
        return True

    def _port(self, bare: str) -> bool:
        """Keep ``bare`` where it is a number after a word for a port."""
        key = self._before
        number = _valid(bare)
        if number is None:
            return False
        if key in ("dpt", "dport", "dstport"):
            self.out.port = self.out.port or number
        elif key in ("spt", "sport", "srcport") or self._after_own_source():
            self.out.source_port = self.out.source_port or number
        self._keep_word(str(number), "")
        return True

    def _after_own_source(self) -> bool:
        """Whether the kept words end in "from ADDRESS port": then the port is the recipient's."""
        tail = self._kept[-3:]
        return len(tail) == 3 and tail[0].lower() == "from" and tail[1] in self.out.addresses


def _valid(digits: str) -> int | None:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 5):
        return None
    number = int(digits)
    return number if 0 < number < 65536 else None
