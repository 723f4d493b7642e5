"""Tab behind `ircon` in a real shell: commands, options, values, what the store knows; nothing is made or said."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from ircon.cli.completing import _PLAIN
from ircon.model import Site
from ircon.store import Store, register, suggesting
from tests.support.command import ircon
from tests.support.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent
START = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], 'eval "$(ircon completion bash)"'),
    "zsh": (["zsh", "-f", "-i"], 'autoload -Uz compinit; compinit -D; eval "$(ircon completion zsh)"'),
    "fish": (["fish", "--no-config", "-i"], "ircon completion fish | source"),
}


def offered(line: str, db: Path, env: dict[str, str] | None = None) -> list[str]:
    """Return what is offered for the last word of ``line``, as bash's script asks for it."""
    words = ["ircon", "--db", str(db), *line.split(" ")]
    asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1), "_IRCON_COMPLETE": "bash_complete"}
    done = ircon(env={**asked, **(env or {})})
    assert done.err == ""
    return [value.partition(",")[2] for value in done.out.split("\n") if value]


@pytest.fixture
def with_ircon(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which ``ircon`` is a command."""
    program = tmp_path / "bin" / "ircon"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec env PYTHONPATH={shlex.quote(str(ROOT))} {sys.executable} -m ircon "$@"\n')
    program.chmod(0o755)
    return {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "PS1": "ready> "}


class TestInAShell:
    @pytest.mark.parametrize("shell", START)
    def test_tab_goes_on_with_what_was_begun(self, shell: str, with_ircon: dict[str, str], story_db: Path) -> None:
        if shutil.which(shell) is None:
            pytest.skip(f"{shell} is not installed")
        command, install = START[shell]
        with Terminal(command, env={**with_ircon, "IRCON_DB": str(story_db)}, cwd=story_db.parent) as terminal:
            terminal.wait_for("[>#]$")
            terminal.write(f"{install}; clear; echo installed\r".encode())
            terminal.wait_for("^installed")
            terminal.write(b"ircon overd\t")
            terminal.wait_for("ircon overdue")
            terminal.write(b"\x15ircon close 1 --reason out\t")
            terminal.wait_for("close 1 --reason out-of-scope")
            terminal.write(b"\x15ircon role 1 asi\t")
            terminal.wait_for(r"role 1 asite")
            terminal.write(b" stepp\t")
            terminal.wait_for(r"role 1 asite +stepping-stone")

    def test_several_are_listed(self, with_ircon: dict[str, str], story_db: Path) -> None:
        command, install = START["bash"]
        with Terminal(command, env={**with_ircon, "IRCON_DB": str(story_db)}) as terminal:
            terminal.write(f"{install}; clear; echo installed\r".encode())
            terminal.wait_for("^installed")
            terminal.write(b"ircon show \t\t")
            terminal.wait_for(r"^1 +2 *$")
            terminal.write(b"\x15ircon class 2 s\t\t")
            terminal.wait_for("scan .*spam|spam .*scan")


class TestWhatIsOffered:
    def test_values(self, story_db: Path) -> None:
        assert offered("show ", story_db) == ["1", "2"]
        assert offered("class 1 phi", story_db) == ["phishing"]
        assert offered("close 1 --reason no", story_db) == ["no-answer", "not-an-incident"]
        assert offered("consent 1 --to ", story_db)[:4] == ["source", "related", "csirts", "public"]
        assert "asite.example.jp" in offered("sites show ", story_db)
        assert offered("list --sort new", story_db) == ["newest"]
        assert "--read-only" in offered("--re", story_db)

    def test_a_closed_incident_is_not_offered(self, story_db: Path) -> None:
        assert ircon("close", "1", "--reason", "duplicate", db=story_db).status == 0
        assert offered("show ", story_db) == ["2"]

    def test_the_store_that_the_environment_or_the_configuration_names(self, tmp_path: Path, story_db: Path) -> None:
        asked = {"COMP_WORDS": "ircon\nshow\n", "COMP_CWORD": "2", "_IRCON_COMPLETE": "bash_complete"}
        (tmp_path / "config.toml").write_text(f'[files]\ndatabase = "{story_db}"\n')
        for env in ({"IRCON_DB": str(story_db)}, {"IRCON_CONFIG": str(tmp_path / "config.toml")}):
            assert ircon(env={**asked, **env}).out.split() == ["plain,1", "plain,2"]

    def test_nothing_is_made_and_nothing_said_where_there_is_no_store(self, tmp_path: Path) -> None:
        broken = tmp_path / "broken.db"
        broken.write_bytes(b"no store at all" * 1000)
        before = broken.read_bytes()
        for place in (tmp_path / "none.db", broken, tmp_path):
            assert offered("show ", place) == []
            assert offered("role 1 ", place) == []
        assert offered("show ", broken, {"IRCON_CONFIG": str(tmp_path / "none.toml")}) == []
        assert sorted(tmp_path.iterdir()) == [broken]
        assert broken.read_bytes() == before

    def test_a_name_that_a_shell_would_read_something_into_is_not_offered(self, empty_db: Path) -> None:
        names = ["$(touch x)", "`id`", "a;b", "*", "-x", "two words", "~root", "a\nb", "good-name", "山彦通販"]
        with Store.open(empty_db) as store, store.change("import", handler="mori") as change:
            for name in names:
                register.put(change, Site(name))
        found = {
            name
            for begin in ("$", "`", "a", "*", "-", "t", "~", "g", "山")
            for name in offered(f"sites show {begin}", empty_db)
        }
        assert found - {"--help", "--json", "--db", "-h"} == {"good-name", "山彦通販"}
        assert not any(_PLAIN.fullmatch(name) for name in names[:-2])


def test_numbers_are_found_by_what_they_begin_with_at_any_size(story_db: Path) -> None:
    with Store.open(story_db, read_only=True) as store:
        assert [row.incident for row in suggesting.incidents(store, "2")] == [2]
        assert [suggesting.incidents(store, begins) for begins in ("0", "3", "x", "²", "1" * 30, "-1")] == [[]] * 6
