"""The ledger: the latest decision on the most precise audience counts, and no grant covers another's report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import consent
from ircon.consent import answering, saying
from ircon.consent.answering import Answered, Sender, Signature
from ircon.model import Audience, ConsentState, Decision, Draft, DraftState, Item, LetterKind, Level, Role, StoredReport
from tests.disclosure import world

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
    items: tuple[Item, ...] = (),
    hour: int = 0,
) -> Decision:
    at = START + timedelta(hours=hour)
    return Decision(report, state, level, audience, "words", "handler", at, site_id, items=items)


def of(*items: Item, audience: Audience = Audience.RELATED, state: ConsentState = GRANTED, hour: int = 0) -> Decision:
    return decided(Level.NONE, audience, state=state, items=items, hour=hour)


def shown(*decisions: Decision, site_id: int | None = 5, role: Role = Role.SOURCE) -> set[Item]:
    return set(consent.items(decisions, 1, site_id=site_id, role=role))


def allowed(*decisions: Decision, report: int = 1, site_id: int | None = 5, role: Role = Role.SOURCE) -> Level:
    return consent.permitted(decisions, report, site_id=site_id, role=role)


def test_not_asked_permits_nothing() -> None:
    assert allowed() is Level.NONE


@pytest.mark.parametrize("state", [ConsentState.NOT_ASKED, ASKED, REFUSED, WITHDRAWN, ConsentState.EXPIRED])
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


FACTS, LOGS, HOSTS, CONTACT, IDENTITY = Item


class TestItems:
    """A reporter decides item by item and audience by audience; what is not named stays as it stands."""

    @pytest.mark.parametrize("level", Level)
    def test_a_level_opens_its_items(self, level: Level) -> None:
        assert shown(decided(level)) == level.items and Level.of(level.items) is level

    def test_the_logs_to_the_source_and_the_name_only_to_other_csirts(self) -> None:
        ledger = (of(FACTS, LOGS, audience=Audience.SOURCE), of(IDENTITY, audience=Audience.CSIRTS))
        assert shown(*ledger) == {FACTS, LOGS}
        assert shown(*ledger, role=Role.TARGET) == set()

    def test_identity_but_no_logs(self) -> None:
        ledger = (decided(Level.FULL), of(LOGS, state=REFUSED, hour=1))
        assert shown(*ledger) == {FACTS, HOSTS, CONTACT, IDENTITY}
        assert consent.permitted(ledger, 1, site_id=5, role=Role.SOURCE) is Level.FACTS

    def test_a_level_decides_about_every_item(self) -> None:
        assert shown(of(FACTS, IDENTITY), decided(Level.FACTS, hour=1)) == {FACTS}

    def test_whatever_is_allowed_nothing_leaves_without_the_facts(self) -> None:
        assert shown(of(IDENTITY, CONTACT)) == set()
        assert shown(decided(Level.FULL), of(FACTS, state=REFUSED, hour=1)) == set()

    def test_what_is_decided_for_one_site_by_name_is_decided_item_by_item(self) -> None:
        named = decided(Level.NONE, Audience.SITE, site_id=5, items=(LOGS,), hour=1)
        assert shown(decided(Level.FACTS), named) == {FACTS, LOGS}
        assert shown(decided(Level.FACTS), named, site_id=6) == {FACTS}

    def test_who_says_no_to_all_says_it_to_those_allowed_by_name_before(self) -> None:
        named = decided(Level.FULL, Audience.SITE, site_id=5)
        assert shown(named, decided(state=WITHDRAWN, hour=1)) == set()
        assert shown(named, of(IDENTITY, state=REFUSED, hour=1)) == {FACTS, LOGS, HOSTS, CONTACT}
        assert shown(named, decided(state=ASKED, hour=1)) == set(Item), "being asked takes nothing back"
        assert shown(named, decided(audience=Audience.PUBLIC, state=REFUSED, hour=1)) == set(Item)

    def test_a_name_allowed_after_the_no_to_all_counts(self) -> None:
        named = decided(Level.FACTS, Audience.SITE, site_id=5, hour=2)
        assert shown(decided(state=REFUSED, hour=1), named) == {FACTS}

    def test_the_ledger_says_what_stands_for_each_audience(self) -> None:
        ledger = (decided(Level.FULL), of(LOGS, state=REFUSED, hour=1), of(LOGS, audience=Audience.SOURCE))
        standing = consent.recorded(ledger, 1)
        assert list(standing) == [(Audience.RELATED, None), (Audience.SOURCE, None)]
        assert standing[Audience.RELATED, None][LOGS].state is REFUSED
        assert set(standing[Audience.SOURCE, None]) == {LOGS}

    def test_items_in_words(self) -> None:
        assert consent.in_words(Level.LOGS.items) == "logs" and consent.in_words(frozenset()) == "none"
        assert consent.in_words(frozenset({IDENTITY, FACTS})) == "facts, identity"


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
        ((of(FACTS, IDENTITY),), [1], "mixed"),
        ((of(FACTS, LOGS),), [1], "logs"),
        ((decided(), of(LOGS, state=REFUSED, hour=1)), [1], "mixed"),
        ((decided(state=ConsentState.EXPIRED),), [1], "expired"),
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
        items=st.lists(st.sampled_from(Item), max_size=3, unique=True).map(tuple),
        hour=st.integers(0, 9),
    ),
    max_size=12,
)


@given(LEDGERS, st.integers(1, 3), st.none() | st.integers(4, 6), st.sampled_from(Role))
def test_nothing_is_permitted_that_was_not_granted_for_this_report(
    ledger: list[Decision], report: int, site_id: int | None, role: Role
) -> None:
    found = consent.items(ledger, report, site_id=site_id, role=role)
    others = [one for one in ledger if one.report == report]
    assert all(any(item in one.grants for one in others) for item in found)
    assert consent.items(others, report, site_id=site_id, role=role) == found
    assert not found or Item.FACTS in found


ASKED_AT = world.SENT_AT - timedelta(hours=1)
BEEN_ASKED = [replace(world.grant(1, state=ConsentState.ASKED), at=ASKED_AT, quote="")]
YES, NO = "条件: 全ての情報を開示してほしい\n", "条件: 開示不可\n"
FORGED = ("signature bad: the text is not what X signed",)
SIGNED = ("signature good: X <x@example.jp>",)


def _message(number: int, body: str, sender: str = "admin@bsite.example.jp", *problems: str) -> StoredReport:
    told = world.report(number, body, sender=sender, subject=f"Re: [IRCON#{world.REFERENCE}]", site_id=None)
    return replace(told, report=replace(told.report, problems=problems))


def _later(number: int, body: str, sender: str = "admin@bsite.example.jp", *problems: str) -> StoredReport:
    return replace(_message(number, body, sender, *problems), received=world.SENT_AT)


@pytest.mark.parametrize("words", [YES, NO])
def test_what_stands_under_a_bad_signature_is_a_reason_to_ask(words: str) -> None:
    good, bad = _message(1, words), _message(1, words, "admin@bsite.example.jp", *FORGED)
    assert len(answering.stated_for(good, [good], ())) == 1 and not answering.unsure(good, [good], (), ())
    assert len(answering.unsure(bad, [bad], (), ())) == 1 and not answering.stated_for(bad, [bad], ())


def _request(asked: StoredReport) -> Draft:
    """Return the consent request to whoever sent ``asked``, as it stands when it was sent."""
    letters = world.letters_to(asked, [asked], [])
    letter = next(d for d in letters if d.kind is LetterKind.CONSENT_REQUEST)
    return replace(letter, state=DraftState.SENT)


@pytest.mark.parametrize(
    ("sender", "problems", "from_where", "recorded"),
    [
        ("Admin@bsite.example.jp", (), Sender.SAME, True),
        ("boss@bsite.example.jp", (), Sender.DOMAIN, False),
        ("boss@bsite.example.jp", SIGNED, Sender.DOMAIN, False),
        ("admin@bsite.example.jp", FORGED, Sender.SAME, False),
        ("mallory@example.org", (), Sender.OTHER, False),
        ("mallory@example.org", SIGNED, Sender.OTHER, False),
    ],
)
def test_only_an_answer_from_the_address_that_reported_is_recorded(
    sender: str, problems: tuple[str, ...], from_where: Sender, recorded: bool
) -> None:
    asked, answer = _message(1, "hello\n"), _later(2, YES, sender, *problems)
    found, letters = [asked, answer], [_request(asked)]
    assert len(answering.stated_for(asked, found, BEEN_ASKED)) == recorded
    assert len(answering.unsure(asked, found, BEEN_ASKED, letters)) == 1 - recorded
    sure = answering.answer_to(asked, answer, letters)
    assert (sure.sender, sure.to_ours, sure.weak) == (from_where, True, not recorded)


@pytest.mark.parametrize("domain", ["gmail.com", "yahoo.co.jp", "docomo.ne.jp"])
def test_who_has_mail_where_the_reporter_has_it_is_a_stranger(domain: str) -> None:
    """Nothing binds two addresses of a free mail service, not even a register that takes it for a site."""
    asked = _message(1, "hello\n", f"admin@{domain}")
    answer = replace(_later(2, YES, f"mallory@{domain}"), site_id=7)
    asked = replace(asked, site_id=7)
    sure = answering.answer_to(asked, answer, [])
    assert sure.sender is Sender.PROVIDER and sure.weak
    assert saying.sure(sure).startswith("from a stranger's address at the same mail provider")
    assert not answering.stated_for(asked, [asked, answer], BEEN_ASKED)
    to_ours = len(answering.unsure(asked, [asked, answer], BEEN_ASKED, [_request(asked)]))
    assert (to_ours, answering.unsure(asked, [asked, answer], BEEN_ASKED, [])) == (1, [])


def test_an_unsigned_answer_to_a_signed_report_is_doubted() -> None:
    asked, answer = _message(1, "hello\n", "admin@bsite.example.jp", *SIGNED), _later(2, YES)
    found, letters = [asked, answer], [_request(asked)]
    assert not answering.stated_for(asked, found, BEEN_ASKED)
    assert len(answering.unsure(asked, found, BEEN_ASKED, letters)) == 1
    assert answering.answer_to(asked, answer, letters).unlike


def test_who_reported_of_their_own_speaks_for_nobody_else() -> None:
    """Their report came before we asked, or we have written to them too: their yes is about their own."""
    asked, answer = _message(1, "hello\n"), _later(3, YES, "admin@csite.example.net")
    other = _message(2, "hello too\n", "admin@csite.example.net")
    before = replace(other, received=ASKED_AT - timedelta(hours=1))
    letters = [_request(asked), replace(_request(other), to="admin@csite.example.net")]
    assert len(answering.unsure(asked, [asked, answer], BEEN_ASKED, letters[:1])) == 1
    assert not answering.unsure(asked, [asked, before, answer], BEEN_ASKED, letters[:1])
    assert not answering.unsure(asked, [asked, answer], BEEN_ASKED, letters)


@pytest.mark.parametrize(
    ("problems", "signed"),
    [
        ((), Signature.NONE),
        (("signature good: B <b@example.jp>",), Signature.GOOD),
        (("signature good: B <b@example.jp>; not all of the message is signed",), Signature.UNCHECKED),
        (("signature good once: B, but the key has expired",), Signature.UNCHECKED),
        (("signature not checked: there is no gpg here",), Signature.UNCHECKED),
        (("signature good: B <b@example.jp>", *FORGED), Signature.BAD),
    ],
)
def test_how_sure_an_answer_is(problems: tuple[str, ...], signed: Signature) -> None:
    asked, answer = _message(1, "hello\n"), _later(2, YES, "admin@bsite.example.jp", *problems)
    assert answering.answer_to(asked, answer, [_request(asked)]) == Answered(Sender.SAME, True, signed)
    unasked = answering.answer_to(asked, answer, [])
    assert unasked.weak and not unasked.to_ours
