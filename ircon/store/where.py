"""Turns a query into the condition that an incident's row must meet, and says how the rows are best come by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ircon.model import Ball
from ircon.query import Query, Term
from ircon.store import keys, looked, stamps, texts

if TYPE_CHECKING:
    from ircon.store.store import Store
    from ircon.store.strides import Listing

Condition = tuple[str, list[object]]


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on the rows of ``incident``, and what is known of how many meet it.

    ``few``: they are gathered and then sorted; else the queue is walked in its order, by an
    index of the column that ``equal`` names, if any, which is ``value`` then, and of open
    incidents only where ``open``. ``words`` are those for which each incident's texts are
    looked at on the walk; ``besides`` is the condition without any words.
    """

    sql: str
    parameters: tuple[object, ...]
    few: bool = False
    equal: str = ""
    value: object = None
    open: bool = False
    words: tuple[str, ...] = ()
    besides: Condition = ("1", [])


def condition(store: Store, query: Query, *, me: str, now: datetime, all_of_them: bool = False) -> Where:
    """Return what ``query`` asks for; ``me`` is the asking handler, ``now`` an aware instant.

    ``all_of_them``: every one is wanted, not the first that come: then none is looked for on a walk.
    """
    clauses: list[str] = []
    parameters: list[object] = []
    few, only_open = False, False
    equal: tuple[str, object] = ("", None)
    for term in query.terms:
        sql, values = _TERMS[term.field](term, me, now)
        if term.field == "ip" and not all_of_them and _are_many(store, values):
            sql = _WALKED_IP
        clauses.append(f"NOT ({sql})" if term.negated else sql)
        parameters += values
        if not term.negated:
            few = few or sql.startswith(("id = ", "id IN ")) or _meet_few(store, sql, values)
            if not equal[0] and (name := sql.removesuffix(" = ?")) in _INDEXED:
                equal = name, values[0]
            only_open = only_open or _OPEN in sql
    besides = " AND ".join(clauses) or "1", parameters.copy()
    walked: list[str] = []
    for word in query.words:
        (sql, values), rare = texts.condition(store, word.text, all_of_them=all_of_them, few=few)
        clauses.append(f"NOT ({sql})" if word.negated else sql)
        parameters += values
        few = few or (rare and not word.negated)
        walked += [word.text] * (not rare and not word.negated)
    return Where(" AND ".join(clauses) or "1", tuple(parameters), few, *equal, only_open, tuple(walked), besides)


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a query, to be looked for by itself: as a ``whole``, or, where that takes long, in strides.

    Both tell which incidents meet it before it is turned round, where it is ``negated``.
    Without a whole (``""``) strides are known to be better; without listings, there are none.
    """

    negated: bool
    whole: Condition
    listings: tuple[Listing, ...]


def parts(store: Store, query: Query, *, me: str, now: datetime) -> list[Part]:
    """Return what ``query`` asks for part by part; at least one of them is not negated."""
    from ircon.store import listings

    found: list[Part] = []
    own: list[Condition] = []
    for term in query.terms:
        sql, values = _TERMS[term.field](term, me, now)
        if sql.startswith("id IN "):
            found.append(Part(term.negated, (sql, values), listings.of_term(term, values)))
        else:
            own.append((f"NOT ({sql})" if term.negated else sql, values))
    for word in query.words:
        found.append(Part(word.negated, ("", []), listings.of_word(store, word.text)))
    if own or all(part.negated for part in found):
        sql, values = " AND ".join(sql for sql, _ in own) or "1", [value for _, some in own for value in some]
        found.append(Part(False, (sql, values), listings.of_rows(sql, values)))
    return found


_INDEXED = ("class", "owner")
"""Columns of which an index begins with them and goes on in the order of the queue."""

MANY = 5_000
"""Incidents from which on they are met on a walk, not gathered."""


def _meet_few(store: Store, sql: str, values: list[object]) -> bool:
    """Say whether few incidents meet a condition on a column that has an index; no more is read than decides it."""
    if not sql.startswith(("class = ", "owner = ", "consent = ", "unread = ", "received ", "ball_since ")):
        return False
    counted = f"SELECT count(*) FROM (SELECT 1 FROM incident WHERE {sql} LIMIT ?)"
    return bool(store.value(counted, (*values, MANY + 1)) <= MANY)


_WALKED_IP = "EXISTS (SELECT 1 FROM observable WHERE incident_id = incident.id AND key BETWEEN ? AND ?)"
"""For a netblock that half the archive names."""


def _are_many(store: Store, keys: list[object]) -> bool:
    counted = "SELECT count(*) FROM (SELECT 1 FROM observable WHERE key BETWEEN ? AND ? LIMIT ?)"
    return bool(store.value(counted, (*keys, texts.MANY + 1)) > texts.MANY)


_OPEN = "status = 'open'"
_CLOSED = "status = 'closed'"


def _is(term: Term, me: str, now: datetime) -> Condition:
    del now
    if term.value == "mine":
        return "owner = ?", [me]
    if term.value == "new":
        return looked.NEW, [me]
    return {
        "unread": "unread = 1",
        "ready": "id IN (SELECT incident_id FROM related WHERE state = 'ready')",
        "open": _OPEN,
        "closed": _CLOSED,
    }[term.value], []


def _column(name: str) -> Callable[[Term, str, datetime], Condition]:
    return lambda term, me, now: (f"{name} = ?", [term.value])


def _ball(term: Term, me: str, now: datetime) -> Condition:
    """Whoever's turn it is, the incident is open; when it is closed, it is nobody's."""
    del me, now
    return ("ball = ?" if term.value == Ball.NOBODY else f"ball = ? AND {_OPEN}"), [term.value]


def _no(term: Term, me: str, now: datetime) -> Condition:
    del me, now
    return "id = ?", [int(term.value)]


def _owner(term: Term, me: str, now: datetime) -> Condition:
    del now
    return "owner = ?", [{"me": me, "none": ""}.get(term.value, term.value)]


def _since(column: str) -> Callable[[Term, str, datetime], Condition]:
    def longer_or_shorter(term: Term, me: str, now: datetime) -> Condition:
        del me
        edge = stamps.to_text(now - timedelta(seconds=term.seconds))
        return (f"{column} < ?" if term.op == ">" else f"{column} > ?"), [edge]

    return longer_or_shorter


def _ip(term: Term, me: str, now: datetime) -> Condition:
    del me, now
    version, low, high = term.span
    digits = 8 if version == 4 else 32
    return (
        "id IN (SELECT incident_id FROM observable WHERE key BETWEEN ? AND ?)",
        [f"{version}{low:0{digits}x}", f"{version}{high:0{digits}x}"],
    )


SITES = "SELECT id FROM site WHERE id = ? OR name = ? UNION SELECT site_id FROM domain WHERE name = ?"
"""The sites that a term names: by number, by name, or by a domain of theirs."""


def _site(term: Term, me: str, now: datetime) -> Condition:
    """A site by number or name, or a domain: whoever reports from it, is related, or is named below it."""
    del me, now
    low, high = keys.range_of_domain(term.value)
    number = int(term.value) if term.value.isdecimal() and len(term.value) < 19 else -1
    named: list[object] = [number, term.value, term.value.lower()]
    return (
        f"id IN (SELECT incident_id FROM related WHERE site_id IN ({SITES})"
        " UNION SELECT incident_id FROM related WHERE site_id IS NULL AND name = ?"
        f" UNION SELECT incident_id FROM report WHERE site_id IN ({SITES})"
        " UNION SELECT incident_id FROM report WHERE key BETWEEN ? AND ?"
        " UNION SELECT incident_id FROM observable WHERE key BETWEEN ? AND ?)",
        [*named, term.value, *named, low, high, low, high],
    )


_TERMS: dict[str, Callable[[Term, str, datetime], Condition]] = {
    "is": _is,
    "class": _column("class"),
    "ball": _ball,
    "consent": _column("consent"),
    "no": _no,
    "owner": _owner,
    "age": _since("received"),
    "wait": _since("ball_since"),
    "ip": _ip,
    "site": _site,
}
