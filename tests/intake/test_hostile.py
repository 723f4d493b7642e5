"""No message that anybody can send makes intake fail: the worst is a report that says it could not be read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ircon.intake import formats, limits, read
from ircon.model import Report
from tests.intake import hostile
from tests.intake.corpus import cases

EVERY = list(hostile.inputs())
MAILS = [case.data for case in cases()]
calm = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sane(report: Report) -> bool:
    """What every report holds to, whatever it was read from."""
    count = report.text.count("\n") + 1
    lines = [one.line for one in report.observables if one.line is not None] + [one.line for one in report.lines]
    return (
        report.format in formats.NAMES
        and (report.format != "unreadable" or bool(report.problems))
        and all(1 <= line <= count for line in lines)
        and len(report.observables) <= limits.FOUND
        and len(report.lines) <= limits.FOUND
        and "\n" not in report.subject
        and "\r" not in report.text
    )


def test_there_are_a_hundred_of_them() -> None:
    assert len(EVERY) >= 100


@pytest.mark.parametrize("data", [data for _, data in EVERY], ids=[name for name, _ in EVERY])
def test_a_hostile_message_is_read_as_far_as_it_goes(data: bytes) -> None:
    assert sane(read(data))


@calm
@given(st.binary(max_size=2000))
def test_any_bytes_are_read(data: bytes) -> None:
    assert sane(read(data))


@calm
@given(
    st.binary(max_size=600),
    st.sampled_from([b"From: a@b.example\n", b"Subject: x\nFrom: y\n\n", b"{", b"<", b"PK\x03\x04"]),
)
def test_any_bytes_after_a_plausible_beginning_are_read(data: bytes, start: bytes) -> None:
    assert sane(read(start + data))


@calm
@given(st.sampled_from(MAILS), st.data())
def test_damaged_mails_are_read(original: bytes, data: st.DataObject) -> None:
    damaged = bytearray(original)
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, max(0, len(damaged) - 1)))
        length = data.draw(st.integers(0, 40))
        damaged[place : place + length] = data.draw(st.binary(max_size=40))
    assert sane(read(bytes(damaged)))


@calm
@given(st.sampled_from(MAILS), st.sampled_from(MAILS), st.floats(0, 1), st.floats(0, 1))
def test_mails_cut_and_joined_are_read(first: bytes, second: bytes, here: float, there: float) -> None:
    assert sane(read(first[: int(len(first) * here)] + second[int(len(second) * there) :]))
