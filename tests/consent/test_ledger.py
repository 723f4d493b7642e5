"""The ledger: the latest decision on the most precise audience counts, and no grant covers another's report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import consent
from ircon.model import Audience, ConsentState, Decision, Level, Role

START = datetime(2026, 6, 23, tzinfo=UTC)
GRANTED, ASKED, REFUSED, WITHDRAWN = (
    ConsentState.GRANTED,
    ConsentState.ASKED,
    ConsentState.REFUSED,
    ConsentState.WITHDRAWN,
)


def decided(
    level: Level = Level.FULL,
    audience: Audience = Audience.RELATED,
    *,
    state: ConsentState = GRANTED,
    report: int = 1,
    site_id: int | None = None,
    hour: int = 0,
) -> Decision:
    return Decision(report, state, level, audience, "words", "handler", START + timedelta(hours=hour), site_id)


def allowed(*decisions: Decision, report: int = 1, site_id: int | None = 5, role: Role = Role.SOURCE) -> Level:
    return consent.permitted(decisions, report, site_id=site_id, role=role)


def test_not_asked_permits_nothing() -> None:
    assert allowed() is Level.NONE


@pytest.mark.parametrize("state", [ConsentState.NOT_ASKED, ASKED, REFUSED, WITHDRAWN])
def test_only_granted_permits(state: ConsentState) -> None:
    assert allowed(decided(state=state)) is Level.NONE


def test_one_reports_grant_never_covers_anothers() -> None:
    assert allowed(decided(report=1), report=2) is Level.NONE


def test_the_latest_decision_counts() -> None:
    first, later = decided(Level.FACTS, hour=1), decided(Level.FULL, hour=2)
    assert allowed(first, later) is allowed(later, first) is Level.FULL
    assert allowed(first, decided(state=WITHDRAWN, hour=3), later) is Level.NONE


def test_of_two_at_the_same_instant_the_one_entered_last_counts() -> None:
    assert allowed(decided(Level.FULL), decided(Level.FACTS)) is Level.FACTS


def test_what_is_said_of_a_site_by_name_outweighs_the_rest() -> None:
    related, source = decided(Level.FULL, hour=9), decided(Level.LOGS, Audience.SOURCE, hour=8)
    named = decided(Level.FACTS, Audience.SITE, site_id=5, hour=1)
    assert allowed(related, source, named) is Level.FACTS
    assert allowed(related, source, named, site_id=6) is Level.LOGS
    assert allowed(related, source, named, site_id=6, role=Role.TARGET) is Level.FULL
    assert allowed(related, source, named, site_id=None) is Level.LOGS


def test_a_refusal_for_the_source_leaves_the_other_sites_alone() -> None:
    ledger = (decided(Level.FULL), decided(audience=Audience.SOURCE, state=REFUSED))
    assert allowed(*ledger) is Level.NONE
    assert allowed(*ledger, role=Role.TARGET) is Level.FULL


def test_what_other_teams_may_know_is_no_sites_business() -> None:
    assert allowed(decided(audience=Audience.CSIRTS)) is Level.NONE


def test_what_the_public_may_know_a_site_may_know() -> None:
    assert allowed(decided(Level.FACTS, Audience.PUBLIC)) is Level.FACTS


@pytest.mark.parametrize(
    ("decisions", "reports", "word"),
    [
        ((), [1], "none"),
        ((), [], "none"),
        ((decided(state=ASKED),), [1], "asked"),
        ((decided(Level.FACTS),), [1], "facts"),
        ((decided(Level.LOGS),), [1], "logs"),
        ((decided(Level.FULL),), [1], "full"),
        ((decided(state=REFUSED),), [1], "refused"),
        ((decided(), decided(state=WITHDRAWN, hour=1)), [1], "withdrawn"),
        ((decided(),), [1, 2], "mixed"),
        ((decided(), decided(report=2)), [1, 2], "full"),
        ((decided(), decided(audience=Audience.SOURCE, state=REFUSED)), [1], "mixed"),
        ((decided(report=9),), [1], "none"),
    ],
)
def test_the_queue_says_it_in_a_word(decisions: tuple[Decision, ...], reports: list[int], word: str) -> None:
    assert consent.summary(decisions, reports) == word


LEDGERS = st.lists(
    st.builds(
        decided,
        st.sampled_from(Level),
        st.sampled_from(Audience),
        state=st.sampled_from(ConsentState),
        report=st.integers(1, 3),
        site_id=st.none() | st.integers(4, 6),
        hour=st.integers(0, 9),
    ),
    max_size=12,
)


@given(LEDGERS, st.integers(1, 3), st.none() | st.integers(4, 6), st.sampled_from(Role))
def test_nothing_is_permitted_that_was_not_granted_for_this_report(
    ledger: list[Decision], report: int, site_id: int | None, role: Role
) -> None:
    level = consent.permitted(ledger, report, site_id=site_id, role=role)
    grants = [one for one in ledger if one.report == report and one.state is GRANTED and one.level is level]
    assert level is Level.NONE or grants
    others = [one for one in ledger if one.report == report]
    assert consent.permitted(others, report, site_id=site_id, role=role) is level
