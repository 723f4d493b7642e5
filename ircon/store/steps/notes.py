"""Step 8: what handlers note for each other of an incident; versions are added, never changed. And what is not done."""

from __future__ import annotations

STEP = """
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    home INTEGER, -- the incident that it was written in, where that one was put into another
    text TEXT NOT NULL CHECK (text <> ''),
    replaces INTEGER REFERENCES note(id), -- the version of which this is the next
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX note_by_incident ON note(incident_id);
CREATE INDEX note_by_replaced ON note(replaces) WHERE replaces IS NOT NULL;

CREATE VIRTUAL TABLE note_search USING fts5(text, content='note', content_rowid='id', tokenize='trigram');
CREATE TRIGGER note_is_searchable AFTER INSERT ON note BEGIN
    INSERT INTO note_search(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER note_is_taken_back AFTER DELETE ON note BEGIN
    INSERT INTO note_search(note_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

-- What a handler was writing when the line dropped: theirs alone, in no journal, gone when it is written.
CREATE TABLE unfinished (
    handler TEXT NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    replaces INTEGER,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (handler, incident_id)
) STRICT, WITHOUT ROWID;
"""
