"""The archive that figures are measured on: whole, the same each time, and row by row what intake would have left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from ircon import desk
from ircon.store import Store, check, originals
from tests.bench.archive.filling import Filled, fill

REPORTS = 200
FEW_PATTERNS = 7
"""Only each seventh is played: enough of every kind, and quick."""

OF_A_REPORT = {"report": "id", "observable": "report_id", "log_line": "report_id", "trace": "report_id"}
NUMBERS = frozenset({"id", "report_id", "incident_id", "home"})


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Filled]]:
    with Store.create(tmp_path_factory.mktemp("archive") / "archive.db") as store:
        yield store, fill(store, REPORTS, processes=1, every=FEW_PATTERNS)


def test_the_archive_is_whole_to_the_last_seal_and_link_of_the_chain(archive: tuple[Store, Filled]) -> None:
    store, filled = archive
    assert list(check.faults(store)) == []
    assert store.value("SELECT count(*) FROM report") == filled.reports >= REPORTS
    assert store.value("SELECT sum(size) FROM original") == filled.mails
    told = store.rows("SELECT at FROM journal WHERE action <> 'recount' AND action <> 'work out' ORDER BY id")
    assert told == sorted(told), "entries stand in the order of time"
    assert store.value("SELECT count(*) FROM incident WHERE status = 'open'") > REPORTS // 8
    assert store.value("SELECT count(DISTINCT class) FROM incident") > 4


def test_each_first_mail_taken_in_for_real_leaves_the_same_rows(archive: tuple[Store, Filled], tmp_path: Path) -> None:
    """Also its observables' owners: the register is copied over, so that the same addresses are the same sites'."""
    store, _ = archive
    with Store.create(tmp_path / "real.db") as real:
        for table in ("site", "domain", "netblock", "contact"):
            rows = store.rows(f"SELECT * FROM {table}")
            real.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        firsts = "SELECT min(id), sha256, received FROM report GROUP BY incident_id ORDER BY received LIMIT 60"
        for number, sha256, received in store.rows(firsts):
            data = originals.load(store, sha256)
            taken = desk.take_in(real, data, received=datetime.fromisoformat(received), handler="intake")
            for table, whose in OF_A_REPORT.items():
                assert _rows(store, table, whose, number) == _rows(real, table, whose, taken.report), data.decode()


def test_incidents_about_one_address_are_linked_as_the_desk_links_them(archive: tuple[Store, Filled]) -> None:
    store, _ = archive
    assert store.value("SELECT count(*) FROM link") > 0
    assert store.value("SELECT count(*) FROM incident WHERE seen_before > 0") > 0


def test_the_same_archive_comes_out_each_time_with_one_process_or_two(
    archive: tuple[Store, Filled], tmp_path: Path
) -> None:
    store, filled = archive
    with Store.create(tmp_path / "again.db") as again:
        assert fill(again, REPORTS, processes=2, every=FEW_PATTERNS) == filled
        told = "SELECT action, note, changes, kept FROM journal WHERE handler <> 'bench' ORDER BY id"
        assert store.rows(told) == again.rows(told)


def _rows(store: Store, table: str, whose: str, number: int) -> list[dict[str, object]]:
    """Return the rows of a report but for their numbers; a site by its name, which is the same in both stores."""
    names = [n for (n,) in store.rows("SELECT name FROM pragma_table_xinfo(?)", (table,)) if n not in NUMBERS]
    found = store.rows(f"SELECT {', '.join(names)} FROM {table} WHERE {whose} = ?", (number,))
    return sorted((dict(zip(names, row, strict=True)) for row in found), key=str)
