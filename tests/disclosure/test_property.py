"""The property: stores that differ only in what was not permitted give the same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.disclosure import pairs, world
from tests.disclosure.pairs import Dice, World

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


def outgoing(store: World) -> list[str]:
    """Return all that leaves: the notice in both languages, and all letters to a reporter of the recipient's."""
    notices = [world.notice(store.reports, store.decisions, language=language) for language in ("ja", "en")]
    return [world.as_it_leaves(draft) for draft in notices]


@given(st.data())
@settings(max_examples=EXAMPLES)
def test_what_was_not_permitted_changes_no_byte_of_a_notice(data: st.DataObject) -> None:
    one, other = pairs.pair(_Drawn(data))
    assert outgoing(one) == outgoing(other)


@given(st.integers(0, 2**32))
@settings(max_examples=max(20, EXAMPLES // 10))
def test_what_was_not_permitted_changes_no_byte_of_a_letter_to_a_reporter(seed: int) -> None:
    one, other = pairs.pair(Dice(seed))
    own = world.report(900, "分類: 侵入\n\nJun 23 10:00:00 h statd[1]: open\n", sender="root@asite.example.jp", site_id=1)
    told = [[world.as_it_leaves(d) for d in world.letters_to(own, [own, *s.reports], [])] for s in (one, other)]
    assert told[0] == told[1]
