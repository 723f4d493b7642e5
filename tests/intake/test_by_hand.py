"""A call or a fax: the handler fills in a form, and it is read and stored as any report."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircon import intake
from ircon.intake import by_hand
from ircon.model import IncidentClass, Level
from tests.support.command import ircon

_EDITOR = """#!/bin/sh
sed -i 's/^分類:/分類: ポートスキャン/; s/^組織名:/組織名: 電話の会社/; s/^条件:/条件: 匿名なら開示してよい/' "$1"
"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_blank_form_is_no_report(language: str) -> None:
    assert not by_hand.is_filled_in(by_hand.blank(language))
    assert by_hand.is_filled_in(by_hand.blank(language).replace(":", ": x", 1))


def test_each_label_of_the_form_is_read_as_what_it_asks_for() -> None:
    typed = by_hand.blank("en").replace("Class:", "Class: port scan").replace("Mail:", "Mail: x@site.example.org")
    read = intake.read(typed.replace("Conditions of disclosure:", "Conditions of disclosure: do not disclose").encode())
    assert (read.klass, read.reporter.mail) == (IncidentClass.SCAN, "x@site.example.org")
    assert read.consent.refused and read.fields.condition == "do not disclose"


def test_what_was_typed_becomes_an_incident(empty_db: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(_EDITOR, encoding="utf-8")
    editor.chmod(0o700)
    done = ircon("intake", "--by-hand", "--json", db=empty_db, env={"EDITOR": str(editor), "VISUAL": ""})
    assert done.status == 0, done.err
    shown = ircon("list", "--json", db=empty_db)
    assert '"reporter": "\\u96fb\\u8a71\\u306e\\u4f1a\\u793e"' in shown.out and '"class": "scan"' in shown.out
    assert intake.read(by_hand.blank("ja").replace("条件:", "条件: 匿名なら可").encode()).consent.level is Level.FACTS


def test_an_editor_left_without_a_word_stores_nothing(empty_db: Path) -> None:
    done = ircon("intake", "--by-hand", db=empty_db, env={"EDITOR": "true", "VISUAL": ""})
    assert done.status == 2 and "nothing was stored" in done.err
    assert ircon("list", db=empty_db).out == ""


def test_what_was_typed_is_kept_where_it_cannot_be_stored(empty_db: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(_EDITOR + "exit 3\n", encoding="utf-8")
    editor.chmod(0o700)
    environment = {"EDITOR": str(editor), "VISUAL": "", "TMPDIR": str(tmp_path)}
    done = ircon("intake", "--by-hand", db=empty_db, env=environment)
    assert done.status == 2 and "nothing was stored" in done.err
    (kept,) = tmp_path.glob("ircon-report-*.txt")
    assert f"ircon intake {kept}" in done.err and kept.stat().st_mode & 0o077 == 0
    assert ircon("intake", str(kept), db=empty_db).status == 0
    editor.write_text(_EDITOR, encoding="utf-8")
    kept.unlink()
    assert ircon("intake", "--by-hand", db=empty_db, env=environment).status == 0
    assert not [*tmp_path.glob("ircon-report-*.txt")]
