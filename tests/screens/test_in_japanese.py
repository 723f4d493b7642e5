"""A day in Japanese: on every screen, at both sizes, not a sentence is left in English, and the columns stand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import catalogue
from tests.support.terminal import Terminal

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])

SENTENCES = sorted(
    form
    for message in catalogue.messages()
    if message.context is None
    for form in message.forms
    if len(form) > 9 and " " in form.strip() and "{" not in form and "\n" not in form
)
"""Everything of more than one word that ircon can say in English as it stands."""

WALK = (
    ("", "番号"),
    ("r", "一連とみられるもの"),
    ("<esc><enter>", "経過|下に続く"),
    ("G", "取り込み"),
    ("<esc>C", "報告者の判断"),
    ("a", "どこまでの開示"),
    ("<esc><esc>D", "受領の連絡"),
    ("<esc>x", "残り"),
    ("<esc>K", "分類は"),
    ("<esc>m", "まとめる、分ける"),
    ("<esc>v", "こちらの番"),
    ("<esc>S", "並べますか"),
    ("<esc>l", "時系列"),
    ("<esc>R", "調整件数"),
    ("<esc>o", "の原文"),
    ("<esc>H", "引き継ぎ"),
    ("<esc>:", "残っている作業を確かめて"),
    ("<esc>?", "一覧で使えるキー"),
    ("<c-d>", "キー"),
    ("<esc>c", "報告に書かれたとおり"),
    ("d", "相手に見える文面"),
    ("<tab>", "手元の情報"),
)
"""Keys, and what stands on the screen when they were understood."""


@pytest.mark.parametrize(
    ("size", "walk"), [((80, 24), WALK), ((120, 36), (WALK[0], *WALK[-3:]))], ids=["80x24", "120x36"]
)
def test_no_sentence_is_left_in_english(
    size: tuple[int, int], walk: tuple[tuple[str, str], ...], story_db: Path
) -> None:
    command: list[str | Path] = [sys.executable, "-m", "ircon", story_db]
    with Terminal(command, size=size, env={"LANG": "ja_JP.UTF-8"}) as terminal:
        for keys, seen in walk:
            while keys.startswith("<esc>"):  # alone, and taken for what it is before anything else is typed
                terminal.press("<esc>")
                terminal.settle(0.1)
                keys = keys.removeprefix("<esc>")
            terminal.press(keys)
            terminal.wait_for(seen)
            shown = terminal.text
            assert [said for said in SENTENCES if said in shown] == [], f"after {keys!r}:\n{shown}"


def test_in_english_the_same_screens_say_many_of_them(story_db: Path) -> None:
    """The walk above can fail."""
    with Terminal([sys.executable, "-m", "ircon", story_db], size=(120, 36)) as terminal:
        terminal.wait_for("incidents")
        terminal.press("x")
        terminal.wait_for("outstanding")
        assert len([said for said in SENTENCES if said in terminal.text]) > 8


@SIZES
def test_the_columns_of_the_queue_stand_under_each_other(size: tuple[int, int], story_db: Path, tmp_path: Path) -> None:
    """Asked for by the setting, whatever the locale."""
    settings = tmp_path / "config.toml"
    settings.write_text('[interface]\nlanguage = "ja"\n', encoding="utf-8")
    env = {"LANG": "en_US.UTF-8", "IRCON_CONFIG": str(settings)}
    with Terminal([sys.executable, "-m", "ircon", story_db], size=size, env=env) as terminal:
        terminal.wait_for("侵入")
        screen = terminal.look()
        lines = [[screen.cell(x, y).data for x in range(size[0])] for y in range(1, 4)]
        starts = [_starts(cells) for cells in lines]
    for title in ("分類", "報告者", "開示許可", "次の番", "理由"):
        place = _place(lines[0], title)
        assert place in starts[1] and place in starts[2], title


def _starts(cells: list[str]) -> set[int]:
    """Return the columns at which a word begins behind a blank."""
    return {x for x in range(1, len(cells)) if cells[x].strip() and cells[x - 1] == " "}


def _place(cells: list[str], word: str) -> int:
    """Return the column at which ``word`` begins; the second cell of a wide character holds nothing."""
    text = [(x, data) for x, data in enumerate(cells) if data]
    plain = "".join(data for _x, data in text)
    return text[plain.index(word)][0]
