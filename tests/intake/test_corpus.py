"""Every format that reaches a centre is recognised, and its answers come out as they were written."""

from __future__ import annotations

import pytest

from ircon.intake import formats
from tests.intake import corpus, heldout
from tests.intake.corpus.case import Case, judge
from tests.intake.score import score

EVERY = [*corpus.cases(), *heldout.cases()]


@pytest.mark.parametrize("case", EVERY, ids=[case.name for case in EVERY])
def test_a_report_is_recognised(case: Case) -> None:
    recognised, _ = judge(case)
    assert recognised


def test_nearly_all_parts_of_all_reports_are_read_right() -> None:
    for every in (corpus.cases(), heldout.cases()):
        found = score(every)
        assert found.cases >= 80
        assert found.right / found.parts >= 0.97, found.wrong


def test_every_format_is_in_the_table_and_every_format_of_the_table_is_tried() -> None:
    tried = {case.format for case in EVERY}
    assert tried == set(formats.NAMES)
