"""Step 4: traces of a tool or an intruder beside each report, the clock it states, and what shall link nothing."""

from __future__ import annotations

STEP = """
-- By how many seconds the lines are to be moved, as the reporter states; see ``clock`` for what a handler settled.
ALTER TABLE report ADD COLUMN shift REAL NOT NULL DEFAULT 0;

CREATE TABLE trace (
    report_id INTEGER NOT NULL REFERENCES report(id),
    kind TEXT NOT NULL CHECK (kind IN ('word', 'line')),
    value TEXT NOT NULL,
    PRIMARY KEY (report_id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX trace_by_value ON trace(value, kind, report_id);

-- Addresses and names that a handler has found to say nothing: a proxy of everybody's, a scanner for research.
CREATE TABLE ignored (
    id INTEGER PRIMARY KEY,
    low TEXT NOT NULL, -- the first and last key, see keys.py
    high TEXT NOT NULL,
    value TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX ignored_by_low ON ignored(low, high);
"""
