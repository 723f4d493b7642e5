"""Tells a pattern again of somebody else: mails, rows and journal entries of a new incident."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from ircon.store import images, originals, seals, wordings
from tests.bench.archive import post
from tests.bench.archive.patterns import TABLES, Pattern
from tests.bench.archive.templates import FIELD, Finder, Slot, Told, origin, value

WRITTEN = tuple(table for table in TABLES if table != "original")
"""The tables whose rows are told again; originals and wordings are packed anew."""

ENTRY = ("at", "handler", "action", "incident_id", "note", "changes", "kept")
"""What of a journal entry is known before it is put into the chain; behind it the last two stand again, packed."""

Row = tuple[Any, ...]
Words = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Clone:
    """A new incident: its rows by table, its journal entries, the mails that came and the letters that went."""

    rows: Mapping[str, list[Row]]
    entries: list[Row]
    mails: list[bytes]
    letters: list[str]


class _Template:
    """Texts cut at their slots, filled all at once."""

    def __init__(self, finder: Finder, texts: Sequence[str]) -> None:
        self._pieces, cuts = finder.cut(FIELD.join(texts))
        self.slots: list[Slot] = sorted({slot for _, slot in cuts})
        places = {slot: n for n, slot in enumerate(self.slots)}
        self._places = [(at, places[slot]) for at, slot in cuts]
        self._empty = not texts

    def fill(self, told: Told, sealed: Sequence[str]) -> list[str]:
        if self._empty:
            return []
        values = [value(slot, told, sealed) for slot in self.slots]
        pieces = self._pieces.copy()
        for at, which in self._places:
            pieces[at] = values[which]
        return "".join(pieces).split(FIELD)


class _Rows:
    """Rows of which some columns are filled from a template, the others stay."""

    def __init__(self, finder: Finder, rows: Sequence[tuple[str, Sequence[Any]]]) -> None:
        texts: list[str] = []
        self._plan: list[tuple[str, list[Any], list[tuple[int, int, bool]]]] = []
        for table, columns in rows:
            filled: list[tuple[int, int, bool]] = []
            for place, column in enumerate(columns):
                number = isinstance(column, int) and not isinstance(column, bool)
                if (isinstance(column, str) or number) and finder.cut(str(column))[1]:
                    filled.append((place, len(texts), number))
                    texts.append(str(column))
            self._plan.append((table, list(columns), filled))
        self._template = _Template(finder, texts)

    def fill(self, told: Told, sealed: Sequence[str]) -> list[tuple[str, list[Any]]]:
        fields = self._template.fill(told, sealed)
        rows = []
        for table, columns, filled in self._plan:
            row = columns.copy()
            for place, field, number in filled:
                row[place] = int(fields[field]) if number else fields[field]
            rows.append((table, row))
        return rows


class Mould:
    """One pattern, ready to be told again."""

    def __init__(self, pattern: Pattern) -> None:
        self.pattern = pattern
        reports = pattern.rows["report"]
        names = [str(row["sha256"]) for row in reports]
        references = [d["reference"] for d in pattern.rows["draft"] if d["kind"] in ("notice", "reminder")]
        sealed = [*names, *pattern.letters, *_seals(pattern, reports)]
        finder = Finder(pattern.year, list(dict.fromkeys(references)), sealed, origin(pattern.year))
        self.columns = {table: _columns(table, rows[0]) for table, rows in pattern.rows.items() if rows}
        self._wires = _Template(finder, [pattern.wires[name] for name in names])
        self._letters = _Template(finder, list(pattern.letters.values()))
        flat = [(t, [row[c] for c in self.columns[t]]) for t in WRITTEN for row in pattern.rows[t]]
        self._rows = _Rows(finder, flat)
        self._journal = _Rows(finder, [("journal", [entry[c] for c in ENTRY]) for entry in pattern.journal])
        self.numbers = {table: len(pattern.rows[table]) for table in ("fact", "consent", "draft", "report")}

    def tell(self, told: Told, words: Words) -> Clone:
        """Return the incident that this is when it is told of these; ``words`` are the dictionaries to pack with."""
        noise = Random(told.serial).randbytes
        mails = [post.delivered(wire, told.day.year, noise) for wire in self._wires.fill(told, ())]
        names = [originals.name_of(mail) for mail in mails]
        rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        rows["original"] = [originals.row(mail, words.get(originals.KIND)) for mail in mails]
        letters = self._letters.fill(told, ())
        rows["wording"] = [wordings.row(letter, words.get(wordings.KIND)) for letter in letters]
        names += [sha256.hex() for sha256, _ in rows["wording"]]
        for table, row in self._rows.fill(told, names):
            rows[table].append(tuple(row))
        sealed = [*names, *self._seal(rows, told.first["report"])]
        entries = [packed(row, words.get(images.KIND)) for _, row in self._journal.fill(told, sealed)]
        return Clone(rows, entries, mails, letters)

    def _seal(self, rows: Mapping[str, list[Row]], first: int) -> list[str]:
        """Return what ``ircon.store.seals`` would of each report."""
        parts = {table: _by_report(rows[table], self.columns.get(table, ()), order)
                 for table, order in seals.OF_A_REPORT.items()}  # fmt: skip
        return [
            seals.over([parts[table].get(first + n, []) for table in seals.OF_A_REPORT])
            for n in range(self.pattern.reports)
        ]


def _seals(pattern: Pattern, reports: Sequence[Mapping[str, Any]]) -> list[str]:
    kept: dict[str, Any] = {}
    for entry in pattern.journal:
        kept |= json.loads(entry["kept"])
    return [kept[f"report {row['id']}"]["seal"] for row in reports]


def _columns(table: str, row: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns that are written; observables are numbered as they come."""
    return tuple(name for name in row if not (table == "observable" and name == "id"))


def _by_report(rows: list[Row], columns: Sequence[str], wanted: Sequence[str]) -> dict[int, list[Row]]:
    if not rows:
        return {}
    whose = columns.index("id" if "report_id" not in columns else "report_id")
    places = [columns.index(name) for name in wanted]
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row[whose], []).append(tuple(row[place] for place in places))
    return found


def packed(entry: Sequence[Any], words: bytes | None) -> Row:
    """Return an entry with what it keeps of rows a second time, packed, for ``chain``."""
    return (*entry, *(images.pack(told, words) for told in entry[-2:]))


def chain(number: int, previous: str, entry: Row, digest: Callable[[Mapping[str, Any], str], str]) -> Row:
    """Return the whole row of a journal entry, which has been packed, behind ``previous``."""
    meant, packed_ = entry[: len(ENTRY)], entry[len(ENTRY) :]
    told = {"id": number, **dict(zip(ENTRY, meant, strict=True)), "undoes": None}
    return (number, *meant[:-2], *packed_, None, bytes.fromhex(digest(told, previous)))


JOURNAL = ("id", *ENTRY, "undoes", "hash")
