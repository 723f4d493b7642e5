"""A handler's day at the desk: the story of site A and site B, action by action, and each of them taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk, intake
from ircon.errors import IrconError, NotPermitted, Usage
from ircon.model import (
    Audience,
    Ball,
    Centre,
    CloseReason,
    ConsentState,
    DraftState,
    Incident,
    LetterKind,
    Level,
    Role,
    SiteState,
)
from ircon.store import Store, check, incidents, originals
from tests.support import story

CENTRE = Centre(name="Example CC", name_ja="例示センター", mail="cert@centre.example.jp")
ME = "mori"
_ANSWER = "条件: 組織名は伏せて、ログも含めて開示してかまいません\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        desk.import_sites(opened, story.REGISTER.encode(), handler=ME)
        yield opened
        assert list(check.faults(opened)) == []


@pytest.fixture
def b(store: Store) -> int:
    """Site B's incident: a port scan, everything may be disclosed."""
    return desk.take_in(store, story.from_b(), handler="mail").incident


@pytest.fixture
def a(store: Store, b: int) -> int:
    """Site A's incident: broken into, nothing said about disclosure."""
    return desk.take_in(store, story.from_a(), handler="mail").incident


def _load(store: Store, number: int) -> Incident:
    return incidents.load(store, number)


def _undo(store: Store) -> str:
    return desk.undo(store, handler=ME).message


class TestTakingIn:
    """A message arrives: it is kept, read, and put to its incident."""

    def test_the_original_bytes_are_kept(self, store: Store, b: int) -> None:
        assert incidents.original(store, _load(store, b).reports[0].id) == story.from_b()

    def test_the_same_message_twice_is_one_report(self, store: Store, b: int) -> None:
        again = desk.take_in(store, story.from_b(), handler="mail")
        assert not again.new and again.incident == b
        assert len(_load(store, b).reports) == 1

    def test_a_forged_message_id_hides_nobodys_report(self, store: Store, b: int) -> None:
        same_id = story.from_b().replace(b"Content-Type", b"X-Way: other\nContent-Type")
        assert not desk.take_in(store, same_id, handler="mail").new
        assert originals.load(store, originals.name_of(same_id)) == same_id
        forged = story.mail("admin@bsite.example.jp", "別件", "別の報告です。\n", _LATER)
        ours = _load(store, b).reports[0].report.message_id
        theirs = intake.read(forged).message_id
        assert desk.take_in(store, forged.replace(theirs.encode(), ours.encode()), handler="mail").new

    def test_a_reply_joins_its_incident_and_opens_it_again(self, store: Store, b: int) -> None:
        desk.close(store, b, CloseReason.RESOLVED, handler=ME)
        reply = story.mail(
            "admin@bsite.example.jp", f"Re: [IRCON#{b}] また来ました", "また接続がありました。\n", _LATER
        )
        taken = desk.take_in(store, reply, handler="mail")
        assert (taken.incident, taken.joined) == (b, True)
        assert _load(store, b).row.status == "open" and _load(store, b).row.ball is Ball.US

    def test_what_cannot_be_read_is_kept_and_shown_as_unread(self, store: Store) -> None:
        taken = desk.take_in(store, bytes(range(256)) * 40, handler="mail")
        assert taken.format == "unreadable" and taken.problems
        row = _load(store, taken.incident).row
        assert row.unread and row.reason == "could not be read"
        assert incidents.original(store, taken.report) == bytes(range(256)) * 40


_LATER = "Fri, 23 Jun 2000 18:00:00 +0900"


class TestRelatedSites:
    """What one site reports shows what another is part of."""

    def test_a_is_the_source_in_bs_incident_and_b_a_target_in_as(self, store: Store, a: int, b: int) -> None:
        in_b, in_a = _load(store, b).related, _load(store, a).related
        assert [(site.name, site.role) for site in in_b] == [("asite", Role.SOURCE)]
        assert [(site.name, site.role) for site in in_a] == [("bsite", Role.TARGET)]

    def test_the_two_are_proposed_as_one_series_with_the_reason(self, store: Store, a: int, b: int) -> None:
        (there,), (back,) = _load(store, b).links, _load(store, a).links
        assert (there.incident, back.incident) == (a, b)
        assert "192.168.100.1" in there.reason and "192.168.100.1" in back.reason
        assert _load(store, a).row.seen_before == 1

    def test_a_site_that_the_register_learns_later_is_found_in_what_was_reported_before(self, tmp_path: Path) -> None:
        with Store.create(tmp_path / "late.db") as late:
            number = desk.take_in(late, story.from_b(), handler="mail").incident
            assert [site.site_id for site in _load(late, number).related] == [None]
            done = desk.import_sites(late, story.REGISTER.encode(), handler=ME)
            assert done.incidents == 1
            assert [site.name for site in _load(late, number).related] == ["asite"]


