"""What was drawn of incidents, kept: of the one in sight, and of those that the next key may show.

An incident that was read anew is another object, and so is drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from ircon.model import Incident

KEPT = 64

T = TypeVar("T")


class Drawn(Generic[T]):
    """Drawings of incidents; ``draw`` gets the incident and the form (its width, say) in which it is wanted."""

    def __init__(self, draw: Callable[..., T]) -> None:
        self._draw = draw
        self._form: tuple[object, ...] | None = None
        self._kept: dict[int, tuple[Incident, T]] = {}

    def of(self, incident: Incident, *form: object) -> T:
        """Return the drawing of an incident in this form; all that stood in another form is forgotten."""
        if form != self._form:
            self._form = form
            self._kept.clear()
        number = incident.row.incident
        kept = self._kept.get(number)
        if kept is not None and kept[0] is incident:
            return kept[1]
        if len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        drawn = self._draw(incident, *form)
        self._kept[number] = (incident, drawn)
        return drawn

    def ahead(self, incident: Incident) -> T | None:
        """Draw an incident in the form that was wanted last, before it is asked for; None where none ever was."""
        return None if self._form is None else self.of(incident, *self._form)
