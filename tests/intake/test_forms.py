"""The labelled form as people type it: every spelling of the same report reads the same."""

from __future__ import annotations

import pytest

from ircon.intake import form, read
from ircon.intake.labels import Label
from ircon.model import Fields
from tests.intake.corpus.forms import ANSWERS, LOG, story

STORY = Fields(*ANSWERS.values())


@pytest.mark.parametrize(
    "pattern",
    [
        "{label}: {value}",
        "{label}：{value}",
        "{label} ： {value}",
        "【{label}】{value}",
        "【{label}】\n{value}",
        "【{label}】\n\n{value}\n",
        "■{label}\n{value}\n",
        "■ {label}: {value}",
        "{number}. {label}: {value}",
        "{number}. {label}\n   {value}\n",
        "({number}) {label}：{value}",
        "・{label}：{value}",
        "[{label}] {value}",
        "> {label}: {value}",
        "> 【{label}】\n> {value}",
        "{label}:\n  {value}",
        "**{label}**: {value}",
        "{label}\t{value}",
        "{label}　{value}",
    ],
)
def test_every_spelling_of_the_form_gives_the_same_answers(pattern: str) -> None:
    assert form.parse(story(pattern)).fields() == STORY


def test_the_log_belongs_to_no_answer_and_a_label_ends_it() -> None:
    answers = form.parse(story("{label}: {value}", log=f"{LOG}\n"))
    assert answers.fields() == STORY


def test_a_folded_answer_is_one_answer() -> None:
    folded = form.parse("要望: 攻撃元に連絡して、\n      再発を防いで\n  ほしい\n条件: なし\n")
    assert folded.get(Label.REQUEST) == "攻撃元に連絡して、\n再発を防いで\nほしい"


@pytest.mark.parametrize(
    "empty",
    ["条件:", "条件：", "【条件】", "【条件】\n", "■条件\n", "5. 条件:", "条件:\n\n", "条件: □開示する □開示しない"],
)
def test_an_empty_answer_is_not_stated(empty: str) -> None:
    answers = form.parse(f"分類: ポートスキャン\n{empty}\nその他: 時刻は正確\n")
    assert answers.get(Label.CONDITION) == ""
    assert answers.get(Label.REMARKS) == "時刻は正確"


def test_of_boxes_the_filled_ones_are_chosen() -> None:
    answers = form.parse(
        "発見方法: □ログの監視 ■他サイトからの連絡 □その他\n■条件\n□全て開示してよい\n■ログは開示してよい\n"
        "□その他\n要望: なし"
    )
    assert answers.get(Label.FOUND_BY) == "他サイトからの連絡"
    assert answers.get(Label.CONDITION) == "ログは開示してよい"
    assert answers.get(Label.REMARKS) == ""


def test_greetings_rules_and_signatures_end_the_last_answer() -> None:
    for tail in (
        "\n以上、よろしくお願いします。",
        "以上です。",
        "----------\n管理者",
        "\n-- \n管理者 山田\n",
        "\nRegards,\nYamada",
    ):
        assert form.parse(f"条件: 全て開示\nその他: 時刻は正確\n{tail}\n").get(Label.REMARKS) == "時刻は正確"


def test_an_unknown_label_ends_the_answer_before_it() -> None:
    answers = form.parse("分類: スキャン\n要望: 連絡してほしい\n使用機器: ルータ\n条件: 非開示\n")
    assert answers.get(Label.REQUEST) == "連絡してほしい"
    assert answers.others == (("使用機器", "ルータ"),)


def test_an_answer_under_a_quoted_question_is_the_answer() -> None:
    answers = form.parse("> 条件:\n全て開示してかまいません\n> その他: 時刻は正確\n")
    assert answers.get(Label.CONDITION) == "全て開示してかまいません"
    assert answers.quoted == {Label.REMARKS}


def test_the_english_form() -> None:
    report = read(
        b"Type of incident: port scan\nDate and time of incident: June 23, 12:34 (JST)\n"
        b"How was it discovered? watching logs\n"
        b"Log excerpt:\nJun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1\n"
        b"Request: contact the source\nConditions of disclosure: disclose everything\n"
        b"Other remarks: time zone JST, clock accurate\n"
    )
    assert report.format == "text-form"
    assert report.fields == Fields(
        "port scan", "June 23, 12:34 (JST)", "watching logs", "contact the source", "disclose everything",
        "time zone JST, clock accurate",
    )  # fmt: skip
    assert report.language == "en"


def test_the_fuller_form_names_the_reporter() -> None:
    text = (
        story("{label}: {value}")
        + "氏名: 山田太郎\n組織名: Bサイト株式会社\n電話: 03-0000-0000\nメール: admin@bsite.example.jp\n"
    )
    report = read(text.encode())
    assert (report.reporter.name, report.reporter.mail) == ("山田太郎", "admin@bsite.example.jp")
    assert report.reporter.site == "Bサイト株式会社"


def test_what_stands_under_the_farewell_is_no_evidence_and_a_log_below_it_is() -> None:
    told = "203.0.113.9 scanned us.\n\nKind regards,\nHanako Sato\nhttps://www.bsite.example.jp/  Tel +81-3-0000-0000\n"
    assert {one.value for one in read(_mailed(told)).observables} == {"203.0.113.9"}
    report = read(_mailed(f"See below.\n\nRegards,\nHanako\n\n{LOG}\n"))
    assert len(report.lines) == 2


def _mailed(body: str) -> bytes:
    return f"From: sato@bsite.example.jp\nTo: info@cc.example.jp\nSubject: x\n\n{body}".encode()
