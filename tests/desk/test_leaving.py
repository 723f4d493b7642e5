"""What is said of a letter before it leaves, and who may let it leave in spite of it."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import NotPermitted, Usage
from ircon.model import ConsentState, Draft, LetterKind, Level
from ircon.notices import eml
from ircon.store import Store
from tests.desk.steps import CENTRE, ME, NOW, bounce, drafted, edited, load, sent
from tests.support import story


class TestBeforeItLeaves:
    """What the lint says of a draft as it stands in the store, not only of one that a test made up."""

    def _rules(self, store: Store, number: int, **more: object) -> set[str]:
        outcome = desk.write_letter(store, number, centre=CENTRE, handler=ME, **more)  # type: ignore[arg-type]
        assert outcome.draft is not None
        return {finding.rule for finding in outcome.draft.lint}

    def test_the_recipients_language_not_the_drafts(self, store: Store, b: int) -> None:
        assert "language" not in self._rules(store, b, kind=LetterKind.NOTICE)
        assert "language" in self._rules(store, b, kind=LetterKind.NOTICE, language="en")
        assert "language" in self._rules(store, b, kind=LetterKind.PROGRESS, language="en")

    def test_evidence_of_years_ago_and_a_notice_of_some_days(self, store: Store, b: int) -> None:
        assert "old-evidence" in self._rules(store, b, kind=LetterKind.NOTICE)
        sent(store, b, at=NOW - timedelta(days=3))
        again = drafted(store, b)
        said = next(finding.message for finding in again.lint if finding.rule == "notified")
        assert said.startswith("this contact was notified 3 days")

    def test_a_contact_that_bounced_in_another_incident(self, store: Store, b: int) -> None:
        notice = sent(store, b)
        desk.take_in(store, bounce(eml.to_eml(notice, CENTRE, date=NOW), notice.to), handler="mail", centre=CENTRE)
        again = story.mail(
            "admin@bsite.example.jp", "again", story.B_REPORT + "\n2\n", "Sat, 24 Jun 2000 13:05:00 +0900"
        )
        number = desk.take_in(store, again, handler="mail").incident
        desk.consent_from_report(store, number, handler=ME)
        assert number != b and "bounced" in self._rules(store, number, kind=LetterKind.NOTICE)

    def test_shown_copied_written_and_journaled_are_the_same_bytes(self, store: Store, b: int, tmp_path: Path) -> None:
        notice = drafted(store, b)
        odd = notice.body + "\r\n行\u2028末\x1b[31m\tx\n"
        notice = edited(store, notice, odd)
        assert all(char == "\n" or char.isprintable() for char in notice.body)
        copied: list[str] = []
        desk.export(
            store, notice.id or 0, centre=CENTRE, directory=tmp_path, write=copied.append, environ={}, handler=ME
        )
        (written,) = tmp_path.glob("*.txt")
        (sequence,) = copied
        text = base64.b64decode(sequence.partition("52;c;")[2].rstrip("\x07\x1b\\"))
        assert written.read_bytes() == text == desk.as_text(notice).encode()
        assert notice.body.rstrip() in text.decode()
        digest = hashlib.sha256(text).hexdigest()[:16]
        assert load(store, b).journal[-1].note == f"draft {notice.id}, text, sha256 {digest}"


class TestReleasing:
    """Four eyes: what the last gate holds back leaves only on the word of somebody who did not write it."""

    def _blocked(self, store: Store) -> Draft:
        number = desk.take_in(store, story.from_b(), handler="mail").incident
        desk.decide(store, number, level=Level.FACTS, quote="匿名なら", handler=ME)
        notice = drafted(store, number)
        body = notice.body + "\n実は bsite.example.jp です\n"
        return edited(store, notice, body)

    def test_the_writer_cannot_and_a_second_handler_can_with_a_reason(self, store: Store, tmp_path: Path) -> None:
        draft = self._blocked(store)
        assert draft.id is not None and draft.hands == (ME,)
        with pytest.raises(NotPermitted, match="second handler"):
            desk.override(store, draft.id, "it is fine", centre=CENTRE, handler=ME)
        with pytest.raises(Usage, match="why"):
            desk.override(store, draft.id, " \n", centre=CENTRE, handler="sato")
        with pytest.raises(NotPermitted):
            desk.write_eml(store, draft.id, centre=CENTRE, directory=tmp_path, handler="sato")
        released = desk.override(store, draft.id, "agreed by phone", centre=CENTRE, handler="sato").draft
        assert released is not None and not [f for f in released.lint if f.blocks]
        (told, *_) = [f.message for f in released.lint if f.rule == "released"]
        assert "sato released it (agreed by phone)" in told and "bsite" in told
        entry = load(store, draft.incident).journal[-1]
        assert (entry.handler, entry.action) == ("sato", "release") and entry.note.endswith(": agreed by phone")
        desk.write_eml(store, draft.id, centre=CENTRE, directory=tmp_path / "out", handler=ME)
        (mail,) = (tmp_path / "out").glob("*.eml")
        assert mail.read_bytes().startswith(b"From: ")
        desk.mark_sent(store, draft.id, centre=CENTRE, handler=ME)

    def test_an_edit_ends_it_and_whoever_edits_is_no_second_handler(self, store: Store) -> None:
        draft = self._blocked(store)
        desk.override(store, draft.id or 0, "agreed by phone", centre=CENTRE, handler="sato")
        again = edited(store, draft, draft.body + "追伸\n", handler="sato")
        assert [f.rule for f in again.lint if f.blocks][:1] == ["leak"] and again.hands == (ME, "sato")
        with pytest.raises(NotPermitted, match="second handler"):
            desk.override(store, draft.id or 0, "still", centre=CENTRE, handler="sato")

    def test_it_can_be_taken_back(self, store: Store) -> None:
        draft = self._blocked(store)
        desk.override(store, draft.id or 0, "agreed by phone", centre=CENTRE, handler="sato")
        desk.undo(store, handler="sato")
        assert [f for f in desk.load(store, draft.id or 0, centre=CENTRE).lint if f.blocks]

    def test_a_changed_consent_is_nobodys_to_release(self, store: Store) -> None:
        draft = self._blocked(store)
        desk.decide(store, draft.incident, state=ConsentState.WITHDRAWN, quote="やめて", handler=ME)
        with pytest.raises(NotPermitted, match="draft it anew"):
            desk.override(store, draft.id or 0, "agreed by phone", centre=CENTRE, handler="sato")
