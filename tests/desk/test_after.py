"""What comes after a letter has left: its copy, its bounce, the answer, and the silence."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from ircon import desk
from ircon.errors import NotPermitted, Usage
from ircon.model import Ball, ConsentState, DraftState, LetterKind, Level, SiteState
from ircon.notices import eml
from ircon.store import Store, check, journal, stamps, trends
from tests.desk.steps import CENTRE, ME, NOW, SECOND, bounce, drafted, load, sent
from tests.support import story


class TestCopies:
    """The handler's mail program sends the letter, and a copy of it comes to the mailbox that intake reads."""

    def test_a_copy_marks_the_letter_as_sent_and_is_no_report(self, store: Store, b: int) -> None:
        notice = drafted(store, b)
        taken = desk.take_in(store, eml.to_eml(notice, CENTRE, date=NOW), handler="mail", centre=CENTRE)
        assert (taken.sent, taken.incident, taken.report, taken.new) == (notice.id, b, 0, True)
        after = load(store, b)
        assert len(after.reports) == 1 and after.drafts[-1].state is DraftState.SENT
        assert (after.related[0].state, after.row.ball) == (SiteState.SENT, Ball.SITE)

    def test_the_second_copy_changes_nothing(self, store: Store, b: int) -> None:
        copy = eml.to_eml(drafted(store, b), CENTRE, date=NOW)
        desk.take_in(store, copy, handler="mail", centre=CENTRE)
        before = journal.head(store)
        assert not desk.take_in(store, copy, handler="mail", centre=CENTRE).new
        assert journal.head(store) == before

    def test_a_consent_request_whose_copy_came_in_means_that_the_reporter_is_asked(self, store: Store) -> None:
        number = desk.take_in(store, story.from_a(), handler="mail").incident
        request = drafted(store, number, LetterKind.CONSENT_REQUEST)
        desk.take_in(store, eml.to_eml(request, CENTRE, date=NOW), handler="mail", centre=CENTRE)
        assert [d.state for d in load(store, number).decisions] == [ConsentState.ASKED]

    def test_other_words_are_another_message(self, store: Store, b: int) -> None:
        notice = drafted(store, b)
        mail = eml.to_eml(notice, CENTRE, date=NOW).replace(b"Subject", b"X-Was: 1\r\nSubject")
        other = EmailMessage(policy=SMTP)
        other["From"], other["To"], other["Subject"] = CENTRE.mail, notice.to, notice.subject
        other.set_content("something else\n")
        assert desk.take_in(store, other.as_bytes(), handler="mail", centre=CENTRE).report
        strangers = mail.replace(CENTRE.mail.encode(), b"someone@asite.example.jp")
        assert desk.take_in(store, strangers, handler="mail", centre=CENTRE).report
        assert load(store, b).drafts[-1].state is DraftState.DRAFTED


