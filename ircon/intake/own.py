"""Tables of one's own: CSV whose columns the centre has described in its configuration.

A sensor, a partner's feed, a colleague's spreadsheet: each names its columns as it likes.
The configuration says how such a table is recognised and which column is what, and it
then is read before the tables that everybody knows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from ircon.intake import instants, terms
from ircon.intake.reading import Reading
from ircon.intake.tables import MAX_CELL, MAX_ROWS
from ircon.model import Certainty, Fields, IncidentClass, LogLine, Reporter, Role

_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=\D|\Z)")
_LONGEST_HEAD = 20_000
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class OwnTable:
    """How one kind of table is recognised, and which of its columns is what; "" where it has none.

    All of ``columns``, ``subject`` (words in the mail's subject) and ``sender`` (an address
    or a domain) that are given must fit. ``zone`` is a column; ``timezone`` the zone of
    times that carry none. ``contact`` is where the reporter is to be answered.
    """

    name: str
    columns: tuple[str, ...] = ()
    subject: str = ""
    sender: str = ""
    time: str = ""
    zone: str = ""
    timezone: str = ""
    source: str = ""
    target: str = ""
    klass: str = ""
    remarks: str = ""
    contact: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that it says something of."""
        told = (self.time, self.zone, self.source, self.target, self.klass, self.remarks, self.contact)
        return tuple(column for column in told if column)

    def fits(self, head: Sequence[str], subject: str, sender: str) -> bool:
        """Say whether a table with these columns, in a mail of this subject and sender, is of this kind."""
        if not all(_plain(column) in head for column in self.columns):
            return False
        if self.subject and self.subject.casefold() not in subject.casefold():
            return False
        wanted, came = self.sender.casefold().lstrip("@"), sender.casefold()
        if wanted and came != wanted and not came.endswith((f"@{wanted}", f".{wanted}")):
            return False
        return any(_plain(column) in head for column in self.named)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the line on which it begins, that line's text, and its cells by the plain name of their column."""

    line: int
    text: str
    cells: dict[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(_plain(column), "") if column else ""


def read(text: str, tables: Sequence[OwnTable], subject: str = "", sender: str = "") -> Reading | None:
    """Return what a table says that the configuration describes, None if ``text`` is none of them."""
    if not tables:
        return None
    start = len(text) - len(text.lstrip("\ufeff\n"))
    first = text[start:].partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    if len(first) > _LONGEST_HEAD or not first.count(delimiter):
        return None
    head = [_plain(name) for name in next(csv.reader([first], delimiter=delimiter), [])]
    table = next((one for one in tables if one.fits(head, subject, sender)), None)
    if table is None:
        return None
    rows, problems = _rows(text, text[:start].count("\n") + 1, head, delimiter)
    lost = [column for column in table.named if _plain(column) not in head]
    said = "the table {} has no column {!r}; see [[csv]] in the configuration"
    problems += [said.format(table.name, column) for column in lost]
    return _reading(text, table, rows, problems)


def _plain(name: str) -> str:
    return name.strip().strip('"').casefold()


def _rows(text: str, first: int, head: Sequence[str], delimiter: str) -> tuple[list[_Row], list[str]]:
    """Split the table behind its head; ``first`` is the line of the head."""
    lines = text.split("\n")
    reader = csv.reader(io.StringIO("\n".join(lines[first - 1 :])), delimiter=delimiter, skipinitialspace=True)
    rows: list[_Row] = []
    ended = 0
    try:
        for cells in reader:
            begins, ended = first + ended, reader.line_num
            if begins == first or not any(cell.strip() for cell in cells):
                continue
            if len(rows) >= MAX_ROWS:
                return rows, [f"the table has more than {MAX_ROWS:,} rows; the rest was not read"]
            short = (cell.strip()[:MAX_CELL] for cell in cells)
            rows.append(_Row(begins, lines[begins - 1], dict(zip(head, short, strict=False))))
    except csv.Error as error:
        return rows, [f"the table could not be read beyond line {first + reader.line_num} ({error})"]
    return rows, []


def _reading(text: str, table: OwnTable, rows: Sequence[_Row], problems: list[str]) -> Reading:
    kinds = _distinct(row.get(table.klass) for row in rows)
    klass = _klass(kinds)
    zone = zone_named(table.timezone)
    timed = tuple(line for row in rows for line in _timed(table, row, zone))
    roles: dict[str, Role] = {}
    for row in rows:
        roles[row.get(table.source)] = terms.role_of_source(klass or _klass([row.get(table.klass)]))
        roles[row.get(table.target)] = Role.TARGET
    roles.pop("", None)
    contacts = _distinct(row.get(table.contact) for row in rows)
    single = contacts[0] if len(contacts) == 1 and "@" in contacts[0] else ""
    return Reading(
        format="csv",
        text=text,
        subject=table.name,
        reporter=Reporter(mail=single, site=single.rpartition("@")[2].lower()),
        fields=Fields(
            klass=", ".join(kinds)[:_MOST_WORDS],
            occurred=next((row.get(table.time) for row in rows if row.get(table.time)), ""),
            remarks="\n".join(_distinct(row.get(table.remarks) for row in rows)[:20])[: 10 * _MOST_WORDS],
        ),
        klass=klass,
        own="",
        code=(1, text.count("\n") + 1 if timed else 1),
        clock=next((row.get(table.zone) for row in rows if row.get(table.zone)), table.timezone),
        roles=roles,
        aside=frozenset(contacts),
        timed=timed,
        problems=tuple(problems),
    )


def _distinct(cells: Iterable[str]) -> list[str]:
    return [cell for cell in dict.fromkeys(cells) if cell]


def _klass(kinds: Sequence[str]) -> IncidentClass | None:
    from ircon import classes

    return terms.klass(*kinds) or classes.from_words(" ".join(kinds))


def zone_named(name: str) -> tzinfo | None:
    """The zone that a cell or the configuration names (``JST``, ``+09:00``, ``Asia/Tokyo``), None if it is none."""
    if not name:
        return None
    from ircon.evidence import remarks

    return remarks.stated(f"time zone: {name}").zone


def _timed(table: OwnTable, row: _Row, zone: tzinfo | None) -> tuple[LogLine, ...]:
    """The row as a log line, where its time is certain: its zone written in it, or told for it."""
    written = _SLASHED.sub(lambda day: f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}", row.get(table.time), count=1)
    found = instants.timed(row.line, row.text, written)
    if not found or found[0].zone is Certainty.WRITTEN:
        return found
    told = zone_named(row.get(table.zone)) or zone
    at = found[0].at
    if told is None or at is None:
        return ()
    return (replace(found[0], at=at.replace(tzinfo=told).astimezone(UTC), zone=Certainty.STATED),)
