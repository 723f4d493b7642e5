"""The labelled lines: what a handler finds in them, and how much of what is found is right."""

from __future__ import annotations

import pytest

from tests.evidence import score


@pytest.mark.parametrize("folder", ["corpus", "heldout"])
def test_most_of_what_is_there_is_found_and_most_of_what_is_found_is_there(folder: str) -> None:
    labelled = list(score.rows(folder))
    assert len(labelled) >= 300
    assert len({row.format for row in labelled}) >= 60
    result = score.measure(labelled)
    assert result.precision >= 0.98, "\n".join(result.misses)
    assert result.recall >= 0.98, "\n".join(result.misses)
    assert result.timed >= 0.97, "\n".join(result.misses)
