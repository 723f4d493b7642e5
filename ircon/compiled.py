"""Keeps what ``dataclasses`` compiles, as Python keeps what it compiles of modules.

A dataclass writes the text of its methods and compiles it, each time a program starts:
for the hundred of them behind the console that takes longer than reading the store and
drawing the first picture. The code stands beside the compiled modules, by the hash of the
text that it was compiled from, and so is never another's. Where it cannot be read or written
all goes on as without it.
"""

from __future__ import annotations

import atexit
import dataclasses
import marshal
import os
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

_SUM = 4
"""Bytes of the checksum before the code."""


class Compiled:
    """The code by the hash of its text: what the file holds, and what had to be compiled."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.code = _read(file)
        self.new: dict[bytes, CodeType] = {}

    def run(self, text: str, known: dict[str, Any] | None = None, into: dict[str, Any] | None = None) -> None:
        """Do what ``exec`` does with a text that a dataclass has written; each is wanted once."""
        name = blake2b(text.encode(), digest_size=16).digest()
        code = self.code.pop(name, None)
        if code is None:
            code = self.new[name] = compile(text, "<string>", "exec")
        exec(code, known, into)

    def keep(self) -> None:
        """Write the file, if there is anything new and modules are written too."""
        if not self.new:
            return
        kept = _read(self.file)
        if self.new.keys() <= kept.keys() or sys.dont_write_bytecode:
            return
        data = marshal.dumps(kept | self.new)
        data = zlib.crc32(data).to_bytes(_SUM, "big") + data
        fresh = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        with suppress(OSError):
            if len(data) <= MOST:
                fresh.write_bytes(data)
                fresh.chmod(Path(__file__).stat().st_mode & 0o644)  # as Python does with compiled modules
                fresh.replace(self.file)
            else:
                self.file.unlink()


def _read(file: Path) -> dict[bytes, CodeType]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = file.read_bytes()
        if zlib.crc32(memoryview(data)[_SUM:]) == int.from_bytes(data[:_SUM], "big"):
            read: dict[bytes, CodeType] = marshal.loads(memoryview(data)[_SUM:])
            return read
    return {}


def begin() -> None:
    """Have dataclasses made from here on use what was kept, and keep what is new when the program ends."""
    kept = Compiled(FILE)
    dataclasses.exec = kept.run  # type: ignore[attr-defined]  # the module's own name goes before the built-in one
    atexit.register(kept.keep)
