"""Finds words in the texts of reports and notes, at a million of them as at ten.

The index knows in which reports a trigram stands, but not where, which makes it a quarter
as large: a report that holds all trigrams of a word is looked at, whether they stand there
as the word. A word of one or two characters is found by the trigrams that begin with it
and by the ends of the texts, which no trigram begins. Where more reports hold a word than
are gathered and sorted in no time, the queue is walked in its order and each incident's
texts are looked at: a word that many hold soon fills a window. Whoever has walked some way in
vain, as for a word that only came up years later, asks what the index has ``known``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ircon.store import notes

if TYPE_CHECKING:
    from ircon.store.store import Store

Condition = tuple[str, list[object]]

TRIGRAM = 3

MANY = 1_500
"""Reports from which on they are not gathered but met on the way."""

COUNTED = 200_000
"""Reports of a short word that are gathered where all of them are wanted, and only to be counted."""

VERY_MANY = 60_000
"""Reports from which on they are never gathered."""

_ENOUGH = 40
"""Trigrams of one word that are asked for; whoever holds so many and not the word is found out by looking."""

_AFTER_ALL = "\U0010ffff"


def condition(store: Store, text: str, *, all_of_them: bool = False, few: bool = False) -> tuple[Condition, bool]:
    """Return SQL over ``incident`` that holds where a text of it holds ``text``, and whether that is of few.

    ``all_of_them``: every one is wanted, so that walking would take longest. ``few``: other
    conditions select few already, of each of which this is asked.
    """
    phrase = phrase_of(store, text, COUNTED if all_of_them else MANY)
    if phrase is None:
        return (_reading_all(text), True) if all_of_them else (_walking(text), False)
    if len(text) >= TRIGRAM and not all_of_them and _count(store, phrase, MANY) > MANY:
        return _walking(text, phrase if few and _count(store, phrase, VERY_MANY) <= VERY_MANY else ""), False
    found, parameters = _gathered(text, phrase, exact=True)
    return (f"id IN ({found})", parameters), True


@dataclass(frozen=True, slots=True)
class Known:
    """What the index knows of a word: conditions on incidents that hold at least where a text of one holds it.

    ``walked`` is for a walk past incident after incident, without looking at their texts;
    ``gathered`` selects them at once, None where they are too many. ``reports``: how many there
    may be, or that there are too many.
    """

    walked: Condition
    gathered: Condition | None
    reports: int


def known(store: Store, text: str, most: int = VERY_MANY) -> Known | None:
    """Return what the index knows of ``text``; None where that is short and very many hold it.

    Reports are counted up to ``most``, and gathered where they are no more.
    """
    phrase = phrase_of(store, text, VERY_MANY)
    if phrase is None:
        return None
    others, of_others = _noted(text)
    if len(text) < TRIGRAM:
        ends, of_ends = _ends(text)
        others, of_others = f"{ends} UNION {others}", [*of_ends, *of_others]
    listed = "EXISTS (SELECT 1 FROM report INDEXED BY report_by_incident WHERE report.incident_id = incident.id"
    listed += " AND +report.id IN (SELECT rowid FROM search WHERE search MATCH ?)) OR "  # the sign: not the other way
    walked = f"({listed if phrase else ''}id IN ({others}))", [*([phrase] if phrase else []), *of_others]
    reports = _count(store, phrase, most) if phrase else 0
    found, parameters = _gathered(text, phrase, exact=False)
    return Known(walked, (f"id IN ({found})", parameters) if reports <= most else None, reports)


def phrase_of(store: Store, text: str, most: int) -> str | None:
    """Return what matches whatever may hold ``text``; None where that is short and more than ``most`` reports do."""
    return _all_trigrams(text) if len(text) >= TRIGRAM else _of_trigrams(store, text, most)


def _gathered(text: str, phrase: str, *, exact: bool) -> Condition:
    """Select incidents that match ``phrase``; ``exact``: and whose texts hold ``text`` as it stands."""
    found = "SELECT incident_id FROM report WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?)"
    parameters: list[object] = [phrase]
    if exact and is_looked_at(text):
        found += " AND (instr(lower(subject), ?) OR instr(lower(text), ?))"
        parameters += [lowered(text)] * 2
    if len(text) < TRIGRAM:
        ends, of_ends = _ends(text)
        found, parameters = (f"{found} UNION {ends}" if phrase else ends), [*([phrase] if phrase else []), *of_ends]
    noted, of_notes = _noted(text)
    return f"{found} UNION {noted}", [*parameters, *of_notes]


def _all_trigrams(text: str) -> str:
    """Return what matches reports that hold every trigram of ``text``, wherever."""
    trigrams = dict.fromkeys(text[at : at + TRIGRAM] for at in range(len(text) - TRIGRAM + 1))
    return " AND ".join(as_phrase(trigram) for trigram in list(trigrams)[:_ENOUGH])


def is_looked_at(text: str) -> bool:
    """Say whether reports that match what ``phrase_of`` returns are looked at, whether ``text`` stands there."""
    return len(text) > TRIGRAM and _folds_as_sqlite_does(text)


def _folds_as_sqlite_does(text: str) -> bool:
    """Say whether no character of ``text`` has a capital that SQLite's ``lower`` does not know, as the index does."""
    return all(char.isascii() or char.lower() == char.upper() for char in text)


