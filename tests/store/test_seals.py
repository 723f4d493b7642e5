"""What stands in the store stands in the journal: an edit, a forgery or a removal behind its back shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.model import Level, Site
from ircon.store import Store, check, images, journal, register, seals
from ircon.store.change import _RECORDABLE
from tests.intake.corpus import cases


@pytest.fixture
def store(story_db: Path) -> Iterator[Store]:
    with Store.open(story_db) as opened:
        desk.decide(opened, 1, level=Level.FACTS, quote="facts may be told", handler="mori")
        yield opened


def test_a_store_that_was_only_worked_with_is_as_told(store: Store) -> None:
    desk.take(store, 1, handler="mori")
    desk.undo(store, handler="mori")
    desk.close(store, 2, "resolved", handler="sato")
    assert list(check.faults(store)) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE report SET text = text || ' '", "Row 1 of report is not as the journal tells it."),
        ("UPDATE observable SET value = '192.0.2.1' WHERE report_id = 1", "Row 1 of report is not"),
        ("DELETE FROM log_line WHERE report_id = 2", "Row 2 of report is not"),
        ("UPDATE consent SET level = 'full'", "Row 1 of consent is not"),
        ("DELETE FROM consent", "Row 1 of consent is missing"),
        ("UPDATE incident SET owner = 'nobody'", "Row 1 of incident is not"),
        ("UPDATE contact SET mail = 'elsewhere@example.org'", "Row 1 of site is not"),
        (
            "INSERT INTO consent SELECT 7, report_id, state, 'full', audience, site_id, quote, message, handler, at,"
            " items, until FROM consent",
            "Row 7 of consent stands in no entry",
        ),
    ],
)
def test_what_was_changed_behind_the_journals_back_shows(store: Store, sql: str, told: str) -> None:
    store.conn.execute(sql)
    assert any(fault.startswith(told) for fault in seals.broken(store)), list(seals.broken(store))


def test_a_seal_made_while_writing_is_the_one_that_is_found(store: Store) -> None:
    with store.together():
        for case in cases()[::3]:
            taken = desk.take_in(store, case.data, handler="mail")
            kept = store.value("SELECT kept FROM journal ORDER BY id DESC LIMIT 1")
            if taken.new:
                told = images.read(store, kept)
                assert told[f"report {taken.report}"]["seal"] == seals.of(store, "report", taken.report)


def test_a_domain_that_moves_to_another_site_leaves_both_as_told(store: Store) -> None:
    with store.change("import sites", handler="mori") as change:
        register.put(change, Site(name="newcomer", domains=("asite.example.jp",)))
    assert list(seals.broken(store)) == []


def test_a_journal_that_was_cut_or_rewritten_shows_against_a_noted_head(store: Store) -> None:
    number, noted = journal.head(store)
    assert list(journal.unlike_noted(store, number, noted)) == []
    assert any("cut off" in told for told in journal.unlike_noted(store, number + 1, noted))
    assert any("rewritten" in told for told in journal.unlike_noted(store, number, "0" * 64))


def test_every_table_that_handlers_change_is_looked_at() -> None:
    assert {*seals._TABLES, *seals.OF_A_SITE} >= _RECORDABLE
