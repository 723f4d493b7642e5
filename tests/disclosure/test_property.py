"""The property: stores that differ only in what was not permitted give the same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure import pairs, world
from tests.disclosure.pairs import Dice

T = TypeVar("T")
PAIRS = int(os.environ.get("IRCON_PAIRS", "2000"))
PARTS, BESIDE = 8, 5
"""Over how many workers the pairs may be spread, and how many stores each first one is compared with."""


class _Drawn:
    """A chooser whose choices hypothesis can shrink."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def one(self, of: Sequence[T]) -> T:
        return self._data.draw(st.sampled_from(of))

    def number(self, low: int, high: int) -> int:
        return self._data.draw(st.integers(low, high))


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_not_permitted_changes_no_byte_of_a_notice(part: int) -> None:
    """Many pairs, thrown. A longer run: IRCON_PAIRS=50000 pytest tests/disclosure/test_property.py"""
    for seed in range(part, PAIRS // BESIDE, PARTS):
        first, *others = pairs.stores(Dice(seed), BESIDE + 1)
        told = pairs.outgoing(first, seed=seed)
        for other in others:
            assert pairs.outgoing(other, seed=seed) == told, f"stores {seed}"


@given(st.data())
@settings(max_examples=60)
def test_nor_does_it_where_hypothesis_looks_for_the_smallest_pair(data: st.DataObject) -> None:
    one, other = pairs.pair(_Drawn(data))
    assert pairs.outgoing(one) == pairs.outgoing(other)


@given(st.integers(0, 2**32))
@settings(max_examples=40)
def test_what_was_not_permitted_changes_no_byte_of_a_letter_to_a_reporter(seed: int) -> None:
    own = world.report(
        900, "分類: 侵入\n\nJun 23 10:00:00 h statd[1]: open\n", sender="root@asite.example.jp", site_id=1
    )
    told = [
        [pairs.as_bytes(d) for d in world.letters_to(own, [own, *store.reports], store.decisions)]
        for store in pairs.stores(Dice(seed), 2, audiences=())
    ]
    assert told[0] == told[1]
