"""The property is worth what it finds: every leak planted on purpose must be found by it."""

from __future__ import annotations

import pytest

from ircon.errors import NotPermitted
from tests.disclosure import pairs
from tests.disclosure.pairs import Dice
from tests.disclosure.planted import LEAKS

MOST_PAIRS = 1_000
BESIDE = 2


def found_after() -> int | None:
    """Return how many pairs it took to find that something leaks; None if that many were not enough."""
    for number in range(MOST_PAIRS // BESIDE):
        try:
            first, *others = (pairs.outgoing(store, seed=number) for store in pairs.stores(Dice(number), BESIDE + 1))
        except (NotPermitted, IndexError):
            continue
        if any(other != first for other in others):
            return number * BESIDE
    return None


def test_enough_leaks_are_planted() -> None:
    assert len(LEAKS) >= 40


@pytest.mark.parametrize("name", LEAKS)
def test_a_planted_leak_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    LEAKS[name](monkeypatch)
    assert found_after() is not None
