"""Views of the queue: queries that a handler asks again and again, under a name. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ircon.i18n import mark
from ircon.model.words import Order


@dataclass(frozen=True, slots=True)
class View:
    """A query under a name, and the order in which it is listed; ``own``: a handler has saved it."""

    name: str
    query: str
    order: Order = Order.NEED
    own: bool = False


VIEWS: tuple[View, ...] = (
    View(mark("mine"), "is:open owner:me"),
    View(mark("unassigned"), "is:open owner:none"),
    View(mark("waiting on us"), "is:open ball:us"),
    View(mark("waiting over 7 days"), "is:open wait:>7d", Order.WAITING),
    View(mark("consent missing"), "is:open consent:none"),
    View(mark("ready to notify"), "is:open is:ready"),
    View(mark("new since I looked"), "is:new", Order.NEWEST),
)
"""What every handler has; a name is translated where it is shown, one of the handler's own is not."""
