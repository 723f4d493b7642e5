"""The kept counters follow every change, every undo, and a new zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ircon import desk
from ircon.model import Centre, CloseReason, LetterKind, SiteState
from ircon.store import Store, recounting, register, trends
from ircon.trends import COUNTS, Facet, What
from tests.support import story
from tests.support.command import ircon

CENTRE = Centre(name="Example CC", mail="cert@centre.example.jp")
ME = "mori"
JUNE = datetime(2000, 6, 23, 4, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        desk.import_sites(opened, story.REGISTER.encode(), handler=ME)
        desk.take_in(opened, story.from_b(), received=JUNE, handler="mail")
        desk.take_in(opened, story.from_a(), received=JUNE, handler="mail")
        yield opened
        assert list(trends.miscounted(opened)) == [] and list(recounting.unlike(opened)) == []


def _counts(store: Store, facet: Facet = Facet.CLASS) -> dict[tuple[str, str], int]:
    return {(str(t.what), t.value): t.n for t in trends.tallies(store, facet)}


def _total(store: Store, what: What) -> int:
    return sum(t.n for t in trends.tallies(store, Facet.CLASS) if t.what is what)


def test_two_reports_are_two_incidents_until_they_are_more(store: Store) -> None:
    assert _counts(store) == {
        ("report", "scan"): 1,
        ("report", "intrusion"): 1,
        ("incident", "scan"): 1,
        ("incident", "intrusion"): 1,
    }
    assert _counts(store, Facet.COUNTRY) == {("report", "JP"): 2, ("incident", "JP"): 2}


def test_an_answer_is_a_report_but_no_incident(store: Store) -> None:
    reply = story.mail("admin@bsite.example.jp", "Re: [IRCON#1]", "続報です。\n", "Sat, 24 Jun 2000 09:00:00 +0900")
    desk.take_in(store, reply, received=JUNE, handler="mail")
    assert (_total(store, What.REPORT), _total(store, What.INCIDENT)) == (3, 2)


def _notice(store: Store) -> int:
    desk.consent_from_report(store, 1, handler=ME)
    draft = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, handler=ME).draft
    assert draft is not None and draft.id is not None
    return draft.id


def test_a_coordination_is_a_notice_that_was_sent_and_undoing_it_counts_back(store: Store) -> None:
    number = _notice(store)
    assert _total(store, What.COORDINATION) == 0
    desk.mark_sent(store, number, centre=CENTRE, handler=ME)
    assert _total(store, What.COORDINATION) == 1
    desk.undo(store, handler=ME)
    assert _total(store, What.COORDINATION) == 0
    desk.redo(store, handler=ME)
    assert _total(store, What.COORDINATION) == 1


def test_a_coordination_counts_for_the_country_that_the_site_had_then(store: Store) -> None:
    desk.mark_sent(store, _notice(store), centre=CENTRE, handler=ME)
    assert _counts(store, Facet.COUNTRY)["coordination", "JP"] == 1
    desk.set_part(store, 1, "country", "us", handler=ME)
    site = register.load(store, 1)
    assert site is not None and site.country == "US"
    assert _counts(store, Facet.COUNTRY)["coordination", "JP"] == 1
    desk.undo(store, handler=ME)
    site = register.load(store, 1)
    assert site is not None and site.country == "JP"


def test_a_second_notice_to_the_same_site_is_the_same_coordination(store: Store) -> None:
    for _ in range(2):
        desk.mark_sent(store, _notice(store), centre=CENTRE, handler=ME)
    assert _total(store, What.COORDINATION) == 1


def test_waits_run_from_the_first_report(store: Store) -> None:
    draft = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.ACKNOWLEDGEMENT, handler=ME).draft
    assert draft is not None and draft.id is not None
    desk.mark_sent(store, draft.id, centre=CENTRE, handler=ME, at=JUNE.replace(minute=50))
    desk.close(store, 1, CloseReason.RESOLVED, handler=ME, at=JUNE.replace(day=25))
    waits = {str(t.what): int(t.value) for t in trends.tallies(store, Facet.MINUTES)}
    assert waits == {"answer": 40, "close": 48 * 60}
    desk.undo(store, handler=ME)
    assert {str(t.what) for t in trends.tallies(store, Facet.MINUTES)} == {"answer"}


def test_the_first_answer_and_the_first_notice_are_two_waits_whatever_a_site_says(store: Store) -> None:
    for kind in (LetterKind.ACKNOWLEDGEMENT, LetterKind.NOTICE):
        if kind is LetterKind.NOTICE:
            desk.consent_from_report(store, 1, handler=ME)
        draft = desk.write_letter(store, 1, centre=CENTRE, kind=kind, handler=ME).draft
        assert draft is not None and draft.id is not None
        desk.mark_sent(store, draft.id, centre=CENTRE, handler=ME)
    assert {str(t.what) for t in trends.tallies(store, Facet.MINUTES)} == {"answer", "notice"}
    desk.site_said(store, 1, "asite", SiteState.ACKNOWLEDGED, handler=ME)
    desk.mark_sent(store, _notice(store), centre=CENTRE, handler=ME)
    assert {str(t.what): t.n for t in trends.tallies(store, Facet.MINUTES)} == {"answer": 1, "notice": 1}


def test_a_month_is_that_of_the_centres_zone(store: Store) -> None:
    late = story.mail("x@csite.example.com", "scan", "We saw a scan.\n", "Fri, 30 Jun 2000 16:00:00 +0000")
    desk.take_in(store, late, received=datetime(2000, 6, 30, 16, 0, tzinfo=UTC), handler="mail")
    assert {t.month for t in trends.tallies(store, Facet.CLASS)} == {"2000-06", "2000-07"}
    with store.change("recount", handler=ME) as change:
        trends.count_anew(change, "+00:00")
    assert {t.month for t in trends.tallies(store, Facet.CLASS)} == {"2000-06"}


def test_counted_anew_is_what_was_kept(store: Store) -> None:
    desk.mark_sent(store, _notice(store), centre=CENTRE, handler=ME)
    desk.close(store, 2, CloseReason.RESOLVED, handler=ME)
    kept = [sorted(map(str, trends.tallies(store, facet))) for facet in Facet]
    with store.change("recount", handler=ME) as change:
        trends.count_anew(change, "+09:00")
    assert [sorted(map(str, trends.tallies(store, facet))) for facet in Facet] == kept


def test_the_command_prints_each_way(store: Store) -> None:
    where = store.path
    done = ircon("trends", "--by", "class", "--json", db=where)
    assert done.status == 0 and '"reports": 1' in done.out
    assert "報告件数 Reports" in ircon("trends", "--md", "--from", "2000", "--to", "2000", db=where).out
    assert ircon("trends", "--csv", "--from", "FY2000", "--to", "FY2000", db=where).out.startswith("month,reports")
    assert "インシデントの分類" in ircon("trends", "--quarterly", "2000-Q2", db=where).out
    assert ircon("trends", "--from", "soon", db=where).status == 2
    assert len(COUNTS) == 3
