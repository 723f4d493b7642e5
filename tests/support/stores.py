"""Scratch stores, filled through the same doors as a real one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ircon.store import Store
from tests.support import story
from tests.support.command import ircon

SCAN, INTRUSION = "1", "2"
"""The numbers of the story's incidents, as one types them."""


def empty(folder: Path, name: str = "ircon.db") -> Path:
    """Make a store without reports in ``folder``."""
    path = folder / name
    Store.create(path).close()
    return path


def with_register(folder: Path) -> Path:
    """Make a store whose register knows the two sites of the story."""
    path = empty(folder)
    table = folder / "sites.csv"
    table.write_text(story.REGISTER, encoding="utf-8")
    done = ircon("sites", "import", table, db=path)
    assert done.status == 0, done.err
    return path


def with_mails(folder: Path, mails: Iterable[bytes]) -> Path:
    """Make a store with the register and ``mails`` taken in, in their order."""
    path = with_register(folder)
    for number, mail in enumerate(mails):
        place = folder / f"{number:04d}.eml"
        place.write_bytes(mail)
        done = ircon("intake", place, db=path)
        assert done.status == 0, done.err
    return path


def with_story(folder: Path) -> Path:
    """Make a store in which site B's report is the incident ``SCAN`` and site A's, which came later, ``INTRUSION``."""
    return with_mails(folder, [story.from_b(), story.from_a()])
