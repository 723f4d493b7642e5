"""The journal: every change has its entry, entries are never altered, and one's own work can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircon.model import IncidentClass
from ircon.store import Store, check, incidents, journal, stamps
from ircon.store.change import Change, Conflict
from ircon.store.connection import DatabaseError


@pytest.fixture
def store(empty_db: Path) -> Iterator[Store]:
    with Store.open(empty_db) as opened:
        yield opened


def _incident(store: Store) -> int:
    with store.change("open", handler="intake") as change:
        change.incident = incidents.open_new(change, IncidentClass.SCAN, stamps.now())
        return change.incident


def _give(store: Store, number: int, owner: str, handler: str = "mori") -> None:
    with store.change("take", handler=handler, incident=number) as change:
        incidents.give_to(change, number, owner)


def _owner(store: Store, number: int) -> str:
    return incidents.ticket(store, number).owner


def _revert(store: Store, entry: int, handler: str = "mori") -> None:
    with store.change("undo", handler=handler) as change:
        change.revert(entry)


def test_a_change_and_its_entry_come_together_or_not_at_all(store: Store) -> None:
    number = _incident(store)
    with pytest.raises(RuntimeError), store.change("take", handler="mori", incident=number) as change:
        incidents.give_to(change, number, "mori")
        raise RuntimeError("the line went dead")
    assert _owner(store, number) == ""
    assert [entry.action for entry in journal.entries(store, number)] == ["open"]


def test_entries_and_originals_cannot_be_changed_or_deleted(store: Store) -> None:
    _give(store, _incident(store), "mori")
    for sql in ("UPDATE journal SET note = 'x'", "DELETE FROM journal"):
        with pytest.raises(DatabaseError, match="never changed"):
            store.conn.execute(sql)


def test_an_edited_or_missing_entry_shows(store: Store) -> None:
    number = _incident(store)
    _give(store, number, "mori")
    _give(store, number, "sato")
    store.conn.execute("DROP TRIGGER journal_is_append_only_update")
    store.conn.execute("UPDATE journal SET handler = 'sato' WHERE id = 2")
    found = list(check.faults(store))
    assert "Journal entry 2 is not as it was written." in found
    assert any("journal_is_append_only_update is missing" in fault for fault in found)


def test_undo_puts_back_what_was_and_redo_does_it_again(store: Store) -> None:
    number = _incident(store)
    _give(store, number, "mori")
    undone = journal.to_undo(store, "mori")
    assert undone is not None and undone.action == "take"
    _revert(store, undone.id)
    assert _owner(store, number) == "" and journal.to_undo(store, "mori") is None
    again = journal.to_redo(store, "mori")
    assert again is not None
    _revert(store, again.id)
    assert _owner(store, number) == "mori"


def test_a_colleagues_later_work_is_not_overwritten_by_undo(store: Store) -> None:
    number = _incident(store)
    _give(store, number, "mori")
    _give(store, number, "sato", handler="sato")
    mine = journal.to_undo(store, "mori")
    assert mine is not None
    with pytest.raises(Conflict):
        _revert(store, mine.id)
    assert _owner(store, number) == "sato"


def test_undo_is_ones_own(store: Store) -> None:
    _give(store, _incident(store), "mori")
    assert journal.to_undo(store, "sato") is None


class _Desk:
    """What undo and redo should do, as an editor does it: two stacks."""

    def __init__(self) -> None:
        self.now, self.done, self.undone = "", list[tuple[str, str]](), list[tuple[str, str]]()

    def act(self, owner: str) -> None:
        self.done.append((self.now, owner))
        self.now = owner
        self.undone.clear()

    def undo(self) -> None:
        if self.done:
            self.undone.append(self.done.pop())
            self.now = self.undone[-1][0]

    def redo(self) -> None:
        if self.undone:
            self.done.append(self.undone.pop())
            self.now = self.done[-1][1]


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["undo", "redo", "mori", "sato", "abe"]), max_size=14))
def test_any_walk_of_undo_and_redo_ends_where_an_editors_would(
    tmp_path_factory: pytest.TempPathFactory, walk: list[str]
) -> None:
    expected = _Desk()
    with Store.create(tmp_path_factory.mktemp("walk") / "queue.db") as store:
        number = _incident(store)
        for step in walk:
            if step in ("undo", "redo"):
                getattr(expected, step)()
                entry = (journal.to_undo if step == "undo" else journal.to_redo)(store, "mori")
                if entry is not None:
                    _revert(store, entry.id)
            elif step != expected.now:
                expected.act(step)
                _give(store, number, step)
            assert _owner(store, number) == expected.now
        assert list(journal.broken(store)) == []


def test_only_what_handlers_decide_is_recorded(store: Store) -> None:
    with pytest.raises(ValueError, match="not recorded"), store.change("x", handler="mori") as change:
        assert isinstance(change, Change)
        change._record("original", 1, None, None)
