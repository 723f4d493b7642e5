"""Which incidents of a site are the newest is found in as many steps as are wanted, whatever the archive holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.model import Site
from ircon.store import Store, neighbours, newest, register
from tests.support import story

COUNT = 30


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store in which one site is named in ever so many reports, and sends as many."""
    path: Path = tmp_path_factory.mktemp("newest") / "ircon.db"
    with Store.create(path) as opened:
        with opened.change("import sites", handler="mori") as change:
            register.put(change, Site(name="big", domains=("big.example.net",), cidrs=("198.51.100.0/24",)))
            register.put(change, Site(name="small", cidrs=("203.0.113.0/24",)))
        with opened.together():
            for number in range(COUNT):
                log = f"Jun 23 12:34:00 h sshd[1]: Failed password for root from 198.51.100.{number} port 22 ssh2\n"
                mail = story.mail(
                    "a@site.example.jp", f"scan {number}", f"{log * 40}{number}", "Fri, 23 Jun 2000 13:05:00 +0900"
                )
                desk.take_in(opened, mail, handler="mail")
                mail = story.mail(
                    "b@big.example.net", f"ours {number}", f"scan {number}", "Fri, 23 Jun 2000 13:05:00 +0900"
                )
                desk.take_in(opened, mail, handler="mail")
        yield opened


def test_the_newest_come_first_and_no_more_than_wanted(store: Store) -> None:
    assert newest.naming(store, [1, 2], 5) == [59, 57, 55, 53, 51]
    assert newest.naming(store, [2], 5) == []
    assert sorted(newest.reported_by(store, [1], 3)) == [56, 58, 60]
    assert newest.naming(store, [], 5) == newest.reported_by(store, [], 5) == []


def test_both_kinds_are_neighbours_of_an_incident_that_names_the_site(store: Store) -> None:
    case = neighbours.case(store, 1)
    assert case is not None
    met = neighbours.of(store, case)
    assert len(met) == neighbours.MOST
    assert met == tuple(sorted(met, reverse=True))
    assert {59, 60} < set(met)


def test_each_step_is_a_probe_of_an_index(store: Store) -> None:
    for sql in (*newest._NAMING[1:], *newest._REPORTING[1:]):
        plan = " ".join(row[-1] for row in store.rows(f"EXPLAIN QUERY PLAN {sql}", {"site": 1, "below": 9}))
        tables = plan.replace("SCAN CONSTANT ROW", "").replace("SCAN down", "")  # the eight at most that it has found
        assert "SEARCH" in tables and "SCAN" not in tables, plan
