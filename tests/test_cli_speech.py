"""The command line speaks Japanese to people and English to programs."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import click
import pytest

from ircon.cli import HOMES, group, helping
from ircon.text import width
from tests.support.command import ircon

JAPANESE = {"LANG": "ja_JP.UTF-8"}
JA = re.compile(r"[ぁ-んァ-ヶ一-龥]")


def commands(found: click.Command, name: str) -> list[tuple[str, click.Command]]:
    """Return a command and those below it, with the words that call them."""
    below = found.commands.items() if isinstance(found, click.Group) else ()
    return [(name, found), *(one for word, inner in below for one in commands(inner, f"{name} {word}"))]


def all_commands() -> list[tuple[str, click.Command]]:
    """Return every command with the words that call it."""
    context = click.Context(group.ircon)
    every = [(home, group.ircon.get_command(context, home)) for home in HOMES]
    return [one for home, command in every if command is not None for one in commands(command, home)]


def test_every_command_and_option_explains_itself_in_japanese(japanese: None) -> None:
    from ircon.i18n import _

    for name, command in all_commands():
        assert JA.search(_(inspect.cleandoc(command.help or ""))), name
        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                assert JA.search(_(option.help)), f"{name} {option.name}"


def test_help_is_wrapped_by_cells() -> None:
    told = ircon("draft", "--help", env=JAPANESE)
    assert told.status == 0
    assert told.out.startswith("使い方: ircon draft")
    assert "オプション:" in told.out
    lines = [line for line in told.out.splitlines() if "--kind [" not in line]
    assert max(map(width, lines)) <= 80
    assert not [line for line in lines if line.lstrip().startswith(("、", "。"))]


def test_the_list_of_commands_fits() -> None:
    told = ircon("--help", env=JAPANESE)
    assert max(map(width, told.out.splitlines())) <= 80
    assert "インシデントを完了します" in told.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nonsense"], "'nonsense' というコマンドはありません。"),
        (["draft"], "引数が足りません 'NUMBER'"),
        (["list", "--frobnicate"], "'--frobnicate' というオプションはありません。"),
        (["draft", "1", "--lang", "fr"], "'fr' は使えません。使えるのは"),
        (["show", "one"], "'one' は数 (integer) ではありません。"),
    ],
)
def test_complaints_are_in_japanese_too(words: list[str], said: str, empty_db: Path) -> None:
    told = ircon(*words, db=empty_db, env=JAPANESE)
    assert told.status == 2
    assert said in told.err


def test_what_click_says_is_what_we_translate() -> None:
    """Its sentences are looked up word for word: another release may put them otherwise."""
    source = "".join(Path(inspect.getfile(click)).parent.joinpath(f"{name}.py").read_text(encoding="utf-8")
                     for name in ("core", "exceptions", "formatting", "decorators", "types", "parser"))  # fmt: skip
    assert [said for said in helping.CLICKS if f'"{said}"' not in source] == []


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["show", "1"],
        ["timeline", "1", "2"],
        ["trends"],
        ["check"],
        ["draft", "1"],
        ["close", "2", "--reason", "no"],
    ],
    ids=lambda words: words[0],
)
def test_a_program_is_told_the_same_in_every_locale(words: list[str], story_db: Path, tmp_path: Path) -> None:
    import shutil

    other = Path(shutil.copy(story_db, tmp_path / "other.db"))
    english = ircon(*words, "--json", db=story_db)
    in_japan = ircon(*words, "--json", db=other, env=JAPANESE)
    moment = re.compile(r'"(at|since|head)": "[^"]*"|\d{4}-\d\d-\d\dT[\d:.]+Z?|[0-9a-f]{64}')
    assert moment.sub("", in_japan.out) == moment.sub("", english.out)
    assert in_japan.status == english.status


def test_what_is_stored_is_the_same_in_every_locale(story_db: Path) -> None:
    ircon("consent", "1", db=story_db, env=JAPANESE)
    told = ircon("show", "1", "--json", db=story_db).objects[0]
    assert told["journal"][-1]["action"] == "consent"
    assert "granted" in told["journal"][-1]["note"]
    assert "すべてを許可" in ircon("show", "1", db=story_db, env=JAPANESE).out


def test_the_setting_goes_before_the_locale(story_db: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config.toml"
    settings.write_text('[interface]\nlanguage = "ja"\n', encoding="utf-8")
    env = {"IRCON_CONFIG": str(settings)}
    assert "スキャン" in ircon("list", db=story_db, env=env).out
    assert "使い方" in ircon("list", "--help", env=env).out
    settings.write_text('[interface]\nlanguage = "en"\n', encoding="utf-8")
    assert "scan" in ircon("list", db=story_db, env={**env, **JAPANESE}).out
    settings.write_text('[interface]\nlanguage = "fr"\n', encoding="utf-8")
    refused = ircon("list", db=story_db, env={**env, **JAPANESE})
    assert refused.status == 2
    assert "2 行目" in refused.err
