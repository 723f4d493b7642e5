"""An incident is opened as its first report leaves it: what is sorted by need not be written twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from ircon import desk
from ircon.model import ObservableKind
from ircon.store import Store, keys
from tests.support import stores, story

SENDERS = {
    "admin@bsite.example.jp": "JP",
    "root@noc.example.co.uk": "GB",
    "abuse@example.com": "",
    "x@xn--p1ai": "",
    "y@[192.0.2.1]": "",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(stores.empty(tmp_path))


@pytest.mark.parametrize("sender", SENDERS)
def test_the_queues_line_is_right_at_once_and_counted_once(store: Store, sender: str) -> None:
    said: list[str] = []
    store.conn.set_trace_callback(said.append)
    mail = story.mail(sender, "scan", story.B_REPORT, "Fri, 23 Jun 2000 13:05:00 +0900")
    number = desk.take_in(store, mail, handler="mail").incident
    store.conn.set_trace_callback(None)
    country, reporter, counted = store.rows(
        "SELECT country, reporter, (SELECT group_concat(value || '=' || n) FROM tally"
        " WHERE what = 'incident' AND facet = 'country') FROM incident WHERE id = ?", (number,),
    )[0]  # fmt: skip
    assert (country, counted) == (SENDERS[sender], f"{SENDERS[sender]}=1")
    (known,) = store.rows("SELECT country, mail FROM report")
    assert known[0] == country == keys.country_of(keys.of_observable(ObservableKind.MAIL, known[1]))
    assert reporter
    line = [one for one in said if one.startswith("UPDATE incident SET")]
    assert line and not any(column in one for one in line for column in ("reporter =", "ball", "need =", "country ="))


def test_a_registered_site_stands_under_its_name_at_once(store: Store) -> None:
    desk.import_sites(store, story.REGISTER.encode(), handler="mori")
    said: list[str] = []
    store.conn.set_trace_callback(said.append)
    mail = story.mail("admin@bsite.example.jp", "scan", story.B_REPORT, "Fri, 23 Jun 2000 13:05:00 +0900")
    desk.take_in(store, mail, handler="mail")
    store.conn.set_trace_callback(None)
    assert store.value("SELECT reporter FROM incident") == "bsite"
    assert not any("reporter =" in one for one in said if one.startswith("UPDATE incident SET"))
