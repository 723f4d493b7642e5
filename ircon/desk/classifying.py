"""The handler's word on the class of an incident: it is final, and remembered for reports that are marked alike."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ircon.desk import refresh
from ircon.desk.outcome import Outcome, me
from ircon.errors import Usage
from ircon.i18n import _
from ircon.model import IncidentClass
from ircon.store import incidents, remembering, reports

if TYPE_CHECKING:
    from ircon.store import Store


def classify(
    store: Store, number: int, klass: IncidentClass, *, handler: str | None = None, at: datetime | None = None
) -> Outcome:
    """Say of which class an incident is. Can be undone, with what is remembered of it.

    Later reports that state their class in the same words, or come from the same sender in
    the same format and would be proposed the same class, open as ``klass``. Raises
    ``Usage`` where there is no such incident.
    """
    with store.change("class", handler=handler or me(), incident=number, at=at) as change:
        before = incidents.ticket(store, number).klass
        own = [stored.report for stored in reports.load(store, number, lines=0)]
        incidents.set_class(change, number, klass)
        new = remembering.remember(change, own, klass)
        if before is klass and not new:
            change.abandon()
            return Outcome(_("#{number} is of class {klass} already", number=number, klass=klass), number)
        change.note = f"{before} to {klass}" if before is not klass else f"{klass}, as proposed"
        refresh.incident(change, number, far=False)
    return Outcome(
        _("#{number} is of class {klass}; reports that are marked alike will be too", number=number, klass=klass),
        number,
    )


def class_named(told: str) -> IncidentClass:
    """Return the class that is called so, by our word or by its name. Raises ``Usage`` for what is none."""
    from ircon import classes

    wanted = told.strip().casefold()
    for klass in IncidentClass:
        if wanted in (klass, classes.NAMES[klass].en.casefold(), classes.NAMES[klass].ja.casefold()):
            return klass
    raise Usage(
        _(
            "There is no class {told}; the classes are {classes}.",
            told=told,
            classes=", ".join(IncidentClass),
        )
    )
