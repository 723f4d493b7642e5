"""The timeline: what several sites saw in one order by UTC, with what is known of each clock above it.

Every row is one line, so that a window of it can be drawn from its number alone; what a
narrow line has no room for stands below the rows, for the one under the bar.
"""

from __future__ import annotations

from datetime import UTC, datetime

from ircon.i18n import _, plural
from ircon.text import fit, one_line, pad
from ircon.timeline import DOUBTS, Clock, Kind, Row, Timeline, span
from screens.draw.lines import Line, Span, fill, flow, rule, safe, sides

CLOCKS, SKEWS = 3, 2
"""How many clocks and contradictions are named above the rows; ``ircon timeline`` names all."""

FOOT = 4
"""Lines that say all of the row under the bar."""

MARKS = 5
FULL_DATES = 100
"""From this many columns on each row bears its year."""


def head(
    found: Timeline, cells: int, *, subject: str, about: str = "", marked: int = 0, tall: bool = True
) -> list[Line]:
    """Draw what stands above the rows: whose lines, in which order, each clock, and what does not fit together.

    ``subject`` names the incidents. Unless ``tall`` the clocks are left to the row under the bar.
    """
    left: list[Span] = [(f" {_('timeline')} ", "bold"), (f" {subject}", "")]
    if about:
        left.append((f"  / {one_line(about)}", "us"))
    if marked:
        left.append((f"  {plural('{count} line marked', '{count} lines marked', marked)}", "key"))
    lines = [sides(left, [(f"{_lines(found)}{_years(found)}, UTC ", "dim")], cells)]
    if found.left_out:
        left_out = _("{count:,} later lines are too many to show; / narrows", count=found.left_out)
        lines.append(fill([(f" {left_out}", "bad")], cells))
    clocks = _concerned(found)
    for clock in clocks[:CLOCKS] if tall else ():
        whose = _("clock of report {report}", report=clock.report)
        lines.append(fill([(f" {whose}  ", "dim"), _known(clock)], cells))
    if tall and len(clocks) > CLOCKS:
        more = plural("and {count} more clock", "and {count} more clocks", len(clocks) - CLOCKS)
        lines.append(fill([(f" {more}", "dim")], cells))
    for skew in found.skews[:SKEWS]:
        told = _(
            "{lines} lines of report {report} stand in report {other} {seconds:+g} s apart:"
            " one of the clocks or zones is told wrongly",
            lines=skew.lines, report=skew.report, other=skew.other, seconds=skew.seconds,
        )  # fmt: skip
        lines.append(fill([(f" {told}", "us")], cells))
    return [*lines, fill([(_titles(cells), "dim")], cells)]


def _lines(found: Timeline) -> str:
    return plural("{count:,} line", "{count:,} lines", found.lines)


def _years(found: Timeline) -> str:
    ends = [row.at for row in (*found.rows[:1], *found.rows[-1:]) if row.at]
    days = dict.fromkeys(f"{at.astimezone(UTC):%Y-%m-%d}" for at in ends)
    return f", {_(' to ').join(days)}" if days else ""


def _concerned(found: Timeline) -> list[Clock]:
    """Return the clocks, those first whose words matter: moved, doubted, or not spoken of."""
    return sorted(found.clocks.values(), key=lambda clock: (not clock.shift, clock.accurate is True, clock.report))


def _known(clock: Clock) -> Span:
    doubtful = clock.shift or clock.slack or clock.accurate is False or not clock.zone
    return safe(clock.words(), "us" if doubtful else "")


# --- the rows -------------------------------------------------------------------------


def _whose(cells: int) -> int:
    return max(9, min(24, cells // 8))


def _instant(at: datetime | None, cells: int) -> str:
    if at is None:
        return _("no time")
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" if cells >= FULL_DATES else f"{at.astimezone(UTC):%m-%d %H:%M:%S}"


def _column(cells: int) -> int:
    return 20 if cells >= FULL_DATES else 15


def _titles(cells: int) -> str:
    return f" {'UTC':<{_column(cells)}}{'':{MARKS}}{fit(_('whose'), _whose(cells))}  {_('line')}"


def row(found: Timeline, number: int, cells: int, *, bar: str = "", sign: str = " ") -> Line:
    """Draw row ``number`` (from 0) of the timeline; with ``bar`` (a style's name) all of it in that style.

    ``sign`` stands in front: whether the line is marked.
    """
    (one,) = found.window(number, 1)
    if one.kind is Kind.GAP:
        silence = _("{span} of silence", span=span(one.length))
        return fill([(f"{sign}{'':{_column(cells)}}{'':{MARKS}}... {silence}", bar or "dim")], cells, bar)
    marks = "".join(one.doubts) + ("<" if one.shift < 0 else ">" if one.shift > 0 else "")
    whose = fit(one_line(found.clocks[one.report].whose), _whose(cells))
    return fill(
        [
            (sign, bar or "key"),
            (pad(_instant(one.at, cells), _column(cells)), bar or "dim"),
            (f"{marks:<{MARKS}}", bar or "us"),
            (f"{whose}  ", bar or "bold"),
            (one_line(one.text), bar),
        ],
        cells,
        bar,
    )


def foot(found: Timeline, number: int, cells: int) -> list[Line]:
    """Draw all that is known of row ``number``, in FOOT lines: whose, the line whole, and how its time was come by."""
    drawn = found.window(number, 1)
    if not drawn:
        return [rule([], cells), *[fill((), cells)] * (FOOT - 1)]
    one = drawn[0]
    place = _("{number:,} of {total:,}", number=found.nth(number), total=found.lines)
    if one.kind is Kind.GAP:
        title = rule([(_("silence"), "")], cells, note=place)
        until = f"{_instant(one.at, FULL_DATES)}Z"
        words = _("nothing for {span}, until {until}", span=span(one.length), until=until)
        return [title, fill([(f" {words}", "")], cells), *[fill((), cells)] * (FOOT - 2)]
    clock = found.clocks[one.report]
    where = _(
        "#{incident}, report {report}, line {line}", incident=clock.incident, report=one.report, line=one.line
    )
    title = rule([safe(clock.whose, "bold"), (f"  {where}", "")], cells, note=place)
    text = list(flow([safe(one.text)], max(1, cells - 1)))[: FOOT - 2]
    text += list(flow(_told(one, clock), max(1, cells - 1)))
    text += [()] * (FOOT - 1 - len(text))
    return [title, *(fill([(" ", ""), *line], cells) for line in text[: FOOT - 1])]


def _told(one: Row, clock: Clock) -> list[Span]:
    parts = []
    if one.shift:
        how = _("settled by a handler") if clock.settled else _("as its clock is stated to be off")
        read = f"{_instant(one.read, FULL_DATES)}Z"
        parts.append(_("< > moved by {seconds:+g} s, {how}; read as {read}", seconds=one.shift, how=how, read=read))
    parts += [f"{doubt} {_(DOUBTS[doubt])}" for doubt in one.doubts]
    if one.at is None:
        parts.append(_("no time was found in this line"))
    return [("; ".join(parts), "us")] if parts else [(_("year and zone written or stated"), "dim")]
