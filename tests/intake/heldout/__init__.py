"""Reports composed after the rules and labelled before they were first read: how intake does on what it was not made for.

A regression set since: what was read wrong at first was mended by rules that hold for others too.
"""

from __future__ import annotations

from tests.intake.corpus.case import Case


def cases() -> list[Case]:
    """Every case, in a fixed order."""
    from tests.intake.heldout import english, japanese, layouts, machines, strangers, strangers_mails, today

    return [*japanese.cases(), *english.cases(), *layouts.cases(), *machines.cases(), *today.cases(), *strangers.cases(), *strangers_mails.cases()]
