"""Drawing: whatever a report says, lines keep their width, hold nothing a terminal would obey, and say what is so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ircon.model import (
    Audience,
    Ball,
    Certainty,
    CloseReason,
    ConsentState,
    Contact,
    Decision,
    Draft,
    DraftState,
    Entry,
    Fields,
    Finding,
    Incident,
    IncidentClass,
    LetterKind,
    Level,
    Link,
    LogLine,
    Observable,
    ObservableKind,
    QueueRow,
    RelatedSite,
    Report,
    Reporter,
    Role,
    SiteState,
    Stated,
    Status,
    StoredReport,
)  # fmt: skip
from screens.draw import bars, detail, evidence, glance, letter, queue, related, strokes
from screens.draw.lines import Line, age, boxed, flow, line_width, plain, rule
from screens.styles import INKS
from tests.support.hostile import corpus

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WIDTHS = (37, 80, 120)


def incident(words: str, number: int = 1042) -> Incident:
    """An incident in which everything that comes from outside says ``words``."""
    row = QueueRow(
        incident=number, status=Status.OPEN, klass=IncidentClass.SCAN, reporter=words, consent="none", sites_ready=0,
        sites_all=1, seen_before=2, ball=Ball.US, ball_since=NOW, owner=words, received=NOW - timedelta(days=3),
        subject=words, reason=words, unread=True, need=0,
    )  # fmt: skip
    line = LogLine(1, f"192.0.2.1 {words}", NOW, Certainty.INFERRED, Certainty.STATED)
    found = Observable(ObservableKind.IPV4, "192.0.2.1", 1, 0, 9)
    beyond = Observable(ObservableKind.URL, "https://www.example.jp", 1, 5, 10_000)
    report = Report(
        format="mail", text=f"192.0.2.1 {words}\n{words}", subject=words,
        reporter=Reporter(words, words, words), fields=Fields(words, words, words, words, words, words),
        consent=Stated(Level.FULL, words), observables=(found, beyond), lines=(line,), problems=(words,),
    )  # fmt: skip
    stored = StoredReport(1, number, NOW, "", None, report)
    decision = Decision(2, ConsentState.GRANTED, Level.LOGS, Audience.RELATED, words, words, NOW)
    site = RelatedSite(None, words, Role.SOURCE, (words,), words, SiteState.READY, Level.FACTS)
    return Incident(
        row, (stored, stored), (decision,), (site,), (Link(7, words),), (draft(words),), "",
        (Entry(1, NOW, words, words, 1, words),),
    )  # fmt: skip


def draft(words: str) -> Draft:
    return Draft(
        LetterKind.NOTICE, words, words, f"{words}\n> {words}", "ja", 1, withheld=(words,),
        lint=(Finding("leak", words, True),),
    )  # fmt: skip


def everything(words: str, width: int) -> Iterator[Line]:
    """Everything that the console draws of an incident and a letter."""
    of = incident(words)
    yield queue.head(width)
    yield queue.row(of.row, width, NOW)
    yield queue.row(of.row, width, NOW, bar="bar")
    yield from glance.glance(of, width)
    yield from detail.detail(of, width)
    yield rule(glance.title(of, NOW, live=True), width, note="more")
    contacts = {1: (Contact(words, words, words),)}
    for chosen in (None, 0, 1):
        yield from related.panel(of, contacts, width, chosen=chosen, bar="bar").lines
    yield from letter.letter(draft(words), width)
    yield from letter.remarks(draft(words), words, width)
    yield bars.header(width, bars.Counted(5, 9, 3), bars.Listed(words, "by need"), file=None, handler=words)
    yield bars.flash(width, words, bad=True)


def obeyed(text: str) -> Iterable[str]:
    """The characters of ``text`` that a terminal, or the eye, would obey instead of showing them."""
    return [char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Co", "Cs"}]


@pytest.mark.parametrize("width", [37, 120])
def test_hostile_words_are_drawn_and_not_obeyed(width: int) -> None:
    for words in corpus():
        for line in everything(words, width):
            assert not obeyed(plain(line))
            assert line_width(line) <= width
            assert {style for _, style in line} <= INKS.keys()


@pytest.mark.parametrize("width", WIDTHS)
def test_rows_and_titles_take_exactly_their_width(width: int) -> None:
    for words in ("", "bsite", "ポートスキャン" * 9, "e\u0301" * 50):
        of = incident(words)
        assert line_width(queue.row(of.row, width, NOW)) == width
        assert line_width(rule(glance.title(of, NOW, live=False), width, note="enter: all of it")) == width
        assert all(line_width(line) == width for line in glance.glance(of, width))


@pytest.mark.parametrize("width", [w for w in WIDTHS if w >= 80])
def test_the_columns_fit_at_every_width(width: int) -> None:
    assert sum(cells for _, cells in queue.columns(width)) == width
    assert {"no", "class", "reporter", "consent", "sites", "next", "why"} <= {
        title for title, _ in queue.columns(width)
    }


def test_what_waits_for_us_is_told_from_what_does_not_without_colour() -> None:
    ours = plain(queue.row(incident("bsite").row, 120, NOW))
    assert " us " in ours and ours.startswith("!")
    assert plain(queue.row(incident("bsite").row, 120, NOW, marks=queue.Marks(new=True))).startswith("*")


def test_observables_are_marked_where_they_stand() -> None:
    found = Observable(ObservableKind.IPV4, "192.0.2.7", 1, 13, 22)
    spans = evidence.marked("connect from 192.0.2.7 port 1", [found])
    assert spans == [("connect from ", ""), ("192.0.2.7", "found"), (" port 1", "")]


def test_an_inferred_instant_says_so() -> None:
    line = LogLine(1, "x", NOW, Certainty.INFERRED, Certainty.WRITTEN)
    assert evidence.instant(line)[0][0].strip() == "11-23 09:00:00?"


def test_a_quote_does_not_open_at_the_end_of_a_line_nor_close_at_the_beginning_of_one() -> None:
    words = 'granted (report 1): "全ての情報を開示してほしい" sato'
    for cells in range(16, 50):
        drawn = [plain(line) for line in flow([(words, "")], cells)]
        assert not [line for line in drawn if line.endswith(' "') or line.startswith('" ')]


def test_a_long_line_flows_and_loses_nothing() -> None:
    words = "Jun 23 12:34:00 bsite telnetd[12]: connect from 192.168.100.1 " * 5
    flowed = "".join(plain(line) for line in flow([(words, "")], 40))
    assert flowed.replace(" ", "") == words.replace(" ", "")


def test_an_address_is_not_cut_in_two_where_there_is_room_for_it() -> None:
    spans = [("Jun 23 12:34:00 bsite telnetd[12]: connect from ", ""), ("192.168.100.1", "found")]
    assert [plain(line).strip() for line in flow(spans, 55)][-1] == "192.168.100.1"


def test_a_word_behind_a_marked_address_is_not_cut_in_two() -> None:
    spans = [("Failed password for root from ", ""), ("198.51.100.11", "found"), (" port 4023 ssh2", "")]
    for cells in range(44, 59):
        drawn = [plain(line) for line in flow(spans, cells)]
        assert " ".join(drawn).split() == "Failed password for root from 198.51.100.11 port 4023 ssh2".split()


@pytest.mark.parametrize(
    ("ago", "told"),
    [(timedelta(minutes=59), "new"), (timedelta(hours=47), "47h"), (timedelta(days=3), "3d"),
     (timedelta(days=99), "99d"), (timedelta(days=300), "42w"), (timedelta(days=9_000), "24y")],
)  # fmt: skip
def test_ages_take_three_cells(ago: timedelta, told: str) -> None:
    assert age(NOW - ago, NOW) == told
    assert len(told) <= 3


def test_a_box_can_be_drawn_in_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(plain(line).isascii() for line in boxed([], 30, 5))
    monkeypatch.setattr(strokes, "_now", strokes.PLAIN)
    assert all(plain(line).isascii() for line in boxed([], 30, 5))


def test_the_row_says_of_its_reason_as_much_as_there_is_room_for() -> None:
    reason = "1 site to notify; reported by 3; still going on"
    line = replace(incident("x").row, reason=reason, ball_since=NOW - timedelta(days=2))
    assert queue.why(line, NOW, 99, seen=True) == "1 site to notify, 2d, reported by 3, still going on, seen before 2"
    assert queue.why(line, NOW, 25, seen=True) == "1 site to notify, 2d"
    assert queue.why(line, NOW, 5, seen=True) == "1 site to notify"


def test_every_reason_for_closing_has_words() -> None:
    from screens.draw.closing import CLOSE_REASONS

    assert {reason for reason, _ in CLOSE_REASONS} == set(CloseReason)


def test_a_sent_letter_is_shown_as_sent() -> None:
    from dataclasses import replace

    assert "sent" in plain(tuple(letter.title(replace(draft("x"), state=DraftState.SENT))))


@pytest.mark.parametrize("number", [1, 9_999, 12_345, 123_456, 9_999_999])
def test_a_number_is_shown_whole_however_long_it_is(number: int) -> None:
    of = replace(incident("x").row, incident=number)
    for cells in (80, 120, 200):
        line = queue.row(of, cells, NOW, digits=len(str(number)))
        assert f" {number} " in plain(line) and line_width(line) == cells == line_width(queue.head(cells, 7))


def test_enter_shows_with_which_incidents_it_was_seen_before_and_what_is_next() -> None:
    lines = [plain(line) for line in detail.detail(incident("x"), 80)]
    assert any(line.startswith(" series     seen before 1  #7  r tells why") for line in lines)


def test_a_proposed_incident_bears_its_score() -> None:
    one = replace(incident("x"), links=(Link(7, "why", 0.55),))
    lines = [plain(line) for line in related.panel(one, {}, 40, chosen=1, bar="bar").lines]
    assert f" #7{'0.55 ':>37}" in lines
