"""One log line, read for one recipient: what of it is a fact for them, and the line with all else masked.

Masking is an allow-list over the pieces of a line. A piece that is not allowed becomes
the one fixed mark, and neighbouring marks become one, so that neither the length nor the
number of what is hidden can be told.

Ten thousand lines of a night have a dozen shapes. The shape is what is read, once; it
knows of the line only which pieces it has, and the recipient's own addresses, the ports and
the time are filled in afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ircon.disclosure import clock, pieces, words
from ircon.disclosure.owning import MAX_KNOWN, Own
from ircon.disclosure.pieces import Hole
from ircon.model import LogLine, Observable

MAX_LINE = 4_000
"""Characters of a line that are read; what comes after is masked."""

_PRIORITY = re.compile(r"\s*(<\d{1,3}>\d{0,2}\s*)?\Z", re.ASCII)
_WORD = re.compile(r"\s*(\S+)")
_PORT_KEYS = frozenset({"port", "ports", "dpt", "spt", "dport", "sport", "dstport", "srcport"})
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(slots=True)
class Reading:
    """What one line tells the recipient; ``shape`` and ``holes`` make the line as it may be shown masked."""

    written: str
    addresses: list[str]
    service: str
    protocol: str
    direction: str
    port: int | None
    source_port: int | None
    shape: str
    holes: tuple[Hole, ...]

    @property
    def masked(self) -> str:
        """The line as it may be shown at the level of logs."""
        return self.shape.format(*self.holes)


class Reader:
    """Reads log lines for the recipient that ``own`` knows."""

    def __init__(self, own: Own) -> None:
        self._own = own
        self._known = pieces.Known(own)
        self._shapes: dict[str, _Shape] = {}

    def read(self, line: LogLine, observables: Iterable[Observable] = ()) -> Reading:
        """Return what ``line`` tells; without addresses it does not concern the recipient.

        ``observables`` are those found in this line. They count besides our own reading because
        an address may be written in a way that only they see (defanged, in full width).
        """
        text = line.text[:MAX_LINE]
        if not text.isascii():
            text = text.translate(_FULL_WIDTH)
        time = clock.find(text, line.at)
        host_field = _host_field(text, time) if time else (-1, -1)
        shape, holes = self._shape(text, time, host_field)
        addresses = [str(holes[at]) for at in shape.addresses]
        if len(addresses) > 1:
            addresses = list(dict.fromkeys(addresses))
        for found in observables:
            if not (host_field[0] <= found.start and 0 < found.end <= host_field[1]):
                address = self._own.observable(found)
                if address is not None and address not in addresses:
                    addresses.append(address)
        return Reading(
            written=time.text if time else "",
            addresses=addresses,
            service=shape.service,
            protocol=shape.protocol,
            # A server writes down its client.
            direction=shape.direction or ("from" if shape.service and addresses else ""),
            port=_number(holes, shape.port),
            source_port=_number(holes, shape.source_port),
            shape=shape.masked,
            holes=holes,
        )

    def _shape(
        self, text: str, time: clock.Written | None, host_field: tuple[int, int]
    ) -> tuple[_Shape, tuple[Hole, ...]]:
        """Return the shape of a line, and what is to be filled into it."""
        if time:
            before, asked = self._known.of(text[: time.start]) if time.start else ("", ())
            after, answered = self._known.of(text[max(time.end, host_field[1]) :])
            host = pieces.HIDDEN if host_field[1] > time.end else ""
            spelled, holes = f"{before} {pieces.TIME} {host} {after}", (*asked, time.text, *answered)
        else:
            spelled, holes = self._known.of(text)
        shape = self._shapes.get(spelled)
        if shape is None:
            if len(self._shapes) > MAX_KNOWN:
                self._shapes.clear()
            shape = self._shapes[spelled] = _Shape(spelled)
        return shape, holes


def _number(holes: tuple[Hole, ...], at: int | None) -> int | None:
    return None if at is None else int(holes[at])


def _host_field(text: str, time: clock.Written) -> tuple[int, int]:
    """Return where syslog writes the reporting host: after the time, RFC 3164 section 4.1.2 and RFC 5424 section 6.2.4.

    That host is the reporter's, even where the recipient's netblock or domain holds its name.
    """
    if time.start or time.form != "bsd":
        before = _PRIORITY.match(text[: time.start])
        if before is None or (time.form != "bsd" and not before.group(1)):
            return (-1, -1)
    word = _WORD.match(text, time.end)
    return word.span(1) if word else (-1, -1)


class _Shape:
    """Walks over the pieces of a line and keeps what is allowed; ports and addresses are told by their holes."""

    def __init__(self, spelled: str) -> None:
        self.addresses: list[int] = []
        self.service = self.protocol = self.direction = ""
        self.port: int | None = None
        self.source_port: int | None = None
        self._kept: list[str] = []
        self._before = ""  # the piece before, as a word; "" where it was masked
        self._holes = 0
        # Before the time of a line stand the names of who asked; words begin after it.
        self._words_too = pieces.TIME not in spelled
        for piece in spelled.split():
            self._take(piece)
        self.masked = " ".join(self._kept).replace("= ", "=")

    def _take(self, piece: str) -> None:
        match piece:
            case pieces.HIDDEN:
                self._mask()
            case pieces.TIME:
                self._keep(self._hole())
                self._words_too = True
                if self.addresses:
                    self.direction = "from"  # web servers begin the line with their client
            case pieces.ADDRESS | pieces.ADDRESS_AND_PORT:
                self._address(with_port=piece == pieces.ADDRESS_AND_PORT)
            case pieces.NUMBER:
                self._number()
            case "=":
                self._equals()
            case _ if piece in pieces.ARROWS:
                self._arrow(piece)
            case _:
                self._word(piece)

    def _hole(self) -> str:
        self._holes += 1
        return f"{{{self._holes - 1}}}"

    def _keep(self, kept: str) -> None:
        self._kept.append(kept)

    def _mask(self) -> None:
        if not self._kept or self._kept[-1] != words.MARK:
            self._kept.append(words.MARK)
        self._before = ""

    def _word(self, piece: str) -> None:
        word = piece.lower()
        if not self._words_too or (self._before in words.ANNOUNCES_NAME and word not in words.NEVER_NAMES):
            self._mask()
            return
        if word in words.SERVICES:
            self.service = self.service or words.SERVICES[word]
        elif word in ("tcp", "udp", "icmp"):
            self.protocol = self.protocol or word
        self._keep(piece)
        self._before = word

    def _equals(self) -> None:
        if self._before in words.KEYS and self._kept:
            self._kept[-1] += "="
        else:
            self._before = ""

    def _arrow(self, piece: str) -> None:
        if self.addresses and not self.direction:
            self.direction = "from"
        self._keep(piece)
        self._before = piece

    def _address(self, *, with_port: bool) -> None:
        """Keep an address or host of the recipient's."""
        way = "to" if self._before in words.TO_WORDS or self._before in pieces.ARROWS else ""
        way = "from" if self._before in words.FROM_WORDS else way
        self.direction = self.direction or way
        self.addresses.append(self._holes)
        kept = self._hole()
        if with_port:
            if way == "from" and self.source_port is None:
                self.source_port = self._holes
            elif way == "to" and self.port is None:
                self.port = self._holes
            kept += f" port {self._hole()}"
        self._keep(kept)
        self._before = ""

    def _number(self) -> None:
        """Keep a number after a word for a port."""
        key, at, hole = self._before, self._holes, self._hole()
        if key not in _PORT_KEYS:
            self._mask()
            return
        if key in ("dpt", "dport", "dstport"):
            self.port = at if self.port is None else self.port
        elif key in ("spt", "sport", "srcport") or self._after_own_source():
            self.source_port = at if self.source_port is None else self.source_port
        self._keep(hole)
        self._before = ""

    def _after_own_source(self) -> bool:
        """Whether the kept words end in "from ADDRESS port": then the port is the recipient's."""
        tail = self._kept[-3:]
        return len(tail) == 3 and tail[0].lower() == "from" and tail[1] in {f"{{{at}}}" for at in self.addresses}
