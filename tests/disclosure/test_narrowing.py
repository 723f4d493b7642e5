"""Marked lines narrow what is shown and never add to it, whatever is marked."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircon import disclosure
from ircon.consent import items
from ircon.disclosure import Disclosure, Fact, Hosts, MaskedLines, Shown, WholeLines
from ircon.disclosure.shapes import Opened
from ircon.model import Level, Role, StoredReport
from tests.disclosure import pairs, world
from tests.disclosure.pairs import Dice

EXAMPLES = int(os.environ.get("IRCON_PAIRS", "200"))
BODY = """\
分類: ポートスキャン
発生日時: 6月23日 12時30分
その他: タイムゾーンはJST、時刻は正確

Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1
Jun 23 12:35:00 bsite popper[13]: @[192.168.100.1]: -ERR POP EOF received
Jun 23 12:36:00 bsite sshd[14]: connect from 203.0.113.9

Please tell 192.168.100.3 as well.
"""


def _narrowed(reports: Sequence[StoredReport], marks: disclosure.Marks) -> tuple[StoredReport, ...]:
    return disclosure.narrowed(reports, marks, world.A)


def _told(store: pairs.World, marks: disclosure.Marks | None = None) -> Disclosure:
    reports = store.reports if marks is None else _narrowed(store.reports, marks)
    return disclosure.build(reports, store.decisions, world.A, world.SOURCE)


def _line(report: StoredReport, words: str) -> tuple[int, int]:
    return report.id, next(line.line for line in report.report.lines if words in line.text)


def _within(fact: Fact, whole: Sequence[Fact]) -> bool:
    """Say whether a fact says no more than one of the whole does."""
    key = fact.addresses, fact.service, fact.protocol, fact.direction, fact.port
    rows = [f for f in whole if (f.addresses, f.service, f.protocol, f.direction, f.port) == key]
    row = rows[0] if rows else None
    if row is None or fact.count > row.count:
        return False
    early = fact.first is None or (row.first is not None and row.first <= fact.first)
    return early and (fact.last is None or (row.last is not None and fact.last <= row.last))


def _part_within(part: Shown, whole: Shown) -> bool:
    same = (part.klass, part.zone, part.clock) == (whole.klass, whole.zone, whole.clock)
    return (
        same
        and all(any(_opened_within(one, other) for other in whole.opened) for one in part.opened)
        and part.occurred in ("", whole.occurred)
        and all(_within(fact, whole.facts) for fact in part.facts)
    )


def _opened_within(one: Opened, other: Opened) -> bool:
    if isinstance(one, MaskedLines | WholeLines) and type(one) is type(other):
        return set(one.lines) <= set(other.lines)
    if isinstance(one, Hosts) and isinstance(other, Hosts):
        return set(one.hosts) <= set(other.hosts)
    return one == other


def test_any_marks_show_no_more_than_none() -> None:
    """Many stores, thrown; a longer run: IRCON_PAIRS=10000."""
    for seed in range(EXAMPLES):
        dice = Dice(seed)
        store, _ = pairs.pair(dice)
        every = [(r.id, line.line) for r in store.reports for line in r.report.lines]
        marks = {mark for mark in every if dice.number(0, 1)}
        for part in _told(store, marks).parts:
            assert any(_part_within(part, whole) for whole in _told(store).parts), f"store {seed}"


@given(st.integers(0, 2**32))
@settings(max_examples=max(30, EXAMPLES // 10))
def test_all_marks_show_the_lines_that_no_marks_show(seed: int) -> None:
    store, _ = pairs.pair(Dice(seed))
    every = {(r.id, line.line) for r in store.reports for line in r.report.lines}
    lines = [[part.lines for part in told.parts] for told in (_told(store), _told(store, every))]
    assert lines[0] == lines[1]


@given(st.integers(0, 2**32), st.integers(1, 6))
@settings(max_examples=max(30, EXAMPLES // 10))
def test_what_was_not_permitted_changes_no_byte_of_a_narrowed_notice(seed: int, chosen: int) -> None:
    """The same permitted lines are marked in both, and all of what may not be shown: nobody can tell."""
    outgoing = []
    for store in pairs.pair(Dice(seed)):
        permitted = [r.id for r in store.reports if items(store.decisions, r.id, site_id=world.A.id, role=Role.SOURCE)]
        marks: set[tuple[int, int]] = set()
        for stored in store.reports:
            lines = [(stored.id, line.line) for line in stored.report.lines]
            concerned = [m for m in lines if _narrowed([stored], [m])]
            marks |= set(concerned[:chosen]) if stored.id in permitted else set(lines)
        narrowed = pairs.World(list(_narrowed(store.reports, marks)), store.decisions)
        outgoing.append(pairs.outgoing(narrowed))
    assert outgoing[0] == outgoing[1]


class TestOneReport:
    """By hand, at each level."""

    report = world.report(7, BODY)

    def _parts(self, level: Level, *words: str) -> tuple[Shown, ...]:
        marks = [_line(self.report, one) for one in words]
        store = pairs.World([self.report], [world.grant(7, level)])
        return _told(store, marks).parts

    @pytest.mark.parametrize("level", [Level.LOGS, Level.FULL])
    def test_only_the_marked_lines_are_there(self, level: Level) -> None:
        (part,) = self._parts(level, "popper")
        assert len(part.lines) == 1 and "192.168.100.1" in part.lines[0]
        assert [fact.count for fact in part.facts] == [1]

    def test_facts_count_the_marked_lines_alone(self) -> None:
        (part,) = self._parts(Level.FACTS, "telnetd")
        assert [(f.addresses, f.service) for f in part.facts] == [(("192.168.100.1",), "telnet")]

    def test_a_mark_on_anothers_line_shows_nothing(self) -> None:
        assert self._parts(Level.FULL, "sshd") == ()

    def test_a_line_without_a_time_does_not_bring_in_the_date_of_the_form(self) -> None:
        lines = [replace(n, text=n.text[16:], at=None) if "popper" in n.text else n for n in self.report.report.lines]
        undated = replace(self.report, report=replace(self.report.report, lines=tuple(lines)))
        store = pairs.World([undated], [world.grant(7, Level.FACTS)])
        (whole,), (part,) = _told(store).parts, _told(store, [_line(undated, "popper")]).parts
        assert (whole.occurred, part.occurred) == ("", "")
        assert [fact.first for fact in part.facts] == [None]

    def test_without_permission_marks_show_nothing(self) -> None:
        assert _told(pairs.World([self.report], []), [_line(self.report, "telnetd")]).parts == ()
