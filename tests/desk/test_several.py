"""What is done to many incidents at once: looked at first, done in pieces, taken back as one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ircon import desk
from ircon.desk import several
from ircon.errors import TryAgain
from ircon.model import Centre, IncidentClass, Status
from ircon.store import Store, batches, check, incidents, journal, queue, told
from ircon.store.change import Conflict
from tests.support import stores, story

ME = "mori"
CENTRE = Centre(name="Example Coordination Centre", mail="desk@centre.example")


@pytest.fixture(scope="module")
def _busy_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = stores.empty(tmp_path_factory.mktemp("busy"))
    with Store.open(path) as opened:
        for number in range(6):
            sender, at = f"admin@site{number}.example.jp", datetime(2000, 6, 23, 3, 40, tzinfo=UTC)
            text = story.B_REPORT if number < 3 else "Somebody knocks at our door.\n"
            date = f"{at + timedelta(minutes=number):%a, %d %b %Y %H:%M:%S} +0000"
            desk.take_in(opened, story.mail(sender, f"report {number}", text, date), handler="mail")
    return path


@pytest.fixture
def store(_busy_once: Path, tmp_path: Path) -> Iterator[Store]:
    with Store.open(shutil.copy(_busy_once, tmp_path / "busy.db")) as opened:
        yield opened


def owners(store: Store) -> list[str]:
    return [row.owner for row in queue.some(store, range(1, 7))]


class TestLooking:
    """Nothing is done before it is known what would be."""

    def test_what_is_skipped_is_told_with_its_reason(self, store: Store) -> None:
        desk.take(store, 1, handler=ME)
        desk.take(store, 2, handler="sato")
        desk.close(store, 3, "resolved", handler="sato")
        found = several.look(store, several.taking(over=True, handler=ME), [1, 2, 3, 4])
        assert found.ready == [2, 4]
        assert found.skipped == {"yours already": [1], "closed": [3]}
        assert found.told == {"sato": [2]}

    def test_a_look_at_consent_reads_what_the_reports_state(self, store: Store) -> None:
        found = several.look(store, several.recording(handler=ME), range(1, 7))
        assert found.ready == [1, 2, 3]
        assert list(found.skipped.values()) == [[4, 5, 6]]
        assert found.told == {"full granted": [1, 2, 3]}

    def test_a_look_at_letters_says_which_they_would_be(self, store: Store) -> None:
        found = several.look(store, several.writing(CENTRE, handler=ME), [1, 4])
        assert found.told == {"acknowledgement": [1, 4]}

    def test_it_writes_nothing_and_stops_when_it_is_asked_to(self, store: Store) -> None:
        before = journal.head(store)
        found = several.look(store, several.closing_for(), [1, 2], lambda done, total: False)
        assert (found.ready, found.left) == ([], 2)
        assert journal.head(store) == before

    def test_what_was_put_into_another_is_skipped(self, store: Store) -> None:
        desk.put_together(store, [1, 2], handler=ME)
        found = several.look(store, several.classifying_as(handler=ME), [1, 2])
        assert found.ready == [1] and list(found.skipped.values()) == [[2]]


class TestDoing:
    """One action, one undo, one redo."""

    def test_one_undo_takes_all_of_it_back_and_one_redo_does_it_again(self, store: Store) -> None:
        desk.take(store, 6, handler=ME)
        done = several.carry_out(store, several.closing_for("duplicate", handler=ME), range(1, 7))
        assert done.done == [1, 2, 3, 4, 5, 6]
        assert all(row.status is Status.CLOSED for row in queue.some(store, range(1, 7)))
        assert "6 incidents" in desk.undo(store, handler=ME).message
        assert all(row.status is Status.OPEN for row in queue.some(store, range(1, 7)))
        assert owners(store)[5] == ME, "what was done before it stands"
        assert "6 incidents" in desk.redo(store, handler=ME).message
        assert all(row.status is Status.CLOSED for row in queue.some(store, range(1, 7)))
        desk.undo(store, handler=ME)
        desk.undo(store, handler=ME)
        assert owners(store)[5] == ""
        assert list(check.faults(store)) == []

    def test_each_incident_has_its_own_line_in_the_journal(self, store: Store) -> None:
        several.carry_out(store, several.classifying_as(IncidentClass.SPAM, handler=ME), [4, 5])
        for number in (4, 5):
            assert journal.entries(store, number)[-1].action == "class"

    def test_what_refuses_meanwhile_is_skipped_and_told(self, store: Store) -> None:
        desk.take(store, 2, handler="sato")
        done = several.carry_out(store, several.taking(handler=ME), [1, 2, 3])
        assert done.done == [1, 3] and "sato has #2" in done.skipped[2]
        assert "2 incidents; 1 skipped: sato has #2" in several.summary(done)

    def test_it_goes_in_pieces_and_stops_between_them(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("ircon.desk.pieces.PIECE", 0.0)
        done = several.carry_out(store, several.taking(handler=ME), range(1, 7), lambda done, total: done < 4)
        assert (len(done.done), done.left) == (4, 2)
        assert owners(store).count(ME) == 4
        assert "4 incidents" in desk.undo(store, handler=ME).message
        assert owners(store).count(ME) == 0

    def test_what_a_colleague_built_upon_is_left_by_undo_and_the_rest_is_taken_back(self, store: Store) -> None:
        desk.hand_over(store, 6, "sato", handler=ME)
        several.carry_out(store, several.taking(handler=ME), [1, 2, 3])
        desk.take(store, 2, over=True, handler="sato")
        outcome = desk.undo(store, handler=ME)
        assert "2 incidents" in outcome.message and "1 left: #2: take stays as it is: sato" in outcome.message
        assert owners(store)[:3] == ["", "sato", ""]
        with pytest.raises(Conflict, match="sato has changed it since") as refused:
            desk.undo(store, handler=ME)
        assert "hand over" in desk.undo(store, behind=refused.value.entry, handler=ME).message
        assert owners(store)[5] == ""

    def test_where_the_store_cannot_go_on_what_was_done_stays(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("ircon.desk.pieces.PIECE", 0.0)

        def act(one: Store, number: int) -> desk.Outcome:
            if number == 3:
                raise TryAgain("the disk is full")
            return desk.take(one, number, handler=ME)

        done = several.carry_out(store, several.Deed(lambda one, row: ("", ""), act), range(1, 7))
        assert (done.done, done.left) == ([1, 2], 4)
        assert "the disk is full" in several.summary(done)
        assert owners(store)[:3] == [ME, ME, ""]

    def test_a_letter_is_drafted_for_each(self, store: Store) -> None:
        several.carry_out(store, several.writing(CENTRE, handler=ME), [1, 4])
        assert [len(incidents.load(store, number).drafts) for number in (1, 4)] == [1, 1]
        desk.undo(store, handler=ME)
        assert [len(incidents.load(store, number).drafts) for number in (1, 4)] == [0, 0]

    def test_entries_of_others_in_between_are_no_part_of_it(self, store: Store) -> None:
        batch = batches.Batch(store)
        with batch.piece():
            desk.take(store, 1, handler=ME)
        desk.take(store, 2, handler="sato")
        with batch.piece():
            desk.take(store, 3, handler=ME)
        theirs = journal.to_undo(store, "sato")
        mine = journal.to_undo(store, ME)
        assert theirs is not None and mine is not None
        assert batches.entries(store, theirs.id) == [theirs.id]
        assert batches.entries(store, mine.id) == [theirs.id - 1, theirs.id + 1]


class TestColleagues:
    """Taking what a colleague has is no secret."""

    def test_what_was_taken_over_is_told_to_whom_had_it(self, store: Store) -> None:
        desk.take(store, 1, handler="sato")
        after = journal.head(store)[0]
        outcome = desk.take(store, 1, over=True, handler=ME)
        assert "was sato's" in outcome.message
        last, found = told.handed(store, "sato", after=after)
        assert found == [told.Handed(ME, (1,), away=True)]
        assert told.handed(store, ME, after=after)[1] == []
        desk.undo(store, handler=ME)
        assert told.handed(store, "sato", after=last)[1] == [told.Handed(ME, (1,), away=False)]

    def test_colleagues_are_known_by_what_they_have_done(self, store: Store) -> None:
        desk.take(store, 1, handler="sato")
        desk.take(store, 2, handler=ME)
        assert told.handlers(store) == [ME, "sato"], "not whoever only delivers mail"



class TestWhatCannotBeTakenBack:
    """It says why, and the next undo looks behind it."""

    def test_a_letter_whose_text_has_left_stays(self, store: Store, tmp_path: Path) -> None:
        desk.take(store, 1, handler=ME)
        draft = desk.write_letter(store, 1, centre=CENTRE, handler=ME).draft
        assert draft is not None and draft.id is not None
        desk.write_eml(store, draft.id, centre=CENTRE, directory=tmp_path, handler="sato")
        with pytest.raises(Conflict, match="the letter stays: sato has taken its text out") as refused:
            desk.undo(store, handler=ME)
        assert len(incidents.load(store, 1).drafts) == 1
        assert "take" in desk.undo(store, behind=refused.value.entry, handler=ME).message
        assert owners(store)[0] == ""

    def test_marking_it_as_sent_is_undone_all_the_same(self, store: Store, tmp_path: Path) -> None:
        draft = desk.write_letter(store, 1, centre=CENTRE, handler=ME).draft
        assert draft is not None and draft.id is not None
        desk.write_eml(store, draft.id, centre=CENTRE, directory=tmp_path, handler=ME)
        desk.mark_sent(store, draft.id, centre=CENTRE, handler=ME)
        assert "sent" in desk.undo(store, handler=ME).message
        with pytest.raises(Conflict):
            desk.undo(store, handler=ME)
