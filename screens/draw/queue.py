"""The queue: one line an incident, columns chosen by the width of the terminal.

Where we must act the reason stands in full ink, where others must it is dim, and what is
closed is dim altogether; what is new is bold. Marks and words say the same without colour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from ircon import standing
from ircon.i18n import COMMA, _, language, mark, term, word_of
from ircon.model import Ball, ConsentSummary, IncidentClass, QueueRow, Status
from ircon.text import fit, one_line, pad, width
from screens.draw.lines import Line, Span, age, age_cells, fill

MARK, NEW, UNREAD = "+", "*", "!"
"""Stand on a row: that it is marked (behind its other mark), that it is new to the handler, that it was not read."""

_BALL = {Ball.US: mark("us"), Ball.REPORTER: mark("rep."), Ball.SITE: mark("site"), Ball.NOBODY: "-"}
_TITLES = {
    "": "",
    "no": mark("no"),
    "age": mark("age"),
    "class": mark("class"),
    "reporter": mark("reporter"),
    "consent": mark("consent"),
    "sites": mark("sites"),
    "seen": mark("seen"),
    "next": mark("next"),
    "owner": mark("owner"),
    "why": mark("why"),
    "subject": mark("subject"),
}
"""The columns, and what stands above them."""

SEEN = 132
"""From this many columns on it has a column of its own whether the like was seen before."""

REPORTER, WHY = 14, 16
"""Cells that the reporter and the reason have at least; for them other columns go."""


def columns(cells: int, digits: int = 4) -> tuple[tuple[str, int], ...]:
    """Return (name, width) of each column for a queue ``cells`` wide; what helps least goes first.

    ``digits``: of how many the longest number is made.
    """
    return _columns(cells, max(4, digits), language())


@lru_cache(maxsize=8)
def _columns(cells: int, digits: int, _language: str) -> tuple[tuple[str, int], ...]:
    fixed = [
        ("", 2),
        ("no", digits + 2),
        ("age", age_cells() + 1),
        ("class", _room(map(term, IncidentClass))),
        ("reporter", 0),
        ("consent", _room((*map(term, ConsentSummary), _("consent")))),
        ("sites", _room((_("sites"), "9/12"))),
    ]
    if cells >= SEEN:
        fixed.append(("seen", 5))
    fixed.append(("next", _room(_(said) for said in _BALL.values())))
    if cells >= 100:
        fixed.append(("owner", 9))
    for least in ("age", "sites", "consent"):
        if cells - sum(w for _title, w in fixed) < REPORTER + WHY:
            fixed = [(title, w) for title, w in fixed if title != least]
    room = cells - sum(w for _title, w in fixed)
    # So much that at 120 columns the commonest reason has room with how often the like was seen.
    reporter = min(34, max(REPORTER, room * 3 // 8))
    placed = [(title, reporter if title == "reporter" else w) for title, w in fixed]
    left = cells - sum(w for _, w in placed)
    if cells >= 160:
        reason = left * 2 // 5
        return (*placed, ("why", reason), ("subject", left - reason))
    return (*placed, ("why", left))


def _room(words: Iterable[str]) -> int:
    """Return how wide a column is that holds each of these words and a blank."""
    return max(map(width, words)) + 1


def head(cells: int, digits: int = 4) -> Line:
    """Return the line of column titles."""
    titles = ((name, _(_TITLES[name]) if name else "", w) for name, w in columns(cells, digits))
    aligned = ((pad(title, w - 1, right=True) if name == "no" else title, w) for name, title, w in titles)
    return fill([("".join(fit(title, max(0, w - 1)) + " " for title, w in aligned), "dim")], cells)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the handler's own eyes see on a row: whether it is marked, and whether it is new to them."""

    marked: bool = False
    new: bool = False


def row(row: QueueRow, cells: int, now: datetime, *, bar: str = "", marks: Marks = Marks(), digits: int = 4) -> Line:
    """Return the line of one incident; with ``bar`` (a style's name) all of it in that style, as the cursor."""
    placed = columns(cells, digits)
    texts = _texts(row, now, dict(placed)["why"] - 1, seen=cells < SEEN)
    texts[""] = NEW if marks.new else texts[""]
    spans: list[Span] = []
    for title, w in placed:
        style = _style(title, row, new=marks.new)
        text = texts[title].rjust(w - 1) if title == "no" else texts[title]
        spans.append((fit(text, w - 1) + " ", bar or style))
    if marks.marked:
        spans[0] = (texts[""].rjust(1) + MARK, bar or "key")
    return fill(spans, cells, bar)


def _style(title: str, row: QueueRow, *, new: bool) -> str:
    if (new or row.unread) and title in {"", "no", "class", "reporter"}:
        return "bold"
    if row.status is Status.CLOSED or title in {"age", "seen", "subject"}:
        return "dim"
    if row.ball is not Ball.US and title in {"next", "why"}:
        return "dim"
    return "us" if title == "next" else ""


def why(row: QueueRow, now: datetime, room: int, *, seen: bool) -> str:
    """Return why a row stands where it stands: the reason, how many days it has waited, what makes it weigh more.

    What follows the reason is said as far as there is ``room`` for it. ``seen``: also how
    many incidents it may belong with, where that has no column of its own.
    """
    reason, *details = standing.parts(row.reason)
    if row.ball is not Ball.NOBODY and now - row.ball_since >= timedelta(days=1):
        details.insert(0, age(row.ball_since, now).strip())
    if seen and row.seen_before:
        details.append(_("seen before {count}", count=row.seen_before))
    said = one_line(reason)
    for detail in details:
        more = said + COMMA[language()] + one_line(detail)
        if width(more) > room:
            break
        said = more
    return said


def _texts(row: QueueRow, now: datetime, room: int, *, seen: bool) -> dict[str, str]:
    mark = "x" if row.status is Status.CLOSED else UNREAD if row.unread else ""
    return {
        "": mark,
        "no": str(row.incident),
        "age": pad(age(row.received, now), age_cells(), right=True),
        "class": term(row.klass),
        "reporter": one_line(row.reporter) or _("(unknown)"),
        "consent": one_line(word_of(ConsentSummary)(row.consent)),
        "sites": f"{row.sites_ready}/{row.sites_all}" if row.sites_all else "-",
        "seen": f"x{row.seen_before}" if row.seen_before else "",
        "next": _(_BALL[row.ball]),
        "owner": one_line(row.owner) or "-",
        "why": why(row, now, room, seen=seen),
        "subject": one_line(row.subject),
    }
