"""What is kept ready beside the rows, worked out anew and compared: counters, keys, owners, and the words to search.

None of it bears a hash, since all of it follows from what does. It costs what building it
costs: a look at every row, and an index in a nameless file of the system's.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from ircon.i18n import _
from ircon.model import ObservableKind, Reporter
from ircon.store import connection, keys, register
from ircon.store.paging import pages
from ircon.store.steps.tallies import rounded
from ircon.store.steps.waits import COUNT_ANEW
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store.store import Store

_COUNTED = ("tally", "coordination", "promptness")

_OF_WHAT_WAS_COUNTED = f"""
INSERT INTO tally SELECT 'coordination', 'class', strftime('%Y-%m', at, offset) AS month, class, count(*)
    FROM coordination, tally_zone GROUP BY month, class;
INSERT INTO tally SELECT 'coordination', 'country', strftime('%Y-%m', at, offset) AS month, country, count(*)
    FROM coordination, tally_zone GROUP BY month, country;
INSERT INTO tally SELECT what, 'minutes', strftime('%Y-%m', received, offset) AS month,
    printf('%08d', {rounded("minutes")}) AS value, count(*) FROM promptness, tally_zone GROUP BY what, month, value;
"""
"""What triggers do in the store when the other two tables are filled."""

_EVERY_WORD = "CREATE VIRTUAL TABLE temp.every_word USING fts5vocab(main, {index}, 'instance')"
_SUM = """
SELECT count(*), coalesce(sum((doc * 1000003 + coalesce(offset, 0) * 8191 + unicode(term) * 31337
    + coalesce(unicode(substr(term, 2)), 0) * 7919 + coalesce(unicode(substr(term, 3)), 0) * 104729) % 2147483647), 0)
FROM temp.every_word
"""
"""How many words are in how many rows, and a sum over which of them: the same for the same index, however it grew."""

_INDEXED = {
    "search": ("report", "subject, text", "tokenize='trigram', detail='none', columnsize=0, content=''"),
    "note_search": ("note", "text", "tokenize='trigram', content=''"),
}


def unlike(store: Store) -> Iterator[str]:
    """Yield one sentence for each thing that is not what the rows say. One read transaction a table, of seconds."""
    with store.snapshot():
        counted = list(_miscounted(store))
    yield from counted
    for index in _INDEXED:
        with store.snapshot():
            whole = _words_kept(store, index) == _words_anew(store, index)
        if not whole:
            yield _("The words in {index} are not those of the rows.", index=index)
    yield from _owners(store)
    yield from _places(store)
    instant = "????-??-??T??:??:??.??????Z"
    for (number,) in store.rows("SELECT id FROM incident WHERE ball_since NOT GLOB ? LIMIT 100", (instant,)):
        yield _("#{number}: since when somebody must act is no instant.", number=number)


def _miscounted(store: Store) -> Iterator[str]:
    """Count in tables of the connection's own, which hide those of the store, and compare."""
    conn = store.conn
    try:
        for table in _COUNTED:
            conn.execute(f"CREATE TEMP TABLE {table} AS SELECT * FROM main.{table} WHERE 0")
        for statement in (COUNT_ANEW + _OF_WHAT_WAS_COUNTED).split(";\n"):
            if statement.strip():
                conn.execute(statement)
        for table in _COUNTED:
            some = "WHERE n <> 0" if table == "tally" else ""
            here, there = f"SELECT * FROM main.{table} {some}", f"SELECT * FROM temp.{table} {some}"
            count = sum(store.value(f"SELECT count(*) FROM ({one})") for one in _either_way(here, there))
            if count:
                yield _("Counters: {count} rows of {table} are not what the rows add up to.", count=count, table=table)
    finally:
        for table in _COUNTED:
            conn.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _either_way(here: str, there: str) -> tuple[str, str]:
    return f"{here} EXCEPT {there}", f"{there} EXCEPT {here}"


def _words_kept(store: Store, index: str) -> tuple[int, int] | None:
    """Return the sum over an index; None where it is no sound one. Only who may write can ask SQLite: so in a copy."""
    with closing(_empty_index(index)) as copy:
        for part in ("data", "idx", "docsize", "config"):
            table = f"{index}_{part}"
            if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                continue
            copy.execute(f"DELETE FROM {table}")
            found = store.conn.execute(f"SELECT * FROM main.{table}")
            marks = ", ".join("?" for _column in found.description)
            copy.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
        try:
            copy.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
            return _words(copy, index)
        except connection.DatabaseError:
            return None


def _words_anew(store: Store, index: str) -> tuple[int, int]:
    table, columns, _options = _INDEXED[index]
    with closing(_empty_index(index)) as anew:
        marks = ", ".join("?" for _column in columns.split(","))
        for page in pages(store, f"SELECT id, {columns} FROM {table} WHERE id > ? ORDER BY id LIMIT ?", 0):
            anew.executemany(f"INSERT INTO {index} (rowid, {columns}) VALUES (?, {marks})", page)
        return _words(anew, index)


def _empty_index(index: str) -> connection.Connection:
    _table, columns, options = _INDEXED[index]
    conn = connection.scratch()
    conn.execute(f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, {options})")
    return conn


def _words(conn: connection.Connection, index: str) -> tuple[int, int]:
    conn.execute(_EVERY_WORD.format(index=index))
    count, told = conn.execute(_SUM).fetchone()
    return count, told


def _owners(store: Store) -> Iterator[str]:
    """Yield a sentence for each value and each report that is not put to the site that the register says."""
    observables = (
        "SELECT observable.id, kind, value, observable.site_id, observable.key, report_id,"
        " observable.incident_id = report.incident_id FROM observable JOIN report ON report.id = report_id"
        " WHERE observable.id > ? ORDER BY observable.id LIMIT ?"
    )
    for page in pages(store, observables, 0):
        owners = register.Owners(store)
        for _number, kind, value, site, key, report, there in page:
            if not there:
                yield _("{value} is not where report {report} is.", value=one_line(value), report=report)
            meant = keys.of_observable(ObservableKind(kind), value)
            if (meant, owners.of_key(meant)) != (key, site):
                yield _(
                    "{value} in report {report} is put to another site than the register says.",
                    value=one_line(value),
                    report=report,
                )
    reports = "SELECT id, mail, site_name, site_id, key FROM report WHERE id > ? ORDER BY id LIMIT ?"
    for page in pages(store, reports, 0):
        owners = register.Owners(store)
        for report, mail, name, site, key in page:
            meant = keys.of_observable(ObservableKind.MAIL, mail) if mail else None
            if (meant, owners.of_reporter(Reporter(site=name, mail=mail), meant)) != (key, site):
                yield _("Report {report} is put to another site than the register says.", report=report)


def _places(store: Store) -> Iterator[str]:
    """Yield a sentence for each incident whose related sites are not numbered from 0 on."""
    sites = (
        "SELECT incident_id, count(*), min(place), max(place) FROM related WHERE incident_id > ?"
        " GROUP BY incident_id ORDER BY incident_id LIMIT ?"
    )
    for page in pages(store, sites, 0):
        for incident, count, first, last in page:
            if (first, last) != (0, count - 1):
                yield _("#{number}: its related sites are not in their places.", number=incident)
