"""What is taken in by the batch is linked and told as what comes one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ircon import desk
from ircon.store import Store, check
from tests.sites import series
from tests.sites.series.compose import register

_TOLD = (
    "SELECT incident_id, other_id, score, reason FROM link ORDER BY 1, 2",
    "SELECT incident_id, place, site_id, name, role, evidence, reason, state FROM related ORDER BY 1, 2",
    "SELECT id, class, reporter, sites_all, sites_ready, seen_before, reason FROM incident ORDER BY 1",
)


def _taken_in(path: Path, batch: int) -> list[list[Any]]:
    every = series.incidents()[:120]
    with Store.create(path) as store:
        store.conn.execute("PRAGMA synchronous=OFF")
        desk.import_sites(store, register().encode(), handler="mori")
        for first in range(0, len(every), batch):
            with store.together(undivided=batch > 1):
                for told in every[first : first + batch]:
                    desk.take_in(store, told.mail, received=told.sent, handler="mail")
            assert not store.kept
        assert list(check.faults(store)) == []
        return [store.rows(sql) for sql in _TOLD]


def test_a_batch_tells_what_its_mails_would_have_told_alone(tmp_path: Path) -> None:
    alone, together = _taken_in(tmp_path / "alone.db", 1), _taken_in(tmp_path / "together.db", 16)
    assert len(alone[0]) > 50
    assert together == alone
