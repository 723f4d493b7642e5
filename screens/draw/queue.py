"""The queue: one line an incident, columns chosen by the width of the terminal.

Where we must act the reason stands in full ink, where others must it is dim, and what is
closed is dim altogether; unread is bold. Marks and words say the same without colour.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from ircon.model import Ball, QueueRow, Status
from ircon.text import fit, one_line
from screens.draw.lines import Line, Span, age, fill

_BALL = {Ball.US: "us", Ball.REPORTER: "rep.", Ball.SITE: "site", Ball.NOBODY: "-"}


@lru_cache(maxsize=8)
def columns(cells: int) -> tuple[tuple[str, int], ...]:
    """Return (title, width) of each column for a queue ``cells`` wide; what helps least goes first."""
    fixed = [("", 2), ("no", 6), ("age", 4), ("class", 11), ("reporter", 0), ("consent", 10), ("sites", 6)]
    if cells >= 132:
        fixed.append(("seen", 5))
    fixed.append(("next", 5))
    if cells >= 100:
        fixed.append(("owner", 9))
    room = cells - sum(w for _, w in fixed)
    reporter = min(34, max(14, room * 2 // 5))
    placed = [(title, reporter if title == "reporter" else w) for title, w in fixed]
    left = cells - sum(w for _, w in placed)
    if cells >= 160:
        reason = left * 2 // 5
        return (*placed, ("why", reason), ("subject", left - reason))
    return (*placed, ("why", left))


def head(cells: int) -> Line:
    """Return the line of column titles."""
    titles = "".join(fit(f"{title:>5}" if title == "no" else title, max(0, w - 1)) + " " for title, w in columns(cells))
    return fill([(titles, "dim")], cells)


def row(row: QueueRow, cells: int, now: datetime, *, bar: str = "") -> Line:
    """Return the line of one incident; with ``bar`` (a style's name) all of it in that style, as the cursor."""
    texts = _texts(row, now)
    spans: list[Span] = []
    for title, w in columns(cells):
        style = _style(title, row)
        spans.append((fit(texts[title], w - 1) + " ", bar or style))
    return fill(spans, cells, bar)


def _style(title: str, row: QueueRow) -> str:
    if row.status is Status.CLOSED or title in {"age", "seen", "subject"}:
        return "dim"
    if row.unread and title in {"", "no", "class", "reporter"}:
        return "bold"
    if row.ball is not Ball.US and title in {"next", "why"}:
        return "dim"
    return "us" if title == "next" else ""


def _texts(row: QueueRow, now: datetime) -> dict[str, str]:
    mark = "x" if row.status is Status.CLOSED else "*" if row.unread else ""
    return {
        "": mark,
        "no": f"{row.incident:>5}",
        "age": f"{age(row.received, now):>3}",
        "class": row.klass.value,
        "reporter": one_line(row.reporter) or "(unknown)",
        "consent": one_line(row.consent),
        "sites": f"{row.sites_ready}/{row.sites_all}" if row.sites_all else "-",
        "seen": f"x{row.seen_before}" if row.seen_before else "",
        "next": _BALL[row.ball],
        "owner": one_line(row.owner) or "-",
        "why": one_line(row.reason),
        "subject": one_line(row.subject),
    }
