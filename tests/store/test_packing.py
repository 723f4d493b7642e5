"""What is packed comes back byte for byte, with every dictionary a store has ever learnt; damage is noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ircon import desk
from ircon.config import EXAMPLE_CENTRE
from ircon.errors import Unreadable
from ircon.model import LetterKind
from ircon.store import Store, check, dictionaries, drafts, images, journal, originals, packing, wordings
from tests.support import story


@given(st.binary(max_size=2_000), st.lists(st.binary(min_size=1, max_size=500), max_size=5))
def test_bytes_come_back_whatever_they_and_their_dictionary_are(data: bytes, samples: list[bytes]) -> None:
    words = packing.learn(samples)
    packed = packing.pack(data, words)
    assert packing.unpack(packed, {packing.name_of(words): words}.get) == data


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_damaged_byte_or_a_missing_dictionary_never_passes_for_the_text(data: bytes, draw: st.DataObject) -> None:
    words = b"Content-Type: text/plain; charset=iso-2022-jp"
    packed = bytearray(packing.pack(data, words))
    with pytest.raises(packing.Unpackable):
        packing.unpack(bytes(packed), lambda _: None)
    packed[draw.draw(st.integers(0, len(packed) - 1))] ^= draw.draw(st.integers(1, 255))
    try:
        assert packing.unpack(bytes(packed), lambda _: words) == data  # a bit that deflate does not look at
    except packing.Unpackable:
        pass


@pytest.fixture
def busy(empty_db: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that learns often, and has taken in forty-five mails."""
    monkeypatch.setattr(dictionaries, "LEARN_AT", frozenset({10, 40}))
    store = Store.open(empty_db)
    at = datetime(2026, 6, 1, tzinfo=UTC)
    with store.together():
        for number in range(45):
            body = f"{story.B_REPORT}\n{number}\n"
            data = story.mail("admin@bsite.example.jp", "ポートスキャン", body, "Fri, 23 Jun 2000 13:05:00 +0900")
            desk.take_in(store, data, received=at + timedelta(minutes=number), handler="intake")
    return store


def test_a_store_learns_from_its_own_mails_and_packs_the_next_ones_smaller(busy: Store) -> None:
    sizes = [size for (size,) in busy.rows("SELECT length(packed) FROM original ORDER BY rowid")]
    assert max(sizes[10:]) < min(sizes[:10]) * 0.5
    assert busy.value("SELECT count(*) FROM dictionary WHERE kind = 'original'") == 2
    assert list(check.faults(busy)) == []
    with busy.change("reading", handler="mori") as change:
        for (name,) in busy.rows("SELECT sha256 FROM original"):
            assert originals.keep(change, originals.load(busy, name)) == name
        change.abandon()


def test_a_letter_stands_once_in_the_store_however_often_it_is_told_of(busy: Store) -> None:
    for number in range(1, 13):
        outcome = desk.write_letter(
            busy, number, centre=EXAMPLE_CENTRE, kind=LetterKind.ACKNOWLEDGEMENT, handler="mori"
        )
        assert outcome.draft and outcome.draft.id
        body = drafts.load(busy, outcome.draft.id).body  # type: ignore[union-attr]
        assert body == outcome.draft.body
        told = busy.value("SELECT body FROM draft WHERE id = ?", (outcome.draft.id,))
        assert told == wordings.reference(body)
        told = busy.value("SELECT changes FROM journal ORDER BY id DESC LIMIT 1")
        assert body not in images.text(busy, told)
    sizes = [s for (s,) in busy.rows("SELECT length(packed) FROM wording JOIN draft ON body = char(2) ||"
                                     " lower(hex(sha256)) ORDER BY draft.id")]  # fmt: skip
    assert max(sizes[10:]) < min(sizes[:10]) * 0.5
    assert list(check.faults(busy)) == []


def test_undo_and_redo_of_a_letter_bring_its_text_back(busy: Store) -> None:
    written = desk.write_letter(busy, 1, centre=EXAMPLE_CENTRE, kind=LetterKind.ACKNOWLEDGEMENT, handler="mori").draft
    assert written and written.id
    desk.save_draft(busy, written.id, "another subject", "いろは" * 100, centre=EXAMPLE_CENTRE, handler="mori")
    desk.undo(busy, handler="mori")
    assert drafts.load(busy, written.id).body == written.body  # type: ignore[union-attr]
    desk.redo(busy, handler="mori")
    assert drafts.load(busy, written.id).body.startswith("いろはいろは")  # type: ignore[union-attr]
    assert list(check.faults(busy)) == []


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE wording SET packed = zeroblob(40)",
        "DELETE FROM wording",
        "UPDATE dictionary SET words = zeroblob(100)",
        "DELETE FROM dictionary",
    ],
)
def test_who_changes_what_is_kept_packed_is_refused_and_whoever_gets_round_that_is_found_out(
    busy: Store, harm: str
) -> None:
    for number in range(1, 12):
        desk.write_letter(busy, number, centre=EXAMPLE_CENTRE, kind=LetterKind.ACKNOWLEDGEMENT, handler="mori")
    with pytest.raises(Exception, match="kept"):
        busy.conn.execute(harm)
    for (name,) in busy.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%is_kept%'"):
        busy.conn.execute(f"DROP TRIGGER {name}")
    busy.conn.execute(harm)
    busy.dictionaries.clear()
    faults = [fault for fault in check.faults(busy) if not fault.startswith("Schema")]
    assert faults
    assert journal.head(busy)[0]


def test_a_short_text_stands_where_it_is_and_none_passes_for_a_reference(busy: Store) -> None:
    with busy.change("trying", handler="mori") as change:
        assert wordings.keep(change, "brief") == "brief"
        forged = wordings.keep(change, "\x02" + "0" * 64)
        assert forged != "\x02" + "0" * 64
        assert wordings.load(busy, forged) == "\x02" + "0" * 64
        with pytest.raises(Unreadable):
            wordings.load(busy, "\x02" + "0" * 64)
        change.abandon()
