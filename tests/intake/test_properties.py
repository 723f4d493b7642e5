"""Rules of intake that hold for every text: what was written comes out, whatever carried it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ircon.intake import charsets, form, headers, labels, markup, read
from ircon.intake.labels import Label
from tests.intake.corpus.case import mail
from tests.intake.corpus.charsets import jis
from tests.intake.corpus.forms import LAYOUTS

calm = settings(max_examples=80, deadline=None)
KANA = st.characters(min_codepoint=0x3042, max_codepoint=0x3093)
KANJI = st.sampled_from("攻撃元連絡情報開示調査対応侵入経路記録")
JAPANESE = st.text(st.one_of(KANA, KANJI, st.sampled_from("①㈱Ⅲ、。ーABC 123")), min_size=8, max_size=60)
ANSWER = st.text(st.one_of(KANA, KANJI), min_size=1, max_size=30)


@calm
@given(JAPANESE.filter(lambda text: sum("ぁ" <= char <= "ん" for char in text) >= 4))
def test_japanese_comes_through_every_charset(text: str) -> None:
    assert charsets.decode(text.encode(), "utf-8") == (text, "")
    assert charsets.decode(text.encode("cp932"), "shift_jis") == (text, "")
    assert charsets.decode(jis(text), "iso-2022-jp") == (text, "")
    assert charsets.decode(jis(text), "") == (text, "")


@calm
@given(st.text(max_size=60), st.integers(1, 40))
def test_encoded_words_split_anywhere_are_put_together(text: str, step: int) -> None:
    import base64

    raw = text.encode("utf-8", "replace")
    pieces = [raw[place : place + step] for place in range(0, len(raw), step)]
    value = "\n ".join(f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in pieces)
    expected = raw.decode("utf-8").removeprefix("\ufeff")
    assert headers.words(value.replace("\n ", " ")) == expected


@calm
@given(st.sampled_from(LAYOUTS), ANSWER, ANSWER)
@example("【{label}】\n{value}", "攻撃元", "侵入経路")
def test_answers_come_out_as_written(layout: str, request: str, remarks: str) -> None:
    text = "\n".join(
        layout.format(number=number, label=label, value=value)
        for number, (label, value) in enumerate((("要望", request), ("条件", ""), ("その他", remarks)), 1)
    )
    answers = form.parse(text)
    closing = ("以上", "よろしくお願い", "どうぞよろしく")
    if not any(one.startswith(closing) or labels.which(one) for one in (request, remarks)):  # alone, each is its own
        assert answers.get(Label.REQUEST) == request
        assert answers.get(Label.REMARKS) == remarks
    assert answers.get(Label.CONDITION) == ""


@calm
@given(st.text(max_size=300))
def test_html_gives_text_without_tags_and_never_fails(text: str) -> None:
    shown, _ = markup.to_text(f"<p>{text}</p><script>{text}</script><b>end</b>")
    assert isinstance(shown, str)


@calm
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=4, unique=True))
def test_references_are_found_in_the_subject(numbers: list[int]) -> None:
    subject = "Re: " + " ".join(f"[IRCON#{number}]" for number in numbers)
    assert read(mail("x", f"Subject: {subject}")).references == tuple(numbers)


def test_the_same_message_always_reads_the_same() -> None:
    data = mail("分類: スキャン\n要望: 連絡\n")
    assert read(data) == read(data)


@pytest.mark.parametrize("module", ["textual", "rich", "sqlite_utils", "email", "html.parser", "defusedxml", "zipfile"])
def test_importing_intake_costs_next_to_nothing(module: str) -> None:
    code = f"import sys, ircon.intake; sys.exit({module!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
