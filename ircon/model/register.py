"""Whom there is to write to: sites with their contacts, and the centre itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach a site. ``provenance`` says where we have it from: handler, registry, import, rfc2142.

    ``since`` is the day on which the register got it, "" where it has not or where that was not kept.
    """

    mail: str = ""
    phone: str = ""
    provenance: str = "import"
    since: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Site:
    """An organisation in the register. ``cidrs`` are netblocks in canonical spelling.

    ``country`` is two capital letters (ISO 3166-1), "" where it is not known.
    """

    name: str
    domains: tuple[str, ...] = ()
    cidrs: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    language: str = "en"
    timezone: str = ""
    id: int | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class Centre:
    """The coordination centre itself, as its letters name it. ``prefix`` starts the reference, ``[PREFIX#1042]``."""

    name: str = ""
    name_ja: str = ""
    mail: str = ""
    phone: str = ""
    url: str = ""
    prefix: str = "IRCON"
    language: str = "ja"
