"""Letters' texts once each, and the dictionaries that they and the originals are packed with."""

from __future__ import annotations

STEP = """
CREATE TABLE dictionary (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('original', 'wording')),
    adler INTEGER NOT NULL UNIQUE, -- by which what is packed with it names it (RFC 1950)
    words BLOB NOT NULL
) STRICT;

-- What draft.body and the journal refer to. Letters from before have their text in their row.
CREATE TABLE wording (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    packed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER dictionary_is_kept_update BEFORE UPDATE ON dictionary BEGIN
    SELECT raise(ABORT, 'dictionaries are kept: what is packed with them needs them');
END;
CREATE TRIGGER dictionary_is_kept_delete BEFORE DELETE ON dictionary BEGIN
    SELECT raise(ABORT, 'dictionaries are kept: what is packed with them needs them');
END;
CREATE TRIGGER wording_is_kept_update BEFORE UPDATE ON wording BEGIN
    SELECT raise(ABORT, 'wordings are kept as they were written');
END;
CREATE TRIGGER wording_is_kept_delete BEFORE DELETE ON wording BEGIN
    SELECT raise(ABORT, 'wordings are kept as they were written');
END;
"""
