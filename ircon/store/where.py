"""Turns a query into the condition that an incident's row must meet.

Words go to the trigram index from three characters on, as that index knows no
shorter ones; one or two characters are looked for in the text itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ircon.query import Query, Term, Word
from ircon.store import keys, notes, stamps

Condition = tuple[str, list[object]]
_TRIGRAM = 3


def condition(query: Query, *, me: str, now: datetime) -> Condition:
    """Return SQL over ``incident`` and its parameters; ``me`` is the asking handler, ``now`` an aware instant."""
    clauses: list[str] = []
    parameters: list[object] = []
    for term in query.terms:
        _add(clauses, parameters, _TERMS[term.field](term, me, now), term.negated)
    for word in query.words:
        _add(clauses, parameters, _word(word), word.negated)
    return " AND ".join(clauses) or "1", parameters


def _add(clauses: list[str], parameters: list[object], found: Condition, negated: bool) -> None:
    clauses.append(f"NOT ({found[0]})" if negated else found[0])
    parameters.extend(found[1])


def _is(term: Term, me: str, now: datetime) -> Condition:
    del now
    if term.value == "unread":
        return "unread = 1", []
    if term.value == "mine":
        return "owner = ?", [me]
    return "status = ?", [term.value]


def _column(name: str) -> Callable[[Term, str, datetime], Condition]:
    return lambda term, me, now: (f"{name} = ?", [term.value])


def _no(term: Term, me: str, now: datetime) -> Condition:
    del me, now
    return "id = ?", [int(term.value)]


def _owner(term: Term, me: str, now: datetime) -> Condition:
    del now
    return "owner = ?", [{"me": me, "none": ""}.get(term.value, term.value)]


def _age(term: Term, me: str, now: datetime) -> Condition:
    del me
    edge = stamps.to_text(now - timedelta(seconds=term.seconds))
    return ("received < ?" if term.op == ">" else "received > ?"), [edge]


def _ip(term: Term, me: str, now: datetime) -> Condition:
    del me, now
    version, low, high = term.span
    digits = 8 if version == 4 else 32
    return (
        "id IN (SELECT incident_id FROM observable WHERE key BETWEEN ? AND ?)",
        [f"{version}{low:0{digits}x}", f"{version}{high:0{digits}x}"],
    )


def _site(term: Term, me: str, now: datetime) -> Condition:
    """A site by number or name, or a domain: whoever reports from it, is related, or is named below it."""
    del me, now
    low, high = keys.range_of_domain(term.value)
    number = int(term.value) if term.value.isdecimal() and len(term.value) < 19 else -1
    named: list[object] = [number, term.value, term.value.lower()]
    sites = "SELECT id FROM site WHERE id = ? OR name = ? UNION SELECT site_id FROM domain WHERE name = ?"
    return (
        f"id IN (SELECT incident_id FROM related WHERE site_id IN ({sites}) OR name = ?"
        f" UNION SELECT incident_id FROM report WHERE site_id IN ({sites}) OR key BETWEEN ? AND ?"
        " UNION SELECT incident_id FROM observable WHERE key BETWEEN ? AND ?)",
        [*named, term.value, *named, low, high, low, high],
    )


def _word(word: Word) -> Condition:
    if len(word.text) < _TRIGRAM:
        return (
            "id IN (SELECT incident_id FROM report WHERE instr(lower(text), ?) OR instr(lower(subject), ?)"
            f" UNION SELECT incident_id FROM note WHERE instr(lower(text), ?) AND {notes.STANDING})",
            [word.text.lower()] * 3,
        )
    phrase = '"' + word.text.replace('"', '""') + '"'
    found = "SELECT rowid FROM search WHERE search MATCH ?"
    noted = "SELECT rowid FROM note_search WHERE note_search MATCH ?"
    return (
        f"id IN (SELECT incident_id FROM report WHERE id IN ({found})"
        f" UNION SELECT incident_id FROM note WHERE id IN ({noted}) AND {notes.STANDING})",
        [phrase, phrase],
    )


_TERMS: dict[str, Callable[[Term, str, datetime], Condition]] = {
    "is": _is,
    "class": _column("class"),
    "ball": _column("ball"),
    "consent": _column("consent"),
    "no": _no,
    "owner": _owner,
    "age": _age,
    "ip": _ip,
    "site": _site,
}
