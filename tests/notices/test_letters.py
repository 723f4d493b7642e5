"""The letters: what a good notice holds, what it never says, and that every kind is written in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from ircon import disclosure
from ircon.errors import NotPermitted
from ircon.model import Contact, LetterKind, Level, Site, StoredReport
from ircon.notices import letters, lint
from ircon.notices.wrapping import EVIDENCE
from ircon.text import width
from tests.disclosure import world
from tests.support import story

LANGUAGES = ("ja", "en")
TO_REPORTERS = [kind for kind in LetterKind if not kind.to_site]
NOW = date(2000, 6, 24)


def from_b() -> StoredReport:
    """Return what site B of the story reported."""
    from ircon import intake

    return StoredReport(1, 1, world.SENT_AT, "0" * 64, world.B.id, intake.read(story.from_b()))


def flat(text: str) -> str:
    """Return ``text`` without the line ends that wrapping put in."""
    return "".join(text.split())


def notice(level: Level, language: str) -> str:
    draft = world.notice([from_b()], [world.grant(1, level)], language=language)
    return f"{draft.subject}\n{draft.body}"


class TestANotice:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_holds_what_the_other_side_needs(self, language: str) -> None:
        draft = world.notice([from_b()], [world.grant(1, Level.FULL)], language=language)
        reference = f"[IRCON#{world.REFERENCE}]"
        assert reference in draft.subject and draft.body.count(reference) >= 2
        for needed in (
            world.CENTRE.name_ja if language == "ja" else world.CENTRE.name,
            world.CENTRE.mail,
            "192.168.100.1",
            "2000-06-23 03:34:00 UTC",
            "Jun 23 12:34:00 (UTC+09:00",
            "telnet",
            "pop3",
            "との報告を受けております" if language == "ja" else "It has been reported to us that",
            "正確であるとの報告" if language == "ja" else "said to be accurate",
            "2026年7月1日(水)" if language == "ja" else "Wednesday, 1 July 2026",
            "宛先が適切でない場合" if language == "ja" else "received this message in error",
            "お許しをいただいた範囲" if language == "ja" else "only as far as you allow",
        ):
            assert flat(needed) in flat(draft.body)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_at_full_the_lines_are_as_they_came_and_the_reporter_is_named(self, language: str) -> None:
        told = notice(Level.FULL, language)
        for line in story.B_LOG.splitlines():
            assert f"\n{EVIDENCE}{line}\n" in told
        assert "admin@bsite.example.jp" in told

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_at_logs_the_lines_are_masked_and_nobody_is_named(self, language: str) -> None:
        told = notice(Level.LOGS, language)
        assert f"{EVIDENCE}Jun 23 12:34:00 *** telnetd *** connect from 192.168.100.1\n" in told
        assert f"{EVIDENCE}Jun 23 12:34:00 *** popper *** 192.168.100.1 ERR POP EOF received\n" in told
        assert "bsite" not in told

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_at_facts_there_are_no_lines(self, language: str) -> None:
        told = notice(Level.FACTS, language)
        assert EVIDENCE not in told and "bsite" not in told and "popper" not in told
        assert "pop3" in told

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("level", [Level.FACTS, Level.LOGS, Level.FULL])
    def test_it_accuses_nobody_and_demands_nothing(self, level: Level, language: str) -> None:
        draft = world.notice([from_b()], [world.grant(1, level)], language=language)
        found = lint.check(draft, today=world.TODAY, context=lint.Context(centre=world.CENTRE, language=language))
        assert found == ()

    def test_without_permission_there_is_none(self) -> None:
        with pytest.raises(NotPermitted):
            world.notice([from_b()], [], language="ja")

    def test_two_reports_make_one_notice(self) -> None:
        other = world.report(2, "分類: 侵入\n\nJun 22 09:00:00 g ftpd[1]: connection from 192.168.100.9\n", site_id=3)
        draft = world.notice(
            [from_b(), other], [world.grant(1, Level.FACTS), world.grant(2, Level.FACTS)], language="en"
        )
        assert "192.168.100.1" in draft.body and "192.168.100.9" in draft.body
        assert draft.subject.count("[IRCON#") == 1 and "and others" in draft.subject

    def test_a_page_of_the_recipients_is_named_by_its_host(self) -> None:
        page = world.report(5, "分類: フィッシング\n\nhttp://www.asite.example.jp/login/bsite.html\n")
        facts = world.notice([page], [world.grant(5, Level.FACTS)], language="en")
        assert "www.asite.example.jp carries a page that looks like phishing" in " ".join(facts.body.split())
        assert "bsite.html" not in facts.body
        full = world.notice([page], [world.grant(5, Level.FULL)], language="en")
        assert "hxxp://www.asite.example.jp/login/bsite" in full.body

    def test_addresses_of_others_cannot_be_clicked(self) -> None:
        line = "Jun 23 12:34:00 g h: 192.168.100.1 GET http://shop.bsite.example.jp/x to 192.0.2.15 by x@b.example.org"
        draft = world.notice([world.report(5, line)], [world.grant(5, Level.FULL)], language="en")
        assert "hxxp://shop[.]bsite[.]example[.]jp/x to 192[.]0[.]2[.]15 by x[at]b[.]example[.]org" in draft.body
        assert "192.168.100.1 GET" in draft.body

    def test_a_long_log_is_cut_with_a_count(self) -> None:
        lines = "\n".join(
            f"Jun 23 12:{n // 60:02}:{n % 60:02} g sshd[1]: connect from 192.168.100.1" for n in range(150)
        )
        draft = world.notice([world.report(5, lines)], [world.grant(5, Level.LOGS)], language="en")
        assert draft.body.count(EVIDENCE) == 100 and "(50 more lines)" in draft.body
        assert "count:     150" in draft.body
        assert "2026-06-23 03:00:00 UTC - 2026-06-23 03:02:29 UTC" in draft.body


class TestLettersToReporters:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("kind", TO_REPORTERS)
    def test_each_kind_is_a_letter(self, kind: LetterKind, language: str) -> None:
        view = disclosure.reporter_view(from_b(), [from_b()], [], site=world.B, closed_for="resolved")
        draft = letters.write(kind, view, world.CENTRE, language=language, reference=7, today=NOW, to="x@example.jp")
        assert draft.subject.startswith("[IRCON#7] ") and "[IRCON#7]" in draft.body
        assert "$" not in draft.body and "None" not in draft.body and "\n\n\n" not in draft.body
        assert lint.check(draft, today=NOW, context=lint.Context(centre=world.CENTRE, language=language)) == ()

    def test_a_notice_is_not_written_to_a_reporter_nor_another_letter_to_a_site(self) -> None:
        view = disclosure.reporter_view(from_b(), [], [])
        told = disclosure.build([from_b()], [world.grant(1, Level.FULL)], world.A, world.SOURCE)
        with pytest.raises(NotPermitted):
            letters.write(LetterKind.NOTICE, view, world.CENTRE, language="ja", reference=7, today=NOW)
        with pytest.raises(NotPermitted):
            letters.write(LetterKind.ADVICE, told, world.CENTRE, language="ja", reference=7, today=NOW)

    def test_the_consent_request_says_what_silence_means(self) -> None:
        view = disclosure.reporter_view(from_b(), [], [])
        draft = letters.write(LetterKind.CONSENT_REQUEST, view, world.CENTRE, language="ja", reference=7, today=NOW)
        assert "192[.]168[.]100[.]1 の管理者" in draft.body
        assert "開示不可" in draft.body and "先方への連絡ができない" in draft.body
        assert "「全ての情報を開示してほしい」" in draft.body

    def test_a_limit_that_stops_us_is_told(self) -> None:
        view = disclosure.reporter_view(from_b(), [], [])
        draft = letters.write(LetterKind.CLOSING, view, world.CENTRE, language="en", reference=7, today=NOW)
        assert "As we have no permission to disclose" in draft.body

    def test_advice_names_the_advisories_for_the_services_in_the_log(self) -> None:
        lines = "Jun 23 10:00:00 asite statd[123]: open\nJun 23 10:00:01 asite automountd[9]: x\n"
        view = disclosure.reporter_view(world.report(1, f"分類: 侵入\n\n{lines}", site_id=1), [], [])
        draft = letters.write(LetterKind.ADVICE, view, world.CENTRE, language="ja", reference=7, today=NOW)
        assert "JPCERT-E-INF-99-0002" in draft.body and "CA-97.26" in draft.body

    def test_advice_goes_by_the_programs_that_the_reporter_names_too(self) -> None:
        told = world.report(5, "分類: 侵入\n\nautomountd の弱点を利用されたようです。mountd も動いていました。\n")
        view = disclosure.reporter_view(told, [told], [], site=world.B)
        for language in LANGUAGES:
            draft = letters.write(LetterKind.ADVICE, view, world.CENTRE, language=language, reference=7, today=NOW)
            assert draft.body.count("JPCERT-E-INF-99-0002") == 2

    def test_what_was_put_right_is_told_as_far_as_the_site_allows(self) -> None:
        answer = world.report(2, "Jun 23 12:34:00 web1 sshd[1]: 192.0.2.7\n", sender="root@asite.example.jp", site_id=1)
        for decisions, said in (([world.grant(2, Level.FACTS)], True), ([], False)):
            view = disclosure.reporter_view(from_b(), [from_b(), answer], decisions, site=world.B, fixed=[1])
            draft = letters.write(LetterKind.CLOSING, view, world.CENTRE, language="en", reference=7, today=NOW)
            assert ("it has put the matter right" in draft.body) is said

    def test_questions_ask_for_what_the_report_does_not_state(self) -> None:
        view = disclosure.reporter_view(world.report(1, "Subject only. Our host was broken into.", site_id=1), [], [])
        draft = letters.write(LetterKind.QUESTION, view, world.CENTRE, language="en", reference=7, today=NOW)
        assert "which time zone" in draft.body and "log lines" in draft.body and "How they came in" in draft.body

    def test_what_another_site_allows_is_passed_back_and_no_more(self) -> None:
        answer = world.report(
            2, "Jun 23 12:34:00 web1 sshd[1]: connect from 192.0.2.7\n", sender="root@asite.example.jp", site_id=1
        )
        for level, told in ((Level.FACTS, "192.0.2.7"), (Level.LOGS, "*** sshd *** connect from 192.0.2.7")):
            view = disclosure.reporter_view(from_b(), [from_b(), answer], [world.grant(2, level)], site=world.B)
            draft = letters.write(LetterKind.PROGRESS, view, world.CENTRE, language="en", reference=7, today=NOW)
            assert told in draft.body and "web1" not in draft.body and "We have heard from" in draft.body
        view = disclosure.reporter_view(from_b(), [from_b(), answer], [], site=world.B)
        draft = letters.write(LetterKind.PROGRESS, view, world.CENTRE, language="en", reference=7, today=NOW)
        assert "192.0.2.7" not in draft.body and "We have heard from" not in draft.body


class TestTheHandling:
    def test_prose_stays_within_72_cells_and_log_lines_are_not_wrapped(self) -> None:
        long = "Jun 23 12:34:00 gw sshd[1]: connect from 192.168.100.1 " + "x" * 300
        for language in LANGUAGES:
            draft = world.notice([world.report(5, long)], [world.grant(5, Level.FULL)], language=language)
            lines = draft.body.split("\n")
            assert all(width(line) <= 74 for line in lines if not line.startswith(EVIDENCE))
            assert any(width(line) > 300 for line in lines)

    def test_every_letter_can_be_quoted_and_has_no_hole(self) -> None:
        """72 cells and a closing mark, no two blank lines; where no line may be shown, nothing tells of any."""
        written = [
            world.notice([from_b()], [world.grant(1, level)], language=language, kind=kind)
            for language in LANGUAGES
            for level in (Level.FACTS, Level.LOGS, Level.FULL)
            for kind in (LetterKind.NOTICE, LetterKind.REMINDER)
        ]
        for levels in ([], [world.grant(1, Level.FULL)]):
            written += world.letters_to(from_b(), [from_b()], levels)
        for draft in written:
            prose = [line for line in draft.body.split("\n") if not line.startswith(EVIDENCE)]
            assert max(map(width, prose)) <= 74 and "\n\n\n" not in draft.body, draft.body
        facts = [world.notice([from_b()], [world.grant(1, Level.FACTS)], language=one).body for one in LANGUAGES]
        assert not any(word in body for body in facts for word in ("■ ログ", "Log lines", EVIDENCE))

    def test_a_signature_begins_as_mail_programs_know_it(self) -> None:
        draft = world.notice([from_b()], [world.grant(1, Level.FACTS)], language="ja")
        assert "\n-- \n例示調整センター\n" in draft.body and "192.168.100.1 に関する" in draft.subject

    def test_hostile_text_leaves_as_text(self) -> None:
        line = "Jun 23 12:34:00 gw sshd[1]: 192.168.100.1 \x1b[31mred\x1b[0m \u202e evil $centre ${body} \x00"
        draft = world.notice([world.report(5, line, subject="a $centre")], [world.grant(5, Level.FULL)], language="en")
        assert all(char == "\n" or char.isprintable() for char in draft.body)
        assert "$centre ${body}" in draft.body

    def test_the_contact_that_the_handlers_learnt_wins(self) -> None:
        contacts = (
            Contact("a@x.example", "", "import"),
            Contact("b@x.example", "", "handler"),
            Contact("", "1", "handler"),
        )
        assert letters.address(Site("x", contacts=contacts)) == "b@x.example"
        assert letters.address(Site("x", domains=("x.example",))) == "abuse@x.example"
        assert letters.address(Site("x")) == ""

    def test_the_language_is_the_recipients_else_ours_never_the_reporters(self) -> None:
        assert letters.language_for(Site("x", language="en"), world.CENTRE) == "en"
        assert letters.language_for(Site("x", language="fr"), world.CENTRE) == "ja"
        assert letters.language_for(None, world.CENTRE) == "ja"

    def test_a_notices_number_tells_nothing_that_its_recipient_does_not_know(self) -> None:
        def number(level: Level, *, beside: bool, taken: tuple[int, ...] = ()) -> int:
            reports = [world.report(9, "x\n"), from_b()] if beside else [from_b()]
            view = disclosure.build(reports, [world.grant(1, level)], world.A, world.SOURCE)
            return letters.reference_for(view, "abuse@asite.example.jp", taken=taken.__contains__)

        drawn = number(Level.FULL, beside=False)
        assert 10_000_000 <= drawn < 100_000_000
        assert number(Level.FACTS, beside=True) == drawn
        assert number(Level.FULL, beside=True, taken=(drawn,)) == drawn + 1

    def test_the_deadline_is_a_working_day(self) -> None:
        from ircon.notices import wording

        assert wording.deadline(date(2026, 6, 20)).isoformat() == "2026-06-29"
        assert wording.deadline(date(2026, 6, 24)).isoformat() == "2026-07-01"
