"""Correcting the register: what a site has, and whose an address is from then on; all of it can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ircon import desk
from ircon.desk.register import MOST_UNDONE
from ircon.errors import IrconError, Usage
from ircon.model import Site
from ircon.store import Store, facts, incidents, journal, register, seals
from tests.desk.steps import CENTRE, ME
from tests.support import story
from tests.support.command import ircon
from tests.support.stores import with_register


def _known(store: Store, number: int = 1) -> Site:
    found = register.load(store, number)
    assert found is not None
    return found


def _sound(store: Store) -> None:
    assert list(seals.broken(store)) == []
    assert list(journal.broken(store)) == []


@pytest.mark.parametrize(
    ("part", "typed", "stands"),
    [
        ("domain", " WWW.Newname.example.org. ", "www.newname.example.org"),
        ("netblock", "203.0.113.7/24", "203.0.113.0/24"),
        ("netblock", "2001:db8::/32", "2001:db8::/32"),
        ("contact", "csirt@ASITE.example.jp +81-3-5555-0199", "csirt@asite.example.jp +81-3-5555-0199"),
        ("contact", "+81-3-5555-0199 ext 3", "+81-3-5555-0199 ext 3"),
    ],
)
def test_what_is_added_changed_and_removed_is_all_taken_back(store: Store, part: str, typed: str, stands: str) -> None:
    def has() -> set[str]:
        known = _known(store)
        return {*known.domains, *known.cidrs, *(f"{c.mail} {c.phone}".strip() for c in known.contacts)}

    before = _known(store)
    other = {"domain": "other.example.org", "netblock": "198.51.100.0/25", "contact": "other@example.org"}[part]
    assert stands in desk.add_part(store, 1, part, typed, handler=ME).message and stands in has()
    desk.change_part(store, 1, part, stands, other, handler=ME)
    assert stands not in has() and other in has()
    desk.remove_part(store, 1, part, other, handler=ME)
    assert other not in has()
    _sound(store)
    for standing in (other, stands):
        desk.undo(store, handler=ME)
        assert standing in has()
    desk.undo(store, handler=ME)
    assert _known(store) == before
    desk.redo(store, handler=ME)
    assert stands in has()
    _sound(store)


@pytest.mark.parametrize(
    ("part", "typed", "wanted"),
    [
        ("domain", "co.jp", "shared by many"),
        ("domain", "", "no domain in this"),
        ("netblock", "0.0.0.0/0", "too wide"),
        ("netblock", "office", "no netblock"),
        ("contact", "who knows", "no phone number"),
        ("contact", "", "or both"),
        ("contact", "a@x.example b@x.example", "or both"),
        ("domain", "asite.example.jp", "has asite.example.jp already"),
    ],
)
def test_what_cannot_be_meant_is_said_and_changes_nothing(store: Store, part: str, typed: str, wanted: str) -> None:
    head = journal.head(store)
    with pytest.raises(Usage, match=wanted):
        desk.add_part(store, 1, part, typed, handler=ME)
    assert journal.head(store) == head


def test_a_netblock_that_moves_takes_what_was_reported_along_and_back(store: Store) -> None:
    number = desk.take_in(store, story.from_b(), handler=ME).incident

    def source() -> str:
        return next(site.name for site in incidents.related(store, number) if "192.168.100.1" in site.reason)

    assert source() == "asite"
    newcomer = desk.import_sites(store, b"name\nnewcomer\n", handler=ME)
    assert newcomer.new == 1
    found = register.named(store, "newcomer")
    assert found is not None
    said = desk.add_part(store, found, "netblock", "192.168.100.0/24", handler=ME).message
    assert said.endswith("it was asite's") and source() == "newcomer"
    desk.undo(store, handler=ME)
    assert source() == "asite"
    desk.remove_part(store, 1, "netblock", "192.168.100.0/24", handler=ME)
    assert source() not in ("asite", "newcomer")
    _sound(store)


def test_who_a_contact_is_goes_on_to_the_new_address_and_what_bounced_does_not(store: Store) -> None:
    mail = _known(store).contacts[0].mail
    for kind, value in (("person", "Hanako"), ("language", "English"), ("role", "csirt"), ("bounced", "no such user")):
        desk.note_fact(store, 1, kind, value, about=mail, handler=ME)
    desk.change_part(store, 1, "contact", mail, "new@asite.example.jp", handler=ME)
    rung = facts.load(store, _known(store), today=date(2030, 1, 1)).ladder[0]
    assert (rung.contact.mail, rung.person, rung.language, rung.role) == (
        "new@asite.example.jp", "Hanako", "en", "csirt",
    )  # fmt: skip
    assert rung.usable


def test_a_letter_is_in_the_language_of_whom_it_goes_to(store: Store) -> None:
    number = desk.take_in(store, story.from_b(), handler=ME).incident
    desk.consent_from_report(store, number, handler=ME)
    mail = _known(store).contacts[0].mail
    assert _known(store).language == "ja"
    desk.note_fact(store, 1, "language", "en", about=mail, handler=ME)
    draft = desk.write_letter(store, number, to="asite", centre=CENTRE, handler=ME).draft
    assert draft is not None and (draft.to, draft.language) == (mail, "en")
    assert not any("language" in finding.message for finding in draft.lint)


def test_language_and_zone_are_set_and_taken_back(store: Store) -> None:
    desk.set_part(store, 1, "language", "english", handler=ME)
    desk.set_part(store, 1, "timezone", "UTC", handler=ME)
    assert (_known(store).language, _known(store).timezone) == ("en", "UTC")
    with pytest.raises(Usage, match="no language of ours"):
        desk.set_part(store, 1, "language", "fr", handler=ME)
    desk.undo(store, handler=ME)
    desk.undo(store, handler=ME)
    assert (_known(store).language, _known(store).timezone) == ("ja", "Asia/Tokyo")
    _sound(store)


class TestImports:
    """One undo takes a whole import back, or says why not."""

    def test_a_whole_import_is_taken_back_and_done_again(self, store: Store) -> None:
        number = desk.take_in(store, story.from_b(), handler="mail").incident
        table = b"name,cidr,mail,asn,person\nnew,192.168.100.0/28,a@new.example,AS64496,Taro\nasite,203.0.113.0/24,,,\n"
        desk.import_sites(store, table, handler=ME)
        assert [site.name for site in incidents.related(store, number)] == ["new"]
        desk.undo(store, handler=ME)
        assert [site.name for site in incidents.related(store, number)] == ["asite"]
        assert register.named(store, "new") is None and "203.0.113.0/24" not in _known(store).cidrs
        _sound(store)
        desk.redo(store, handler=ME)
        assert [site.name for site in incidents.related(store, number)] == ["new"]
        _sound(store)

    def test_a_site_that_something_rests_upon_stays(self, store: Store) -> None:
        desk.import_sites(store, b"name,mail\nnew,a@new.example\n", handler=ME)
        number = register.named(store, "new")
        assert number is not None
        desk.note_fact(store, number, "person", "Taro", about="a@new.example", handler="sato")
        with pytest.raises(IrconError, match="new has been worked with since"):
            desk.undo(store, handler=ME)
        assert register.named(store, "new") == number
        _sound(store)

    def test_one_that_is_too_large_says_so_and_lets_what_was_before_be_taken_back(self, store: Store) -> None:
        desk.set_part(store, 1, "timezone", "UTC", handler=ME)
        rows = "".join(f"s{n},s{n}.example.org\n" for n in range(MOST_UNDONE // 2 + 1))
        assert desk.import_sites(store, f"name,domain\n{rows}".encode(), handler=ME).for_good
        with pytest.raises(IrconError, match="too large to be taken back") as caught:
            desk.undo(store, handler=ME)
        assert "timezone" in desk.undo(store, behind=caught.value.entry, handler=ME).message  # type: ignore[attr-defined]
        assert _known(store).timezone == "Asia/Tokyo"
        _sound(store)


def test_scripts_correct_the_register_too(tmp_path: Path) -> None:
    db = with_register(tmp_path)
    for words in (
        ("add", "asite", "contact", "csirt@asite.example.jp 03-5555-0100"),
        ("change", "asite", "contact", "csirt@asite.example.jp", "soc@asite.example.jp"),
        ("note", "asite", "language", "en", "--contact", "soc@asite.example.jp"),
        ("change", "asite", "timezone", "UTC"),
        ("remove", "asite", "domain", "asite.example.jp"),
    ):
        assert ircon("sites", *words, db=db).status == 0
    (shown,) = ircon("sites", "show", "asite", "--json", db=db).objects
    assert (shown["domains"], shown["timezone"]) == ([], "UTC")
    assert ("soc@asite.example.jp", "", "en") in {(r["mail"], r["phone"], r["language"]) for r in shown["ladder"]}
    assert ircon("sites", "change", "asite", "contact", "a@x.example", db=db).status == 2
    assert ircon("sites", "remove", "asite", "netblock", "203.0.113.0/24", db=db).status == 2