class TestConsent:
    """Nothing is disclosed without permission, and every decision keeps the words it rests on."""

    def test_c_records_what_the_report_states(self, store: Store, b: int) -> None:
        desk.consent_from_report(store, b, handler=ME)
        (decision,) = _load(store, b).decisions
        assert (decision.state, decision.level, decision.handler) == (ConsentState.GRANTED, Level.FULL, ME)
        assert decision.quote == "全ての情報を開示してほしい"
        assert _load(store, b).row.consent == "full" and _load(store, b).row.sites_ready == 1

    def test_c_asks_where_nothing_is_stated_and_changes_nothing(self, store: Store, a: int) -> None:
        assert desk.consent_from_report(store, a, handler=ME).needs == "choice"
        assert _load(store, a).decisions == ()

    def test_a_reporter_is_not_asked_what_they_have_said_already(self, store: Store, b: int) -> None:
        outcome = desk.write_letter(store, b, centre=CENTRE, handler=ME)
        assert outcome.draft is not None and outcome.draft.kind is LetterKind.ACKNOWLEDGEMENT
        assert "the report itself permits disclosure (full)" in outcome.message

    def test_a_mark_on_the_subject_counts_as_much_as_the_words_below_it(self, store: Store) -> None:
        marked = story.mail("x@csite.example.jp", "TLP:RED scan", "Disclosure: disclose everything\n", _LATER)
        number = desk.take_in(store, marked, handler="mail").incident
        desk.consent_from_report(store, number, handler=ME)
        assert ConsentState.GRANTED not in [d.state for d in _load(store, number).decisions]

    def test_a_grant_rests_on_words(self, store: Store, a: int) -> None:
        with pytest.raises(Usage):
            desk.decide(store, a, level=Level.FULL, quote=" ", handler=ME)

    def test_the_answer_to_our_question_counts_for_the_report_we_asked_about(self, store: Store, a: int) -> None:
        asked = desk.write_letter(store, a, centre=CENTRE, handler=ME).draft
        assert asked is not None and asked.kind is LetterKind.CONSENT_REQUEST and asked.id is not None
        desk.mark_sent(store, asked.id, centre=CENTRE, handler=ME)
        assert _load(store, a).row.consent == "asked" and _load(store, a).row.ball is Ball.REPORTER
        desk.take_in(store, story.mail("admin@asite.example.jp", f"Re: [IRCON#{a}]", _ANSWER, _LATER), handler="mail")
        desk.consent_from_report(store, a, handler=ME)
        first = [d for d in _load(store, a).decisions if d.report == _load(store, a).reports[0].id]
        assert [d.state for d in first] == [ConsentState.ASKED, ConsentState.GRANTED]
        assert first[-1].level is Level.LOGS and "伏せて" in first[-1].quote

    def test_a_withdrawal_makes_waiting_drafts_stale(self, store: Store, b: int) -> None:
        desk.consent_from_report(store, b, handler=ME)
        notice = desk.write_letter(store, b, centre=CENTRE, handler=ME).draft
        assert notice is not None and notice.id is not None
        desk.decide(store, b, state=ConsentState.WITHDRAWN, quote="やはり控えてください", handler=ME)
        with pytest.raises(NotPermitted):
            desk.mark_sent(store, notice.id, centre=CENTRE, handler=ME)
        assert _load(store, b).drafts[0].state is DraftState.STALE

    def test_one_sites_grant_opens_nothing_of_anothers(self, store: Store, a: int, b: int) -> None:
        desk.consent_from_report(store, b, handler=ME)
        with pytest.raises(NotPermitted):
            desk.write_letter(store, a, kind=LetterKind.NOTICE, centre=CENTRE, handler=ME)

    def test_a_decision_can_be_for_one_site_only(self, store: Store, b: int) -> None:
        site = _load(store, b).related[0].site_id
        desk.decide(store, b, level=Level.FACTS, audience=Audience.SITE, site_id=site, quote="Aにだけ", handler=ME)
        assert _load(store, b).related[0].permitted is Level.FACTS


