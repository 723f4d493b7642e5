"""Step 3: the clock of a report, where a handler has settled it."""

from __future__ import annotations

STEP = """
CREATE TABLE clock (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL UNIQUE REFERENCES report(id),
    seconds REAL -- added to the instants of its lines; NULL: what the reporter states
) STRICT;
"""
