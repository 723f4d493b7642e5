"""Whose turn is it: nobody is left without an answer, and the reason says what to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import standing
from ircon.model import Ball, Draft, DraftState, LetterKind, RelatedSite, Role, SiteState, Status
from ircon.standing import Arrival, Turn
from screens.commands import COMMANDS

THEIRS = {
    standing.CLOSED, standing.ASKED_CONSENT, standing.ASKED, standing.NOTIFIED, standing.REMINDED,
    standing.ACKNOWLEDGED,
}  # fmt: skip

DAY = datetime(1999, 6, 23, 4, tzinfo=UTC)


def _at(hours: int) -> datetime:
    return DAY + timedelta(hours=hours)


def _came(hours: int, *, readable: bool = True, from_site: bool = False) -> Arrival:
    return Arrival(_at(hours), readable, from_site)


def _letter(kind: LetterKind, *, written: int, sent: int | None = None) -> Draft:
    return Draft(
        kind=kind,
        to="admin@bsite.example.jp",
        subject="",
        body="",
        language="ja",
        reference=1,
        state=DraftState.DRAFTED if sent is None else DraftState.SENT,
        written_at=_at(written),
        sent_at=None if sent is None else _at(sent),
    )


def _site(state: SiteState) -> RelatedSite:
    return RelatedSite(1, "asite", Role.SOURCE, ("192.168.100.1",), "is the source", state)


def _turn(
    *arrivals: Arrival, sites: tuple[SiteState, ...] = (), letters: tuple[Draft, ...] = (), status: Status = Status.OPEN
) -> Turn:
    return standing.turn(
        status=status,
        closed_at=_at(99) if status is Status.CLOSED else None,
        closed_for="resolved" if status is Status.CLOSED else "",
        arrivals=arrivals or (_came(0),),
        related=[_site(state) for state in sites],
        drafts=letters,
    )


@pytest.mark.parametrize("reason", sorted(set(standing.REASONS) - THEIRS))
def test_for_every_reason_that_is_ours_the_next_step_is_named(reason: str) -> None:
    told = reason.format(count=3, kind="notice")
    step = standing.next_step(f"{told}; reported by 2; still going on")
    assert step is not None
    assert step[0] in {command.id for command in COMMANDS}


@pytest.mark.parametrize("reason", sorted(THEIRS))
def test_where_others_must_act_no_step_of_ours_is_named(reason: str) -> None:
    assert standing.next_step(reason.format(count=3, closed="resolved")) is None


def test_a_new_report_waits_for_us_from_the_hour_it_came() -> None:
    assert _turn() == Turn(Ball.US, _at(0), "reporter not answered", standing.NEEDS_US)


def test_a_new_report_with_consent_says_how_many_sites_can_be_told() -> None:
    assert _turn(sites=(SiteState.READY, SiteState.READY, SiteState.FOUND)).reason == "new, 2 sites to notify"


def test_what_could_not_be_read_is_said_first() -> None:
    assert _turn(_came(0, readable=False), sites=(SiteState.READY,)).reason == "could not be read"


def test_after_the_consent_request_it_is_the_reporters_turn() -> None:
    turn = _turn(letters=(_letter(LetterKind.CONSENT_REQUEST, written=1, sent=2),))
    assert turn == Turn(Ball.REPORTER, _at(2), "asked for consent", standing.NEEDS_OTHERS)


def test_the_reporters_answer_gives_it_back_to_us() -> None:
    turn = _turn(_came(0), _came(5), letters=(_letter(LetterKind.CONSENT_REQUEST, written=1, sent=2),))
    assert turn == Turn(Ball.US, _at(5), "an answer came in", standing.NEEDS_US)


def test_a_letter_that_lies_unsent_is_ours() -> None:
    sent = _letter(LetterKind.ACKNOWLEDGEMENT, written=1, sent=2)
    turn = _turn(letters=(sent, _letter(LetterKind.NOTICE, written=3)))
    assert turn == Turn(Ball.US, _at(3), "notice not sent", standing.NEEDS_US)


def test_a_notified_site_has_the_ball_only_when_the_reporter_was_answered() -> None:
    notice = _letter(LetterKind.NOTICE, written=1, sent=2)
    assert _turn(sites=(SiteState.SENT,), letters=(notice,)).ball is Ball.US
    answered = (notice, _letter(LetterKind.ACKNOWLEDGEMENT, written=2, sent=3))
    assert _turn(sites=(SiteState.SENT,), letters=answered).ball is Ball.SITE


def test_a_sites_answer_is_said_as_such() -> None:
    letters = (
        _letter(LetterKind.NOTICE, written=1, sent=2),
        _letter(LetterKind.ACKNOWLEDGEMENT, written=1, sent=2),
    )
    assert _turn(_came(0), _came(4, from_site=True), letters=letters).reason == "a site has answered"


def test_several_reporters_and_what_goes_on_stand_behind_the_reason() -> None:
    notice = _letter(LetterKind.NOTICE, written=1, sent=2)
    letters = (notice, _letter(LetterKind.ACKNOWLEDGEMENT, written=2, sent=3))
    turn = standing.turn(
        status=Status.OPEN, closed_at=None, closed_for="", arrivals=[_came(0), _came(1)], reporters=2,
        related=[_site(SiteState.SENT)], drafts=letters, last_seen=_at(9),
    )  # fmt: skip
    assert turn.reason == "notified, no answer yet; reported by 2; still going on"
    assert standing.parts(turn.reason) == ("notified, no answer yet", "reported by 2", "still going on")


def test_words_of_a_handlers_own_stay_in_the_reason() -> None:
    assert standing.parts("closed: moved; asked them") == ("closed: moved; asked them",)


def test_closed_needs_nobody() -> None:
    assert _turn(status=Status.CLOSED) == Turn(Ball.NOBODY, _at(99), "closed: resolved", standing.NEEDS_NOBODY)


_LETTERS = st.lists(
    st.builds(
        lambda kind, written, wait: _letter(kind, written=written, sent=None if wait is None else written + wait),
        st.sampled_from(LetterKind),
        st.integers(1, 50),
        st.none() | st.integers(0, 9),
    ),
    max_size=5,
)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=4), st.lists(st.sampled_from(SiteState), max_size=3), _LETTERS)
def test_an_open_incident_always_has_a_turn_and_a_reporter_without_an_answer_is_always_ours(
    hours: list[int], sites: list[SiteState], letters: list[Draft]
) -> None:
    turn = _turn(*(_came(h) for h in sorted(hours)), sites=tuple(sites), letters=tuple(letters))
    assert turn.reason and turn.ball is not Ball.NOBODY
    assert (turn.need == standing.NEEDS_US) == (turn.ball is Ball.US)
    if not any(d.sent_at and not d.kind.to_site for d in letters):
        assert turn.ball is Ball.US
