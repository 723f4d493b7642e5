"""The composed queue: its series are found, and what only looks alike stays apart."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from ircon import desk
from ircon.errors import Usage
from ircon.store import Store, ignoring, incidents
from tests.sites import score, series
from tests.sites.series import apart, voices, years
from tests.support import story


def test_series_are_found_as_well_as_we_say() -> None:
    found = score.score()
    assert len(found.labels) >= 150
    assert found.precision >= score.PRECISION
    assert found.recall >= score.RECALL


@pytest.mark.parametrize("told", [apart, years, voices], ids=["0.567, 0.606", "0.793, 0.914", "0.961, 0.570"])
def test_series_of_other_kinds_are_found_as_well(told: ModuleType) -> None:
    """The numbers are precision and recall before a rule had seen the set."""
    found = score.score(told.incidents(), told.register())
    assert len(found.labels) >= 150
    assert found.precision >= score.PRECISION
    assert found.recall >= score.RECALL


def test_the_set_is_the_same_each_time() -> None:
    assert series.incidents() == series.incidents()


def test_what_a_handler_ignores_links_nothing_until_that_is_undone(story_db: Path) -> None:
    mail = story.mail("x@csite.example.com", "scan", f"Log:\n{story.B_LOG}", "Sat, 24 Jun 2000 09:00:00 +0900")
    with Store.open(story_db) as store:
        number = desk.take_in(store, mail, handler="mail").incident
        assert 1 in {link.incident for link in incidents.links(store, number)}
        message = desk.ignore(store, "192.168.100.0/24", "a test net of ours", handler="mori").message
        assert "3 incidents" in message or "2 incidents" in message
        assert 1 not in {link.incident for link in incidents.links(store, number) if "192.168.100.1 is" in link.reason}
        (entry,) = ignoring.listed(store)
        assert (entry.value, entry.reason, entry.handler) == ("192.168.100.0/24", "a test net of ours", "mori")
        desk.undo(store, handler="mori")
        assert ignoring.listed(store) == []


@pytest.mark.parametrize(("value", "reason"), [("0.0.0.0/0", "all"), ("192.0.2.1", " "), ("", "why")])
def test_nobody_can_ignore_the_world_or_without_a_reason(story_db: Path, value: str, reason: str) -> None:
    with Store.open(story_db) as store, pytest.raises(Usage):
        desk.ignore(store, value, reason, handler="mori")
