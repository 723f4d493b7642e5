"""Lines marked on a timeline make a notice with just these, as far as consent goes; marks never add."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ircon import desk
from ircon.errors import NotPermitted
from ircon.model import Centre, Draft, DraftState, LetterKind, Level
from ircon.store import Store, check, drafts, timelines
from tests.support import story
from tests.support.command import ircon

CENTRE = Centre(name="Example CC", mail="cert@centre.example.jp")
ME = "mori"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Both reports of the story in one incident, B's words recorded, A not asked."""
    with Store.create(tmp_path / "queue.db") as opened:
        desk.import_sites(opened, story.REGISTER.encode(), handler=ME)
        for mail in (story.from_b(), story.from_a()):
            desk.take_in(opened, mail, handler="mail")
        desk.consent_from_report(opened, 1, handler=ME)
        desk.put_together(opened, [1, 2], handler=ME)
        yield opened
        assert list(check.faults(opened)) == []


def _marks(store: Store, *words: str) -> set[tuple[int, int]]:
    rows = timelines.read(store, [1]).rows
    return {(row.report, row.line) for row in rows if any(word in row.text for word in words)}


def _notice(store: Store, marks: set[tuple[int, int]] | None, to: str = "asite") -> Draft:
    draft = desk.write_letter(store, 1, centre=CENTRE, to=to, marks=marks, handler=ME).draft
    assert draft is not None
    return draft


def test_just_the_marked_line_is_in_the_notice(store: Store) -> None:
    draft = _notice(store, _marks(store, "popper"))
    assert draft.kind is LetterKind.NOTICE and "popper" in draft.body and "telnet" not in draft.body
    assert "every line that was not marked" in draft.withheld


def test_marking_all_adds_nothing_to_what_may_be_shown(store: Store) -> None:
    everything = {(row.report, row.line) for row in timelines.read(store, [1]).rows}
    draft = _notice(store, everything)
    assert "popper" in draft.body and "telnetd" in draft.body
    assert not any(secret in draft.body for secret in story.A_SECRETS)


def test_what_was_withdrawn_stays_in_although_it_is_marked(store: Store) -> None:
    desk.decide(store, 1, level=Level.FACTS, quote="only that it happened", report=1, handler=ME)
    draft = _notice(store, _marks(store, "popper"))
    assert "-ERR" not in draft.body and "pop3" in draft.body.lower()
    desk.decide(store, 1, level=Level.NONE, quote="no", report=1, handler=ME)
    with pytest.raises(NotPermitted, match="not permitted"):
        _notice(store, _marks(store, "popper"))


@pytest.mark.parametrize("words", [("statd",), ()])
def test_a_notice_with_nothing_in_it_is_not_written(store: Store, words: tuple[str, ...]) -> None:
    with pytest.raises(NotPermitted, match="no marked line"):
        _notice(store, _marks(store, *words))


def test_it_takes_the_place_of_the_whole_notice_and_relies_on_its_own_reports(store: Store) -> None:
    whole = _notice(store, None)
    narrowed = _notice(store, _marks(store, "popper"))
    found = drafts.load(store, whole.id or 0)
    assert found is not None and found.state is DraftState.STALE
    assert [report for report, _ in narrowed.relies] == [1]
    assert _notice(store, None).id == narrowed.id
    desk.undo(store, handler=ME)
    found = drafts.load(store, whole.id or 0)
    assert found is not None and found.state is DraftState.DRAFTED


def test_whom_the_marked_lines_concern(store: Store) -> None:
    found = desk.marked(store, 1, {*_marks(store, "popper", "telnetd", "statd"), (99, 1)})
    assert [(one.site.name, one.lines) for one in found.sites] == [("asite", 2)]
    assert found.elsewhere == 1


def test_by_command_line(story_db: Path) -> None:
    assert ircon("consent", "1", "--level", "full", "--quote", "all of it", db=story_db).status == 0
    lines = ircon("timeline", "1", "--json", db=story_db).objects
    (popper,) = [f"{row['report']}:{row['line']}" for row in lines if "popper" in row.get("text", "")]
    done = ircon("draft", "1", "--to", "asite", "--lines", popper, "--json", db=story_db)
    assert done.status == 0 and "telnetd" not in done.objects[0]["body"], done.err
    assert ircon("draft", "1", "--lines", "1:9-3", db=story_db).status == 2
    assert ircon("draft", "1", "--to", "asite", "--lines", "2:1-50", db=story_db).status == 77
