"""What is done to all marked incidents: looked at first, one by one, then done as one action that one undo takes back.

A *deed* knows why it would not be done to an incident and what is worth knowing where it
would; the look tells both before anything happens. Doing asks again: colleagues work
meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from ircon import standing
from ircon.desk import classifying, closing, letters, plan, taking_down, turns
from ircon.desk.outcome import Outcome, me
from ircon.desk.pieces import Done, Progress, in_pieces, unwatched
from ircon.errors import IrconError
from ircon.i18n import _, plural, term
from ircon.model import Centre, CloseReason, IncidentClass, LetterKind, QueueRow, Status
from ircon.store import incidents, queue, survivors

if TYPE_CHECKING:
    from pathlib import Path

    from ircon.store import Store

PAGE = 200
"""Rows that are read at once."""


@dataclass(frozen=True, slots=True)
class Deed:
    """``look`` returns why it would not be done ("" where it would) and what is told of it; ``act`` does it."""

    look: Callable[[Store, QueueRow], tuple[str, str]]
    act: Callable[[Store, int], Outcome]


@dataclass
class Look:
    """What would be done: to which incidents, to which not and why, and what is so of those to which it would."""

    ready: list[int] = field(default_factory=list)
    skipped: dict[str, list[int]] = field(default_factory=dict)
    told: dict[str, list[int]] = field(default_factory=dict)
    left: int = 0
    """How many were not looked at, because it was stopped."""


def look(store: Store, deed: Deed, numbers: Sequence[int], progress: Progress = unwatched) -> Look:
    """Say what ``deed`` would do to ``numbers``. Writes nothing."""
    found = Look()
    rows = (row for start in range(0, len(numbers), PAGE) for row in queue.some(store, numbers[start : start + PAGE]))
    for looked_at, row in enumerate(rows):
        if not progress(looked_at, len(numbers)):
            found.left = len(numbers) - looked_at
            break
        why, told = deed.look(store, row)
        if why:
            found.skipped.setdefault(why, []).append(row.incident)
            continue
        found.ready.append(row.incident)
        if told:
            found.told.setdefault(told, []).append(row.incident)
    return found


def carry_out(store: Store, deed: Deed, numbers: Sequence[int], progress: Progress = unwatched) -> Done:
    """Do ``deed`` to ``numbers``, as one action that one undo takes back."""
    return in_pieces(store, numbers, partial(deed.act, store), progress)


def summary(done: Done) -> str:
    """Say to how many it was done, and why not to the others."""
    said = plural("done to {count:,} incident", "done to {count:,} incidents", len(done.done))
    if done.skipped:
        said += "; " + _("{count} skipped: {why}", count=len(done.skipped), why=next(iter(done.skipped.values())))
    if done.left:
        said += "; " + (done.stopped or _("stopped, {count:,} were left", count=done.left))
    return said


# --- the deeds -----------------------------------------------------------------------


def taking(*, over: bool = False, handler: str | None = None) -> Deed:
    """Take: what is told is the colleague who has it."""
    mine = handler or me()

    def see(store: Store, row: QueueRow) -> tuple[str, str]:
        del store
        if row.owner == mine:
            return _("yours already"), ""
        if row.status is Status.CLOSED:
            return _("closed"), ""
        return "", row.owner

    return Deed(see, lambda store, number: turns.take(store, number, over=over, handler=mine))


def handing_over(to: str = "", *, handler: str | None = None) -> Deed:
    """Hand over to a colleague, "" for back to the queue: what is told is who has it now."""

    def see(store: Store, row: QueueRow) -> tuple[str, str]:
        del store
        return (_("closed"), "") if row.status is Status.CLOSED else ("", row.owner)

    return Deed(see, lambda store, number: turns.hand_over(store, number, to, handler=handler))


def closing_for(reason: CloseReason | str = "", *, handler: str | None = None) -> Deed:
    """Close: what is told is why each still stands in the queue."""

    def see(store: Store, row: QueueRow) -> tuple[str, str]:
        del store
        return (_("closed already"), "") if row.status is Status.CLOSED else ("", standing.said(row.reason))

    return Deed(see, lambda store, number: closing.close(store, number, reason, handler=handler))


def classifying_as(klass: IncidentClass = IncidentClass.OTHER, *, handler: str | None = None) -> Deed:
    """Say of which class they are: what is told is the class so far."""

    def see(store: Store, row: QueueRow) -> tuple[str, str]:
        return _elsewhere(store, row), term(row.klass)

    return Deed(see, lambda store, number: classifying.classify(store, number, klass, handler=handler))


def recording(*, handler: str | None = None) -> Deed:
    """Record the consent that the reports state: what is told is what would be granted or refused."""

    def see(store: Store, row: QueueRow) -> tuple[str, str]:
        if why := _elsewhere(store, row):
            return why, ""
        stated = taking_down.what_is_stated(store, row.incident)
        return ("", stated) if stated else (_("states nothing that is not recorded"), "")

    def act(store: Store, number: int) -> Outcome:
        outcome = taking_down.consent_from_report(store, number, handler=handler)
        if outcome.needs:
            raise IrconError(outcome.message)
        return outcome

    return Deed(see, act)


def writing(
    centre: Centre, kind: LetterKind | None = None, *, templates: Path | None = None, handler: str | None = None
) -> Deed:
    """Draft the next possible letter of each, or one of ``kind``: what is told is which letter that is."""

    def see(store: Store, row: QueueRow) -> tuple[str, str]:
        if why := _elsewhere(store, row):
            return why, ""
        incident = incidents.load(store, row.incident, lines=0)
        if not incident.reports:
            return _("has no report to write about"), ""
        try:
            return "", term(plan.plan(incident, kind, None).kind)
        except IrconError as error:
            return str(error), ""

    def act(store: Store, number: int) -> Outcome:
        return letters.write_letter(store, number, centre=centre, kind=kind, templates=templates, handler=handler)

    return Deed(see, act)


def _elsewhere(store: Store, row: QueueRow) -> str:
    """Say that an incident was put into another, where its reports are now."""
    if row.status is Status.CLOSED and survivors.merged_into(store, row.incident) is not None:
        return _("put into another")
    return ""
