"""What an envelope of Outlook (TNEF, ``winmail.dat``) holds: the names and sizes of its attachments, not their content.

The layout: a signature and a key, then attributes, each with a level, an identifier, a
length, the data and a checksum (MS-OXTNEF, section 2.1).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ircon.intake import charsets

_SIGNATURE = struct.pack("<I", 0x223E9F78)
_HEAD = struct.Struct("<BII")
_FIRST = 6
_ATTACHMENT = 2
_TITLE, _DATA, _BEGINS = 0x00018010, 0x0006800F, 0x00069002
_MOST = 100


def is_tnef(data: bytes) -> bool:
    """Say whether these bytes are such an envelope."""
    return data.startswith(_SIGNATURE)


def attachments(data: bytes) -> list[tuple[str, int]]:
    """Return name and size in bytes of each attachment; what is cut short is left out. Never raises."""
    found: list[tuple[str, int]] = []
    name, size = "", -1
    for kind, value in _attributes(data):
        if kind == _BEGINS:
            if size >= 0:
                found.append((name, size))
            name, size = "", -1
        elif kind == _TITLE:
            name = charsets.decode(value.rstrip(b"\x00")[:255], "", "header")[0]
        elif kind == _DATA:
            size = len(value)
    if size >= 0:
        found.append((name, size))
    return found[:_MOST]


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = _FIRST
    while place + _HEAD.size <= len(data):
        level, kind, length = _HEAD.unpack_from(data, place)
        begin = place + _HEAD.size
        if begin + length > len(data):
            return
        if level == _ATTACHMENT:
            yield kind, data[begin : begin + length]
        place = begin + length + 2
