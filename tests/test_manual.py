"""The manual page says what the program does, in both languages, and can be read by whatever reads manual pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from ircon.cli import HOMES
from screens.commands import COMMANDS
from tests.manual import PAGES, ROOT, escaped
from tests.support.terminal import environment

ENGLISH, JAPANESE = PAGES.values()
READERS = {
    "man": ["man", "--warnings=w", "-l"],
    "groff": ["groff", "-man", "-k", "-Tutf8", "-ww"],
    "mandoc": ["mandoc", "-T", "lint", "-W", "warning"],
}


def read(path: Path) -> str:
    """Return a page as ``man`` shows it."""
    if shutil.which("man") is None or shutil.which("groff") is None:
        pytest.skip("man is not installed")
    env = environment({"MANWIDTH": "80", "MAN_KEEP_FORMATTING": "", "MANPAGER": "cat"})
    done = subprocess.run(["man", "-l", path], env=env, capture_output=True, check=True)
    return re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout.decode())


def test_the_pages_are_those_of_the_program() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.manual", "--check"], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("reader", READERS)
def test_what_reads_them_has_no_complaint(reader: str, path: Path) -> None:
    if shutil.which(reader) is None:
        pytest.skip(f"{reader} is not installed")
    done = subprocess.run([*READERS[reader], path], env=environment(), capture_output=True, check=False)
    said = done.stdout if reader == "mandoc" else done.stderr
    assert (done.returncode, said.decode()) == (0, "")


def test_every_command_and_key_is_on_the_page() -> None:
    shown = " ".join(read(ENGLISH).split())
    assert [name for name in HOMES if not re.search(rf"\b{name}\b( \w+)? \[OPTIONS\]", shown)] == []
    assert [command.id for command in COMMANDS if command.title not in shown] == []
    assert "--reason TEXT resolved, no-answer, out-of-scope" in shown
    assert "[IRCON" not in shown and "\\" not in shown


def test_the_japanese_page_has_lines_of_the_width_that_is_there() -> None:
    shown = read(JAPANESE)
    assert "インシデント対応コンソール" in shown
    assert "一行下へ" in shown
    assert not [line for line in shown.splitlines() if re.match(r" +[、。）」]", line)]


def test_text_is_drawn_as_it_stands() -> None:
    assert escaped(".SH 'x' \\n -y") == "\\&.SH \\(aqx\\(aq \\en \\-y"


def test_they_are_installed_where_man_looks() -> None:
    built = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    there = {
        "docs/ircon.1": "share/man/man1/ircon.1",
        "docs/ircon.ja.1": "share/man/ja/man1/ircon.1",
    }
    assert built["wheel"]["shared-data"] == there
    assert all((ROOT / path).exists() for path in there)
    assert "/docs" in built["sdist"]["include"]


def test_the_registry_of_keys_is_there_without_what_draws() -> None:
    code = "import sys, screens.commands; print({'textual', 'rich'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "set()\n"
