"""Composed reports of every format that intake reads, with what should be read out of them."""

from __future__ import annotations

from tests.intake.corpus.case import Case


def cases() -> list[Case]:
    """Every case, in a fixed order."""
    from tests.intake.corpus import charsets, complaints, forms, machines, more, odd, wrapped

    return [
        *forms.cases(),
        *charsets.cases(),
        *odd.cases(),
        *machines.cases(),
        *complaints.cases(),
        *wrapped.cases(),
        *more.cases(),
    ]
