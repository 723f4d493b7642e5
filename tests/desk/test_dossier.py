"""What handlers learn of a site: ladder, holds, AS numbers, providers, and sites made of unknown ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import NotPermitted, Usage
from ircon.model import Centre, Draft, LetterKind, Level, SiteState
from ircon.sites.dossier import Dossier, FactKind
from ircon.store import Store, check, facts, incidents, register
from tests.support import story
from tests.support.command import ircon

CENTRE = Centre(name="Example CC", mail="cert@centre.example.jp")
ME = "mori"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SECOND = b"name,domain,mail\nasite,asite.example.jp,noc@asite.example.jp;ops@asite.example.jp\n"
_LATER = "Mon, 23 Nov 2026 12:00:00 +0900"


@pytest.fixture
def store(story_db: Path) -> Iterator[Store]:
    with Store.open(story_db) as opened:
        desk.import_sites(opened, SECOND, handler=ME)
        yield opened
        assert list(check.faults(opened)) == []


def _site(store: Store, name: str = "asite") -> int:
    found = register.find(store, name)
    assert found is not None and found.id is not None
    return found.id


def _known(store: Store, name: str = "asite", today: date = TODAY) -> Dossier:
    found = register.find(store, name)
    assert found is not None
    return facts.load(store, found, today=today)


def _ladder(store: Store) -> list[str]:
    return [rung.contact.mail for rung in _known(store).ladder]


def _sent_notice(store: Store) -> Draft:
    desk.consent_from_report(store, 1, handler=ME)
    draft = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, handler=ME, at=NOW).draft
    assert draft is not None and draft.id is not None
    desk.mark_sent(store, draft.id, centre=CENTRE, handler=ME, at=NOW)
    return draft


class TestLadder:
    """Whom to try first follows from who has answered and whose mail came back."""

    def test_at_first_in_the_order_of_the_table(self, store: Store) -> None:
        assert _ladder(store) == ["admin@asite.example.jp", "noc@asite.example.jp", "ops@asite.example.jp"]

    def test_a_bounce_that_comes_in_moves_its_contact_to_the_end(self, store: Store) -> None:
        draft = _sent_notice(store)
        desk.take_in(store, _bounce(draft), received=NOW, handler="mail")
        assert _ladder(store)[-1] == "admin@asite.example.jp"
        last = _known(store).ladder[-1]
        assert (last.usable, last.why) == (False, "bounced on 2026-11-23")
        again = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, handler=ME, at=NOW).draft
        assert again is not None and again.to == "noc@asite.example.jp"

    def test_an_answer_moves_its_contact_to_the_front(self, store: Store) -> None:
        draft = _sent_notice(store)
        reply = story.mail("ops@asite.example.jp", f"Re: [IRCON#{draft.reference}]", "調査しました。\n", _LATER)
        desk.take_in(store, reply, received=NOW, handler="mail")
        assert _ladder(store)[0] == "ops@asite.example.jp"
        assert _known(store).ladder[0].why == "answered on 2026-11-23"

    def test_a_handler_notes_a_bounce_and_takes_it_back(self, store: Store) -> None:
        desk.note_fact(store, _site(store), "bounced", "mailbox full", about="admin@asite.example.jp", handler=ME)
        assert _ladder(store)[-1] == "admin@asite.example.jp"
        desk.undo(store, handler=ME)
        assert _ladder(store)[0] == "admin@asite.example.jp"

    def test_a_contact_has_a_person_a_role_a_zone_and_a_key(self, store: Store) -> None:
        key = "0123 4567 89ab cdef 0123  4567 89AB CDEF 0123 4567"
        told = {"person": "Sato", "role": "NOC", "zone": "JST", "pgp": key}
        for kind, value in told.items():
            desk.note_fact(store, _site(store), kind, value, about="noc@asite.example.jp", handler=ME)
        rung = _known(store).ladder[1]
        assert (rung.person, rung.role, rung.timezone) == ("Sato", "noc", "Asia/Tokyo")
        assert rung.pgp == "0123456789ABCDEF0123456789ABCDEF01234567"

    def test_the_providers_contacts_come_last(self, store: Store) -> None:
        desk.note_fact(store, _site(store), "provider", "bsite", handler=ME)
        assert _known(store).ladder[-1].why == "provider bsite's"
        with pytest.raises(Usage):
            desk.note_fact(store, _site(store, "bsite"), "provider", "asite", handler=ME)

    def test_every_fact_tells_whence_and_when(self, store: Store) -> None:
        desk.note_fact(store, _site(store), "asn", "AS64496", provenance="registry", stated=TODAY, handler=ME)
        (fact,) = _known(store).facts
        assert (fact.provenance, fact.stated, fact.handler, fact.value) == ("registry", TODAY, ME, "64496")
        assert _known(store).asns == (64496,)
        desk.note_fact(store, _site(store), "asn", "", about="64496", handler=ME)
        assert _known(store).asns == ()


def _bounce(draft: Draft) -> bytes:
    return (
        "From: MAILER-DAEMON@centre.example.jp\nTo: cert@centre.example.jp\nSubject: Undelivered Mail\n"
        f"Date: {_LATER}\nMessage-ID: <bounce.1@centre.example.jp>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nYour message could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.centre.example.jp\n\n"
        f"Final-Recipient: rfc822; {draft.to}\nAction: failed\nStatus: 5.1.1\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nSubject: {draft.subject}\nTo: {draft.to}\n\n--b--\n"
    ).encode()


class TestHold:
    """Do not contact until a day, because of a reason."""

    def test_no_notice_is_written_before_that_day(self, store: Store) -> None:
        desk.consent_from_report(store, 1, handler=ME)
        desk.hold(store, _site(store), date(2026, 12, 24), "their counsel asks us to wait", handler=ME)
        with pytest.raises(NotPermitted, match="before 2026-12-24: their counsel asks us to wait"):
            desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, handler=ME, at=NOW)
        assert not any(rung.usable for rung in _known(store).ladder)
        assert _known(store, today=date(2026, 12, 24)).hold is None

    def test_it_can_be_ended_and_undone(self, store: Store) -> None:
        desk.hold(store, _site(store), date(2026, 12, 24), "wait", handler=ME)
        desk.hold(store, _site(store), None, handler=ME)
        assert _known(store).hold is None
        desk.undo(store, handler=ME)
        assert _known(store).hold is not None


@pytest.mark.parametrize(
    ("kind", "value", "about"),
    [
        ("asn", "AS0", ""),
        ("asn", "4294967296", ""),
        ("hold", "soon because", ""),
        ("hold", "2026-12-24", ""),
        ("role", "boss", "admin@asite.example.jp"),
        ("zone", "Mars/Base", "admin@asite.example.jp"),
        ("pgp", "89ABCDEF", "admin@asite.example.jp"),
        ("person", "Sato", ""),
        ("person", "Sato", "nobody@asite.example.jp"),
        ("person", "\x1b[31m", "admin@asite.example.jp"),
        ("provider", "nobody.example.net", ""),
        ("provider", "asite", ""),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(store: Store, kind: str, value: str, about: str) -> None:
    with pytest.raises(Usage):
        desk.note_fact(store, _site(store), FactKind(kind), value, about=about, handler=ME)


class TestMakeSite:
    """One key makes a site of an unknown one."""

    def _unknown(self, store: Store) -> int:
        body = (
            "接続元: 203.0.113.9\n\nNov 23 09:00:00 gw sshd[1]: Failed password for root from 203.0.113.9 port 4 ssh2\n"
        )
        return desk.take_in(store, story.mail("z@dsite.example.net", "scan", body, _LATER), handler="mail").incident

    def test_what_was_reported_is_its_own_from_now_on(self, store: Store) -> None:
        number = self._unknown(store)
        (before,) = [s for s in incidents.load(store, number).related if s.site_id is None]
        desk.make_site(store, number, before.name, name="Site D", mail="abuse@d.example.net", handler=ME)
        (after,) = incidents.load(store, number).related
        assert (after.name, after.evidence) == ("Site D", ("203.0.113.9",)) and after.site_id is not None
        site = register.load(store, after.site_id)
        assert site is not None and site.cidrs == ("203.0.113.0/24",)
        assert [(c.mail, c.provenance) for c in site.contacts] == [("abuse@d.example.net", "handler")]
        desk.decide(store, number, level=Level.FACTS, quote="yes", handler=ME)
        assert incidents.load(store, number).related[0].state is SiteState.READY

    def test_only_an_unknown_one_that_the_incident_names(self, store: Store) -> None:
        number = self._unknown(store)
        for unknown, name in (("192.0.2.0/24", ""), ("203.0.113.0/24", "asite"), ("asite", "")):
            with pytest.raises(Usage):
                desk.make_site(store, number, unknown, name=name, handler=ME)

    def test_the_commands_do_the_same(self, store: Store) -> None:
        number = self._unknown(store)
        where = store.path
        assert ircon("sites", "make", str(number), "203.0.113.0/24", "--name", "Site D", db=where).status == 0
        assert ircon("sites", "note", "asite", "asn", "AS64496", db=where).status == 0
        assert ircon("sites", "hold", "asite", "--until", "2099-01-01", "--because", "wait", db=where).status == 0
        shown = ircon("sites", "show", "asite", db=where)
        assert "AS        64496" in shown.out and "do not contact before 2099-01-01: wait" in shown.out
        assert ircon("sites", "ignore", "203.0.113.0/24", "--because", "a test net", db=where).status == 0
        assert "a test net" in ircon("sites", "ignore", db=where).out


def test_a_table_brings_facts_and_the_same_table_again_brings_none(store: Store) -> None:
    table = (
        b"name,domain,cidr,mail,asn,provider,role\n"
        b"csite,csite.example.com,203.0.113.0/25,noc@csite.example.com,AS64500,bsite,noc\n"
        b"dsite,dsite.example.com,,noc@dsite.example.com,,nobody,\n"
    )
    done = desk.import_sites(store, table, handler=ME)
    assert done.problems == ("provider nobody of dsite is not known to the register",)
    known = _known(store, "csite")
    assert (known.asns, known.provider, known.ladder[0].role) == ((64500,), "bsite", "noc")
    assert {fact.provenance for fact in known.facts} == {"import"}
    desk.import_sites(store, table, handler=ME)
    assert len(_known(store, "csite").facts) == len(known.facts)