class TestLetters:
    """From a draft to a sent notice."""

    def _notice(self, store: Store, b: int) -> int:
        desk.consent_from_report(store, b, handler=ME)
        draft = desk.write_letter(store, b, centre=CENTRE, handler=ME).draft
        assert draft is not None and draft.id is not None
        return draft.id

    def test_the_notice_goes_to_the_sites_contact_with_bs_evidence(self, store: Store, a: int, b: int) -> None:
        draft = desk.load(store, self._notice(store, b), centre=CENTRE)
        assert (draft.kind, draft.to, draft.language) == (LetterKind.NOTICE, "admin@asite.example.jp", "ja")
        assert story.B_LOG.splitlines()[0] in draft.body
        assert not [secret for secret in story.A_SECRETS if secret in draft.body + draft.subject]

    def test_the_reference_tells_nothing_about_how_many_notices_there_are(self, store: Store, b: int) -> None:
        one = desk.load(store, self._notice(store, b), centre=CENTRE)
        assert f"[IRCON#{one.reference}]" in one.subject and one.reference >= 10_000_000

    def test_an_answer_under_that_reference_joins_the_incident(self, store: Store, b: int) -> None:
        one = desk.load(store, self._notice(store, b), centre=CENTRE)
        assert one.id is not None
        desk.mark_sent(store, one.id, centre=CENTRE, handler=ME)
        reply = story.mail("admin@asite.example.jp", f"Re: {one.subject}", "確認し、停止しました。\n", _LATER)
        assert desk.take_in(store, reply, handler="mail").incident == b
        assert _load(store, b).related[0].state is SiteState.ANSWERED
        assert _load(store, b).row.reporter == "bsite"

    def test_drafting_twice_gives_the_same_draft_with_its_edits(self, store: Store, b: int) -> None:
        first = self._notice(store, b)
        before = desk.load(store, first, centre=CENTRE)
        desk.save_draft(store, first, before.subject, before.body + "\n追伸\n", centre=CENTRE, handler=ME)
        again = desk.write_letter(store, b, kind=LetterKind.NOTICE, centre=CENTRE, handler=ME).draft
        assert again is not None and again.id == first and "追伸" in again.body

    def test_what_is_shown_copied_and_written_are_the_same_bytes(self, store: Store, b: int, tmp_path: Path) -> None:
        number, seen = self._notice(store, b), list[str]()
        outcome = desk.export(
            store, number, centre=CENTRE, directory=tmp_path / "out", write=seen.append, environ={"SSH_TTY": "x"},
            handler=ME,
        )  # fmt: skip
        (written,) = (tmp_path / "out").iterdir()
        assert outcome.draft is not None and written.read_text("utf-8") == desk.as_text(outcome.draft)
        assert outcome.message.startswith(f"#{b}: sent to the terminal") and str(written) in outcome.message

    def test_a_site_that_only_its_own_report_brought_here_is_told_that_it_happened(self, store: Store, a: int) -> None:
        desk.decide(store, a, level=Level.FACTS, quote="匿名でお願いします", handler=ME)
        told = desk.write_letter(store, a, to="bsite", centre=CENTRE, handler=ME).draft
        assert told is not None and (told.kind, told.to) == (LetterKind.NOTICE, "admin@bsite.example.jp")
        assert not [word for word in ("asite", "192.168.100", "statmon") if word in told.subject + told.body]

    def test_a_letter_that_gives_the_reporter_away_does_not_leave(self, store: Store, b: int, tmp_path: Path) -> None:
        desk.decide(store, b, level=Level.FACTS, quote="匿名なら", handler=ME)
        notice = desk.write_letter(store, b, centre=CENTRE, handler=ME).draft
        assert notice is not None and notice.id is not None and "bsite" not in notice.subject + notice.body
        body = notice.body + "\n実は bsite.example.jp です\n"
        edited = desk.save_draft(store, notice.id, notice.subject, body, centre=CENTRE, handler=ME).draft
        assert edited is not None and [f.rule for f in edited.lint if f.blocks][:1] == ["leak"]
        with pytest.raises(NotPermitted):
            desk.mark_sent(store, notice.id, centre=CENTRE, handler=ME)
        with pytest.raises(NotPermitted):
            desk.export(store, notice.id, centre=CENTRE, directory=tmp_path, write=None, environ={}, handler=ME)
        assert list(tmp_path.glob("*.txt")) == []


