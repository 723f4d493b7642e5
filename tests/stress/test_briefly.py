"""Each attack in its short form: what ``make stress`` does for minutes, for a second or a few."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.stress.__main__ import names


@pytest.mark.parametrize("name", names())
def test_it_holds(name: str, tmp_path: Path) -> None:
    importlib.import_module(f"tests.stress.{name}").run(tmp_path, long=False, say=print)