def as_phrase(text: str) -> str:
    """Return what matches ``text`` as it stands."""
    return '"' + text.replace('"', '""') + '"'


def _count(store: Store, phrase: str, most: int) -> int:
    """Return how many reports match, or that more than ``most`` do."""
    counted = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return int(store.value(counted, (phrase, most + 1)))


def _of_trigrams(store: Store, text: str, most: int) -> str | None:
    """Return what matches any trigram that begins with ``text``, "" where there is none; None where too many do."""
    begins = lowered(text)
    terms: list[str] = []
    reports = 0
    asked = "SELECT term, doc FROM trigram WHERE term >= ? AND term < ?"
    with store.reading(asked, (begins, begins + _AFTER_ALL)) as rows:
        for term, count in rows:
            terms.append(as_phrase(term))
            reports += count
            if reports > most:
                return None
    return " OR ".join(terms)


def _ends(text: str) -> Condition:
    """A report whose subject or text ends with ``text``, or with one character more."""
    found = at_ends(text)
    selected = " UNION ".join(f"SELECT incident_id FROM report WHERE {sql}" for sql, _ in found)
    return selected, [value for _, values in found for value in values]


def at_ends(text: str) -> list[tuple[str, tuple[object, ...]]]:
    """Return conditions on a report, each with an index: that its subject or text ends so, or a character before."""
    low = lowered(text)
    found: list[tuple[str, tuple[object, ...]]] = []
    for column in ("subject", "text"):
        found.append((f"lower(substr({column}, -{len(text)})) = ?", (low,)))
        if len(text) == 1:
            last_two = f"lower(substr({column}, -2))"
            found.append((f"{last_two} >= ? AND {last_two} < ?", (low, low + _AFTER_ALL)))
    return found


def _reading_all(text: str) -> Condition:
    low = lowered(text)
    noted, of_notes = _noted(text)
    found = "SELECT incident_id FROM report WHERE instr(lower(subject), ?) OR instr(lower(text), ?)"
    return f"id IN ({found} UNION {noted})", [low, low, *of_notes]


def _walking(text: str, phrase: str = "") -> Condition:
    """Look at the texts of each incident, or only at those that match ``phrase``: many a word came up years later.

    The sign keeps SQLite from going through the matches for each incident.
    """
    low = lowered(text)
    noted, of_notes = _noted(text)
    matching = "+report.id IN (SELECT rowid FROM search WHERE search MATCH ?) AND" if phrase else ""
    return (
        "(EXISTS (SELECT 1 FROM report INDEXED BY report_by_incident WHERE report.incident_id = incident.id"
        f" AND {matching} (instr(lower(report.subject), ?) OR instr(lower(report.text), ?))) OR id IN ({noted}))",
        [*([phrase] if phrase else []), low, low, *of_notes],
    )


def _noted(text: str) -> Condition:
    """Incidents with a note that holds ``text``: there are far fewer notes than reports."""
    if len(text) < TRIGRAM:
        return (
            f"SELECT incident_id FROM note WHERE instr(lower(text), ?) AND {notes.STANDING}",
            [lowered(text)],
        )
    noted = "SELECT rowid FROM note_search WHERE note_search MATCH ?"
    return f"SELECT incident_id FROM note WHERE id IN ({noted}) AND {notes.STANDING}", [as_phrase(text)]


def lowered(text: str) -> str:
    """As SQLite's ``lower`` does it, which knows no other letters."""
    return "".join(char.lower() if char.isascii() else char for char in text)
