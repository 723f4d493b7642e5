"""``ircon check --thorough``: what is worked out bears no hash, but follows from what does."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from ircon import desk
from ircon.demo import build
from ircon.desk import rechecking
from ircon.store import Store, connection
from tests.support.command import ircon

WRONG = {
    "a related site's name": "UPDATE related SET name = 'nobody.example' WHERE incident_id = 1",
    "the part it plays": "UPDATE related SET role = 'relay', parts = '[]' WHERE incident_id = 1",
    "what shows it": "UPDATE related SET evidence = '[\"192.168.100.2\"]' WHERE incident_id = 1",
    "what it may be told": "UPDATE related SET permitted = 'full' WHERE incident_id = 1",
    "how far it is": "UPDATE related SET state = 'fixed' WHERE incident_id = 1",
    "a related site less": "DELETE FROM related WHERE incident_id = 1",
    "a related site more": "INSERT INTO related SELECT incident_id, 9, NULL, 'x.example', role, evidence, reason,"
    " state, permitted, reports, said_by, parts FROM related WHERE incident_id = 1",
    "a link's reason": "UPDATE link SET reason = 'both are odd'",
    "a link's weight": "UPDATE link SET score = score + 0.125",
    "a link less": "DELETE FROM link WHERE incident_id = 2",
    "a forged link": "INSERT INTO link VALUES (1, 5, 0.9, 'both name 192.168.100.1')",
    "who reports": "UPDATE incident SET reporter = 'csite' WHERE id = 1",
    "the subject": "UPDATE incident SET subject = subject || '.' WHERE id = 2",
    "the consent in the line": "UPDATE incident SET consent = 'full' WHERE id = 1",
    "whose turn it is": "UPDATE incident SET ball = 'nobody', need = 2 WHERE id = 1",
    "how long it has been": "UPDATE incident SET ball_since = '2020-01-01T00:00:00.000000Z' WHERE id = 1",
    "an instant of another form": "UPDATE incident SET ball_since = replace(ball_since, 'T', 'U') WHERE id = 1",
    "the places of the sites": "UPDATE related SET place = place - 1 WHERE incident_id = 1",
    "where an address stands": "UPDATE observable SET incident_id = 2 WHERE incident_id = 1",
    "the part it plays, by no word of ours": "UPDATE related SET role = 'rource' WHERE incident_id = 1",
    "the sites told": "UPDATE incident SET sites_ready = sites_ready + 1 WHERE id = 2",
    "what is seen before": "UPDATE incident SET seen_before = 7 WHERE id = 2",
    "a counter": "UPDATE tally SET n = n + 1 WHERE what = 'report'",
    "counters that make up for each other": "UPDATE tally SET n = n + CASE value WHEN 'scan' THEN 1 ELSE -1 END"
    " WHERE what = 'incident' AND facet = 'class' AND value IN ('scan', 'intrusion')",
    "a waiting time": "UPDATE promptness SET minutes = minutes + 1",
    "whose an address is": "UPDATE observable SET site_id = NULL WHERE site_id IS NOT NULL",
    "what an address is found by": "UPDATE observable SET key = key || '0' WHERE kind = 'ipv4'",
    "whose a report is": "UPDATE report SET site_id = NULL WHERE site_id IS NOT NULL",
    "the words of a report": "INSERT INTO search (search, rowid, subject, text)"
    " SELECT 'delete', id, subject, text FROM report WHERE id = 2",
    "words that nobody wrote": "INSERT INTO search (rowid, subject, text) VALUES (1, 'entirely', 'elsewhere')",
    "the words of a note": "INSERT INTO note_search (rowid, text) VALUES (1, 'telephoned')",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the demonstration's beginning, with links, letters that wait, merged incidents and a note."""
    path = tmp_path_factory.mktemp("whole") / "whole.db"
    build.build(path, most=30)
    with Store.open(path) as store:
        desk.write_note(store, 1, "they rang: it is their own scanner", handler="mori")
        desk.put_together(store, [4, 5], handler="mori")
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def told(path: Path) -> list[str]:
    with Store.open(path, read_only=True) as store:
        return list(rechecking.unlike(store, days=7))


def test_what_a_day_at_the_desk_leaves_is_what_follows(whole: Path) -> None:
    assert told(whole) == []
    done = ircon("check", "--thorough", db=whole)
    assert done.status == 0 and "whole" in done.err


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_follow_is_told(wrong: str, whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.db"
    path.write_bytes(whole.read_bytes())
    with contextlib.closing(connection.connect(path, mode="rw")) as conn:
        for (trigger,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {trigger}")
        conn.execute("PRAGMA foreign_keys=OFF")
        conn.execute(WRONG[wrong])
        assert conn.execute("SELECT changes()").fetchone() != (0,)
    assert told(path) != []
