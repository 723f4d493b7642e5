"""What comes of reading a table of sites or a registry's answer."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.model import Site


@dataclass(frozen=True, slots=True)
class Imported:
    """The sites that were read, and what could not be taken over, in words. These may quote the file: outside text."""

    sites: tuple[Site, ...]
    problems: tuple[str, ...]