class TestClosing:
    """Before closing, what is outstanding is said; nobody is left without an answer."""

    def test_what_is_outstanding_is_named(self, store: Store, b: int) -> None:
        assert desk.outstanding(store, b) == ("The reporter has not been answered.", "Not notified: asite.")

    def test_a_closed_incident_leaves_the_open_queue(self, store: Store, b: int) -> None:
        desk.close(store, b, CloseReason.RESOLVED, handler=ME)
        row = _load(store, b).row
        assert (row.status, row.ball, row.need) == ("closed", Ball.NOBODY, 2)


class TestTakingBack:
    """Undo rather than "are you sure"."""

    def test_each_action_can_be_undone_and_done_again(self, store: Store, b: int) -> None:
        states = [_picture(store, b)]

        def done() -> None:
            states.append(_picture(store, b))

        desk.take(store, b, handler=ME)
        done()
        desk.consent_from_report(store, b, handler=ME)
        done()
        draft = desk.write_letter(store, b, centre=CENTRE, handler=ME).draft
        done()
        assert draft is not None and draft.id is not None
        desk.mark_sent(store, draft.id, centre=CENTRE, handler=ME)
        done()
        desk.close(store, b, CloseReason.RESOLVED, handler=ME)
        done()
        for before in reversed(states[:-1]):
            assert "undone" in _undo(store)
            assert _picture(store, b) == before
        assert "import sites" in _undo(store)
        assert "nothing" in _undo(store)
        desk.redo(store, handler=ME)
        for after in states[1:]:
            desk.redo(store, handler=ME)
            assert _picture(store, b) == after

    def test_a_colleagues_incident_is_not_taken_from_them(self, store: Store, b: int) -> None:
        desk.take(store, b, handler="sato")
        with pytest.raises(IrconError, match="sato"):
            desk.take(store, b, handler=ME)
        assert _load(store, b).row.owner == "sato"


def _picture(store: Store, number: int) -> tuple[object, ...]:
    """Everything that handlers see of an incident, but for the journal, which only grows."""
    ticket = _load(store, number)
    return ticket.row, ticket.decisions, ticket.related, ticket.drafts, ticket.closed_for


def test_a_letter_that_was_begun_is_shown_before_another_is_written(store: Store, b: int) -> None:
    desk.mark_sent(store, _drafted(store, b, LetterKind.ACKNOWLEDGEMENT), centre=CENTRE, handler=ME)
    desk.decide(store, b, level=Level.FULL, quote="all of it", handler=ME)
    notice = _drafted(store, b, LetterKind.NOTICE)
    assert _load(store, b).row.reason == "notice not sent"
    shown = desk.write_letter(store, b, centre=CENTRE, handler=ME).draft
    assert shown is not None and shown.id == notice


def _drafted(store: Store, number: int, kind: LetterKind) -> int:
    draft = desk.write_letter(store, number, kind=kind, centre=CENTRE, handler=ME).draft
    assert draft is not None and draft.id is not None
    return draft.id


def test_a_site_that_nobody_has_registered_waits_for_consent_as_well(store: Store) -> None:
    """What the queue says is next is what `d` does, and once it is asked there is nothing more to ask."""
    body = "Our host was scanned.\n\nJun 23 10:00:00 www sshd[1]: connect from 203.0.113.77\n"
    told = story.mail("taro@shop.example.com", "scan", body, "Fri, 23 Jun 2000 13:05:00 +0900")
    number = desk.take_in(store, told, handler="mail").incident
    kinds = []
    for _turn in range(3):
        letter = desk.write_letter(store, number, centre=CENTRE, handler=ME).draft
        assert letter is not None
        kinds.append(letter.kind)
        desk.mark_sent(store, letter.id or 0, centre=CENTRE, handler=ME)
    assert kinds == [LetterKind.ACKNOWLEDGEMENT, LetterKind.CONSENT_REQUEST, LetterKind.PROGRESS]
    assert _load(store, number).row.reason == "asked for consent"
    desk.decide(store, number, level=Level.LOGS, quote="you may share the logs", handler=ME)
    assert _load(store, number).row.reason != "asked for consent", "who has answered is not waited for"
