"""Key m: incidents put together and taken apart, each report keeping what its sender permits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircon import desk
from ircon.errors import Usage
from ircon.model import Centre, CloseReason, ConsentState, LetterKind, Level, Role, SiteState, Status
from ircon.store import Store, check, incidents, queue, trends
from ircon.trends import Facet, What
from tests.support import story
from tests.support.command import ircon

CENTRE = Centre(name="Example CC", mail="cert@centre.example.jp")
ME = "mori"
_LATER = "Fri, 23 Jun 2000 18:00:00 +0900"


def _fill(store: Store) -> None:
    desk.import_sites(store, story.REGISTER.encode(), handler=ME)
    desk.take_in(store, story.from_b(), handler="mail")
    desk.take_in(store, story.from_a(), handler="mail")
    third = story.mail("x@csite.example.com", "scan", f"Scan seen.\n{story.B_LOG}", _LATER)
    desk.take_in(store, third, handler="mail")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "queue.db") as opened:
        _fill(opened)
        yield opened
        assert list(check.faults(opened)) == []


def _where(store: Store) -> dict[int, int]:
    """The incident of each report."""
    return dict(store.rows("SELECT id, incident_id FROM report ORDER BY id"))


def _incidents(store: Store) -> int:
    return sum(t.n for t in trends.tallies(store, Facet.CLASS) if t.what is What.INCIDENT)


class TestTogether:
    """Several reports of one thing become one incident."""

    def test_reports_observables_and_links_move_to_the_oldest(self, store: Store) -> None:
        outcome = desk.put_together(store, [2, 1], handler=ME)
        assert (outcome.incident, outcome.message) == (1, "#2 put into #1")
        assert _where(store) == {1: 1, 2: 1, 3: 3}
        assert [r.id for r in incidents.load(store, 1).reports] == [1, 2]
        assert store.value("SELECT count(*) FROM observable WHERE incident_id = 2") == 0
        assert all(link.incident != 2 for n in (1, 3) for link in incidents.links(store, n))
        assert desk.homes(store, 1) == {1: 1, 2: 2}

    def test_the_other_stays_in_the_queue_as_merged(self, store: Store) -> None:
        desk.put_together(store, [1, 2], handler=ME)
        row = queue.row(store, 2)
        assert row is not None
        assert (row.status, row.reason, row.reporter, row.need) == (Status.CLOSED, "merged into #1", "asite", 2)
        assert incidents.load(store, 2).reports == ()

    def test_consents_stay_with_their_reports(self, store: Store) -> None:
        desk.consent_from_report(store, 1, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        joined = incidents.load(store, 1)
        assert [(d.report, d.level) for d in joined.decisions] == [(1, Level.FULL)]
        assert joined.row.consent == "mixed"

    def test_nothing_of_a_reaches_b_although_the_two_are_one_now(self, store: Store) -> None:
        desk.consent_from_report(store, 1, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        for kind in (LetterKind.NOTICE, LetterKind.ACKNOWLEDGEMENT):
            to = "asite" if kind is LetterKind.NOTICE else None
            draft = desk.write_letter(store, 1, centre=CENTRE, kind=kind, to=to, handler=ME).draft
            assert draft is not None
            assert kind is LetterKind.NOTICE or not any(secret in draft.body for secret in story.A_SECRETS)

    def test_the_broken_in_site_is_still_told_although_it_reports_too(self, store: Store) -> None:
        desk.consent_from_report(store, 1, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        (site,) = [s for s in incidents.load(store, 1).related if s.name == "asite"]
        assert (site.role, site.state, site.reports) == (Role.SOURCE, SiteState.READY, (1,))

    def test_an_answer_to_the_merged_number_joins_the_surviving_incident(self, store: Store) -> None:
        desk.put_together(store, [2, 3], handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        reply = story.mail("x@csite.example.com", "Re: [IRCON#3] scan", "It stopped.\n", _LATER)
        assert desk.take_in(store, reply, handler="mail").incident == 1

    def test_a_sent_notice_goes_along_and_its_answer_comes_home(self, store: Store) -> None:
        desk.consent_from_report(store, 1, handler=ME)
        draft = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, handler=ME).draft
        assert draft is not None and draft.id is not None
        desk.mark_sent(store, draft.id, centre=CENTRE, handler=ME)
        older = desk.take_apart(store, _joined(store), handler=ME)
        assert older.incident == 2
        reply = story.mail("admin@asite.example.jp", f"Re: [IRCON#{draft.reference}]", "調査します。\n", _LATER)
        assert desk.take_in(store, reply, handler="mail").incident == 1

    def test_an_open_one_keeps_a_closed_one_open(self, store: Store) -> None:
        desk.close(store, 1, CloseReason.RESOLVED, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        assert incidents.load(store, 1).row.status is Status.OPEN

    def test_they_count_as_one_incident(self, store: Store) -> None:
        assert _incidents(store) == 3
        desk.put_together(store, [1, 2, 3], handler=ME)
        assert _incidents(store) == 1

    @pytest.mark.parametrize("numbers", [[], [1], [1, 1], [1, 99]])
    def test_one_incident_alone_is_refused(self, store: Store, numbers: list[int]) -> None:
        with pytest.raises(Usage):
            desk.put_together(store, numbers, handler=ME)

    def test_the_surviving_journal_tells_both_histories(self, store: Store) -> None:
        desk.take(store, 2, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        assert [entry.action for entry in incidents.load(store, 1).journal] == [
            "intake",
            "intake",
            "take",
            "put together",
        ]


def _joined(store: Store) -> int:
    desk.put_together(store, [1, 2], handler=ME)
    return 1


class TestApart:
    """What was put together by mistake comes apart, at once or much later."""

    def test_undo_and_redo(self, store: Store) -> None:
        before = [queue.row(store, n) for n in (1, 2, 3)]
        links = [incidents.links(store, n) for n in (1, 2, 3)]
        desk.put_together(store, [1, 2, 3], handler=ME)
        after = [queue.row(store, n) for n in (1, 2, 3)]
        desk.undo(store, handler=ME)
        assert [queue.row(store, n) for n in (1, 2, 3)] == before
        assert [incidents.links(store, n) for n in (1, 2, 3)] == links
        desk.redo(store, handler=ME)
        assert [queue.row(store, n) for n in (1, 2, 3)] == after

    def test_later_each_gets_back_its_own(self, store: Store) -> None:
        desk.put_together(store, [2, 3], handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        reply = story.mail("admin@bsite.example.jp", "Re: [IRCON#1]", "続報です。\n", _LATER)
        desk.take_in(store, reply, handler="mail")
        assert desk.take_apart(store, 1, handler=ME).incident == 2
        assert _where(store) == {1: 1, 2: 2, 3: 2, 4: 1}
        assert desk.take_apart(store, 3, handler=ME).incident == 3
        assert _where(store) == {1: 1, 2: 2, 3: 3, 4: 1}
        assert [incidents.load(store, n).row.status for n in (1, 2, 3)] == [Status.OPEN] * 3
        desk.undo(store, handler=ME)
        assert _where(store) == {1: 1, 2: 2, 3: 2, 4: 1}

    def test_what_was_closed_before_stays_closed(self, store: Store) -> None:
        desk.close(store, 2, CloseReason.RESOLVED, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        desk.take_apart(store, 1, handler=ME)
        assert incidents.load(store, 2).closed_for == "resolved"

    def test_a_report_that_joined_by_mistake_leaves_for_a_new_incident(self, store: Store) -> None:
        reply = story.mail("z@dsite.example.net", "Re: [IRCON#1]", "A new scan.\n", _LATER)
        report = desk.take_in(store, reply, handler="mail").report
        number = desk.take_apart(store, 1, reports_out=[report], handler=ME).incident
        assert number == 4 and _where(store)[report] == 4
        assert incidents.load(store, 4).row.status is Status.OPEN
        desk.undo(store, handler=ME)
        assert _where(store)[report] == 1
        row = queue.row(store, 4)
        assert row is not None and row.reason == "merged into #1"
        desk.redo(store, handler=ME)
        assert _where(store)[report] == 4 and _incidents(store) == 4

    def test_nothing_to_take_apart_is_said(self, store: Store) -> None:
        for out in ((), (1,), (99,)):
            with pytest.raises(Usage):
                desk.take_apart(store, 1, reports_out=out, handler=ME)

    def test_the_commands_do_the_same(self, store: Store) -> None:
        done = ircon("together", "1", "2", "--json", db=store.path)
        assert done.status == 0 and '"incident": 1' in done.out and "#2 put into #1" in done.err
        assert "merged into #1" in ircon("show", "2", db=store.path).out
        assert ircon("apart", "1", db=store.path).status == 0
        assert ircon("apart", "1", db=store.path).status == 2


_STEP = st.one_of(
    st.tuples(st.just("together"), st.lists(st.integers(1, 3), min_size=2, max_size=3)),
    st.tuples(st.just("apart"), st.integers(1, 3)),
    st.tuples(st.sampled_from(["undo", "redo"]), st.none()),
)


@settings(max_examples=12)
@given(steps=st.lists(_STEP, min_size=2, max_size=5))
def test_whatever_is_done_no_report_is_lost_and_the_counters_hold(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object]]
) -> None:
    with Store.create(tmp_path_factory.mktemp("steps") / "queue.db") as store:
        _fill(store)
        for what, told in steps:
            try:
                if what == "together":
                    desk.put_together(store, told, handler=ME)  # type: ignore[arg-type]
                elif what == "apart":
                    desk.take_apart(store, told, handler=ME)  # type: ignore[arg-type]
                else:
                    (desk.undo if what == "undo" else desk.redo)(store, handler=ME)
            except Usage:
                continue
        assert list(check.faults(store)) == []
        holding = set(_where(store).values())
        assert set(_where(store)) == {1, 2, 3}
        assert holding == {n for (n,) in store.rows("SELECT id FROM incident WHERE merged_into IS NULL")}


_SECRET_LOGS = (
    story.A_LOG,
    "Jun 23 09:00:00 asite ftpd[9]: USER root from 203.0.113.77\n" * 3,
    "侵入の痕跡が www.hidden.example.com と 198.51.100.99 に残っていました。\n",
)


def _letters_to_b(folder: Path, secret: str) -> list[tuple[str, str, str]]:
    with Store.create(folder / "queue.db") as store:
        desk.import_sites(store, story.REGISTER.encode(), handler=ME)
        desk.take_in(store, story.from_b(), handler="mail")
        body = story.A_REPORT.replace(story.A_LOG, secret)
        mail = story.mail("admin@asite.example.jp", "不正侵入の報告", body, "Fri, 23 Jun 2000 16:20:00 +0900")
        desk.take_in(store, mail, handler="mail")
        desk.consent_from_report(store, 1, handler=ME)
        desk.put_together(store, [1, 2], handler=ME)
        kinds = (LetterKind.ACKNOWLEDGEMENT, LetterKind.PROGRESS, LetterKind.CLOSING, LetterKind.ADVICE)
        written = [desk.write_letter(store, 1, centre=CENTRE, kind=kind, handler=ME).draft for kind in kinds]
        notice = desk.write_letter(store, 1, centre=CENTRE, kind=LetterKind.NOTICE, to="asite", handler=ME).draft
        assert notice is not None and "12:34:00" in notice.body
        return [(d.to, d.subject, d.body) for d in written if d is not None]


def test_what_a_has_not_permitted_changes_no_letter_to_b_after_they_were_put_together(tmp_path: Path) -> None:
    letters = []
    for number, secret in enumerate(_SECRET_LOGS):
        (tmp_path / str(number)).mkdir()
        letters.append(_letters_to_b(tmp_path / str(number), secret))
    assert letters[0] == letters[1] == letters[2]
    assert {to for to, _, _ in letters[0]} == {"admin@bsite.example.jp"}


class TestByItsOldNumber:
    """A merged incident has no report: whatever is asked of it is answered in one sentence."""

    def test_every_action_says_where_its_reports_are(self, store: Store) -> None:
        desk.put_together(store, [1, 2], handler=ME)
        where = "#2 was put into #1: work on #1"
        with pytest.raises(Usage, match=where):
            desk.write_letter(store, 2, centre=CENTRE, handler=ME)
        with pytest.raises(Usage, match=where):
            desk.write_letter(store, 2, kind=LetterKind.CLOSING, centre=CENTRE, handler=ME)
        with pytest.raises(Usage, match=where):
            desk.consent_from_report(store, 2, handler=ME)
        with pytest.raises(Usage, match=where):
            desk.decide(store, 2, level=Level.FULL, quote="all of it", handler=ME)

    def test_it_is_closed_already_and_nothing_is_outstanding(self, store: Store) -> None:
        desk.put_together(store, [1, 2], handler=ME)
        assert desk.outstanding(store, 2) == ()
        assert desk.close(store, 2, CloseReason.RESOLVED, handler=ME).message == (
            "#2 is closed already: merged into #1"
        )

    @pytest.mark.parametrize(
        ("words", "status"),
        [
            (["show", "2"], 0),
            (["draft", "2"], 2),
            (["draft", "2", "--kind", "notice"], 2),
            (["consent", "2"], 2),
            (["consent", "2", "--refuse", "--quote", "no"], 2),
            (["close", "2", "--reason", "resolved"], 0),
            (["timeline", "2"], 0),
        ],
    )
    def test_the_command_line_has_one_sentence(self, store: Store, words: list[str], status: int) -> None:
        desk.put_together(store, [1, 2], handler=ME)
        done = ircon(*words, db=store.path)
        assert done.status == status
        assert len(done.err.splitlines()) <= 1 and "Traceback" not in done.err


def report_beside_b(store: Store, klass: str) -> None:
    """Take in, as one incident, what B reports and what C reports of the same source."""
    more = "csite,csite.example.org,203.0.113.0/24,admin@csite.example.org,,en,UTC\n"
    desk.import_sites(store, (story.REGISTER + more).encode(), handler=ME)
    desk.take_in(store, story.from_b(), handler="mail")
    told = f"Class: {klass}\n\nJun 23 08:00:00 cdb9 sshd[1]: connect from 192.168.100.1\n"
    mail = story.mail("admin@csite.example.org", klass, told, "Fri, 23 Jun 2000 13:05:00 +0000")
    desk.take_in(store, mail, handler="mail")
    desk.put_together(store, [1, 2], handler=ME)


def test_what_was_told_of_a_is_not_told_to_b_who_refused(tmp_path: Path) -> None:
    """Another reporter's permission is that reporter's matter, and so is what we did with it."""
    with Store.create(tmp_path / "told.db") as store:
        report_beside_b(store, "scan")
        desk.decide(store, 1, report=1, state=ConsentState.REFUSED, quote="no", handler=ME)
        desk.decide(store, 1, report=2, level=Level.FACTS, quote="yes", handler=ME)
        notice = desk.write_letter(store, 1, kind=LetterKind.NOTICE, to="asite", centre=CENTRE, handler=ME).draft
        assert notice is not None
        desk.mark_sent(store, notice.id or 0, centre=CENTRE, handler=ME)
        letter = desk.write_letter(store, 1, kind=LetterKind.PROGRESS, centre=CENTRE, handler=ME).draft
        assert letter is not None and letter.to == "admin@bsite.example.jp"
        said = "".join(letter.body.split())
        assert "関連するサイトに連絡し" not in said and "他のサイトへの連絡は行っておりません" in said
        other = desk.write_letter(store, 1, kind=LetterKind.PROGRESS, report=2, centre=CENTRE, handler=ME).draft
        assert other is not None and other.to == "admin@csite.example.org"
        assert "We have written to the sites involved" in other.body
        with pytest.raises(Usage, match="no report 9"):
            desk.write_letter(store, 1, kind=LetterKind.PROGRESS, report=9, centre=CENTRE, handler=ME)


def test_that_incidents_were_put_together_makes_nobody_a_related_site(tmp_path: Path) -> None:
    """Two reporters of the same source: what one lets the related sites hear is not for the other's ears."""
    with Store.create(tmp_path / "ears.db") as store:
        report_beside_b(store, "intrusion")
        desk.decide(store, 1, report=2, level=Level.FULL, quote="everything", handler=ME)
        letter = desk.write_letter(store, 1, kind=LetterKind.PROGRESS, report=1, centre=CENTRE, handler=ME).draft
        assert letter is not None and letter.to == "admin@bsite.example.jp" and letter.relies == ()
        assert "侵入" not in letter.body and "連絡をいただいて" not in letter.body and "08:00" not in letter.body
        answer = story.mail("admin@asite.example.jp", "[IRCON#1] 停止しました", "ログも開示してよい\n\n" + story.A_LOG,
                            "Sat, 24 Jun 2000 10:00:00 +0900")  # fmt: skip
        report = desk.take_in(store, answer, handler="mail").report
        desk.decide(store, 1, report=report, level=Level.FACTS, quote="yes", handler=ME)
        letter = desk.write_letter(store, 1, kind=LetterKind.PROGRESS, report=1, centre=CENTRE, handler=ME).draft
        assert letter is not None and "連絡をいただいて" in letter.body and [r for r, _ in letter.relies] == [report]
