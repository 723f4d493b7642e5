"""The centre's teaching example, played on the demonstration's own mails from beginning to end."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ircon import desk
from ircon.config import EXAMPLE_CENTRE
from ircon.demo import build
from ircon.errors import NotPermitted
from ircon.model import CloseReason, LetterKind, SiteState, Status
from ircon.store import Store, incidents

FROM_B, FROM_A = 1, 2
MORNING = datetime(1999, 6, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """The demonstration with nothing but the story in it."""
    build.build(tmp_path / "story.db", most=0)
    return Store.open(tmp_path / "story.db")


def test_bs_evidence_goes_to_a_at_once(store: Store) -> None:
    desk.consent_from_report(store, FROM_B, handler="suzuki", at=MORNING)
    notice = desk.write_letter(store, FROM_B, centre=EXAMPLE_CENTRE, handler="suzuki", at=MORNING).draft
    assert notice is not None and notice.id is not None
    assert (notice.kind, notice.to) == (LetterKind.NOTICE, "admin@asite.example.jp")
    assert "Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1" in notice.body
    assert not [finding for finding in notice.lint if finding.blocks]
    desk.mark_sent(store, notice.id, centre=EXAMPLE_CENTRE, handler="suzuki", at=MORNING)
    assert incidents.load(store, FROM_B).related[0].state is SiteState.SENT


def test_nothing_of_as_goes_anywhere_before_a_was_asked(store: Store) -> None:
    with pytest.raises(NotPermitted):
        desk.write_letter(store, FROM_A, centre=EXAMPLE_CENTRE, kind=LetterKind.NOTICE, handler="suzuki", at=MORNING)
    request = desk.write_letter(store, FROM_A, centre=EXAMPLE_CENTRE, handler="suzuki", at=MORNING).draft
    assert request is not None
    assert (request.kind, request.to) == (LetterKind.CONSENT_REQUEST, "admin@asite.example.jp")


def test_what_a_reported_is_in_no_letter_to_a_about_b(store: Store) -> None:
    desk.consent_from_report(store, FROM_B, handler="suzuki", at=MORNING)
    notice = desk.write_letter(store, FROM_B, centre=EXAMPLE_CENTRE, handler="suzuki", at=MORNING).draft
    assert notice is not None
    for word in ("statd", "statmon", "10:00:00", "踏み台", "侵入者"):
        assert word not in notice.subject + notice.body


def test_closed_when_a_has_answered(store: Store) -> None:
    desk.close(store, FROM_B, CloseReason.RESOLVED, handler="suzuki", at=MORNING)
    closing = desk.write_letter(
        store, FROM_B, centre=EXAMPLE_CENTRE, kind=LetterKind.CLOSING, handler="suzuki", at=MORNING
    ).draft
    assert closing is not None and closing.to == "admin@bsite.example.jp"
    assert incidents.load(store, FROM_B).row.status is Status.CLOSED
