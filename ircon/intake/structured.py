"""The formats that machines write, whether they come as a file, an attachment or a mail's body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ircon.intake.reading import Reading


def read(text: str) -> Reading | None:
    """Return what a structured text says, None if it is in none of the known formats."""
    start = text.lstrip("\ufeff \t\n")[:1]
    if start in ("{", "["):
        return _json(text)
    readers: list[Callable[[str], Reading | None]] = []
    if start == "<":
        readers.append(_iodef)
    readers += [_xarf_lines, _table]
    for reader in readers:
        found = _tried(reader, text)
        if found is not None:
            return found
    return None


def _json(text: str) -> Reading | None:
    from ircon.intake import intelmq, jsons, shared_intel, xarf_json

    value = jsons.load(text)
    readers: list[Callable[[str, Any], Reading | None]] = [
        xarf_json.read,
        shared_intel.misp,
        shared_intel.stix,
        intelmq.read,
    ]
    for reader in readers:
        found = _tried(lambda whole, read=reader: read(whole, value), text)  # type: ignore[misc]
        if found is not None:
            return found
    return None


def _tried(reader: Callable[[str], Reading | None], text: str) -> Reading | None:
    """A reader that stumbles over a crafted document has not understood it; the next one may."""
    try:
        return reader(text)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return None


def _iodef(text: str) -> Reading | None:
    from ircon.intake import iodef

    return iodef.read(text)


def _xarf_lines(text: str) -> Reading | None:
    from ircon.intake import xarf_lines

    return xarf_lines.read(text)


def _table(text: str) -> Reading | None:
    from ircon.intake import tables

    return tables.read(text)