class TestBounces:
    """A notice that did not arrive is ours again, and the next one goes to another contact."""

    @pytest.mark.parametrize("subject", [True, False], ids=["by its reference", "by its Message-ID"])
    def test_a_bounce_gives_the_site_back_to_us(self, store: Store, b: int, subject: bool) -> None:
        notice = sent(store, b)
        mail = eml.to_eml(notice, CENTRE, date=NOW)
        taken = desk.take_in(store, bounce(mail, notice.to, subject=subject), handler="mail", centre=CENTRE)
        after = load(store, b)
        assert (taken.incident, taken.format) == (b, "bounce")
        assert after.related[0].state is SiteState.BOUNCED
        assert (after.row.ball, after.row.reason, after.row.reporter) == (Ball.US, "notice bounced", "bsite")

    def test_a_mail_server_is_no_reporter_and_permits_nothing(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        whole = bounce(eml.to_eml(notice, CENTRE, date=NOW), notice.to)
        grant = "全ての情報を開示してよい".encode()
        desk.take_in(store, whole.replace(b": user unknown", b": user unknown\r\n" + grant), handler="mail")
        assert desk.consent_from_report(store, b, handler=ME).needs == "choice"
        desk.decide(store, b, level=Level.LOGS, quote="ログは構いません", handler=ME)
        assert {d.report for d in load(store, b).decisions} == {1} and load(store, b).row.consent == "logs"
        request = drafted(store, b, LetterKind.CONSENT_REQUEST)
        assert request.to == "admin@bsite.example.jp"

    def test_the_next_notice_goes_to_another_contact_and_settles_it(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        desk.take_in(store, bounce(eml.to_eml(notice, CENTRE, date=NOW), notice.to), handler="mail", centre=CENTRE)
        same = desk.write_letter(store, b, centre=CENTRE, handler=ME).draft
        assert same is not None and same.kind is LetterKind.NOTICE and "bounced" in {f.rule for f in same.lint}
        desk.import_sites(store, SECOND.encode(), handler=ME)
        again = sent(store, b)
        assert again.to == "noc@asite.example.jp" and not [f for f in again.lint if f.rule == "bounced"]
        assert load(store, b).related[0].state is SiteState.SENT

    def test_an_answer_after_the_bounce_counts_as_one(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        desk.take_in(store, bounce(eml.to_eml(notice, CENTRE, date=NOW), notice.to), handler="mail", centre=CENTRE)
        later = stamps.now() + timedelta(hours=1)
        reply = story.mail("noc@asite.example.jp", f"Re: {notice.subject}", "確認しました。\n",
                           "Fri, 23 Jun 2000 18:00:00 +0900")  # fmt: skip
        desk.take_in(store, reply, handler="mail", received=later)
        assert load(store, b).related[0].state is SiteState.ANSWERED


class TestSilence:
    """A site that does not answer is reminded, in other words and by another way."""

    def test_after_a_week_it_is_our_turn_again(self, store: Store, b: int) -> None:
        sent(store, b, at=NOW)
        assert desk.follow_up(store, at=NOW + timedelta(days=6)) == ()
        assert desk.follow_up(store, at=NOW + timedelta(days=7, hours=1)) == (b,)
        row = load(store, b).row
        assert (row.ball, row.reason) == (Ball.US, "no answer for 7 days")
        assert load(store, b).related[0].state is SiteState.NO_ANSWER
        assert desk.follow_up(store, at=NOW + timedelta(days=9)) == ()

    def test_the_reminder_is_another_text_to_another_contact_under_the_same_reference(
        self, store: Store, b: int
    ) -> None:
        desk.import_sites(store, SECOND.encode(), handler=ME)
        notice = sent(store, b, at=NOW)
        late = NOW + timedelta(days=8)
        desk.follow_up(store, at=late)
        outcome = desk.write_letter(store, b, centre=CENTRE, handler=ME, at=late)
        reminder = outcome.draft
        assert reminder is not None and reminder.kind is LetterKind.REMINDER and "no answer" in outcome.message
        assert reminder.reference == notice.reference and {reminder.to, notice.to} == {
            "admin@asite.example.jp", "noc@asite.example.jp",
        }  # fmt: skip
        assert reminder.body != notice.body and f"{NOW.year}年" in reminder.subject
        assert not [f for f in reminder.lint if f.blocks or f.rule in ("language", "reference", "legal", "blame")]
        desk.mark_sent(store, reminder.id or 0, centre=CENTRE, handler=ME, at=late)
        assert load(store, b).row.reason == "reminded, no answer yet"
        assert desk.follow_up(store, at=late + timedelta(days=8)) == (b,)

    def test_where_no_other_address_is_known_the_telephone_is(self, store: Store, b: int) -> None:
        desk.import_sites(store, b"name,phone,language\nasite,+81-3-0000-1111,ja\n", handler=ME)
        sent(store, b, at=NOW)
        late = NOW + timedelta(days=8)
        desk.follow_up(store, at=late)
        told = desk.write_letter(store, b, centre=CENTRE, handler=ME, at=late).message
        assert "no other address is known, so call them: +81-3-0000-1111" in told

    def test_an_answer_ends_the_wait(self, store: Store, b: int) -> None:
        notice = sent(store, b, at=NOW)
        desk.follow_up(store, at=NOW + timedelta(days=8))
        reply = story.mail("admin@asite.example.jp", f"Re: {notice.subject}", "停止しました。\n",
                           "Fri, 23 Jun 2000 18:00:00 +0900")  # fmt: skip
        desk.take_in(store, reply, handler="mail", received=NOW + timedelta(days=9))
        assert load(store, b).row.reason == "a site has answered"

    def test_nobody_is_reminded_of_what_was_never_sent_or_is_withdrawn(self, store: Store, b: int) -> None:
        with pytest.raises(Usage):
            desk.write_letter(store, b, kind=LetterKind.REMINDER, centre=CENTRE, handler=ME)
        sent(store, b)
        desk.decide(store, b, state=ConsentState.WITHDRAWN, quote="やはり控えてください", handler=ME)
        with pytest.raises(NotPermitted):
            desk.write_letter(store, b, kind=LetterKind.REMINDER, centre=CENTRE, handler=ME)


class TestWhatASiteSays:
    """The answer is put to its notice, and the handler takes down what it comes to."""

    def _reply(self, store: Store, subject: str, words: str, *, sender: str = "admin@asite.example.jp") -> int:
        reply = story.mail(sender, subject, f"{words}\n", "Fri, 23 Jun 2000 18:00:00 +0900")
        return desk.take_in(store, reply, handler="mail", received=stamps.now() + timedelta(hours=1)).report

    def test_an_answer_is_put_to_the_notice_that_it_answers(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        report = self._reply(store, f"Re: {notice.subject}", "調査中です。")
        after = load(store, b)
        assert {d.id: d.answer for d in after.drafts if d.kind is LetterKind.NOTICE} == {notice.id: report}
        assert f"answers notice, draft {notice.id}" in after.journal[-1].note
        assert after.related[0].state is SiteState.ANSWERED

    def test_whoever_answers_in_the_recipients_stead_does(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        self._reply(store, f"Re: {notice.subject}", "管理を受託しております。", sender="noc@isp.example.net")
        assert load(store, b).related[0].state is SiteState.ANSWERED

    def test_the_reporters_own_answer_is_none_of_the_sites(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        acknowledged = next(d for d in load(store, b).drafts if d.kind is LetterKind.ACKNOWLEDGEMENT)
        self._reply(store, f"Re: {acknowledged.subject}", "追加です。", sender="admin@bsite.example.jp")
        after = load(store, b)
        assert [d.id for d in after.drafts if d.answer] == [acknowledged.id]
        assert (after.related[0].state, notice.answer) == (SiteState.SENT, None)

    def test_acknowledged_then_fixed_and_the_reporter_is_told(self, store: Store, b: int) -> None:
        sent(store, b)
        assert "asite: acknowledged" in desk.site_said(store, b, "asite", SiteState.ACKNOWLEDGED, handler=ME).message
        now = load(store, b)
        assert (now.related[0].state, now.row.ball, now.row.reason) == (
            SiteState.ACKNOWLEDGED, Ball.SITE, "acknowledged, not fixed yet",
        )  # fmt: skip
        desk.site_said(store, b, "192.168.100.1", SiteState.FIXED, handler=ME)
        now = load(store, b)
        assert (now.related[0].state, now.row.ball, now.row.reason) == (
            SiteState.FIXED, Ball.US, "fixed, reporter not told",
        )  # fmt: skip
        told = sent(store, b, LetterKind.PROGRESS, at=stamps.now())
        assert "関連するサイトに連絡し" in told.body
        assert load(store, b).row.reason == "nothing outstanding"

    def test_it_can_be_taken_back_and_undone(self, store: Store, b: int) -> None:
        sent(store, b)
        desk.site_said(store, b, "asite", SiteState.FIXED, handler=ME)
        desk.undo(store, handler=ME)
        assert load(store, b).related[0].state is SiteState.SENT
        desk.redo(store, handler=ME)
        desk.site_said(store, b, "asite", None, handler=ME)
        assert load(store, b).related[0].state is SiteState.SENT

    def test_who_acknowledges_and_does_nothing_is_ours_again(self, store: Store, b: int) -> None:
        sent(store, b, at=NOW)
        desk.site_said(store, b, "asite", SiteState.ACKNOWLEDGED, handler=ME, at=NOW + timedelta(days=5))
        assert desk.follow_up(store, at=NOW + timedelta(days=8)) == ()
        assert desk.follow_up(store, at=NOW + timedelta(days=12, hours=1)) == (b,)
        assert load(store, b).row.reason == "acknowledged 7 days ago, not fixed yet"

    def test_only_who_was_told_can_have_said_anything(self, store: Store, b: int) -> None:
        with pytest.raises(Usage, match="has been sent nothing"):
            desk.site_said(store, b, "asite", SiteState.FIXED, handler=ME)
        with pytest.raises(Usage, match="not a related site"):
            desk.site_said(store, b, "bsite", SiteState.FIXED, handler=ME)
        with pytest.raises(Usage):
            desk.site_said(store, b, "asite", SiteState.READY, handler=ME)


class TestNotified:
    """A site is notified by a notice that was sent and did not come back: everywhere the same."""

    def _counted(self, store: Store) -> int:
        told = store.value("SELECT coalesce(sum(n), 0) FROM tally WHERE what = 'coordination' AND facet = 'class'")
        return int(told)

    def test_a_bounced_notice_is_no_coordination_and_the_next_one_is(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        assert self._counted(store) == 1
        desk.take_in(store, bounce(eml.to_eml(notice, CENTRE, date=NOW), notice.to), handler="mail", centre=CENTRE)
        assert self._counted(store) == 0 and not load(store, b).related[0].state.notified
        letter = drafted(store, b, LetterKind.PROGRESS)
        assert "他のサイトへの連絡は行っておりません" in letter.body, "the reporter is not told what did not happen"
        desk.import_sites(store, SECOND.encode(), handler=ME)
        sent(store, b)
        assert self._counted(store) == 1 and load(store, b).related[0].state.notified
        assert list(check.faults(store)) == []

    def test_a_count_made_anew_is_the_same(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        desk.take_in(store, bounce(eml.to_eml(notice, CENTRE, date=NOW), notice.to), handler="mail", centre=CENTRE)
        with store.change("recount", handler=ME) as change:
            trends.count_anew(change, "+09:00")
        assert self._counted(store) == 0

    @pytest.mark.parametrize("state", [ConsentState.REFUSED, ConsentState.WITHDRAWN])
    def test_where_the_reporter_says_no_the_site_is_blocked(self, store: Store, state: ConsentState) -> None:
        number = desk.take_in(store, story.from_b(), handler="mail").incident
        assert load(store, number).related[0].state is SiteState.FOUND
        desk.decide(store, number, state=state, quote="控えてください", handler=ME)
        now = load(store, number)
        assert now.related[0].state is SiteState.BLOCKED and now.row.sites_ready == 0
        desk.decide(store, number, level=Level.FACTS, quote="匿名なら", handler=ME)
        assert load(store, number).related[0].state is SiteState.READY


class TestWithdrawing:
    """What was sent cannot be called back, so those who have it are named."""

    def test_what_was_sent_relying_on_it_is_listed(self, store: Store, b: int) -> None:
        sent(store, b)
        outcome = desk.decide(store, b, state=ConsentState.WITHDRAWN, quote="やはり控えてください", handler=ME)
        assert f"write to them: notice to asite ({NOW:%Y-%m-%d})" in outcome.message
        assert "was sent relying on more: notice to asite" in load(store, b).journal[-1].note

    def test_a_bounced_notice_told_nobody_anything(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        desk.take_in(store, bounce(eml.to_eml(notice, CENTRE, date=NOW), notice.to), handler="mail", centre=CENTRE)
        outcome = desk.decide(store, b, state=ConsentState.WITHDRAWN, quote="やはり控えてください", handler=ME)
        assert "write to them" not in outcome.message
