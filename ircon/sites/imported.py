"""What comes of reading a table of sites or a registry's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ircon.model import Site
from ircon.sites.dossier import FactKind


class Told(NamedTuple):
    """A fact about a site of this name; a provider is still the name it was given, ``about`` as in ``Fact``."""

    site: str
    kind: FactKind
    value: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """The sites that were read, and what could not be taken over, in words. These may quote the file: outside text."""

    sites: tuple[Site, ...]
    problems: tuple[str, ...]
    facts: tuple[Told, ...] = ()
    provenance: str = "import"
