"""Finds in the rows of a pattern whatever another incident would say otherwise, and says it otherwise.

A template is text cut at its slots. What a slot stands for depends on who is told of and
when: a site's name, an address, a day in one of the ways that days are written, a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tests.bench.archive import patterns
from tests.bench.archive.names import Site, key

Slot = tuple[str, int, str]
"""What stands there: its kind, a number, a form."""

FIELD = "\x1f"
"""Stands between the texts of one template."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
         "December")  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_JA = "月火水木金土日"

_WRITTEN: dict[str, tuple[str, Callable[[date], str]]] = {
    "iso": (r"(?P<y>YYYY)-(?P<m>\d\d)-(?P<d>\d\d)", lambda at: at.isoformat()),
    "slashes": (r"(?P<y>YYYY)/(?P<m>\d\d)/(?P<d>\d\d)", lambda at: f"{at.year}/{at.month:02}/{at.day:02}"),
    "clf": (r"(?P<d>\d\d)/(?P<b>MON)/(?P<y>YYYY)", lambda at: f"{at.day:02}/{_MONTHS[at.month - 1]}/{at.year}"),
    "mail": (
        r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?P<d>\d\d) (?P<b>MON) (?P<y>YYYY)",
        lambda at: f"{_DAYS[at.weekday()][:3]}, {at.day:02} {_MONTHS[at.month - 1]} {at.year}",
    ),
    "letter": (
        r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?P<d>\d{1,2}) (?P<b>LONG) (?P<y>YYYY)",
        lambda at: f"{_DAYS[at.weekday()]}, {at.day} {_LONG[at.month - 1]} {at.year}",
    ),
    "compact": (r"(?<=<)(?P<y>YYYY)(?P<m>\d\d)(?P<d>\d\d)(?=\d{6}\.)", lambda at: at.strftime("%Y%m%d")),
    "syslog": (r"(?P<b>MON) (?P<d>[ \d]\d)(?= \d\d:)", lambda at: f"{_MONTHS[at.month - 1]} {at.day:2}"),
    "syslog_short": (r"(?P<b>MON) (?P<d>\d)(?= \d\d:)", lambda at: f"{_MONTHS[at.month - 1]} {at.day}"),
    "ja_letter": (
        r"(?P<y>YYYY)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日\([月火水木金土日]\)",
        lambda at: f"{at.year}年{at.month}月{at.day}日({_JA[at.weekday()]})",
    ),
    "ja": (r"(?P<m>\d{1,2})月(?P<d>\d{1,2})日", lambda at: f"{at.month}月{at.day}日"),
}
"""The ways to write a day: how each is found, and written."""

_NUMBERS = re.compile(r"(?<=[a-z]\[)\d{3,4}(?=\])|(?<= port )\d{4}(?!\d)")
"""Process numbers and ports, which differ in every log."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one clone is told of: who, where, when; and its numbers. ``first``: the first number of each table."""

    reporter: Site
    owner: Site
    address: str
    host: int
    serial: int
    day: date
    reference: int
    noise: int
    first: dict[str, int]


