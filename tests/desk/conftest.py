"""A store with the story's register, and site B's incident ready for the notice to site A."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.model import LetterKind
from ircon.store import Store, check
from tests.desk.steps import ME, sent
from tests.support import story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        desk.import_sites(opened, story.REGISTER.encode(), handler=ME)
        yield opened
        assert list(check.faults(opened)) == []


@pytest.fixture
def b(store: Store) -> int:
    """Site B's incident with its consent recorded and its reporter answered, ready for the notice to site A."""
    number = desk.take_in(store, story.from_b(), handler="mail").incident
    sent(store, number, LetterKind.ACKNOWLEDGEMENT)
    desk.consent_from_report(store, number, handler=ME)
    return number
