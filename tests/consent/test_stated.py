"""What reporters write about disclosure, and what it means. Doubt is a question, never a grant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircon import consent
from ircon.model import Audience, Fields, Level, Report, Stated
from ircon.notices.answers import CHOICES
from tests.consent import turned
from tests.consent.phrasings import ANSWERS

F, S, G, N = Level.FULL, Level.LOGS, Level.FACTS, Level.NONE
R, SRC, P, C = Audience.RELATED, Audience.SOURCE, Audience.PUBLIC, Audience.CSIRTS
EITHER = None
"""Refused or merely unclear: both permit nothing."""

# The words, the level, the audience, and whether they refuse.
CONDITIONS: tuple[tuple[str, Level, Audience, bool | None], ...] = (
    ("全ての情報を開示してほしい", F, R, False),
    ("すべての情報を開示してよい", F, R, False),
    ("全部開示してかまいません", F, R, False),
    ("すべて開示して差し支えありません", F, R, False),
    ("全情報の開示を許可します", F, R, False),
    ("報告内容をすべて開示いただいて結構です。", F, R, False),
    ("全面開示可", F, R, False),
    ("全て公開可", F, R, False),
    ("無条件で開示可", F, R, False),
    ("disclose everything", F, R, False),
    ("You may share all of this.", F, R, False),
    ("You may share all", F, R, False),
    ("Please disclose all information", F, R, False),
    ("Feel free to share the full report with the sites concerned", F, R, False),
    ("No restrictions on disclosure", F, R, False),
    ("I have no objection to disclosing everything.", F, R, False),
    ("We don't mind if you share everything", F, R, False),
    ("You can forward this report to the owner of the attacking host", F, SRC, False),
    ("匿名なら開示可", G, R, False),
    ("匿名であれば開示してよい", G, R, False),
    ("組織名は伏せてほしい", G, R, False),
    ("組織名は伏せて開示してください", G, R, False),
    ("当方の名前を出さないでほしい", G, R, False),
    ("社名は開示しないでください", G, R, False),
    ("匿名で", G, R, False),
    ("匿名希望", G, R, False),
    ("弊社が特定されない範囲で開示可", G, R, False),
    ("without our name", G, R, False),
    ("You may share it anonymously", G, R, False),
    ("Share without mentioning our name", G, R, False),
    ("OK to disclose as long as we remain anonymous", G, R, False),
    ("Do not reveal our identity", G, R, False),
    ("facts only", G, R, False),
    ("事実のみ開示可", G, R, False),
    ("ログのみ可", S, R, False),
    ("ログのみ開示してよい", S, R, False),
    ("ログだけなら開示してもよい", S, R, False),
    ("logs only", S, R, False),
    ("You may share the logs only", S, R, False),
    ("Log lines may be shared, but not our name", S, R, False),
    ("組織名以外は全て開示可", S, R, False),
    ("全ての情報を開示してよい。ただし組織名は伏せてほしい", S, R, False),
    ("disclose everything except our name", S, R, False),
    ("ログ以外は開示可", G, R, False),
    ("開示可", F, R, False),
    ("情報を開示して構わない", S, R, False),
    ("攻撃元には知らせないで", N, SRC, True),
    ("攻撃元には知らせないでほしい", N, SRC, True),
    ("攻撃元に連絡しないでください", N, SRC, True),
    ("do not tell the source", N, SRC, True),
    ("Not to the source", N, SRC, True),
    ("Please do not contact the attacker", N, SRC, True),
    ("事前に確認してほしい", N, R, False),
    ("開示する前に確認してください", N, R, False),
    ("開示の際は事前にご相談ください", N, R, False),
    ("ask me first", N, R, False),
    ("Please ask us before disclosing anything", N, R, False),
    ("You may disclose everything with our prior approval", N, R, False),
    ("無断で開示しないでください", N, R, False),
    ("攻撃元の管理者にのみ全ての情報を開示してよい", F, SRC, False),
    ("攻撃元の管理者にのみ開示可", S, SRC, False),
    ("You may disclose everything to the source's administrator only", F, SRC, False),
    ("開示不可", N, R, True),
    ("開示しないでほしい", N, R, True),
    ("全ての情報を開示しないでほしい", N, R, True),
    ("情報の開示は一切お断りします", N, R, True),
    ("いかなる情報も開示しないこと", N, R, True),
    ("開示を希望しません", N, R, True),
    ("開示して欲しくない", N, R, True),
    ("開示してはならない", N, R, True),
    ("do not disclose", N, R, True),
    ("Don't share anything", N, R, True),
    ("This may not be shared with anyone", N, R, True),
    ("Nothing may be disclosed", N, R, True),
    ("Not for disclosure", N, R, True),
    ("Please keep this confidential", N, R, True),
    ("do not disclose everything", N, R, EITHER),
    ("全ては開示しないでほしい", N, R, EITHER),
    ("You may not share all", N, R, EITHER),
    ("開示してよいかは検討中です", N, R, False),
    ("開示してもよいですか？", N, R, False),
    ("開示の可否は後日連絡します", N, R, False),
    ("Maybe you can disclose everything", N, R, False),
    ("解決後であれば全て開示可", N, R, False),
    ("You may disclose everything after we have fixed it", N, R, False),
    ("一部の情報を開示してよい", N, R, False),
    ("特になし", N, R, False),
    ("なし", N, R, False),
    ("none", N, R, False),
    ("よろしくお願いします", N, R, False),
    ("TLP:RED", N, R, True),
    ("TLP:AMBER+STRICT", N, R, True),
    ("TLP:AMBER", N, R, False),
    ("TLP:GREEN", G, R, False),
    ("TLP:CLEAR", F, P, False),
    ("TLP:WHITE", F, P, False),
    ("TLP: CLEAR, but do not mention our name", S, P, False),
    ("ＴＬＰ：ＲＥＤ", N, R, True),
    ("貴センター限りとしてください", N, R, True),
    ("第三者への開示は禁止", N, R, True),
    ("開示することに問題はありません", S, R, False),
    ("全ての情報の開示に異存はない", F, R, False),
    ("■全て開示可 □匿名なら可 □開示不可", F, R, False),
    ("□全て開示可 ■匿名なら可 □開示不可", G, R, False),
    ("□全て開示可 □匿名なら可 ■開示不可", N, R, True),
    ("□全て開示可 □匿名なら可 □開示不可", N, R, False),
    ("[ ] share everything [x] anonymously [ ] nothing", G, R, False),
    ("他のCSIRTにのみ開示可", S, C, False),
    ("日時とアドレスのみ開示可", G, R, False),
    ("You can share the IP addresses and timestamps only", G, R, False),
    ("don't disclose our company name or IP addresses but logs may be shared", S, R, False),
    ("all information may be disclosed except our IP addresses", S, R, False),
    ("攻撃元へは匿名で全て開示してください", S, SRC, False),
    ("匿名にしていただければ全て開示して結構です", S, R, False),
    ("全部開示OKです", F, R, False),
    ("ログは可、その他は不可", S, R, False),
    ("報告者名以外の情報は全て開示して構いません", S, R, False),
    ("We do not consent to disclosure", N, R, True),
    ("開示に同意しません", N, R, True),
    ("公表しないこと", N, R, True),
    ("", N, R, False),
)


@pytest.mark.parametrize(("words", "level", "audience", "refused"), CONDITIONS)
def test_a_condition_is_read(words: str, level: Level, audience: Audience, refused: bool | None) -> None:
    read = consent.stated(words)
    assert read.level is level
    assert refused is EITHER or read.refused is refused
    assert read.quote == words
    if level is not N or refused:
        assert read.audience is audience


@pytest.mark.parametrize(("reading", "words"), ANSWERS)
def test_an_answer_as_people_type_it_is_read(reading: str, words: str) -> None:
    read = consent.stated(words)
    level, refused = {"F": (F, False), "S": (S, False), "G": (G, False), "N": (N, True), "?": (N, False)}[reading]
    assert (read.level, read.refused, read.quote) == (level, refused, words)


@pytest.mark.parametrize("words", [*turned.ANSWERS, *turned.MESSAGES])
def test_what_only_sounds_like_leave_permits_nothing(words: str) -> None:
    found = consent.statements(words) if words in turned.ANSWERS else consent.statements("", words)
    assert all(one.level is N for one in found)


WISHES = {"全ての情報を教えてください", "必要であればログを全て提供します"}
"""They say nothing of leave, so that leave may stand beside them."""


@settings(max_examples=300)
@given(
    st.sampled_from([words for words in turned.ANSWERS if words not in WISHES]),
    st.sampled_from([words for kind, words in ANSWERS if kind in "FSG"]),
)
def test_leave_does_not_outweigh_what_stands_beside_it(turn: str, leave: str) -> None:
    """No word of one is lost because another sentence says yes; what the ledger gets is a question or a no."""
    found = consent.statements(f"{turn}。\n{leave}")
    assert all(one.level is N for one in found if one.audience is R)


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (F, "お世話になっております。\n全ての情報を開示して構いません。\nよろしくお願いいたします。\n"),
        (F, "Thanks for asking. You may disclose everything to the sites involved.\n\nBest regards\nBob"),
        (G, "匿名で、事実のみ開示してよい\n"),
        (F, "We saw a scan on our host.\nDisclosure: full\n\nThanks\nBob"),
        (F, "お世話になっております。\n弊社名を含め開示して差し支えありません。\n"),
        (F, "TLP:CLEAR\n\nWe saw the following.\n"),
        (F, "We saw the following.\nSharing: [TLP:CLEAR]\n"),
        (N, "We saw the following.\n-- \nBob\nTLP:CLEAR\n"),
        (N, "You may disclose everything to the sites involved.\n\nOn second thoughts: please wait.\n"),
    ],
)
def test_a_message_in_free_words_is_read(level: Level, words: str) -> None:
    assert consent.stated("", words).level is level


def test_a_remark_below_the_boxes_counts() -> None:
    assert consent.stated("■全て開示可\n□匿名なら可\n□開示不可").level is F
    assert consent.stated("■全て開示可\n□匿名なら可\n□開示不可\nただし組織名は伏せてください").level is S
    assert consent.stated("■全て開示可 □開示不可\n事前に確認してください").level is N


@pytest.mark.parametrize("words", ["I take that back.", "やはり撤回します。", "On second thoughts: please wait."])
def test_what_the_same_message_takes_back_is_a_question(words: str) -> None:
    assert consent.stated("全て開示可", f"開示条件: 全て開示可\n\n{words}\n").level is N
    assert consent.stated("全て開示可", f"開示条件: 全て開示可\n\n> {words}\n").level is F


def test_nothing_stated_is_nothing_stated() -> None:
    assert consent.stated("") == Stated()
    assert consent.stated("  \n ", "Our host was scanned. Please help.") == Stated()
    assert consent.statements("", "ポートスキャンを受けました。ログを添付します。") == ()


def test_the_quote_is_as_written() -> None:
    assert consent.stated("ＴＬＰ：ＲＥＤ").quote == "ＴＬＰ：ＲＥＤ"


TWO_STATEMENTS = (
    ("全て開示してよい。ただし攻撃元には知らせないでほしい", {(F, R, False), (N, SRC, True)}),
    ("You may disclose everything, but do not tell the source.", {(F, R, False), (N, SRC, True)}),
    ("攻撃元の管理者には全て開示してよい。一般には公開しないでください", {(F, SRC, False), (N, P, True)}),
)


@pytest.mark.parametrize(("words", "expected"), TWO_STATEMENTS)
def test_an_exception_for_one_audience_is_a_statement_of_its_own(
    words: str, expected: set[tuple[Level, Audience, bool]]
) -> None:
    found = consent.statements(words)
    assert {(one.level, one.audience, one.refused) for one in found} == expected
    assert consent.stated(words).level is N, "the most careful of them stands where only one can"


@pytest.mark.parametrize(
    "words",
    [
        "全て開示してよい。いや、やはり開示しないでください",
        "開示可。ただし不明な点あり",
        "You may share everything but be careful",
        "disclose everything except the attachment",
        "警察にのみ開示可",
        "全て開示してよいかもしれない",
        "条件: 相談の上で開示可",
        "You might share it",
        "share only what is necessary",
        "You may give our contact details to the source",
        "全ての情報を開示してほしいわけではない",
        "開示先を事前に教えてください",
        "個人情報以外は開示可",
        "開示可能性について",
        "全ての情報を提供してほしい",
        "I want to know whether you may share everything?",
        "すべて可か",
        "全部可とは言えない",
        "全部OKではない",
        "不可ではない",
        "It is not ok to share everything",
        "OK to share all, internally only",
        "OK to share all with you",
        "full disclosure under NDA",
        "yes everything to nobody",
        "no, full disclosure",
        "可、要相談",
        "可・不可",
        "全部可 全部不可",
        "全部可（貴センター内に限る）",
        "yes, everything in the log",
        "yes, all, hopefully",
        "no restrictions inside your team",
        "制限なしではない",
        "可" * 5000,
    ],
)
def test_doubt_grants_nothing_and_keeps_the_words(words: str) -> None:
    read = consent.stated(words)
    assert read.level is N
    assert read.quote and words.startswith(read.quote)


class TestOfAReport:
    """What intake has seen besides the text outweighs the text."""

    CONDITION = "全て開示してよい。ただし攻撃元には知らせないでほしい"

    def test_all_statements_count_where_intake_read_the_same(self) -> None:
        read = Report("form", "x", fields=Fields(condition=self.CONDITION), consent=consent.stated(self.CONDITION))
        assert consent.of_report(read) == consent.statements(self.CONDITION)

    @pytest.mark.parametrize("seen", [Stated(quote="TLP:RED", refused=True), Stated(quote="only quoted")])
    def test_a_mark_in_the_subject_or_a_mere_quotation_outweighs_a_grant(self, seen: Stated) -> None:
        read = Report("form", "You may disclose everything.", fields=Fields(condition="全て開示可"), consent=seen)
        assert consent.of_report(read) == (seen,)

    def test_a_formats_own_field_counts_without_words(self) -> None:
        read = Report("x-arf", "{}", consent=Stated(F, "Disclosure: true"))
        assert consent.of_report(read) == (read.consent,)

    def test_nothing_stated_is_none(self) -> None:
        assert consent.of_report(Report("mail", "Our host was scanned.")) == ()
        assert consent.of_report(Report("mail", "x", fields=Fields(condition="全て開示可"))) == ()


IN_FREE_TEXT = (
    ("本件の情報は全て開示していただいて構いません。", F, False),
    ("ログは攻撃元に開示してかまいません。", S, False),
    ("当方の組織名は伏せてください。その他は開示可です。", G, False),
    ("Feel free to share this report with the sites involved.", F, False),
    ("Please do not disclose this to anyone.", N, True),
    ("You may disclose everything. TLP:RED", N, False),
    ("TLP:CLEAR", F, False),
)


@pytest.mark.parametrize(("sentence", "level", "refused"), IN_FREE_TEXT)
def test_what_is_said_plainly_in_free_text_counts(sentence: str, level: Level, refused: bool) -> None:
    text = f"Hello,\nour host was scanned.\n{sentence}\nJun 23 12:34:00 gw sshd[1]: connect from 192.0.2.1\n"
    read = consent.stated("", text)
    assert (read.level, read.refused) == (level, refused)
    assert sentence in read.quote


@pytest.mark.parametrize(
    "sentence",
    [
        "The share can be accessed by all users.",
        "顧客情報が全て公開されています。",
        "The intruder disclosed everything in /etc.",
        "> You may share everything.",
        "情報を共有していただけますか。",
        "If you are not the intended recipient, you may not disclose this e-mail.",
        "本メールを誤って受信された場合は、内容を開示しないでください。",
        "Please forward all information that you have about this.",
        "Can you forward everything to our provider?",
    ],
)
def test_what_only_sounds_like_it_in_free_text_grants_nothing(sentence: str) -> None:
    assert consent.stated("", f"Hello,\n{sentence}\n").level is N


def test_what_we_offer_to_choose_is_understood_when_it_comes_back() -> None:
    for level, offers in CHOICES.items():
        for words in offers:
            read = consent.stated(words)
            assert read.level is level, words
            assert read.refused is (level is N)


GRANTS = [words for words, level, _, _ in CONDITIONS if level is not N and "□" not in words and "[ ]" not in words]


@given(
    st.sampled_from(GRANTS), st.sampled_from(["TLP:RED", "開示不可", "do not disclose", "検討中です", "ask me first"])
)
def test_a_grant_beside_a_refusal_or_a_doubt_grants_nothing(grant: str, doubt: str) -> None:
    for words in (f"{grant}。{doubt}", f"{doubt}。{grant}", f"{grant}\n{doubt}"):
        assert consent.stated(words).level is N


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(words: str) -> None:
    read = consent.stated(words, words)
    assert read.quote in words or " " in read.quote


@given(st.text(alphabet="可否開示全て情報不しないで。、?a ", max_size=30))
def test_a_full_grant_needs_a_word_for_all(words: str) -> None:
    if consent.stated(words).level is F:
        assert "全" in words or "情報" in words or words.strip(" 。、") == "可"
