"""One notice about several incidents: what it gathers, what it leaves out, and that it is one letter throughout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import NotPermitted, Usage
from ircon.model import Centre, ConsentState, Draft, DraftState, Incident, Item, LetterKind, Level, SiteState
from ircon.notices import eml
from ircon.store import Store, check, incidents, stamps
from tests.support import story

CENTRE = Centre(name="Example CC", name_ja="例示センター", mail="cert@centre.example.jp")
ME = "mori"
NOW = stamps.now()
_MORE = "name,domain,cidr,mail,language\ncsite,csite.example.org,203.0.113.0/24,admin@csite.example.org,en\n"
_C_REPORT = """\
Class: port scan
Remarks: time zone UTC, clock accurate

Jun 23 08:00:00 cdb9 sshd[1]: connect from 192.168.100.9
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        desk.import_sites(opened, (story.REGISTER + _MORE.split("\n", 1)[1]).encode(), handler=ME)
        desk.take_in(opened, story.from_b(), handler="mail")
        mail = story.mail("admin@csite.example.org", "scan", _C_REPORT, "Fri, 23 Jun 2000 13:05:00 +0000")
        desk.take_in(opened, mail, handler="mail")
        yield opened
        assert list(check.faults(opened)) == []


def _allow(store: Store, number: int, level: Level) -> None:
    desk.decide(store, number, level=level, quote="their words", handler=ME)


def _joint(store: Store, *numbers: int) -> Draft:
    draft = desk.write_joint(store, numbers or (1, 2), "asite", centre=CENTRE, handler=ME).draft
    assert draft is not None and draft.id is not None
    return draft


def _load(store: Store, number: int) -> Incident:
    return incidents.load(store, number)


def test_all_addresses_of_the_contact_are_gathered_and_each_report_keeps_its_own_consent(store: Store) -> None:
    _allow(store, 1, Level.FULL)
    _allow(store, 2, Level.FACTS)
    draft = _joint(store)
    assert "192.168.100.1" in draft.body and "192.168.100.9" in draft.body
    assert "bsite.example.jp" in draft.body and "csite" not in draft.body and "cdb9" not in draft.body
    assert not [finding for finding in draft.lint if finding.blocks]
    for number in (1, 2):
        (kept,) = _load(store, number).drafts
        assert (kept.body, kept.reference, kept.to) == (draft.body, draft.reference, draft.to)
        assert [report for report, _items in kept.relies] == [number]
        assert _load(store, number).related[0].state is SiteState.DRAFTED


def test_an_incident_of_which_nothing_may_be_told_is_left_out_and_named(store: Store) -> None:
    _allow(store, 1, Level.LOGS)
    told = desk.write_joint(store, [1, 2], "asite", centre=CENTRE, handler=ME)
    assert told.message == "#1: one notice to asite drafted; nothing of #2 may be told to it"
    assert told.draft is not None and "192.168.100.9" not in told.draft.body
    assert not _load(store, 2).drafts
    with pytest.raises(NotPermitted, match="no reporter has permitted"):
        desk.write_joint(store, [2], "asite", centre=CENTRE, handler=ME)
    with pytest.raises(Usage, match="related to none"):
        desk.write_joint(store, [1, 2], "csite", centre=CENTRE, handler=ME)


def test_what_is_withheld_in_one_incident_stops_the_letter_about_both(store: Store) -> None:
    _allow(store, 1, Level.FULL)
    _allow(store, 2, Level.FACTS)
    draft = _joint(store)
    body = draft.body + "\ncdb9 of csite.example.org\n"
    saved = desk.save_draft(store, draft.id or 0, draft.subject, body, centre=CENTRE, handler=ME).draft
    assert saved is not None and {f.rule for f in saved.lint if f.blocks} == {"leak"}
    (other,) = _load(store, 2).drafts
    assert other.body == saved.body, "an edit is one of all"
    with pytest.raises(NotPermitted):
        desk.mark_sent(store, other.id or 0, centre=CENTRE, handler=ME)
    desk.override(store, other.id or 0, "both agreed by phone", centre=CENTRE, handler="sato")
    desk.mark_sent(store, draft.id or 0, centre=CENTRE, handler=ME)


def test_a_withdrawal_in_one_makes_it_stale_in_both(store: Store) -> None:
    _allow(store, 1, Level.FULL)
    _allow(store, 2, Level.FACTS)
    draft = _joint(store)
    desk.decide(store, 2, state=ConsentState.WITHDRAWN, items=[Item.FACTS], quote="no more", handler=ME)
    assert desk.load(store, draft.id or 0, centre=CENTRE).state is DraftState.STALE
    with pytest.raises(NotPermitted, match="draft it anew"):
        desk.mark_sent(store, draft.id or 0, centre=CENTRE, handler=ME)
    assert [d.state for d in _load(store, 1).drafts] == [DraftState.STALE]


def test_sent_bounced_and_answered_it_is_one_letter(store: Store) -> None:
    _allow(store, 1, Level.FULL)
    _allow(store, 2, Level.LOGS)
    draft = _joint(store)
    copy = desk.take_in(store, eml.to_eml(draft, CENTRE, date=NOW), handler="mail", centre=CENTRE)
    assert copy.sent
    assert [_load(store, n).related[0].state for n in (1, 2)] == [SiteState.SENT] * 2
    assert store.value("SELECT sum(n) FROM tally WHERE what = 'coordination' AND facet = 'class'") == 2
    reply = story.mail("admin@asite.example.jp", f"Re: {draft.subject}", "両方とも停止しました。\n",
                       "Fri, 23 Jun 2000 18:00:00 +0900")  # fmt: skip
    desk.take_in(store, reply, handler="mail")
    assert [_load(store, n).related[0].state for n in (1, 2)] == [SiteState.ANSWERED] * 2


def test_it_takes_the_place_of_what_was_drafted_and_undo_brings_it_back(store: Store) -> None:
    _allow(store, 1, Level.FULL)
    _allow(store, 2, Level.LOGS)
    alone = desk.write_letter(store, 1, kind=LetterKind.NOTICE, centre=CENTRE, handler=ME).draft
    assert alone is not None
    _joint(store)
    assert desk.load(store, alone.id or 0, centre=CENTRE).state is DraftState.STALE
    desk.undo(store, handler=ME)
    assert desk.load(store, alone.id or 0, centre=CENTRE).state is DraftState.DRAFTED
    assert not _load(store, 2).drafts


def test_put_together_afterwards_it_still_holds(store: Store) -> None:
    _allow(store, 1, Level.FULL)
    _allow(store, 2, Level.LOGS)
    draft = _joint(store)
    desk.put_together(store, [1, 2], handler=ME)
    assert desk.load(store, draft.id or 0, centre=CENTRE).state is DraftState.DRAFTED
    desk.mark_sent(store, draft.id or 0, centre=CENTRE, handler=ME)
    assert {d.state for d in _load(store, 1).drafts} == {DraftState.SENT}
