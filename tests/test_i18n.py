"""ircon speaks the language that its handler set, else that of the environment, and tells what was stored in it."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import i18n, journaling, standing
from ircon.demo import example_path
from ircon.disclosure import explaining
from ircon.errors import why
from ircon.i18n import _, plural, retell, speak, term
from ircon.intake import saying as problems
from ircon.model import Audience, IncidentClass, LetterKind, Role
from ircon.notices import findings
from ircon.sites import roles, saying
from tests.catalogue import ROOT
from tests.intake import corpus, hostile


@pytest.fixture(autouse=True)
def _back_to_english() -> Iterator[None]:
    yield
    speak(i18n.ENGLISH)


@pytest.mark.parametrize(
    ("environ", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "jam_JM.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": ""}, "ja"),
    ],
)
def test_the_environment_says_which_language(environ: dict[str, str], spoken: str) -> None:
    speak("", environ)
    assert i18n.language() == spoken


def test_the_setting_goes_before_the_environment() -> None:
    speak("en", {"LANG": "ja_JP.UTF-8"})
    assert _("close") == "close"
    speak("ja", {"LANG": "C"})
    assert _("close") == "完了"


def test_values_keep_what_they_are(japanese: None) -> None:
    assert _("#{number} is already yours", number=3).startswith("#3 ")
    hostile = "{0} {number} %s"
    assert hostile in _("it must not leave: {finding}", finding=hostile)


def test_nothing_is_nothing_in_both_languages(japanese: None) -> None:
    assert _("") == ""


def test_one_and_many() -> None:
    assert plural("{count:,} incident", "{count:,} incidents", 1) == "1 incident"
    assert plural("{count:,} incident", "{count:,} incidents", 1234) == "1,234 incidents"
    speak("ja")
    assert plural("{count:,} incident", "{count:,} incidents", 1234) == "1,234 件"


def test_a_word_of_the_trade_depends_on_what_it_is_said_of() -> None:
    assert term(Role.STEPPING_STONE) == "stepping stone"
    speak("ja")
    assert (term(Role.SOURCE), term(Audience.SOURCE)) == ("攻撃元", "攻撃元サイト")


def test_what_was_stored_in_english_is_told_in_japanese(japanese: None) -> None:
    assert standing.said("3 sites to notify") == "未通知 3 サイト"
    assert standing.said("consent-request not sent") == "開示の照会未送信"
    assert standing.said("closed: no-answer") == "完了: 返信なし"
    assert standing.said("what an older ircon wrote") == "what an older ircon wrote"


@given(st.sampled_from(standing.REASONS), st.text(max_size=20), st.sampled_from(LetterKind))
def test_every_reason_that_is_stored_is_told(template: str, value: str, kind: LetterKind) -> None:
    speak("ja")
    stored = template.format(count=3, kind=kind, closed=value)
    assert standing.said(stored) != stored


def test_in_english_what_was_stored_is_told_as_it_stands() -> None:
    assert retell("3 sites to notify", standing.REASONS) == "3 sites to notify"


def test_an_age_has_room_in_both_languages(japanese: None) -> None:
    from ircon.text import width
    from screens.draw.lines import age, age_cells

    now = datetime(2026, 7, 1, tzinfo=UTC)
    ages = [age(datetime.fromtimestamp(now.timestamp() - hours * 3600, UTC), now) for hours in range(0, 300_000, 7)]
    assert max(map(width, ages)) <= age_cells()
    assert "新着" in ages


def test_classes_have_room_in_the_queue(japanese: None) -> None:
    from ircon.text import width
    from screens.draw.queue import columns

    room = dict(columns(80))["class"]
    assert all(width(term(klass)) < room for klass in IncidentClass)
    assert sum(cells for _, cells in columns(80)) == 80
    assert dict(columns(80))["why"] >= 16


@pytest.mark.parametrize("cells", [60, 66, 72, 80, 99, 131])
def test_the_reason_has_room_at_every_width_in_japanese(japanese: None, cells: int) -> None:
    from screens.draw.queue import columns

    room = dict(columns(cells))
    assert sum(room.values()) == cells
    assert room["why"] >= 9
    assert room["reporter"] >= 14


def test_english_loads_and_reads_nothing() -> None:
    code = "import sys; from ircon.i18n import _, plural; _('q'); plural('a', 'b', 2); print('gettext' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "False\n"


def test_without_its_catalogue_it_speaks_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    speak("ja")
    assert _("close") == "close"
    assert standing.said("3 sites to notify") == "3 sites to notify"


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("role", Role)
def test_what_an_observable_does_is_told_for_every_part(japanese: None, role: Role, several: bool) -> None:
    said = roles.says(role, several=several)
    told = saying.related(f"192.0.2.1 and 3 more {said} in 12 log lines" if several else f"192.0.2.1 {said}")
    assert said not in told
    assert "192.0.2.1" in told


def test_every_reason_in_the_demonstration_is_told(japanese: None) -> None:
    with sqlite3.connect(f"file:{example_path()}?mode=ro&immutable=1", uri=True) as store:
        kept = {
            told: [reason for (reason,) in store.execute(f"SELECT DISTINCT reason FROM {table}") if reason]
            for table, told in (("incident", standing.said), ("related", saying.related), ("link", saying.link))
        }
    assert sum(map(len, kept.values())) > 100
    assert [reason for told, reasons in kept.items() for reason in reasons if told(reason) == reason] == []


def test_what_the_lint_says_is_told(japanese: None) -> None:
    leak = findings.LEAK.format(what="198.51.100.9")
    released = findings.RELEASED.format(handler="mori", reason="by phone", finding=leak)
    assert findings.told(leak) == "報告者が許していない 198.51.100.9 が含まれています"
    assert findings.told(leak) in findings.told(released)


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (
            "report 1 (bsite.example.jp): everything; the reporter has not been asked",
            "報告 1 (bsite.example.jp): すべて (報告者に未確認)",
        ),
        (
            "report 2 (a): who reported and their hosts; the reporter refused (log lines are masked)",
            "報告 2 (a): 報告者の名前、報告者のホスト (報告者が拒否) (ログは伏せ字)",
        ),
        (
            "report 3 (a): who reported: the reporter refused; log lines: the permission has expired",
            "報告 3 (a): 報告者の名前 (報告者が拒否); ログ (許可の期限切れ)",
        ),
    ],
)
def test_what_was_held_back_is_told(japanese: None, kept: str, told: str) -> None:
    assert explaining.told(kept) == told


def test_the_journal_of_the_demonstration_is_told(japanese: None) -> None:
    with sqlite3.connect(f"file:{example_path()}?mode=ro&immutable=1", uri=True) as store:
        kept = store.execute("SELECT DISTINCT action, note FROM journal").fetchall()
    assert len(kept) > 500
    assert [did for did, _note in kept if journaling.action(did) == did] == []
    own_words = {"close"}  # a handler's, behind the reason
    left = [(did, note) for did, note in kept if note and did not in own_words and journaling.told(did, note) == note]
    assert left == []


@pytest.mark.parametrize(
    ("did", "note", "told"),
    [
        ("consent", "full granted for report 1", "すべてを許可 (報告 1)"),
        ("consent", "report 1: full granted; report 2: refused to source",
         "報告 1: すべてを許可。報告 2: 拒否 (攻撃元サイトに)"),
        (
            "consent",
            "facts, logs granted until 2026-12-31 for reports 1, 2; drafts now stale: 3",
            "事実、ログを許可 2026-12-31 まで (報告 1, 2)。無効になった文面 3 件",
        ),
        ("undo", "sent: notice, draft 7", "送信: 通知 (文面 7)"),
        ("follow up", "no answer to notice, draft 3, no answer to reminder, draft 4",
         "通知 (文面 3) に返信なし。再通知 (文面 4) に返信なし"),
        ("close", "no-answer: three letters; a call", "返信なし: three letters; a call"),
        ("note", "consent: ask again; sent", "consent: ask again; sent"),
        ("recall", "by a newer ircon", "by a newer ircon"),
    ],
)  # fmt: skip
def test_a_note_of_the_journal_is_told(japanese: None, did: str, note: str, told: str) -> None:
    assert journaling.told(did, note) == told


def test_what_intake_says_is_told(japanese: None) -> None:
    from ircon.intake import read

    met = {problem for case in corpus.cases() for problem in read(case.data).problems}
    met |= {p for _name, data in hostile.inputs() if len(data) < 20_000 for p in read(data).problems}
    assert len(met) > 30
    assert [problem for problem in met if problems.problem(problem) == problem] == []


def test_what_is_said_of_a_signature_is_told(japanese: None) -> None:
    said = "signature good once: mori <mori@c.example>, but the key has expired; the mail says it is from x@y.example"
    assert problems.problem(said) == (
        "署名は当時は正しい: mori <mori@c.example> (鍵の期限切れ)。メールの差出人は x@y.example"
    )


def test_every_action_of_the_journal_has_a_word() -> None:
    done = re.compile(r"\.change\(\s*\"([a-z ]+)\"")
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "ircon").rglob("*.py"))
    assert set(done.findall(sources)) <= set(journaling.ACTIONS)


def test_what_the_system_says_of_an_error_is_told(japanese: None, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        (tmp_path / "missing").read_bytes()
    assert why(missing.value) == "ファイルもディレクトリもない"
    assert why(OSError(9_999, "Frobnication refused")) == "Frobnication refused"
    assert why(TimeoutError()) == "TimeoutError"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no", "番号"),
        ("next", "次の番"),
        ("to", "宛先"),
        ("nobody", "なし"),
        ("acknowledged", "受領の連絡"),
        ("new", "新着"),
    ],
)
def test_a_word_of_several_meanings_keeps_the_one_that_it_was_translated_for(
    japanese: None, said: str, told: str
) -> None:
    """Whoever means another one says it in other words: a catalogue cannot tell them apart."""
    assert _(said) == told
