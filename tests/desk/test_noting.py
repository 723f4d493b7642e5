"""Notes for colleagues: added and never changed, found again, taken back, and in no letter, ever."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ircon import desk
from ircon.config import EXAMPLE_CENTRE
from ircon.errors import IrconError, Usage
from ircon.model import LetterKind, Level
from ircon.notices import eml
from ircon.query import parse
from ircon.store import Store, check, incidents, notes, queue
from tests.support import story
from tests.support.command import ircon
from tests.support.stores import SCAN

NOON = datetime(2000, 6, 24, 3, 0, tzinfo=UTC)
SECRET = "名前は伏せる約束 statmon-7 b.example"


@pytest.fixture
def store(story_db: Path) -> Iterator[Store]:
    with Store.open(story_db) as opened:
        yield opened
        assert list(check.faults(opened)) == []


def texts(store: Store, number: int = 1) -> list[str]:
    return [note.text for note in notes.of_incident(store, number)]


def found(store: Store, words: str) -> list[int]:
    return [row.incident for row in queue.window(store, parse(words))]


class TestWriting:
    def test_a_note_stands_with_its_author_and_its_time(self, store: Store) -> None:
        said = desk.write_note(store, 1, "called them\nthey look", handler="mori", at=NOON)
        assert said.message == "#1: note 1 written"
        (note,) = incidents.load(store, 1).notes
        assert (note.text, note.handler, note.at, note.edited) == ("called them\nthey look", "mori", NOON, False)
        entry = incidents.load(store, 1).journal[-1]
        assert (entry.action, entry.note, entry.handler) == ("note", "called them ...", "mori")

    def test_an_edit_is_a_new_version_that_says_so(self, store: Store) -> None:
        desk.write_note(store, 1, "called", handler="mori", at=NOON)
        desk.write_note(store, 1, "called twice", replaces=1, handler="sato", at=NOON + timedelta(hours=1))
        (note,) = notes.of_incident(store, 1)
        assert (note.text, note.handler, note.edited) == ("called twice", "sato", True)
        assert (note.author, note.began) == ("mori", NOON)
        first = notes.load(store, 1)
        assert first is not None and first.text == "called"

    def test_two_who_edit_the_same_at_once_are_both_kept(self, store: Store) -> None:
        desk.write_note(store, 1, "called", handler="mori")
        desk.write_note(store, 1, "called, no answer", replaces=1, handler="mori")
        said = desk.write_note(store, 1, "called, call again", replaces=1, handler="sato")
        assert "beside another" in said.message
        assert texts(store) == ["called, no answer", "called, call again"]

    def test_two_who_write_at_once_overwrite_nothing(self, store: Store) -> None:
        def write(who: str) -> None:
            with Store.open(store.path) as own:
                for n in range(10):
                    desk.write_note(own, 1, f"{who} {n}", handler=who)

        threads = [threading.Thread(target=write, args=(who,)) for who in ("mori", "sato")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(texts(store)) == sorted(f"{who} {n}" for who in ("mori", "sato") for n in range(10))

    def test_nothing_changed_is_nothing_written(self, store: Store) -> None:
        desk.write_note(store, 1, "called", handler="mori")
        assert "as it was" in desk.write_note(store, 1, " called\n", replaces=1, handler="mori").message
        assert [note.id for note in notes.of_incident(store, 1)] == [1]

    @pytest.mark.parametrize(
        ("text", "replaces"),
        [("", None), (" \n", None), ("x" * 20_001, None), ("x", 7)],
        ids=["empty", "blank", "endless", "of no note"],
    )
    def test_what_makes_no_sense_is_refused(self, store: Store, text: str, replaces: int | None) -> None:
        with pytest.raises(Usage):
            desk.write_note(store, 1, text, replaces=replaces)
        assert texts(store) == []

    def test_nothing_of_a_long_line_is_lost(self, store: Store) -> None:
        desk.write_note(store, 1, "x" * 5_000)
        assert "".join(texts(store)[0].split("\n")) == "x" * 5_000

    def test_another_incidents_note_cannot_be_edited_from_here(self, store: Store) -> None:
        desk.write_note(store, 2, "of the other")
        with pytest.raises(IrconError, match="no note 1"):
            desk.write_note(store, 1, "mine", replaces=1)


class TestTakingBack:
    def test_a_note_and_its_edit_are_undone_and_done_again(self, store: Store) -> None:
        desk.write_note(store, 1, "called", handler="mori")
        desk.write_note(store, 1, "called twice", replaces=1, handler="mori")
        desk.undo(store, handler="mori")
        assert texts(store) == ["called"]
        desk.undo(store, handler="mori")
        assert texts(store) == [] and found(store, "called") == []
        desk.redo(store, handler="mori")
        desk.redo(store, handler="mori")
        assert texts(store) == ["called twice"] and found(store, "twice") == [1]


class TestFinding:
    def test_by_the_queues_words_long_and_short_and_in_japanese(self, store: Store) -> None:
        desk.write_note(store, 2, "夜に電話済み; Zebra")
        for words in ("zebra", "電話済み", "電話", "夜", "Ze", '"電話済み; zeb"'):
            assert found(store, words) == [2], words
        assert found(store, "-zebra") == [1]

    def test_an_earlier_version_is_not_found(self, store: Store) -> None:
        desk.write_note(store, 2, "Zebra")
        desk.write_note(store, 2, "Giraffe", replaces=1)
        assert found(store, "zebra") == found(store, "Ze") == [] and found(store, "giraffe") == [2]


class TestPuttingTogether:
    def test_notes_go_along_and_come_back(self, store: Store) -> None:
        desk.write_note(store, 2, "of A")
        desk.put_together(store, [1, 2], handler="mori")
        assert texts(store, 1) == ["of A"] and texts(store, 2) == []
        assert desk.write_note(store, 2, "later").incident == 1
        desk.take_apart(store, 1, handler="mori")
        assert texts(store, 2) == ["of A"] and texts(store, 1) == ["later"]


class TestStayingInTheHouse:
    """Two stores that differ in their notes alone give the same letters, byte for byte."""

    def letters(self, store: Store) -> list[tuple[object, ...]]:
        desk.decide(store, 1, level=Level.LOGS, quote="開示してほしい", handler="mori", at=NOON)
        out: list[tuple[object, ...]] = []
        for number in (1, 2):
            sites = [site.site_id for site in incidents.load(store, number).related]
            for kind in LetterKind:
                for to in sites if kind.to_site else [None]:
                    for language in ("ja", "en"):
                        out.append(self.written(store, number, kind, to, language))
        return out

    def written(self, store: Store, number: int, kind: LetterKind, to: int | None, language: str) -> tuple[object, ...]:
        try:
            told = desk.write_letter(
                store, number, kind=kind, to=to, language=language, centre=EXAMPLE_CENTRE, handler="mori", at=NOON
            )
        except IrconError as error:
            return number, kind, language, str(error)
        draft = told.draft
        assert draft is not None
        mail = eml.to_eml(draft, EXAMPLE_CENTRE, date=NOON) if draft.to else b""
        shown = (draft.subject, draft.body, draft.withheld, draft.lint, draft.reference)
        return number, told.message, shown, desk.as_text(draft), mail, eml.file_name(draft, EXAMPLE_CENTRE)

    def test_no_byte_of_any_letter_depends_on_a_note(self, tmp_path: Path) -> None:
        from tests.support import stores

        one, other = (stores.with_story(_made(tmp_path / name)) for name in ("one", "other"))
        with Store.open(one) as plain, Store.open(other) as noted:
            for number in (1, 2):
                desk.write_note(noted, number, SECRET, handler="mori", at=NOON)
                desk.write_note(noted, number, f"{SECRET} {story.A_LOG}", handler="sato", at=NOON)
                desk.keep_unfinished(noted, number, SECRET, handler="mori")
            told = self.letters(plain)
            assert told == self.letters(noted)
            written = [one for one in told if len(one) > 4]
            assert len(written) > 15
            assert not any("statmon-7" in str(one) for one in written)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


class TestByCommandLine:
    def test_written_read_and_edited(self, story_db: Path) -> None:
        assert ircon("note", SCAN, "called them", db=story_db).err == "#1: note 1 written\n"
        assert ircon("note", SCAN, "-", stdin="二度\nかけた".encode(), db=story_db).status == 0
        assert ircon("note", SCAN, "called", "--edit", "1", db=story_db).status == 0
        (first, second) = ircon("note", SCAN, "--json", db=story_db).objects
        assert (first["text"], first["edited"], second["text"]) == ("called", True, "二度\nかけた")
        assert "  called" in ircon("note", SCAN, db=story_db).out
        assert "かけた" in ircon("show", SCAN, db=story_db).out
        (shown,) = ircon("show", SCAN, "--json", db=story_db).objects
        assert [note["note"] for note in shown["notes"]] == [3, 2]
        assert "note" in ircon("handover", "--since", "1h", db=story_db).out

    def test_what_cannot_be(self, story_db: Path) -> None:
        assert ircon("note", "99", "x", db=story_db).status == 2
        assert ircon("note", SCAN, "--edit", "1", db=story_db).status == 2
        assert ircon("note", SCAN, " ", db=story_db).status == 2
