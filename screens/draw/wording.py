"""What levels and audiences are called in a sentence: ``may be told the facts``, ``granted to any related site``."""

from __future__ import annotations

from ircon.i18n import _, mark, term
from ircon.model import Audience, Item, Level

_LEVELS = {
    Level.NONE: mark("nothing"),
    Level.FACTS: mark("the facts"),
    Level.LOGS: mark("masked log lines"),
    Level.FULL: mark("all of it"),
}
_AUDIENCES = {
    Audience.RELATED: mark("any related site"),
    Audience.SOURCE: mark("the source site"),
    Audience.SITE: mark("one site"),
    Audience.CSIRTS: mark("other CSIRTs"),
    Audience.PUBLIC: mark("the public"),
}


def level(level: Level) -> str:
    """Return how much that is."""
    return _(_LEVELS[level])


def items(items: frozenset[Item]) -> str:
    """Return what items come to: as a level where they are one, else one by one."""
    found = Level.of(items)
    return level(found) if found.items == items else _(", ").join(term(item) for item in Item if item in items)


def audience(audience: Audience) -> str:
    """Return to whom a decision applies."""
    return _(_AUDIENCES[audience])
