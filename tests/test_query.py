"""What a handler types to filter the queue is read, or the place that cannot be read is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon.query import ALL, FIELDS, Query, QueryError, Term, Word, completions, parse


class TestReading:
    """Fields become terms, the rest becomes words."""

    def test_the_morning_filter(self) -> None:
        found = parse('is:open class:scan owner:me ball:us consent:none age:>7d "telnetd" -class:spam')
        assert found.terms == (
            Term("is", "=", "open"),
            Term("class", "=", "scan"),
            Term("owner", "=", "me"),
            Term("ball", "=", "us"),
            Term("consent", "=", "none"),
            Term("age", ">", "7d"),
            Term("class", "=", "spam", negated=True),
        )
        assert found.words == (Word("telnetd"),)

    def test_every_example_of_the_help_reads(self) -> None:
        for field in FIELDS:
            assert parse(field.example).terms[0].field == field.name
            for value in field.values:
                assert parse(f"{field.name}:{value}").terms == (Term(field.name, "=", value),)

    def test_nothing_asked_lists_everything(self) -> None:
        assert parse(" \u3000 ") == ALL
        assert ALL.matches_all
        assert not parse("statd").matches_all

    def test_a_phrase_keeps_its_spaces_and_signs(self) -> None:
        assert parse('-"connect from" "say \\"hi\\" \\\\o"').words == (
            Word("connect from", negated=True),
            Word('say "hi" \\o'),
        )

    def test_a_site_with_a_space_in_its_name(self) -> None:
        assert parse('site:"Site A"').terms == (Term("site", "=", "Site A"),)

    @pytest.mark.parametrize(
        "pasted", ["http://www.example.jp/x?y=1", "12:34:00", "2001:db8::1", "dead:beef::1", "時刻：正確"]
    )
    def test_what_is_pasted_from_a_log_is_looked_for_as_it_stands(self, pasted: str) -> None:
        assert parse(pasted) == Query(words=(Word(pasted),))

    def test_as_a_japanese_input_method_writes_it(self) -> None:
        assert parse("ｃｌａｓｓ：ｓｃａｎ\u3000－ｉｓ：ｃｌｏｓｅｄ\u3000“踏み台”\u3000ａｇｅ：＞７ｄ") == Query(
            (Term("class", "=", "scan"), Term("is", "=", "closed", negated=True), Term("age", ">", "7d")),
            (Word("踏み台"),),
        )

    @pytest.mark.parametrize("typed", ["class:スキャン", "class:ｽｷｬﾝ", "class:Scan"])
    def test_a_class_by_its_name(self, typed: str) -> None:
        assert parse(typed) == parse("class:scan")


class TestValues:
    """Terms carry what the store needs, in one spelling."""

    def test_a_netblock_is_a_span_of_addresses(self) -> None:
        term = parse("ip:192.168.100.7/24").terms[0]
        assert term.value == "192.168.100.0/24"
        assert term.span == (4, 0xC0A86400, 0xC0A864FF)

    def test_a_defanged_address(self) -> None:
        assert parse("ip:192[.]0[.]2[.]1").terms[0].span == (4, 0xC0000201, 0xC0000201)

    def test_an_ipv6_netblock(self) -> None:
        assert parse("ip:2001:DB8::/32").terms[0].value == "2001:db8::/32"

    @pytest.mark.parametrize(
        ("age", "seconds"), [("<2h", 7_200), (">7d", 604_800), (">2w", 1_209_600), ("<90m", 5_400)]
    )
    def test_ages_in_seconds(self, age: str, seconds: int) -> None:
        assert parse(f"age:{age}").terms[0].seconds == seconds


class TestMistakes:
    """The error points at the place and says what to write."""

    @pytest.mark.parametrize(
        ("typed", "position", "remedy"),
        [
            ("is:open clas:scan", 8, "write class:"),
            ("-klass:scan", 1, "write class:"),
            ("subject:hello", 0, "put it in quotes"),
            ("class:scann", 6, "did you mean scan"),
            ("is:asleep", 3, "it can be open, closed"),
            ("ip:192.0.2.300", 3, "ip:192.0.2.0/24"),
            ("ip:2001:db8:::1", 3, "ip:192.0.2.0/24"),
            ("age:7d", 4, "age:>7d"),
            ("age:>7y", 4, "units are"),
            ('statd "connect from', 6, 'add a "'),
            ("class:", 6, "class:scan"),
            ("statd -", 6, "write a word"),
            ('""', 0, "write a word"),
        ],
    )
    def test_the_place_and_the_remedy(self, typed: str, position: int, remedy: str) -> None:
        with pytest.raises(QueryError) as caught:
            parse(typed)
        assert caught.value.position == position
        assert remedy in caught.value.remedy
        assert f"column {position + 1}" in str(caught.value)
        assert caught.value.status == 2


class TestCompletion:
    """Tab offers what can stand here."""

    def test_a_field_then_its_values(self) -> None:
        assert completions("is:open c") == ("is:open class:", "is:open consent:")
        assert completions("-class:s") == ("-class:scan", "-class:sniffing", "-class:spam")
        assert completions("telnetd") == ()
        assert completions("") == ()
        assert completions("class:scan") == (), "a whole word becomes nothing else"

    def test_values_that_the_store_knows(self) -> None:
        def known(field: str, begins: str) -> list[str]:
            there = {"owner": ["mori", "morita"], "site": ["Site A", "サイトB"]}
            return [value for value in there.get(field, []) if value.startswith(begins)]

        assert completions("is:open owner:mo", known) == ("is:open owner:mori", "is:open owner:morita")
        assert completions("owner:m", known) == ("owner:me", "owner:mori", "owner:morita")
        assert completions("owner:mori", known) == ()
        assert completions("-site:", known) == ('-site:"Site A"', '-site:"サイトB"')
        assert completions('site:"S', known) == ('site:"Site A"',)
        assert [parse(offer).terms[0].value for offer in completions("site:", known)] == ["Site A", "サイトB"]


def _terms() -> st.SearchStrategy[Term]:
    fixed = [(field.name, value) for field in FIELDS for value in field.values]
    return st.one_of(
        st.builds(lambda pair, no: Term(pair[0], "=", pair[1], no), st.sampled_from(fixed), st.booleans()),
        st.builds(Term, st.sampled_from(["site", "owner"]), st.just("="), st.text(min_size=1), st.booleans()),
        st.builds(
            lambda op, n, unit, no: Term("age", op, f"{n}{unit}", no),
            st.sampled_from("<>"),
            st.integers(0, 99_999),
            st.sampled_from("mhdw"),
            st.booleans(),
        ),
        st.builds(lambda ip, no: Term("ip", "=", str(ip), no), st.ip_addresses(), st.booleans()),
    )


class TestRoundTrip:
    """A query that is shown, saved as a view and read again is the same query."""

    @given(
        st.builds(
            Query,
            st.lists(_terms(), max_size=5).map(tuple),
            st.lists(st.builds(Word, st.text(min_size=1), st.booleans()), max_size=5).map(tuple),
        )
    )
    def test_written_and_read_again(self, query: Query) -> None:
        assert parse(str(query)) == query

    @given(st.text())
    def test_any_text_is_read_or_refused_at_a_place_in_it(self, typed: str) -> None:
        try:
            parse(typed)
        except QueryError as error:
            assert 0 <= error.position <= len(typed)
        completions(typed)


@pytest.mark.parametrize("typed", ["no:1042", "#1042", "＃１０４２", "no:#1042"])
def test_an_incident_is_found_by_its_number(typed: str) -> None:
    assert parse(typed).terms == (Term("no", "=", "1042"),)


def test_what_only_looks_like_a_number_is_said() -> None:
    with pytest.raises(QueryError, match="no:1042"):
        parse("no:ten")


def test_a_query_may_be_typed_in_japanese_throughout(japanese: None) -> None:
    assert str(parse("分類：フィッシング 次の番:こちら")) == "class:phishing ball:us"
    assert str(parse("担当:none 受付:>7d")) == "owner:none age:>7d"
    assert str(parse("開示許可:ログまで 状態:対応中")) == "consent:logs is:open"
    assert str(parse("-分類:迷惑メール")) == "-class:spam"
    with pytest.raises(QueryError) as caught:
        parse("分類:何か")
    assert caught.value.position == 3
    assert "使えるのは scan" in caught.value.remedy


def test_what_is_typed_in_japanese_is_completed_in_japanese(japanese: None) -> None:
    assert completions("is:open 分類：ス") == ("is:open 分類:スキャン",)
    assert completions("-次の番:サ") == ("-次の番:サイト",)
    assert completions("分類:スキャン") == (), "a whole word becomes nothing else"
    assert completions("担当:") == ("担当:me", "担当:none")
    assert completions("サイト") == (), "a word of the text is looked for as it is typed"


def test_other_words_before_a_colon_are_words_of_the_text() -> None:
    assert parse("件名：報告").words[0].text == "件名：報告"
