"""Two handlers at the same moment: whoever waits for the other sees what the other has done."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from ircon import desk
from ircon.errors import IrconError, Usage
from ircon.model import Centre, ConsentState, DraftState, LetterKind, Status
from ircon.store import Store, consents, drafts, incidents

CENTRE = Centre(name="Example Coordination Centre", mail="desk@centre.example")


def while_waiting(path: Path, first: Callable[[Store], object], second: Callable[[Store], object]) -> list[Any]:
    """Do ``second`` while ``first`` is about to be committed; return what came of ``second``."""
    found: list[Any] = []

    def wait() -> None:
        with Store.open(path) as mine:
            try:
                found.append(second(mine))
            except IrconError as error:
                found.append(error)

    with ExitStack() as leaving, Store.open(path) as store, store.together():
        first(store)
        waiting = threading.Thread(target=wait)
        waiting.start()
        leaving.callback(waiting.join)
        time.sleep(0.3)  # long enough to get to the lock; too short only makes the test easier
    return found


def test_a_refusal_is_not_followed_by_a_grant_that_did_not_know_of_it(story_db: Path) -> None:
    def refuse(store: Store) -> object:
        return desk.decide(store, 1, state=ConsentState.REFUSED, quote="on the phone: no", handler="sato")

    (outcome,) = while_waiting(story_db, refuse, lambda store: desk.consent_from_report(store, 1, handler="mori"))
    assert outcome.needs == "choice"
    with Store.open(story_db, read_only=True) as store:
        assert [d.state for d in consents.of_incident(store, 1)] == [ConsentState.REFUSED]


@pytest.fixture
def draft(story_db: Path) -> int:
    """The number of a notice in the story's store, ready to be sent."""
    with Store.open(story_db) as store:
        desk.consent_from_report(store, 1, handler="mori")
        written = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, handler="mori").draft
    assert written is not None and written.id is not None
    return written.id


def test_a_notice_is_not_marked_as_sent_behind_a_withdrawal(story_db: Path, draft: int) -> None:
    def withdraw(store: Store) -> object:
        return desk.decide(store, 1, state=ConsentState.WITHDRAWN, quote="please do not", handler="sato")

    (refused,) = while_waiting(story_db, withdraw, lambda store: desk.mark_sent(store, draft, centre=CENTRE))
    assert isinstance(refused, IrconError) and refused.status == 77
    with Store.open(story_db, read_only=True) as store:
        standing = drafts.load(store, draft)
        assert standing is not None and standing.state is DraftState.STALE


def test_a_letter_is_not_edited_behind_its_sending(story_db: Path, draft: int) -> None:
    (refused,) = while_waiting(
        story_db,
        lambda store: desk.mark_sent(store, draft, centre=CENTRE, handler="sato"),
        lambda store: desk.save_draft(store, draft, "another subject", "another text", centre=CENTRE),
    )
    assert isinstance(refused, IrconError) and refused.status == 77


def test_a_letter_is_sent_once(story_db: Path, draft: int) -> None:
    (outcome,) = while_waiting(
        story_db,
        lambda store: desk.mark_sent(store, draft, centre=CENTRE, handler="sato"),
        lambda store: desk.mark_sent(store, draft, centre=CENTRE, handler="mori"),
    )
    assert "already" in outcome.message


def test_what_is_closed_is_opened_again_by_anybody_and_no_part_of_another_is(story_db: Path) -> None:
    with Store.open(story_db) as store:
        desk.close(store, 1, "resolved", handler="mori")
        assert desk.reopen(store, 1, handler="sato").message == "#1 is open again; it was closed: resolved"
        assert incidents.load(store, 1).row.status is Status.OPEN
        (told,) = [entry for entry in incidents.load(store, 1).journal if entry.action == "open again"]
        assert (told.handler, told.note) == ("sato", "resolved")
        with pytest.raises(Usage, match="is open"):
            desk.reopen(store, 1, handler="sato")
        desk.undo(store, handler="sato")
        assert incidents.load(store, 1).row.reason == "closed: resolved"
        desk.put_together(store, [1, 2], handler="mori")
        with pytest.raises(Usage, match="was put into #1"):
            desk.reopen(store, 2, handler="sato")


def test_an_incident_is_closed_once_and_for_one_reason(story_db: Path) -> None:
    (outcome,) = while_waiting(
        story_db,
        lambda store: desk.close(store, 1, "resolved", handler="sato"),
        lambda store: desk.close(store, 1, "no answer", handler="mori"),
    )
    assert "closed already" in outcome.message
    with Store.open(story_db, read_only=True) as store:
        assert incidents.ticket(store, 1).closed_for == "resolved"


def test_a_text_saved_over_a_colleagues_is_told_and_brought_back_by_undo(story_db: Path, draft: int) -> None:
    with Store.open(story_db) as store:
        seen = desk.load(store, draft, centre=CENTRE)
        desk.save_draft(store, draft, seen.subject, "sato's text\n", centre=CENTRE, seen=seen, handler="sato")
        outcome = desk.save_draft(store, draft, seen.subject, "mori's text\n", centre=CENTRE, seen=seen, handler="mori")
        assert "over a text that was saved meanwhile" in outcome.message
        desk.undo(store, handler="mori")
        assert desk.load(store, draft, centre=CENTRE).body == "sato's text\n"
