"""Why an incident may be closed, in words."""

from __future__ import annotations

from ircon.i18n import mark
from ircon.model import CloseReason

CLOSE_REASONS: tuple[tuple[CloseReason, str], ...] = (
    (CloseReason.RESOLVED, mark("resolved: those concerned were told and it has stopped")),
    (CloseReason.NO_ANSWER, mark("no answer: asked, reminded, and nobody answered")),
    (CloseReason.OUT_OF_SCOPE, mark("out of scope: not ours to coordinate")),
    (CloseReason.DUPLICATE, mark("duplicate: worked on under another number")),
    (CloseReason.NOT_AN_INCIDENT, mark("not an incident")),
)
