"""Which tables tell what a part of a query asks for, to be gone through in strides where many incidents meet it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ircon.query import Term
from ircon.store import notes, texts, where
from ircon.store.strides import Listing

if TYPE_CHECKING:
    from ircon.store.store import Store

_STRIDE = "id > ? AND id <= ?"


def of_rows(sql: str, values: list[object]) -> tuple[Listing, ...]:
    """List the incidents whose own rows meet a condition."""
    return (Listing("incident", f"SELECT id FROM incident NOT INDEXED WHERE {_STRIDE} AND {sql}", (), tuple(values)),)


def of_term(term: Term, values: list[object]) -> tuple[Listing, ...]:
    """List the incidents of a term that is about other tables; ``values`` are its parameters. Empty for a small one."""
    observed = f"SELECT incident_id FROM observable NOT INDEXED WHERE {_STRIDE} AND key BETWEEN ? AND ?"
    if term.field == "ip":
        return (Listing("observable", observed, (), tuple(values)),)
    if term.field != "site":
        return ()
    *named, low, high = (*values[:4], *values[-2:])
    of_sites = f"(site_id IN ({where.SITES}) OR {{other}})"
    related = f"incident_id > ? AND incident_id <= ? AND {of_sites.format(other='site_id IS NULL AND name = ?')}"
    reported = f"{_STRIDE} AND {of_sites.format(other='key BETWEEN ? AND ?')}"
    return (
        Listing(
            "related", f"SELECT incident_id FROM related NOT INDEXED WHERE {related}", (), (*named,), "incident_id"
        ),
        Listing("report", f"SELECT incident_id FROM report NOT INDEXED WHERE {reported}", (), (*named[:3], low, high)),
        Listing("observable", observed, (), (low, high)),
    )


def of_word(store: Store, text: str) -> tuple[Listing, ...]:
    """List the incidents of which a text holds ``text``, by report and by note."""
    noted = f"SELECT incident_id FROM note WHERE {_STRIDE} AND instr(lower(text), ?) AND {notes.STANDING}"
    if len(text) >= texts.TRIGRAM:
        matching = "SELECT rowid FROM note_search WHERE note_search MATCH ? AND rowid > ? AND rowid <= ?"
        noted = f"SELECT incident_id FROM note WHERE id IN ({matching}) AND {notes.STANDING}"
        by_note = Listing("note", noted, (texts.as_phrase(text),))
    else:
        by_note = Listing("note", noted, (), (texts.lowered(text),))
    return (*_of_reports(store, text), by_note)


def _of_reports(store: Store, text: str) -> tuple[Listing, ...]:
    listed = "SELECT incident_id FROM report WHERE "
    look, low = "(instr(lower(subject), ?) OR instr(lower(text), ?))", texts.lowered(text)
    phrase = texts.phrase_of(store, text, texts.COUNTED)
    if phrase is None:
        return (Listing("report", f"{listed}{_STRIDE} AND {look}", (), (low, low)),)
    found: list[Listing] = []
    if phrase:
        matching = f"{listed}id IN (SELECT rowid FROM search WHERE search MATCH ? AND rowid > ? AND rowid <= ?)"
        if texts.is_looked_at(text):
            found.append(Listing("report", f"{matching} AND {look}", (phrase,), (low, low)))
        else:
            found.append(Listing("report", matching, (phrase,)))
    if len(text) < texts.TRIGRAM:
        found += [Listing("report", f"{listed}{_STRIDE} AND {sql}", (), values) for sql, values in texts.at_ends(text)]
    return tuple(found)
