"""What an action on all marked incidents would do, said before it is done: what is skipped and why, what is so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ircon.i18n import _, plural
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.model import Entry

NAMED = 4
"""Incidents that are named; of more it is said how many."""

REASONS = 5
"""Reasons that are told, those first that hold for most."""


def skipped(reasons: Mapping[str, Sequence[int]]) -> list[str]:
    """Return a line for each reason why some are skipped."""
    return [_("skipped, {why}: {which}", why=why.rstrip("."), which=listed(numbers)) for why, numbers in _most(reasons)]


def told(facts: Mapping[str, Sequence[int]]) -> list[str]:
    """Return a line for each thing that is so of some of them."""
    return [f"{what}: {listed(numbers)}" for what, numbers in _most(facts)]


def listed(numbers: Sequence[int]) -> str:
    """Return the first incidents by number, and how many more."""
    named = ", ".join(f"#{number}" for number in numbers[:NAMED])
    more = len(numbers) - NAMED
    return named + (" " + plural("and {count:,} more", "and {count:,} more", more) if more > 0 else "")


def handed(by: str, numbers: Sequence[int], *, away: bool) -> str:
    """Say which incidents a colleague has taken over from the handler, or has handed to them."""
    who, which = one_line(by), listed(numbers)
    if away:
        return _("{who} has taken over from you: {which}", who=who, which=which)
    return _("{who} has handed to you: {which}", who=who, which=which)


def changed(entry: Entry) -> str:
    """Say what a colleague has just done to the incident that one has open."""
    from ircon import journaling  # the first picture does not wait for it

    what = one_line(journaling.entry(entry.action, entry.note))
    return _("{who} has just changed #{number}: {what}", who=one_line(entry.handler), number=entry.incident, what=what)


def arrived(numbers: Sequence[int]) -> str:
    """Say to which incidents something came in."""
    return _("came in, not in sight: {which}", which=listed(numbers))


def _most(reasons: Mapping[str, Sequence[int]]) -> list[tuple[str, Sequence[int]]]:
    return sorted(reasons.items(), key=lambda reason: -len(reason[1]))[:REASONS]
