"""Key p: the handler's word on the part that a site plays wins, whatever comes in, and consent follows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import NotPermitted, Usage
from ircon.model import Audience, Centre, ConsentState, DraftState, LetterKind, Level, RelatedSite, Role, SiteState
from ircon.store import Store, check, drafts, incidents, saidroles
from tests.support import story
from tests.support.command import ircon

CENTRE = Centre(name="Example CC", mail="cert@centre.example.jp")
ME = "mori"
UNKNOWN = story.mail(
    "admin@bsite.example.jp",
    "scan",
    "Please tell the source.\n\nJun 24 09:00:00 bsite sshd[1]: connect from 203.0.113.9\n",
    "Sat, 24 Jun 2000 10:00:00 +0900",
)
_LATER = "Fri, 23 Jun 2000 18:00:00 +0900"
AGAIN = story.mail("admin@bsite.example.jp", "Re: [IRCON#1] again", f"And again.\n\n{story.B_LOG}", _LATER)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        desk.import_sites(opened, story.REGISTER.encode(), handler=ME)
        for mail in (story.from_b(), story.from_a(), UNKNOWN):
            desk.take_in(opened, mail, handler="mail")
        yield opened
        assert list(check.faults(opened)) == []


def _site(store: Store, number: int, name: str) -> RelatedSite:
    return next(site for site in incidents.related(store, number) if site.name == name)


def _to_the_source(store: Store, number: int = 1) -> None:
    desk.decide(store, number, level=Level.LOGS, audience=Audience.SOURCE, quote="tell the source", handler=ME)


def _notice(store: Store) -> int:
    draft = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, to="asite", handler=ME).draft
    assert draft is not None and draft.id is not None
    return draft.id


class TestTheWord:
    """It is kept, journaled, and can be taken back."""

    def test_it_stands_beside_what_the_reports_tell(self, store: Store) -> None:
        assert (_site(store, 1, "asite").role, _site(store, 1, "asite").said_by) == (Role.SOURCE, "")
        outcome = desk.say_role(store, 1, "asite", Role.STEPPING_STONE, handler=ME)
        site = _site(store, 1, "asite")
        assert (site.role, site.said_by) == (Role.STEPPING_STONE, ME)
        assert "is the source" in site.reason
        assert "asite is stepping stone" in outcome.message
        entry = incidents.load(store, 1).journal[-1]
        assert (entry.action, entry.handler, entry.note) == ("role", ME, "asite: source to stepping-stone")

    def test_a_further_report_does_not_change_it(self, store: Store) -> None:
        desk.say_role(store, 1, "asite", Role.RELAY, handler=ME)
        assert desk.take_in(store, AGAIN, handler="mail").incident == 1
        assert _site(store, 1, "asite").role is Role.RELAY

    def test_undo_and_redo(self, store: Store) -> None:
        desk.say_role(store, 1, "asite", Role.RELAY, handler=ME)
        desk.say_role(store, 1, "asite", Role.TARGET, handler="sato")
        desk.undo(store, handler="sato")
        assert (_site(store, 1, "asite").role, _site(store, 1, "asite").said_by) == (Role.RELAY, ME)
        desk.undo(store, handler=ME)
        assert _site(store, 1, "asite").said_by == ""
        desk.redo(store, handler=ME)
        assert _site(store, 1, "asite").role is Role.RELAY

    def test_it_can_be_left_to_the_reports_again(self, store: Store) -> None:
        desk.say_role(store, 1, "asite", Role.RELAY, handler=ME)
        desk.say_role(store, 1, "asite", None, handler=ME)
        assert (_site(store, 1, "asite").role, _site(store, 1, "asite").said_by) == (Role.SOURCE, "")

    def test_what_the_reports_tell_can_be_confirmed(self, store: Store) -> None:
        desk.say_role(store, 1, "asite", Role.SOURCE, handler=ME)
        assert incidents.load(store, 1).journal[-1].note == "asite: source, confirmed"

    def test_saying_the_same_again_leaves_no_entry(self, store: Store) -> None:
        desk.say_role(store, 1, "asite", Role.RELAY, handler=ME)
        before = len(incidents.load(store, 1).journal)
        assert "stands so already" in desk.say_role(store, 1, "asite", Role.RELAY, handler=ME).message
        assert len(incidents.load(store, 1).journal) == before

    def test_what_is_no_related_site_is_refused(self, store: Store) -> None:
        with pytest.raises(Usage, match="no related site"):
            desk.say_role(store, 1, "bsite", Role.TARGET, handler=ME)
        with pytest.raises(Usage, match="no part robber"):
            desk.role_named("robber")

    def test_the_other_incidents_see_it_too(self, store: Store) -> None:
        """In A's incident B is a target because its report names A's host as the source: no longer, once it is none."""
        assert [s.name for s in incidents.related(store, 2)] == ["bsite"]
        desk.say_role(store, 1, "asite", Role.TARGET, handler=ME)
        assert incidents.related(store, 2) == ()
        desk.undo(store, handler=ME)
        assert [s.name for s in incidents.related(store, 2)] == ["bsite"]

    def test_every_site_that_names_the_broken_in_host_stays_its_target(self, store: Store) -> None:
        other = story.mail("root@csite.example.com", "scan", f"Scanned.\n\n{story.B_LOG}", _LATER)
        desk.take_in(store, other, handler="mail")
        assert sorted(s.name for s in incidents.related(store, 2)) == ["bsite", "csite.example.com"]
        desk.say_role(store, 1, "asite", Role.TARGET, handler=ME)
        assert [s.name for s in incidents.related(store, 2)] == ["csite.example.com"]


class TestWhoseIncident:
    """The word goes where its incident goes, and stays with a site that gets its name later."""

    def test_an_unknown_site_keeps_it_when_it_enters_the_register(self, store: Store) -> None:
        desk.say_role(store, 3, "203.0.113.0/24", Role.OTHER, handler=ME)
        assert _site(store, 3, "203.0.113.0/24").said_by == ME
        desk.make_site(store, 3, "203.0.113.0/24", name="csite", mail="abuse@csite.example", handler=ME)
        assert (_site(store, 3, "csite").role, _site(store, 3, "csite").said_by) == (Role.OTHER, ME)

    def test_put_together_and_apart_it_comes_along_and_goes_back(self, store: Store) -> None:
        desk.say_role(store, 2, "bsite", Role.RELAY, handler=ME)
        desk.put_together(store, [1, 2, 3], handler=ME)
        assert saidroles.of_incident(store, 1) == saidroles.of_incident(store, 2)
        desk.take_apart(store, 2, handler=ME)
        assert saidroles.of_incident(store, 1) == {}
        assert _site(store, 2, "bsite").role is Role.RELAY

    def test_the_surviving_incidents_own_word_counts_last(self, store: Store) -> None:
        desk.say_role(store, 1, "asite", Role.STEPPING_STONE, handler=ME)
        desk.say_role(store, 2, "bsite", Role.OTHER, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        assert _site(store, 1, "asite").role is Role.STEPPING_STONE
        with pytest.raises(Usage, match="was put into #1"):
            desk.say_role(store, 2, "bsite", Role.TARGET, handler=ME)

    def test_undone_after_it_was_put_together_the_surviving_incident_shows_it(self, store: Store) -> None:
        desk.say_role(store, 3, "203.0.113.0/24", Role.TARGET, handler="sato")
        desk.put_together(store, [1, 3], handler=ME)
        assert _site(store, 1, "203.0.113.0/24").role is Role.TARGET
        desk.undo(store, handler="sato")
        assert _site(store, 1, "203.0.113.0/24").role is Role.SOURCE


class TestConsent:
    """What a reporter permits to the source is permitted to whom the handlers hold for it, and to nobody else."""

    def test_who_is_no_source_by_the_handlers_word_is_told_nothing(self, store: Store) -> None:
        _to_the_source(store)
        assert (_site(store, 1, "asite").permitted, _site(store, 1, "asite").state) == (Level.LOGS, SiteState.READY)
        desk.say_role(store, 1, "asite", Role.TARGET, handler=ME)
        assert (_site(store, 1, "asite").permitted, _site(store, 1, "asite").state) == (Level.NONE, SiteState.FOUND)
        with pytest.raises(NotPermitted):
            _notice(store)

    @pytest.mark.parametrize("role", [Role.STEPPING_STONE, Role.RELAY, Role.MALWARE_HOST, Role.PHISHING_HOST])
    def test_whoever_plays_such_a_part_is_meant(self, store: Store, role: Role) -> None:
        _to_the_source(store)
        desk.say_role(store, 1, "asite", role, handler=ME)
        assert _site(store, 1, "asite").permitted is Level.LOGS

    def test_a_draft_that_relied_on_the_source_being_one_may_not_be_sent(self, store: Store) -> None:
        _to_the_source(store)
        draft = _notice(store)
        outcome = desk.say_role(store, 1, "asite", Role.TARGET, handler=ME)
        assert "1 draft may no longer be sent" in outcome.message
        with pytest.raises(NotPermitted):
            desk.mark_sent(store, draft, centre=CENTRE, handler=ME)
        desk.undo(store, handler=ME)
        assert desk.load(store, draft, centre=CENTRE).state is DraftState.DRAFTED

    def test_a_draft_that_relied_on_the_word_is_stale_once_it_is_taken_back(self, store: Store) -> None:
        desk.say_role(store, 1, "asite", Role.TARGET, handler=ME)
        _to_the_source(store)
        desk.say_role(store, 1, "asite", Role.SOURCE, handler="sato")
        draft = _notice(store)
        desk.undo(store, handler="sato")
        found = drafts.load(store, draft)
        assert found is not None and found.state is DraftState.STALE

    def test_one_grant_to_all_related_sites_does_not_ask_for_the_part(self, store: Store) -> None:
        desk.decide(store, 1, level=Level.FACTS, audience=Audience.RELATED, quote="tell them", handler=ME)
        desk.say_role(store, 1, "asite", Role.TARGET, handler=ME)
        assert _site(store, 1, "asite").permitted is Level.FACTS

    def test_an_undone_grant_makes_what_relied_on_it_stale(self, store: Store) -> None:
        desk.decide(store, 1, level=Level.FACTS, quote="tell them", state=ConsentState.GRANTED, handler="sato")
        draft = _notice(store)
        desk.undo(store, handler="sato")
        found = drafts.load(store, draft)
        assert found is not None and found.state is DraftState.STALE


class TestCommandLine:
    """``ircon role`` does the same."""

    def test_the_day_of_a_script(self, story_db: Path) -> None:
        done = ircon("role", "1", "asite.example.jp", "stepping stone", "--json", db=story_db)
        assert done.status == 0, done.err
        (site,) = done.objects[0]["sites"]
        assert (site["role"], bool(site["said_by"])) == ("stepping-stone", True)
        back = ircon("role", "1", "192.168.100.1", "--as-proposed", "--json", db=story_db)
        assert back.objects[0]["sites"][0]["role"] == "source"
        assert ircon("role", "1", "asite", db=story_db).status == 2
        assert ircon("role", "1", "asite", "robber", db=story_db).status == 2
