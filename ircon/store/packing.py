"""Bytes made small: deflated (RFC 1951) with a dictionary of what such bytes have been like so far.

Mails repeat each other's headers and letters their own template, and each alone is too
short to learn that from. A packed text names its dictionary by Adler-32, as RFC 1950 has
it, so that any number of them live side by side; without one it is plain zlib.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from functools import lru_cache

_EFFORT = 6
WINDOW = 32_000
"""As far back as deflate sees, a little less."""

_A_SAMPLE = 2_500
"""Bytes of one sample that go into a dictionary: attachments behind them teach nothing."""

_HAS_DICTIONARY = 0x20


class Unpackable(Exception):
    """What was packed is damaged, or its dictionary is missing."""


def name_of(words: bytes) -> int:
    """Return the number by which packed bytes name their dictionary."""
    return zlib.adler32(words)


def pack(data: bytes, words: bytes | None = None, *, window: int = zlib.MAX_WBITS) -> bytes:
    """Return ``data`` packed, with the dictionary ``words`` if there is one.

    ``window``: the binary logarithm of the bytes that are looked back over; a small one is ready sooner.
    """
    if not words:
        return zlib.compress(data, _EFFORT)
    press = _ready(words, window).copy()
    return press.compress(data) + press.flush()


@lru_cache(maxsize=4)
def _ready(words: bytes, window: int) -> zlib._Compress:
    """Return what packs with this dictionary, to be copied: to look the dictionary through takes longer than a mail."""
    room = min(9, window - 8)
    return zlib.compressobj(_EFFORT, zlib.DEFLATED, window, room, zlib.Z_DEFAULT_STRATEGY, words)


def unpack(packed: bytes, dictionary: Callable[[int], bytes | None]) -> bytes:
    """Return what was packed; ``dictionary`` finds one by its number. Raises ``Unpackable``."""
    try:
        words = dictionary(int.from_bytes(packed[2:6], "big")) if packed[1] & _HAS_DICTIONARY else b""
        if words is None:
            raise Unpackable
        press = zlib.decompressobj(zlib.MAX_WBITS, words)
        data = press.decompress(packed) + press.flush()
        if not press.eof or press.unused_data:
            raise Unpackable
        return data
    except (TypeError, IndexError, zlib.error):
        raise Unpackable from None


def learn(samples: Iterable[bytes], *, room: int = WINDOW) -> bytes:
    """Return a dictionary from samples, the most telling first: what stands at its end costs least to point at.

    It has up to ``room`` bytes.
    """
    chosen: list[bytes] = []
    left = room
    for sample in samples:
        if left <= 0:
            break
        chosen.append(sample[: min(_A_SAMPLE, left)])
        left -= len(chosen[-1])
    return b"".join(reversed(chosen))
