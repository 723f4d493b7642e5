"""Keeps what ``dataclasses`` compiles, as Python keeps what it compiles of modules.

A dataclass writes the text of its methods and compiles it, each time a program starts:
for the hundred of them behind the console that takes longer than reading the store and
drawing the first picture. The code stands beside the compiled modules, by the hash of the
text that it was compiled from, and so is never another's; each is read when it is wanted, as
the file holds that of every command. Where it cannot be read or written all goes on as without it.
"""

from __future__ import annotations

import atexit
import dataclasses
import marshal
import os
import struct
import sys
import zlib
from _blake2 import blake2b  # without the rest of hashlib, which takes longer
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

FILE = Path(__file__).parent / "__pycache__" / f"dataclasses.{sys.implementation.cache_tag}.{sys.hexversion:x}.code"
MOST = 4_000_000
"""Bytes that are kept at most; beyond that it is begun anew."""

Place = tuple[int, int, int]
"""Where one code stands behind the index: its first byte, how many, and their checksum."""

_HEAD = struct.Struct(">II")
"""Ahead of the index: its checksum and its length."""


class Compiled:
    """The code by the hash of its text: what the file holds, read when it is wanted, and what had to be compiled."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.new: dict[bytes, CodeType] = {}
        self.places: dict[bytes, Place] = {}
        self._descriptor = -1
        with suppress(OSError):
            self._descriptor = os.open(file, os.O_RDONLY)
            self._start, self.places = _index(self._descriptor)

    def run(self, text: str, known: dict[str, Any] | None = None, into: dict[str, Any] | None = None) -> None:
        """Do what ``exec`` does with a text that a dataclass has written."""
        name = blake2b(text.encode(), digest_size=16).digest()
        code = self.kept(name)
        if code is None:
            code = self.new[name] = compile(text, "<string>", "exec")
        exec(code, known, into)

    def kept(self, name: bytes) -> CodeType | None:
        """Return the code that the file holds under this hash, None where it holds none, or none that is whole."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            code: CodeType = marshal.loads(self._bytes(name))
            return code
        return None

    def _bytes(self, name: bytes) -> bytes:
        if name not in self.places:
            return b""
        offset, length, checksum = self.places[name]
        data = os.pread(self._descriptor, length, self._start + offset)
        return data if zlib.crc32(data) == checksum else b""

    def keep(self) -> None:
        """Write the file, if there is anything new and modules are written too."""
        if self.new and not sys.dont_write_bytecode:
            now = Compiled(self.file)  # which others may have written meanwhile
            if not self.new.keys() <= now.places.keys():
                self._write({name: data for name in now.places if (data := now._bytes(name))})
            now.close()
        self.close()

    def _write(self, kept: dict[bytes, bytes]) -> None:
        kept |= {name: marshal.dumps(code) for name, code in self.new.items()}
        places: dict[bytes, Place] = {}
        offset = 0
        for name, data in kept.items():
            places[name] = offset, len(data), zlib.crc32(data)
            offset += len(data)
        index = marshal.dumps(places)
        fresh = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        with suppress(OSError):
            if offset > MOST:
                self.file.unlink()
                return
            fresh.write_bytes(b"".join([_HEAD.pack(zlib.crc32(index), len(index)), index, *kept.values()]))
            fresh.chmod(Path(__file__).stat().st_mode & 0o644)  # as Python does with compiled modules
            fresh.replace(self.file)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _index(file: int) -> tuple[int, dict[bytes, Place]]:
    """Return where the codes begin, and the place of each; none where the file is damaged."""
    with suppress(OSError, ValueError, EOFError, TypeError, struct.error):
        checksum, length = _HEAD.unpack(os.pread(file, _HEAD.size, 0))
        data = os.pread(file, length, _HEAD.size)
        if zlib.crc32(data) == checksum:
            found: dict[bytes, Place] = marshal.loads(data)
            return _HEAD.size + length, found
    return 0, {}


def begin() -> None:
    """Have dataclasses made from here on use what was kept, and keep what is new when the program ends."""
    kept = Compiled(FILE)
    dataclasses.exec = kept.run  # type: ignore[attr-defined]  # the module's own name goes before the built-in one
    atexit.register(kept.keep)
