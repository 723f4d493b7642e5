"""The property: stores that differ only in what was not permitted give the same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure import pairs, world
from tests.disclosure.pairs import Dice

T = TypeVar("T")
EXAMPLES = int(os.environ.get("IRCON_PAIRS", "200"))


class _Drawn:
    """A chooser whose choices hypothesis can shrink."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data

    def one(self, of: Sequence[T]) -> T:
        return self._data.draw(st.sampled_from(of))

    def number(self, low: int, high: int) -> int:
        return self._data.draw(st.integers(low, high))


def test_what_was_not_permitted_changes_no_byte_of_a_notice() -> None:
    """Many pairs, thrown. A longer run: IRCON_PAIRS=10000 pytest tests/disclosure/test_property.py"""
    for seed in range(EXAMPLES):
        one, other = pairs.pair(Dice(seed))
        assert pairs.outgoing(one) == pairs.outgoing(other), f"pair {seed}"


@given(st.data())
@settings(max_examples=max(30, EXAMPLES // 10))
def test_nor_does_it_where_hypothesis_looks_for_the_smallest_pair(data: st.DataObject) -> None:
    one, other = pairs.pair(_Drawn(data))
    assert pairs.outgoing(one) == pairs.outgoing(other)


@given(st.integers(0, 2**32))
@settings(max_examples=max(20, EXAMPLES // 10))
def test_what_was_not_permitted_changes_no_byte_of_a_letter_to_a_reporter(seed: int) -> None:
    one, other = pairs.pair(Dice(seed))
    own = world.report(
        900, "分類: 侵入\n\nJun 23 10:00:00 h statd[1]: open\n", sender="root@asite.example.jp", site_id=1
    )
    told = [[world.as_it_leaves(d) for d in world.letters_to(own, [own, *s.reports], [])] for s in (one, other)]
    assert told[0] == told[1]