class Finder:
    """Cuts the texts of one pattern at their slots.

    ``references`` are the numbers of its notices, ``sealed`` the hashes that stand in it.
    """

    def __init__(self, year: int, references: Sequence[int], sealed: Sequence[str], origin: date) -> None:
        self._origin, self._year = origin, year
        self._slots: dict[str, Slot] = dict(_fixed())
        self._slots |= {str(number): ("reference", n, "") for n, number in enumerate(references)}
        self._slots |= {name: ("sealed", n, "") for n, name in enumerate(sealed)}
        # A note names an original by the beginning of its hash.
        self._slots |= {name[:16]: ("sealed", n, "short") for n, name in enumerate(sealed)}
        whole = "|".join(re.escape(token) for token in sorted(self._slots, key=len, reverse=True))
        days = "|".join(
            f"(?P<{name}>{re.sub(r'[?]P<[a-z]>', '?:', _spelt(found, year))})" for name, (found, _) in _WRITTEN.items()
        )
        self._find = re.compile(rf"(?P<fixed>{whole})|{days}|(?P<id>(?:22|33|44|55|66|77)0000\d\d)|{_NUMBERS.pattern}")

    def cut(self, text: str) -> tuple[list[str], list[tuple[int, Slot]]]:
        """Return the pieces of ``text``, and which of them are slots."""
        pieces: list[str] = []
        slots: list[tuple[int, Slot]] = []
        last = 0
        for found in self._find.finditer(text):
            pieces.append(text[last : found.start()])
            slots.append((len(pieces), self._slot(found)))
            pieces.append("")
            last = found.end()
        pieces.append(text[last:])
        return pieces, slots

    def _slot(self, found: re.Match[str]) -> Slot:
        token, name = found[0], found.lastgroup
        if name == "fixed":
            return self._slots[token]
        if name == "id":
            number = int(token)
            table = next(t for t, base in patterns.BASES.items() if base < number < base + 100)
            return table, number - patterns.BASES[table], ""
        if name is None:
            return "number", int(token), str(len(token))
        return "day", (self._date(name, token) - self._origin).days, name

    def _date(self, name: str, token: str) -> date:
        found = re.match(_spelt(_WRITTEN[name][0], self._year).replace("(?<=<)", "").replace(r"(?=\d{6}\.)", "")
                         .replace(r"(?= \d\d:)", ""), token)  # fmt: skip
        assert found
        told = found.groupdict()
        month = int(told["m"]) if told.get("m") else [*_MONTHS, *_LONG].index(told["b"]) % 12 + 1
        return date(self._year, month, int(told["d"]))


def _spelt(found: str, year: int) -> str:
    return found.replace("YYYY", str(year)).replace("MON", "|".join(_MONTHS)).replace("LONG", "|".join(_LONG))


def _fixed() -> dict[str, Slot]:
    slots: dict[str, Slot] = {}
    players = ((patterns.REPORTER, "reporter"), (patterns.OWNER, "owner"), (patterns.ENGLISH_REPORTER, "reporter"),
               (patterns.ENGLISH_OWNER, "owner"))  # fmt: skip
    for site, role in players:
        slots[site.name] = (role, 0, "name")
        slots[f"{site.number:07d}"] = (role, 0, "number")
        for host in range(2) if role == "reporter" else ():
            slots[site.address(host)] = (role, host, "address")
            slots[key(site.address(host))] = (role, host, "key")
        if role == "owner":
            slots[site.address(13)] = ("address", 0, "")
            slots[key(site.address(13))] = ("address", 0, "key")
    slots[patterns.NOWHERE] = ("address", 0, "")
    slots[key(patterns.NOWHERE)] = ("address", 0, "key")
    slots |= {f"{number}": ("host", 0, "") for number in (patterns.HOST, patterns.PAGE, patterns.UNKNOWN)}
    slots[f"{patterns.SERIAL}"] = ("serial", 0, "")
    return slots


def value(slot: Slot, told: Told, sealed: Sequence[str]) -> str:
    """Return what stands in a slot of this clone."""
    kind, number, form = slot
    if kind == "day":
        return written(form, told.day.toordinal() + number)
    if kind in told.first:
        return str(told.first[kind] + number - 1)
    if kind == "site":
        # The scratch register holds reporter, owner and once more both, in this order.
        return str((told.reporter if number % 2 else told.owner).number)
    if kind == "number":
        low = 10 ** (int(form) - 1)
        return str(low + (number * 7_919 + told.noise) % (9 * low))
    if kind == "sealed":
        return sealed[number][:16] if form else sealed[number]
    return _of_players(kind, number, form, told)


def _of_players(kind: str, number: int, form: str, told: Told) -> str:
    if kind == "address":
        return key(told.address) if form else told.address
    if kind == "host":
        return f"{told.host:07d}"
    if kind == "serial":
        return f"{told.serial:07d}"
    if kind == "reference":
        return str(told.reference + number)
    site = told.reporter if kind == "reporter" else told.owner
    if form == "number":
        return f"{site.number:07d}"
    if form == "name":
        return site.name
    return site.address(number) if form == "address" else key(site.address(number))


@lru_cache(maxsize=100_000)
def written(form: str, ordinal: int) -> str:
    """Return a day as it is written in ``form``."""
    return _WRITTEN[form][1](date.fromordinal(ordinal))


def origin(year: int) -> date:
    """The day on which a pattern's first mail comes in."""
    return date(year, 6, 10)
