"""The search index: the words of each report that was stored go into it before the transaction ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ircon.i18n import plural

if TYPE_CHECKING:
    from ircon.store.connection import Connection
    from ircon.store.store import Store


def catch_up(conn: Connection) -> None:
    """Put into the index what a trigger has noted; to be called last in a transaction."""
    if conn.execute("SELECT 1 FROM unsearched LIMIT 1").fetchone() is None:
        return
    conn.execute(
        "INSERT INTO search (rowid, subject, text) SELECT report.id, subject, text FROM unsearched"
        " CROSS JOIN report ON report.id = report_id"  # in this order: there may be a million reports
    )
    conn.execute("DELETE FROM unsearched")


def missing(store: Store) -> Iterator[str]:
    """Yield a sentence if reports were stored whose words cannot be found."""
    count = store.value("SELECT count(*) FROM unsearched")
    if count:
        yield plural(
            "The words of {count} report are not in the search index.",
            "The words of {count} reports are not in the search index.",
            count,
        )
