"""Keys of the handler's own: shown wherever a key is named, and refused where they cannot be meant."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon.errors import Usage
from ircon.model import Status
from screens import commands, keys
from screens.commands import COMMANDS, keymap
from screens.help import help_lines
from screens.offering import footer_entries
from screens.situation import CONSENT, MAIN, QUEUE, Situation
from tests.screens.test_draw import incident
from tests.support.command import ircon
from tests.support.terminal import Terminal


@pytest.fixture(autouse=True)
def _as_registered() -> Iterator[None]:
    yield
    keys.as_registered()


def wrong(name: str, message: str) -> Usage:
    return Usage(f"{name}: {message}")


def remap(**given: str) -> None:
    commands.remap([(name.replace("_", "-"), told) for name, told in given.items()], wrong)


class TestRemapping:
    def test_a_command_gets_keys_of_ones_own_and_loses_its_old_ones(self) -> None:
        remap(close="Z, f8", help="?")
        own = keymap(MAIN)
        assert own["Z"].id == own["f8"].id == "close"
        assert "x" not in own and own["question_mark"].id == "help"

    def test_every_place_that_names_a_key_names_the_new_one(self) -> None:
        remap(close="f8", undo="f9", filter="f", help="f1")
        here = Situation(place=QUEUE, row=incident("x").row)
        assert {"f8", "f", "f1"} <= {key for key, _word, _possible in footer_entries(here)}
        page = "\n".join("".join(part for part, _ in line) for line in help_lines(here, 200))
        line = next(line for line in page.splitlines() if "close, after a look" in line)
        assert line.split()[0] == "f8"
        assert next(c for c in COMMANDS if c.id == "close").shown == "f8"

    def test_a_reason_names_the_new_key(self) -> None:
        from dataclasses import replace

        remap(close="f9")
        closed = Situation(row=replace(incident("x").row, status=Status.CLOSED))
        assert "f9 opens it again" in commands.refusal("take", closed)

    def test_what_is_said_behind_an_action_names_the_new_keys(self, story_db: Path, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text('[interface.keys]\nundo = "f9"\nquit = "f10"\nmark-range = "Z"\nopen = "f2"\n')
        with Terminal([sys.executable, "-m", "ircon", story_db], env={"IRCON_CONFIG": str(path)}) as terminal:
            terminal.wait_for("2 incidents")
            assert "f2: all of it" in terminal.text
            terminal.press("<c-c>")
            terminal.wait_for("f10 leaves")
            terminal.press("Z")
            terminal.wait_for("from here: Z marks")
            terminal.press("jZt")
            terminal.press("<enter>")
            terminal.wait_for("f9 takes it back")

    def test_the_key_that_another_gives_up_may_be_taken(self) -> None:
        remap(close="t", take="X")
        assert keymap(MAIN)["t"].id == "close" and keymap(MAIN)["X"].id == "take"


class TestMistakes:
    def test_a_clash_names_both_commands(self) -> None:
        with pytest.raises(Usage, match="close: t is the key of take already; give close another key, or take as well"):
            remap(close="t")

    def test_two_of_ones_own_may_not_clash_either(self) -> None:
        with pytest.raises(Usage, match="f8 is the key of"):
            remap(close="f8", take="f8")

    def test_the_same_key_in_places_that_never_meet_is_none(self) -> None:
        remap(withdraw="d")
        assert keymap(CONSENT)["d"].id == "withdraw" and keymap(MAIN)["d"].id == "letter"

    @pytest.mark.parametrize(
        ("name", "told", "said"),
        [
            ("clsoe", "f8", "did you mean close"),
            ("fly", "f8", "there is no command fly"),
            ("close", "f8key", "there is no key f8key"),
            ("close", "ctrl+pageupp", "there is no key"),
            ("close", " , ", "give close a key"),
        ],
    )
    def test_what_cannot_be_meant_is_said(self, name: str, told: str, said: str) -> None:
        with pytest.raises(Usage, match=said):
            commands.remap([(name, told)], wrong)
        assert keymap(MAIN)["x"].id == "close"

    def test_the_line_of_the_file_is_named(self, story_db: Path, tmp_path: Path) -> None:
        config = tmp_path / "config.toml"
        config.write_text('[interface.keys]\nundo = "f9"\nclose = "t"\n', encoding="utf-8")
        for words in (["config", "--check"],):
            done = ircon(*words, env={"IRCON_CONFIG": str(config)})
            assert done.status == 2
            assert f"{config}, line 3: t is the key of take already" in done.err
        env = {"IRCON_CONFIG": str(config)}
        with Terminal([sys.executable, "-m", "ircon", story_db], size=(240, 10), env=env) as terminal:
            terminal.wait_for("line 3: t is the key of take")
            assert terminal.wait_exit() == 2


class TestWhatDoesNotArrive:
    @pytest.mark.parametrize("key", "ctrl+h ctrl+i ctrl+m ctrl+s ctrl+a ctrl+b alt+x f11 ctrl+up".split())
    def test_it_is_warned_of(self, key: str) -> None:
        (said,) = keys.lost([("close", key)])
        assert said.startswith(f"{key} for close may not arrive: ")

    @pytest.mark.parametrize("key", ["x", "f8", "ctrl+x", "space", "pgdn", "+", "-"])
    def test_what_arrives_is_not(self, key: str) -> None:
        assert list(keys.lost([("close", key)])) == []

    def test_the_registry_itself_has_only_keys_that_arrive(self) -> None:
        assert list(keys.lost([(command.id, command.named) for command in COMMANDS])) == []

    def test_the_console_says_so_in_its_first_picture(self, story_db: Path, tmp_path: Path) -> None:
        config = tmp_path / "config.toml"
        config.write_text('[interface.keys]\nclose = "ctrl+s, X"\n', encoding="utf-8")
        env = {"IRCON_CONFIG": str(config)}
        assert "ctrl+s for close may not arrive" in ircon("config", "--check", env=env).out
        with Terminal([sys.executable, "-m", "ircon", story_db], env=env) as terminal:
            terminal.wait_for("ctrl\\+s for close may not arrive")
            terminal.press("q")
            assert terminal.wait_exit() == 0
