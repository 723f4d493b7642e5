"""The journal's entries are kept packed, and those of older stores are taken over with their chain."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ircon import desk
from ircon.store import Store, check, dictionaries, images, incidents, journal, packing, schema
from ircon.store.steps import entries
from tests.support import story

AT = "2026-06-01T00:00:00.000000Z"
BEFORE = schema.MIGRATIONS.index(entries.STEP)


@pytest.fixture
def worked(empty_db: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that learns from its first entries; one incident was given to and fro in it."""
    monkeypatch.setattr(dictionaries, "LEARN_AT", frozenset({10}))
    store = Store.open(empty_db)
    data = story.mail("admin@bsite.example.jp", "scan", story.B_REPORT, "Fri, 23 Jun 2000 13:05:00 +0900")
    number = desk.take_in(store, data, handler="intake").incident
    for turn in range(30):
        with store.change("take", handler="mori", incident=number) as change:
            incidents.give_to(change, number, f"handler{turn}")
    return store


def test_what_an_entry_keeps_is_packed_with_what_entries_were_like(worked: Store) -> None:
    for number, standing in worked.rows("SELECT id, changes FROM journal WHERE id > 12"):
        assert isinstance(standing, bytes)
        told = images.text(worked, standing)
        assert len(standing) < len(told) / 2, number
        assert json.loads(told)[0]["table"] == "incident"
    assert list(check.faults(worked)) == []
    assert desk.undo(worked, handler="mori")
    assert worked.value("SELECT owner FROM incident") == "handler28"


@pytest.mark.parametrize("column", ["changes", "kept"])
def test_an_entry_whose_packed_part_was_harmed_shows(worked: Store, column: str) -> None:
    number, standing = worked.rows(f"SELECT id, {column} FROM journal WHERE typeof({column}) = 'blob'")[0]
    worked.conn.execute("DROP TRIGGER journal_is_append_only_update")
    other = packing.pack(b'[{"table":"incident","id":1,"before":{},"after":{}}]')
    for harm in (standing[:-1], standing + b"\0", b"", b"\x78", other, 7, "[]", bytes(len(standing))):
        worked.conn.execute(f"UPDATE journal SET {column} = ? WHERE id = ?", (harm, number))
        assert f"Journal entry {number} is not as it was written." in list(check.faults(worked)), harm
    worked.conn.execute(f"UPDATE journal SET {column} = ? WHERE id = ?", (standing, number))
    assert list(journal.broken(worked)) == []


def test_a_store_from_before_is_taken_over_with_its_chain_its_batches_and_what_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "before.db"
    head = _before(path)
    with Store.open(path) as store:
        assert journal.head(store) == (4, head)
        assert list(journal.broken(store)) == []
        assert list(journal.unlike_noted(store, 4, head)) == []
        assert store.rows("SELECT low, high, first FROM batch") == [(2, 3, 2)]
        assert store.rows("PRAGMA foreign_key_check") == []
        with store.change("undo", handler="mori", incident=1) as change:
            change.revert(2)
        assert store.rows("SELECT id, owner FROM incident ORDER BY id") == [(1, ""), (2, "mori")]
        assert [fault for fault in check.faults(store) if "ournal" in fault or "Schema" in fault] == []


def _before(path: Path) -> str:
    """Make a store as it was before this step: two incidents that were taken as one batch. Return its head."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA foreign_keys=ON")
        conn.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        conn.executescript("".join(schema.MIGRATIONS[:BEFORE]))
        conn.execute(f"PRAGMA user_version={BEFORE}")
        previous = ""
        for number, (action, incident) in enumerate([("open", 1), ("take", 1), ("take", 2), ("sign", None)], 1):
            if action == "take":
                conn.execute("INSERT INTO incident (id, class, owner, received, ball_since) VALUES (?, 'scan', 'mori',"
                             " ?, ?)", (incident, AT, AT))  # fmt: skip
            previous = _entry(conn, number, action, incident if action == "take" else None, previous)
        conn.execute("INSERT INTO batch VALUES (2, 3, 2)")
        conn.commit()
    return previous


def _entry(conn: Any, number: int, action: str, incident: int | None, previous: str) -> str:
    taken = [{"table": "incident", "id": incident, "before": {"owner": ""}, "after": {"owner": "mori"}}]
    changes = json.dumps(taken if incident else [], separators=(",", ":"))
    columns = (number, AT, "mori", action, incident, "", changes, "{}", None)
    names = ("id", "at", "handler", "action", "incident_id", "note", "changes", "kept", "undoes")
    digest = journal.digest(dict(zip(names, columns, strict=True)), previous)
    conn.execute(f"INSERT INTO journal VALUES ({', '.join('?' * 11)})", (*columns, previous, digest))
    return digest
