"""Saying that an address or a name links nothing: a proxy of everybody's, a scanner for research."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _, plural
from ircon.store import ignoring

if TYPE_CHECKING:
    from ircon.store import Store


def ignore(store: Store, value: str, reason: str, *, handler: str | None = None, at: datetime | None = None) -> Outcome:
    """Let an address, a netblock or a name (with all below it) propose no links and no unknown site. Can be undone.

    It stays an observable, and a site of the register that owns it is still found by it.
    Raises ``Usage`` without a reason, or for a netblock so wide that it would silence the register.
    """
    from ircon.sites.cells import SHORTEST_PREFIX
    from ircon.text import one_line

    told = value.strip().lower()
    if not told or not reason.strip():
        raise Usage(_("Say what links nothing, and why."))
    if (
        told.count("/") == 1
        and not 128 >= int(told.rpartition("/")[2] or 0) >= SHORTEST_PREFIX[6 if ":" in told else 4]
    ):
        raise Usage(_("{told} is too wide to be ignored.", told=one_line(told)))
    with store.change("ignore", handler=handler or me(), at=at) as change:
        if not ignoring.add(change, told, reason.strip()):
            change.abandon()
            return Outcome(_("{told} is ignored already", told=one_line(told)))
        touched = ignoring.touched(store, told)
        for number in touched:
            refresh.incident(change, number)
        change.note = f"{told}: {reason.strip()}"
    message = plural(
        "{told} links nothing any more; {count} incident names it",
        "{told} links nothing any more; {count} incidents name it",
        len(touched),
        told=one_line(told),
    )
    return Outcome(message)
