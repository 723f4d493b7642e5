"""What dataclasses compile is kept beside the program; without it, or with a damaged one, all goes on as before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ircon.compiled import Compiled

ROOT = Path(__file__).resolve().parents[1]
TRY = """
import sys
from pathlib import Path
from ircon import compiled
compiled.FILE = Path(sys.argv[1])
compiled.begin()
from dataclasses import FrozenInstanceError, dataclass, field, replace
@dataclass(frozen=True, slots=True, order=True)
class Pair:
    one: int
    two: list = field(default_factory=list)
made = replace(Pair(1, [2]), one=3)
try:
    made.one = 4
except FrozenInstanceError:
    print(made, made == Pair(3, [2]), Pair(1) < Pair(2))
import ircon.model
"""
TOLD = "Pair(one=3, two=[2]) True True\n"


def tried(file: Path, **environ: str) -> str:
    command = [sys.executable, "-c", TRY, str(file)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, cwd=ROOT, env={**kept, **environ}, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_the_first_program_keeps_what_it_compiled_and_the_next_compiles_nothing(tmp_path: Path) -> None:
    file = tmp_path / "kept.code"
    assert tried(file) == TOLD
    kept = Compiled(file)
    assert len(kept.places) > 100
    before = file.stat().st_mtime_ns
    assert tried(file) == TOLD
    assert file.stat().st_mtime_ns == before, "nothing was new, so nothing was written"
    assert list(tmp_path.iterdir()) == [file]


def test_code_that_is_damaged_is_compiled_as_if_it_were_not_there(tmp_path: Path) -> None:
    file = tmp_path / "kept.code"
    tried(file)
    data = file.read_bytes()
    file.write_bytes(data[:-4_000] + bytes(len(data[-4_000:])))
    assert tried(file) == TOLD
    file.write_bytes(data[:-4_000])
    assert tried(file) == TOLD


@pytest.mark.parametrize("damage", [b"", b"\x00" * 50, b"[]", b"\xfb\xff\xff\xff\x7f", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_as_none(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "kept.code"
    file.write_bytes(damage)
    assert tried(file) == TOLD
    assert len(Compiled(file).places) > 100, "it was written anew"


def test_where_nothing_can_or_shall_be_written_nothing_is(tmp_path: Path) -> None:
    assert tried(tmp_path / "no" / "such" / "place.code") == TOLD
    file = tmp_path / "kept.code"
    assert tried(file, PYTHONDONTWRITEBYTECODE="1") == TOLD
    assert not file.exists()
