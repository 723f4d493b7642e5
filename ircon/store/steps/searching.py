"""The words of new reports go into the index at the end of a transaction, all at once.

The index writes out what it has gathered whenever a statement or a change within the
transaction begins anew: with each report on its own, a batch cost several times as much.
"""

from __future__ import annotations

STEP = """
CREATE TABLE unsearched (
    report_id INTEGER PRIMARY KEY -- not yet in ``search``; empty between transactions, see searching.py
) STRICT;
DROP TRIGGER report_is_searchable;
CREATE TRIGGER report_is_searchable AFTER INSERT ON report BEGIN
    INSERT INTO unsearched (report_id) VALUES (new.id);
END;
"""
