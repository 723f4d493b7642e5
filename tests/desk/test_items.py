"""Consent by item and until a day, as a handler records it: what goes out, what goes stale, what it says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ircon import desk
from ircon.desk import refresh
from ircon.errors import NotPermitted, Usage
from ircon.model import Audience, Centre, ConsentState, Draft, DraftState, Item, LetterKind, Level
from ircon.store import Store, check, incidents, schema, stamps
from ircon.store.steps import items
from tests.support import story

CENTRE = Centre(name="Example CC", name_ja="例示センター", mail="cert@centre.example.jp")
ME = "mori"
NOW = stamps.now()
FACTS, LOGS, HOSTS, CONTACT, IDENTITY = Item


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        desk.import_sites(opened, story.REGISTER.encode(), handler=ME)
        yield opened
        assert list(check.faults(opened)) == []


@pytest.fixture
def b(store: Store) -> int:
    return desk.take_in(store, story.from_b(), handler="mail").incident


def _notice(store: Store, number: int) -> Draft:
    draft = desk.write_letter(store, number, kind=LetterKind.NOTICE, centre=CENTRE, handler=ME).draft
    assert draft is not None and draft.id is not None
    return draft


def _grant(store: Store, number: int, *items: Item, **more: object) -> str:
    return desk.decide(store, number, items=items, quote="それだけなら", handler=ME, **more).message  # type: ignore[arg-type]


def test_each_item_is_in_the_letter_where_it_is_allowed(store: Store, b: int) -> None:
    said = {
        LOGS: "| Jun 23",
        HOSTS: "報告元のホスト: bsite",
        CONTACT: "admin@bsite.example.jp",
        IDENTITY: "    bsite.example.jp",
    }
    for wanted in (set(), {LOGS}, {HOSTS}, {CONTACT}, {IDENTITY}, {LOGS, IDENTITY}, {HOSTS, CONTACT}):
        desk.decide(store, b, level=Level.FACTS, quote="匿名なら", handler=ME)
        _grant(store, b, FACTS, *wanted)
        notice = _notice(store, b)
        assert {item for item, words in said.items() if words in notice.body} == wanted
        assert not [finding for finding in notice.lint if finding.blocks], "the gate lets through what the door let out"


def test_log_lines_say_that_it_happened(store: Store, b: int) -> None:
    assert "facts, logs granted" in _grant(store, b, LOGS, audience=Audience.SOURCE)
    assert set(dict(_notice(store, b).relies)[1]) == {FACTS, LOGS}


def test_taking_back_one_item_makes_stale_only_what_used_it(store: Store, b: int, tmp_path: Path) -> None:
    _grant(store, b, FACTS, IDENTITY)
    notice = _notice(store, b)
    assert "1 draft" not in desk.decide(
        store, b, items=(LOGS,), state=ConsentState.REFUSED, quote="ログは困ります", handler=ME
    ).message  # fmt: skip
    assert desk.load(store, notice.id or 0, centre=CENTRE).state is DraftState.DRAFTED
    told = desk.decide(store, b, items=(IDENTITY,), state=ConsentState.WITHDRAWN, quote="名前は伏せて", handler=ME)
    assert "identity withdrawn; 1 draft may no longer be sent" in told.message
    with pytest.raises(NotPermitted, match="draft it anew"):
        desk.write_eml(store, notice.id or 0, centre=CENTRE, directory=tmp_path, handler=ME)
    assert "bsite" not in _notice(store, b).body


def test_a_grant_that_is_undone_takes_its_drafts_along(store: Store, b: int, tmp_path: Path) -> None:
    """Undo takes back the decision, not the draft: that must not leave all the same."""
    _grant(store, b, FACTS, LOGS)
    notice = desk.write_letter(store, b, kind=LetterKind.NOTICE, centre=CENTRE, handler="sato").draft
    assert notice is not None
    assert desk.undo(store, handler=ME).message.startswith(f"#{b}: undone: consent: facts, logs granted")
    assert desk.load(store, notice.id or 0, centre=CENTRE).state is DraftState.STALE
    with pytest.raises(NotPermitted):
        desk.write_eml(store, notice.id or 0, centre=CENTRE, directory=tmp_path, handler=ME)
    with pytest.raises(NotPermitted):
        desk.mark_sent(store, notice.id or 0, centre=CENTRE, handler=ME)


class TestUntilADay:
    """A grant may end; from then on it permits nothing, whoever asks and with whatever clock."""

    END = NOW + timedelta(days=3)

    def test_it_holds_until_then_and_not_after(self, store: Store, b: int, tmp_path: Path) -> None:
        assert "until" in _grant(store, b, FACTS, LOGS, until=self.END)
        notice = _notice(store, b)
        after = self.END + timedelta(seconds=1)
        assert desk.examine(store, notice, centre=CENTRE).state is DraftState.DRAFTED
        assert desk.examine(store, notice, centre=CENTRE, at=after).state is DraftState.STALE
        with pytest.raises(NotPermitted):
            desk.write_letter(store, b, kind=LetterKind.NOTICE, centre=CENTRE, handler=ME, at=after)
        (decision,) = incidents.load(store, b, at=after).decisions
        assert decision.state is ConsentState.EXPIRED and decision.grants == frozenset()

    def test_nobody_gets_it_back_with_an_old_clock(self, store: Store, b: int) -> None:
        _grant(store, b, FACTS, until=NOW + timedelta(days=1), at=NOW - timedelta(days=9))
        past = store.conn.execute("UPDATE consent SET until = ?", (stamps.to_text(NOW - timedelta(days=2)),))
        assert past.rowcount == 1
        (decision,) = incidents.load(store, b, at=NOW - timedelta(days=5)).decisions
        assert decision.state is ConsentState.EXPIRED
        store.conn.execute("UPDATE consent SET until = ?", (stamps.to_text(NOW + timedelta(days=1)),))

    def test_the_sweep_says_so_in_the_queue_and_the_journal(self, store: Store, b: int) -> None:
        _grant(store, b, FACTS, LOGS, until=self.END)
        notice = _notice(store, b)
        assert desk.follow_up(store, at=self.END - timedelta(hours=1)) == ()
        assert desk.follow_up(store, at=self.END + timedelta(hours=1)) == (b,)
        after = incidents.load(store, b)
        assert after.row.consent == "expired" and after.related[0].permitted is Level.NONE
        assert after.journal[-1].note == "expired for report 1; drafts now stale: 1"
        assert desk.load(store, notice.id or 0, centre=CENTRE).state is DraftState.STALE
        assert desk.follow_up(store, at=self.END + timedelta(hours=2)) == ()

    def test_only_a_grant_ends_and_not_in_the_past(self, store: Store, b: int) -> None:
        with pytest.raises(Usage, match="Only a grant"):
            desk.decide(store, b, state=ConsentState.REFUSED, quote="no", until=self.END, handler=ME)
        with pytest.raises(Usage, match="ended already"):
            _grant(store, b, FACTS, until=NOW - timedelta(hours=1))
        with pytest.raises(Usage, match="either a level or single items"):
            _grant(store, b, FACTS, level=Level.FULL)


def test_what_an_older_store_says_keeps_its_meaning(tmp_path: Path) -> None:
    path = tmp_path / "older.db"
    with Store.create(path) as store:
        desk.import_sites(store, story.REGISTER.encode(), handler=ME)
        desk.take_in(store, story.from_b(), handler="mail")
        desk.take_in(store, story.from_a(), handler="mail")
        desk.consent_from_report(store, 1, handler=ME)
        desk.decide(store, 2, level=Level.LOGS, audience=Audience.SOURCE, quote="ログなら", handler=ME)
        desk.decide(store, 2, state=ConsentState.REFUSED, quote="だめ", handler=ME)
        letter = _notice(store, 1)
        before = [(d.state, d.grants, d.about) for n in (1, 2) for d in incidents.load(store, n).decisions]
    _as_before_items(path)
    with Store.open(path) as store:
        now = [(d.state, d.grants, d.about) for n in (1, 2) for d in incidents.load(store, n).decisions]
        assert now == before and list(check.faults(store)) == []
        store.conn.execute("UPDATE draft SET relies = ?", ('{"1": "logs"}',))  # as letters of that time have it
        assert dict(desk.load(store, letter.id or 0, centre=CENTRE).relies) == {1: Level.LOGS.items}


def _as_before_items(path: Path) -> None:
    """Put the ledger back into the form that it had before there were items, and take that step again."""
    table = schema.MIGRATIONS[0].partition("CREATE TABLE consent (")[2].partition(") STRICT;")[0]
    columns = "id, report_id, state, level, audience, site_id, quote, message, handler, at"
    old = sqlite3.connect(path)
    old.executescript(
        "ALTER TABLE consent RENAME TO newer; DROP INDEX consent_by_report; DROP INDEX consent_by_end;"
        f"CREATE TABLE consent ({table}) STRICT; INSERT INTO consent ({columns}) SELECT {columns} FROM newer;"
        "DROP TABLE newer; CREATE INDEX consent_by_report ON consent(report_id);"
    )
    old.executescript(items.STEP)
    old.close()


def _reckoned(store: Store, number: int) -> list[object]:
    return [incidents.related(store, number), store.rows("SELECT * FROM incident WHERE id = ?", (number,))]


def test_a_draft_and_a_decision_leave_what_working_it_all_out_would_give(store: Store, b: int) -> None:
    desk.take_in(store, story.from_a(), handler="mail")
    steps = (
        lambda: _grant(store, b, FACTS, LOGS),
        lambda: _notice(store, b),
        lambda: desk.decide(store, b, state=ConsentState.REFUSED, quote="やめてください", handler=ME),
        lambda: desk.decide(store, b, level=Level.FULL, quote="全部可", handler=ME),
        lambda: _notice(store, b),
    )
    for step in steps:
        asked: list[str] = []
        store.conn.set_trace_callback(asked.append)
        step()
        store.conn.set_trace_callback(None)
        assert asked and not [sql for sql in asked if "FROM observable AS o" in sql], "no long log is looked through"
        kept = _reckoned(store, b)
        with store.change("draft", handler=ME, incident=b) as change:
            refresh.incident(change, b)
            assert _reckoned(store, b) == kept
            change.abandon()
