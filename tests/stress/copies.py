"""Copies taken while handlers write, one after the other: each is whole and can be put back, none while in use.

A copy is a state that the store has had: what was acknowledged before the copy was begun is in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from ircon.errors import TryAgain
from ircon.store import Store, check, copies
from tests.stress import colleagues


def run(folder: Path, *, long: bool, say: Callable[[str], None]) -> None:
    """Take 200 copies (a few if not ``long``) beside eight handlers and an intake, and put each back."""
    count = 200 if long else 5
    path = colleagues.filled(folder / "desk", 60 if long else 10)
    pids = [
        colleagues.start(colleagues.colleague, path, folder, f"handler{n}", n, 0.05) for n in range(8 if long else 3)
    ]
    pids.append(colleagues.start(colleagues.intake, path, folder, "intake", 99, 0.1))
    place = folder / "copies"
    place.mkdir()
    heads = []
    try:
        for number in range(count):
            with Store.open(path, read_only=True) as store:
                heads.append(store.value("SELECT max(id) FROM journal"))
                copies.backup(store, place / f"{number}.db")
        _not_in_use(place / "0.db", path)
    finally:
        for pid in pids:
            colleagues._kill(pid)
    assert [line for line in colleagues._read(folder) if "died" in line] == []
    target = folder / "restored.db"
    shutil.copy(place / "0.db", target)
    for number, head in enumerate(heads):
        with Store.open(place / f"{number}.db", read_only=True) as source:
            kept = copies.restore(source, target)
        assert kept is not None
        kept.unlink()
        with Store.open(target, read_only=True) as store:
            assert list(check.faults(store)) == []
            assert store.value("SELECT max(id) FROM journal") >= head
    say(f"{count} copies taken under load, {count} put back and whole; the store in use was not replaced")


def _not_in_use(copy: Path, path: Path) -> None:
    with Store.open(copy, read_only=True) as source:
        try:
            copies.restore(source, path)
        except TryAgain:
            return
    raise AssertionError("a store was replaced under its handlers' hands")
