"""Step 18: the journal's entries take half the room: what they keep of rows packed, each hash once and as bytes.

An entry's ``previous`` was the hash of the entry before it, and its hash had an index of
its own, which nobody asked. What older entries keep stays as it is: text, not packed.
"""

from __future__ import annotations

STEP = """
CREATE TABLE learnt (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('original', 'wording', 'entry')),
    adler INTEGER NOT NULL UNIQUE, -- by which what is packed with it names it (RFC 1950)
    words BLOB NOT NULL
) STRICT;
INSERT INTO learnt (id, kind, adler, words) SELECT id, kind, adler, words FROM dictionary;
DROP TABLE dictionary;
ALTER TABLE learnt RENAME TO dictionary;
CREATE TRIGGER dictionary_is_kept_update BEFORE UPDATE ON dictionary BEGIN
    SELECT raise(ABORT, 'dictionaries are kept: what is packed with them needs them');
END;
CREATE TRIGGER dictionary_is_kept_delete BEFORE DELETE ON dictionary BEGIN
    SELECT raise(ABORT, 'dictionaries are kept: what is packed with them needs them');
END;

-- Batches point at entries, and so wait elsewhere while the entries move.
CREATE TABLE waiting_batch (low INTEGER, high INTEGER, first INTEGER) STRICT;
INSERT INTO waiting_batch SELECT low, high, first FROM batch;
DELETE FROM batch;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    handler TEXT NOT NULL CHECK (handler <> ''),
    action TEXT NOT NULL,
    incident_id INTEGER REFERENCES incident(id),
    note TEXT NOT NULL,
    changes ANY NOT NULL, -- the rows before and after, packed if long; '[]' where there is nothing to take back
    kept ANY NOT NULL, -- what rows hold that is not taken back, packed if long: columns, or a seal over all of them
    undoes INTEGER REFERENCES entry(id),
    hash BLOB NOT NULL -- over what is meant, not over how it is packed, and over the hash of the entry before
) STRICT;
INSERT INTO entry (id, at, handler, action, incident_id, note, changes, kept, undoes, hash)
    SELECT id, at, handler, action, incident_id, note, changes, kept, undoes, ircon_bytes(hash)
    FROM journal ORDER BY id;
DROP TABLE journal;
ALTER TABLE entry RENAME TO journal;
CREATE INDEX journal_by_incident ON journal(incident_id);
CREATE INDEX journal_by_handler ON journal(handler, id);
CREATE INDEX journal_by_undone ON journal(undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal BEGIN
    SELECT raise(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal BEGIN
    SELECT raise(ABORT, 'the journal is never changed');
END;
INSERT INTO batch (low, high, first) SELECT low, high, first FROM waiting_batch;
DROP TABLE waiting_batch;
"""
