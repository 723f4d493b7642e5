"""The journal's head is noted where whoever writes the store does not reach: a cut, rewritten or older store shows."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.store import Store, anchors, journal
from ircon.store.anchors import Places
from tests.support.command import ircon


@pytest.fixture
def store(story_db: Path) -> Iterator[Store]:
    with Store.open(story_db) as opened:
        yield opened


def _lines(place: Path) -> list[str]:
    return place.read_text("ascii").splitlines()


def test_a_head_is_noted_once_and_not_by_the_minute(store: Store, tmp_path: Path) -> None:
    places = Places((tmp_path / "state" / "heads",))
    assert anchors.note(store, places) == []
    assert anchors.note(store, places, asked=True) == []  # nothing has been written since
    desk.take(store, 1, handler="mori")
    assert anchors.note(store, places) == []  # and this was a moment ago
    assert len(_lines(places.files[0])) == 1
    assert anchors.note(store, places, asked=True) == []
    heads = anchors.noted(places, store.path)[places.files[0]]
    assert [head.number for head in heads][-1] == journal.head(store)[0] and len(heads) == 2
    assert list(anchors.unlike(store, {places.files[0]: heads})) == []


def test_a_handlers_own_file_is_theirs_alone(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "state" / "ircon" / "heads"
    anchors.note(store, Places((place,)))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_stores_do_not_mix_and_garbled_lines_are_passed_over(store: Store, tmp_path: Path) -> None:
    place = tmp_path / "heads"
    place.write_bytes(b'\xff\xfe\n1 2 3\n2026-01-01T00:00:00Z x y seen "/srv"\n')
    other = Path(shutil.copy(store.path, tmp_path / "other\n\x1b[31m.db"))
    anchors.note(store, Places((place,)))
    with Store.open(other) as second:
        anchors.note(second, Places((place,)))
    assert len(anchors.noted(Places((place,)), store.path)[place]) == 1
    written = place.read_bytes()
    assert written.count(b"\n") == 5 and b"\x1b" not in written


def test_a_place_of_the_centres_that_cannot_be_written_is_said_but_not_ones_own(store: Store, tmp_path: Path) -> None:
    own, theirs = tmp_path / "file" / "heads", tmp_path / "file" / "theirs"
    own.parent.write_text("in the way")
    (told,) = anchors.note(store, Places((own, theirs)))
    assert told.startswith("The journal's head could not be noted in") and "theirs" in told


def test_an_older_store_in_its_place_shows_by_command(story_db: Path, tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path / "state")}
    older = Path(shutil.copy(story_db, tmp_path / "older.db"))
    first = ircon("check", db=story_db, env=env)
    assert first.status == 0 and "no head was noted before" in first.out
    assert ircon("consent", "1", "--refuse", db=story_db).status == 0
    assert ircon("backup", tmp_path / "copy.db", db=story_db, env=env).status == 0
    assert "noted before: 2 heads" in ircon("check", db=story_db, env=env).out
    shutil.copy(older, story_db)
    for words in (["check"], ["check", "--against", str(tmp_path / "copy.db")]):
        told = ircon(*words, db=story_db, env=env)
        assert told.status == 69 and "its end was cut off" in told.out
    assert ircon("check", "--restored", db=story_db, env=env).status == 0
    assert ircon("check", db=story_db, env=env).status == 0


def test_restoring_a_backup_is_no_cut(story_db: Path, tmp_path: Path) -> None:
    env = {"XDG_STATE_HOME": str(tmp_path / "state")}
    assert ircon("backup", tmp_path / "copy.db", db=story_db, env=env).status == 0
    assert ircon("consent", "1", "--refuse", db=story_db).status == 0
    assert ircon("check", db=story_db, env=env).status == 0
    assert ircon("restore", tmp_path / "copy.db", db=story_db, env=env).status == 0
    assert ircon("check", db=story_db, env=env).status == 0


def test_what_was_noted_before_the_backup_still_counts_after_it_was_put_back(store: Store, tmp_path: Path) -> None:
    places = Places((tmp_path / "heads",))
    anchors.note(store, places)
    desk.take(store, 1, handler="mori")
    anchors.note(store, places, anew=True)
    assert len(anchors.noted(places, store.path)[places.files[0]]) == 2


def test_taking_in_mail_notes_the_head_and_a_user_without_a_home_is_not_troubled(
    story_db: Path, tmp_path: Path
) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(b"From: a@b.example\nSubject: scan\n\nprobe\n")
    done = ircon("intake", mail, db=story_db, env={"XDG_STATE_HOME": "/proc/nowhere"})
    assert done.status == 0 and done.err == ""
    assert ircon("intake", mail, db=story_db, env={"XDG_STATE_HOME": str(tmp_path / "state")}).status == 0
    assert (tmp_path / "state" / "ircon" / "heads").exists()
