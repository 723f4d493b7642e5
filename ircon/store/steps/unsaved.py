"""Step 14: what a handler is typing into a letter: theirs alone, in no journal, gone once it is saved or dropped."""

from __future__ import annotations

STEP = """
CREATE TABLE unsaved (
    handler TEXT NOT NULL,
    draft_id INTEGER NOT NULL REFERENCES draft(id),
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (handler, draft_id)
) STRICT, WITHOUT ROWID;
"""
