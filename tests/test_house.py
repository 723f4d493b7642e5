"""The house stands as drawn: who may know whom, what is not loaded before it is needed, how large a room may grow."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ircon.cli import HOMES
from tests import lock

ROOT = Path(__file__).resolve().parent.parent
CORE = sorted(
    module.name
    for module in pkgutil.walk_packages([str(ROOT / "ircon")], "ircon.")
    if not module.name.endswith("__main__")
)
SOURCES = sorted(path for room in ("ircon", "screens", "tests") for path in (ROOT / room).rglob("*.py"))
SQL = re.compile(r"\b(SELECT\s.*\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|CREATE\s+(TABLE|INDEX))\b")
ALONE = sorted({f"ircon.cli.{home}" for home in HOMES.values()} | {"ircon.cli.first", "screens.app", "screens.console"})
EACH_ALONE = """
import importlib, os, sys, click
for name in sys.argv[1:]:
    if not os.fork():
        importlib.import_module(name)
        os._exit(0)
    if os.wait()[1]:
        sys.exit(name)
"""


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after ``statement``."""
    code = f"{statement}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_the_core_knows_nothing_of_the_screens() -> None:
    assert len(CORE) > 30
    loaded = loaded_by("import importlib\n" + "\n".join(f"importlib.import_module({name!r})" for name in CORE))
    assert not {"textual", "rich", "screens"} & loaded


def test_each_command_is_loaded_without_the_others() -> None:
    """Other tests run commands in forks of a process that has all of them loaded, where a circle would not be seen."""
    done = subprocess.run([sys.executable, "-c", EACH_ALONE, *ALONE], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_the_lock_holds_at_most_twenty_packages_each_by_its_hash() -> None:
    blocks = re.split(r"^(?=\w)", (ROOT / "requirements.txt").read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(blocks) <= 20
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


def test_nothing_loads_what_the_lock_leaves_out() -> None:
    modules = {"linkify-it-py": "linkify_it", "mdit-py-plugins": "mdit_py_plugins"}
    left_out = {modules.get(name, name.replace("-", "_")) for name in lock.NEVER_LOADED}
    rooms = sorted(
        module.name
        for room in ("ircon", "screens")
        for module in pkgutil.walk_packages([str(ROOT / room)], f"{room}.")
        if not module.name.endswith("__main__")
    )
    loaded = loaded_by("import importlib, sqlite_utils\n" + "\n".join(f"importlib.import_module({n!r})" for n in rooms))
    assert not left_out & loaded
    assert {"textual", "rich", "sqlite_utils"} <= loaded


@pytest.mark.parametrize("room", ["ircon.store", "ircon.model", "ircon.text", "ircon.desk"])
def test_what_the_first_picture_does_not_need_is_loaded_late(room: str) -> None:
    late = {"textual", "rich", "sqlite_utils", "email", "publicsuffixlist", "html.parser", "tomli", "pyperclip"}
    assert not late & loaded_by(f"import {room}")


def test_only_the_store_speaks_sql() -> None:
    speakers = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if path.parts[len(ROOT.parts)] != "tests" and SQL.search(path.read_text(encoding="utf-8"))
    }
    assert {path for path in speakers if not path.startswith("ircon/store/")} == set()


def test_no_room_has_grown_past_400_lines() -> None:
    grown = {path.name: count for path in SOURCES if (count := path.read_text(encoding="utf-8").count("\n")) > 400}
    assert grown == {}


def test_every_room_says_what_it_is_for() -> None:
    opening = {path: path.read_text(encoding="utf-8")[:4].lstrip("r") for path in SOURCES}
    assert [path for path, text in opening.items() if text and not text.startswith('"""')] == []
