"""What stands in a store, by what becomes of it when somebody changes it behind the program's back.

Every column is in one of three lists, so that a new one has to be thought of: what was
received or decided (``ircon check`` tells), what follows from the rest (``--thorough``
tells), and what nobody can tell, with the reason.
"""

from __future__ import annotations

from ircon.store import connection

HELD = {
    "journal": "id at handler action incident_id note changes kept undoes hash",
    "original": "sha256 size packed",
    "wording": "sha256 packed",
    "dictionary": "id kind adler words",
    "report": "id sha256 message_id received sent_at format language subject text name mail site_name"
    " proposed_class class_as_written occurred found_by request condition remarks stated_level stated_quote"
    " stated_audience stated_refused problems incident_id",
    "observable": "report_id kind value line start stop role",
    "log_line": "report_id line text at year zone",
    "consent": "id report_id state level audience site_id quote message handler at items until",
    "draft": "id incident_id kind site_id recipient language reference subject body withheld relies state written_at"
    " sent_at hands released overdue_at bounced_at said said_at answer joint",
    "incident": "id status class owner closed_for closed_at received merged_into",
    "site": "id name language timezone",
    "domain": "site_id name",
    "netblock": "site_id version length low cidr",
    "contact": "site_id mail phone provenance",
    "chosen_class": "id kind class handler at",
    "clock": "id report_id seconds",
    "fact": "id site_id kind about value provenance stated handler at",
    "ignored": "id low high value reason handler at",
    "note": "id incident_id text replaces handler at",
    "said_role": "id incident_id site_id name key role handler at",
}
"""What was received and decided."""

DERIVED = {
    "related": "incident_id place site_id name role evidence reason state permitted reports said_by parts",
    "link": "incident_id other_id score reason",
    "incident": "reporter subject consent sites_ready sites_all seen_before ball ball_since reason unread need country",
    "tally": "what facet month value n",
    "coordination": "incident_id site_id at class country",
    "promptness": "incident_id what received minutes",
    "observable": "incident_id site_id key",
    "report": "site_id key",
    "unsearched": "report_id",
    "search": "subject text",
    "note_search": "text",
}
"""What is kept ready and follows from the rest."""

WHERE = {"incident": "merged_into IS NULL"}
"""Of which rows: what was put into another shows what it showed then."""

_CONVENIENCE = "a handler's own convenience: nothing is decided by it"
_ROW = "the row's own number, which nothing refers to"
_HOW_KNOWN = "how and when a part of a site's came to be known; what it says is held by the site's seal"
_AS_READ = "read out of the report by the program of then; a newer one may read otherwise"
_BEFORE = "where it goes back to when incidents are taken apart; where it stands now is held"
FREE = {
    "looked.*": _CONVENIENCE,
    "present.*": _CONVENIENCE,
    "view.*": _CONVENIENCE,
    "unfinished.*": "a note that is not written yet",
    "unsaved.*": "a letter that is not kept yet",
    "batch.*": "which entries one undo takes back together; each of them is in the journal",
    "observable.id": _ROW,
    "contact.id": _ROW,
    "domain.id": _ROW,
    "netblock.id": _ROW,
    "contact.since": _HOW_KNOWN,
    "domain.provenance": _HOW_KNOWN,
    "domain.since": _HOW_KNOWN,
    "netblock.provenance": _HOW_KNOWN,
    "netblock.since": _HOW_KNOWN,
    "report.shift": _AS_READ,
    "trace.*": _AS_READ,
    "report.home": _BEFORE,
    "draft.home": _BEFORE,
    "note.home": _BEFORE,
    "site.country": "where notices to it are counted from now on; what was counted stays",
    "tally_zone.*": "in which zone months begin: the counters follow it, and are held to it",
}
"""What neither tells of: ``table.column`` (``*``: all of them) and why that can be borne."""


def unaccounted(conn: connection.Connection) -> list[str]:
    """Return the columns that are in none of the lists, and what the lists name that is not there."""
    tables = "SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND name NOT GLOB 'sqlite_*'"
    there = {
        f"{table}.{column}"
        for table, kind in conn.execute(tables).fetchall()
        if kind in ("table", "virtual") and table != "trigram"
        for (column,) in conn.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
    told = {f"{table}.{column}" for lists in (HELD, DERIVED) for table in lists for column in lists[table].split()}
    free = {one for one in there if {one, f"{one.partition('.')[0]}.*"} & FREE.keys()}
    return sorted((there - told - free) | (told - there))
