"""The centre's own table of sites, as its spreadsheet saves it, and a registry's answer: sites out.

Columns ``name, domain, cidr, mail, phone, language, timezone, country, asn, provider, person, role,
pgp`` in any order, several values in a cell separated by ``;``. A cell that cannot be meant is said with its line
and column, and everything else is kept: one slip among ten thousand rows should not
cost the other rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import zip_longest

from ircon.i18n import _
from ircon.model import Contact, Site
from ircon.sites import cells, contacts, factcells
from ircon.sites.imported import Imported, Told

COLUMNS = ("name", "domain", "cidr", "mail", "phone", "language", "timezone", "country", *factcells.COLUMNS)
LONGEST_CELL = 100_000


__all__ = ["Imported", "read", "read_csv"]


def read(data: bytes) -> Imported:
    """Read whatever names sites: a registry's answer (RDAP, whois) that a handler saved, else a table."""
    from ircon.sites import rdap, unwrapping, whois

    charset: list[str] = []
    text = unwrapping.text(data, charset)
    if told := unwrapping.json_in(text):
        found = rdap.read(told)
    elif whois.looks_like(text):
        found = whois.read(text)
    else:
        return read_csv(data)
    sites = tuple(map(contacts.with_fallback, found.sites))
    return Imported(sites, (*charset, *found.problems), found.facts, "registry")


def read_csv(data: bytes) -> Imported:
    """Read a table of sites; never raises. UTF-8 (with or without mark), UTF-16 with mark, or Shift_JIS (CP932).

    Rows of one name are one site. A domain or netblock that two sites claim stays with the
    first; a site without a mail address gets the mailbox of RFC 2142. ``problems`` quote
    the file, so they are text from outside.
    """
    problems: list[str] = []
    rows = _rows(_decoded(data, problems), problems)
    header = next(rows, None)
    if header is None:
        return Imported((), (_("the file is empty; its first line names the columns"), *problems))
    places = _columns(header[1], problems)
    if "name" not in places and "domain" not in places:
        return Imported((), (_("line 1: there is no column 'name'; the first line names the columns"), *problems))
    table = _Table(problems)
    for line, row in rows:
        if any(cell.strip() for cell in row):
            table.add(line, {name: row[at] for name, at in places.items() if at < len(row)})
    sites = tuple(map(contacts.with_fallback, table.sites.values()))
    return Imported(sites, tuple(problems), tuple(dict.fromkeys(table.facts)))


def _decoded(data: bytes, problems: list[str]) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    # Escape sequences of ISO-2022-JP (RFC 1468) are plain ASCII to the others.
    escaped = ("iso2022_jp",) if b"\x1b$" in data else ()
    for charset in (*escaped, "utf-8-sig", "cp932"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    bad = data.decode("utf-8", "replace")
    line = bad[: bad.index("\ufffd")].count("\n") + 1
    problems.append(_("line {line}: neither UTF-8 nor Shift_JIS; what could not be read stands as �", line=line))
    return bad.removeprefix("\ufeff")


def _rows(text: str, problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it starts on. Tabs separate where the first line has them and no comma."""
    first = text.partition("\n")[0]
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first and "," not in first else ",")
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(_("line {line}: this row cannot be read ({error})", line=line, error=error))
            continue
        yield line, row


def _columns(header: list[str], problems: list[str]) -> dict[str, int]:
    """Return where each known column stands; name the others, which are left."""
    found: dict[str, int] = {}
    for at, cell in enumerate(header):
        name = cell.strip().lower()
        if name not in COLUMNS:
            if name:
                problems.append(_("line 1: column {value} is not known, so it was left", value=cells.shown(cell)))
        elif name in found:
            problems.append(_("line 1: column {name!r} stands there twice; the first counts", name=name))
        else:
            found[name] = at
    return found


class _Table:
    """Sites as they come, row by row; ``claims`` remembers which site a domain or netblock went to."""

    def __init__(self, problems: list[str]) -> None:
        self.sites: dict[str, Site] = {}
        self.problems = problems
        self.claims: dict[str, str] = {}
        self.facts: list[Told] = []

    def add(self, line: int, row: dict[str, str]) -> None:
        def values(column: str) -> tuple[str, ...]:
            taken, wrong = cells.read(column, row.get(column, ""))
            self.problems.extend(
                _("line {line}, column {column}: {said}", line=line, column=column, said=said) for said in wrong
            )
            return taken

        domains = values("domain")
        name = next(iter(values("name")), "") or (domains[0] if domains else "")
        if not name:
            self.problems.append(_("line {line}, column name: a site needs a name, so the row was left", line=line))
            return
        language = values("language")
        site = Site(
            name=name,
            domains=self._unclaimed(line, "domain", name, domains),
            cidrs=self._unclaimed(line, "cidr", name, values("cidr")),
            contacts=tuple(
                Contact(mail, phone, "import")
                for mail, phone in zip_longest(values("mail"), values("phone"), fillvalue="")
            ),
            language=language[0] if language else cells.likely_language(name, domains),
            timezone=next(iter(values("timezone")), ""),
            country=next(iter(values("country")), ""),
        )
        known = self.sites.get(name)
        self.sites[name] = _merged(known, site, bool(language)) if known else site
        facts, wrong = factcells.read(name, row, [c.mail for c in site.contacts if c.mail])
        self.facts += facts
        self.problems.extend(_("line {line}, {said}", line=line, said=said) for said in wrong)

    def _unclaimed(self, line: int, column: str, name: str, values: tuple[str, ...]) -> tuple[str, ...]:
        free = []
        for value in values:
            holder = self.claims.setdefault(value, name)
            if holder == name:
                free.append(value)
            else:
                self.problems.append(
                    _(
                        "line {line}, column {column}: {value} is {holder}'s already",
                        line=line,
                        column=column,
                        value=value,
                        holder=cells.shown(holder),
                    )
                )
        return tuple(free)


def _merged(known: Site, more: Site, said_language: bool) -> Site:
    return Site(
        name=known.name,
        domains=tuple(dict.fromkeys(known.domains + more.domains)),
        cidrs=tuple(dict.fromkeys(known.cidrs + more.cidrs)),
        contacts=tuple(dict.fromkeys(known.contacts + more.contacts)),
        language=more.language if said_language else known.language,
        timezone=more.timezone or known.timezone,
        country=more.country or known.country,
    )
