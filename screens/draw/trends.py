"""Trends: the three counts side by side, each with bars to its own measure, and what is counted said below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ircon import classes
from ircon.i18n import JAPANESE, _, language, mark
from ircon.model import IncidentClass
from ircon.text import fit, one_line, pad
from ircon.text import width as cells_of
from ircon.trends import COUNTED_EN, COUNTED_JA, By, Row, Table, Tally, table, told
from screens.draw import strokes
from screens.draw.lines import BLANK, Line, Span, fill, flow, sides

ORDER = (By.MONTH, By.QUARTER, By.FISCAL_YEAR, By.CLASS, By.COUNTRY)
"""What a row may stand for, in the order in which a key goes through them."""

COUNTED = mark("messages received, incidents whatever the number of their reports, sites asked")
"""What is counted, in one line; ``counted`` says it in full."""

_BY = {
    By.MONTH: mark("month"),
    By.QUARTER: mark("quarter"),
    By.FISCAL_YEAR: mark("fiscal year"),
    By.CLASS: mark("class"),
    By.COUNTRY: mark("country"),
}
_KINDS = frozenset({By.CLASS, By.COUNTRY})
NUMBER, WAIT = 9, 9
WITH_WAITS = 80
"""From this many columns on there is room for the medians of how long it took."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The kept counters by class, by minutes waited, and by country, and the month (``YYYY-MM``) that is now."""

    counts: tuple[Tally, ...]
    waits: tuple[Tally, ...]
    month: str
    countries: tuple[Tally, ...] = ()

    def table(self, by: By) -> Table:
        """Return the table by what its rows shall stand for, from the first month there is until now."""
        months = [tally.month for tally in self.counts]
        first, last = min([*months, self.month]), max([*months, self.month])
        counts = self.countries if by is By.COUNTRY else self.counts
        return table(by, counts, () if by in _KINDS else self.waits, first=first, last=last)


def head(found: Table, cells: int) -> list[Line]:
    """Draw the title, which period a row stands for, and the titles of the columns."""
    which = [(f" {_(_BY[by])} ", "bar" if by is found.by else "dim") for by in ORDER]
    left = [(f" {_('trends')}  ", "bold"), *which]
    label, bar, waits = _columns(found, cells)
    titles = " " * label + "".join(
        fit(pad(title, NUMBER - 1, right=True) if cells_of(title) < NUMBER else f" {title}", NUMBER + bar)
        for title in (_("reports"), _("incidents"), _("coordinations"))
    )
    titles += "".join(pad(title, WAIT, right=True) for title in (_("answer"), _("notice"), _("close"))) if waits else ""
    title = sides(left, [(_("{first} to {last}", first=found.first, last=found.last) + " ", "dim")], cells)
    return [title, fill([(f" {_(COUNTED)}", "dim")], cells), fill([(titles, "")], cells)]


def rows(found: Table, cells: int) -> list[Line]:
    """Draw a line for each row, periods newest first, and the total above them, with how the counts went till now."""
    ordered: Sequence[Row] = found.rows if found.by in _KINDS else found.rows[::-1]
    most = [max((row.counts[at] or 0 for row in found.rows), default=0) for at in range(3)]
    lines = [_row(found, found.total, _("total"), cells, [0, 0, 0])]
    return [*lines, *(_row(found, row, _label(found, row, cells), cells, most) for row in ordered)]


def counted(cells: int) -> list[Line]:
    """Draw what is counted, in words."""
    lines: list[Line] = [BLANK]
    for words in COUNTED_JA if language() == JAPANESE else COUNTED_EN:
        lines += [((" ", ""), *line) for line in flow([(words, "dim")], cells - 2, indent=2)]
    measure = _("A bar is as long as its count beside the longest of the same column.")
    return [*lines, ((f" {measure}", "dim"),)]


def _columns(found: Table, cells: int) -> tuple[int, int, bool]:
    """Return the widths of the label and of each bar, and whether there is room for the waits."""
    waits = cells >= WITH_WAITS and found.by not in _KINDS
    label = 11 if found.by is not By.CLASS else 40 if cells >= 120 else 26
    return label, max(0, (cells - label - (3 * WAIT if waits else 0)) // 3 - NUMBER), waits


def _label(found: Table, row: Row, cells: int) -> str:
    if found.by is By.COUNTRY:
        return row.label or _("unknown")
    if found.by is not By.CLASS:
        return row.label
    info = classes.NAMES[IncidentClass(row.label)]
    own, other = (info.ja, info.en) if language() == JAPANESE else (info.en, info.ja)
    both = f"{info.ja} {info.en}"
    return own if own == other or cells < 120 else both


def _row(found: Table, row: Row, name: str, cells: int, most: Sequence[int]) -> Line:
    label, bar, waits = _columns(found, cells)
    sum_of_all = row is found.total
    spans: list[Span] = [(fit(f" {one_line(name)}", label), "bold" if sum_of_all else "")]
    for at, (count, longest) in enumerate(zip(row.counts, most, strict=True)):
        number = f"{count or 0:,}".rjust(NUMBER - 1) + " "
        drawn = strokes.bar(count or 0, longest, bar)
        if sum_of_all and found.by not in _KINDS:
            drawn = strokes.spark([one.counts[at] or 0 for one in found.rows], bar)
        spans += [(number, "bold" if sum_of_all else ""), (drawn, "key")]
    if waits:
        spans += [(pad(told(wait), WAIT, right=True), "dim") for wait in (row.answer, row.notice, row.close)]
    return fill(spans, cells)
