"""Which part the addresses of a table play, where a heading above its rows names their columns.

W3C extended logs (``#Fields: ... c-ip ... s-ip``), Zeek's (``#fields``), and what people paste: a line of
names, set apart by tabs, bars, commas or two blanks at least. A heading holds up to the next blank line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ircon.evidence.refang import widths
from ircon.model import Observable, Role

_SOURCE = re.compile(
    r"(?:src|source|client|c|remote|attacker|attacking|offender|id\.orig|orig|from|送信元|攻撃元|接続元|発信元|アクセス元)"
    r"[ _.-]?(?:ip|h|addr(?:ess)?|host|ip[ _]?addr(?:ess)?|IPアドレス|アドレス|ホスト)?\Z",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"(?:dst|dest|destination|server|s|target|victim|id\.resp|resp|to|宛先|送信先|攻撃先|接続先|アクセス先)"
    r"[ _.-]?(?:ip|h|addr(?:ess)?|host|ip[ _]?addr(?:ess)?|IPアドレス|アドレス|ホスト)?\Z",
    re.IGNORECASE,
)
_DIRECTIVE = re.compile(r"#fields:?\s", re.IGNORECASE)
_LINE = re.compile(r"\r\n|\r|\n")
_SOURCES = ("src", "source", "client", "remote", "attacker", "from", "元")
_TARGETS = ("dst", "dest", "server", "target", "to", "先")
_APART = re.compile(r"[ \u3000]{2,}|[ \u3000]*[\t|,;｜][ \u3000\t]*")
_BLANKS = re.compile(r"[ \t]+")
_LONGEST = 2_000
_VALUE = re.compile(r"\d[.:]\d|[=@]")


def told(text: str, found: Sequence[Observable]) -> tuple[Observable, ...]:
    """Return ``found``, which are those of ``text`` in order, with the roles that headings of tables give them."""
    if not found or not _may_name_columns(text.lower()):
        return tuple(found)
    lines = _LINE.split(widths(text)) if "\r" in text else widths(text).split("\n")
    rows = {one.line for one in found}
    if not any(number not in rows and _may_name_columns(line.lower()) for number, line in enumerate(lines, 1)):
        return tuple(found)
    result: list[Observable] = []
    table = _Table()
    place = 0
    for number, line in enumerate(lines, 1):
        on_line = []
        while place < len(found) and found[place].line == number:
            on_line.append(found[place])
            place += 1
        if on_line:
            result += table.filled(line, on_line)
        else:
            table.meet(line)
    return (*result, *found[place:])


def _may_name_columns(lower: str) -> bool:
    """Say whether a heading may stand in a text at all: asked of every text, so by what is found fastest."""
    if "#fields" in lower:
        return True
    return any(word in lower for word in _SOURCES) and any(word in lower for word in _TARGETS)


class _Table:
    """The roles of the columns of the table being read; none until a heading has come."""

    def __init__(self) -> None:
        self._roles: dict[int, Role] = {}
        self._between = _APART
        self._count = 0

    def meet(self, line: str) -> None:
        """Look at a line without observables: a heading begins a table, a blank line ends one."""
        if not line.strip():
            self._roles = {}
        elif len(line) <= _LONGEST and _may_name_columns(line.lower()) and not _VALUE.search(line):
            directive = _DIRECTIVE.match(line)
            self._between = _BLANKS if directive and "\t" not in line else _APART
            names = self._between.split((line[directive.end() :] if directive else line).strip(" \t|"))
            roles = {place: role for place, name in enumerate(names) if (role := _role(name.strip('"'))) is not None}
            if len(names) > 2 and (directive or set(roles.values()) == {Role.SOURCE, Role.TARGET}):
                self._roles, self._count = roles, 0 if directive else len(names)

    def filled(self, line: str, on_line: Sequence[Observable]) -> Sequence[Observable]:
        """Return the observables of a row, with the role of the column in which each stands where its line tells none."""
        if not self._roles or all(one.role for one in on_line):
            return on_line
        first = len(line) - len(line.lstrip(" \t|"))
        begins = [first, *(gap.end() for gap in self._between.finditer(line.rstrip(" \t|"), first))]
        if self._count and len(begins) != self._count:  # a date and a time under one name, or under two
            return on_line
        columns = [bisect_right(begins, one.start) - 1 for one in on_line]
        return [one if one.role else replace(one, role=self._roles.get(column))
                for one, column in zip(on_line, columns, strict=True)]  # fmt: skip


def _role(name: str) -> Role | None:
    return Role.SOURCE if _SOURCE.match(name) else Role.TARGET if _TARGET.match(name) else None
