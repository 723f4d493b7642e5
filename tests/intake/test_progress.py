"""A long intake says how far it is, where somebody watches."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircon.cli.progress import Progress, sentence
from ircon.intake import sources


def test_how_far_how_fast_how_long_still() -> None:
    assert sentence(12_000, 50_000, 20.0) == "12,000 of 50,000 messages, 600 a second, 1 min 3 s to go"
    assert sentence(49_000, 50_000, 98.0) == "49,000 of 50,000 messages, 500 a second, 2 s to go"
    assert sentence(700, None, 2.0) == "700 messages, 350 a second"
    assert sentence(5, 5, 0.0) == "5 of 5 messages, 0 a second"


def test_nothing_is_said_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(3)
    for _ in range(3):
        progress.step()
    assert capsys.readouterr().err == ""


def test_a_maildir_says_how_many_there_are(tmp_path: Path) -> None:
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    for name in ("1.a", "2.b", ".hidden"):
        (tmp_path / "new" / name).write_bytes(b"x")
    assert sources.expected([str(tmp_path)]) == 2
    assert sources.expected([str(tmp_path), "-"]) is None
