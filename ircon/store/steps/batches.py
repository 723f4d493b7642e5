"""Step 9: which entries of the journal were one action on many incidents, so that one undo takes all of it back."""

from __future__ import annotations

STEP = """
-- Entries low to high belong to the batch that is named by its first entry. One row a transaction.
CREATE TABLE batch (
    low INTEGER PRIMARY KEY REFERENCES journal(id),
    high INTEGER NOT NULL REFERENCES journal(id) CHECK (high >= low),
    first INTEGER NOT NULL REFERENCES journal(id)
) STRICT;
CREATE INDEX batch_by_first ON batch(first, low);
CREATE INDEX journal_by_undone ON journal(undoes) WHERE undoes IS NOT NULL;
"""
