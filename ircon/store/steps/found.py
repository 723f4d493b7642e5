"""A search that knows where its trigrams stand no closer than the report; what else a filter may ask for."""

from __future__ import annotations

STEP = """
DROP TABLE trigram;
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5(
    subject, text, content='report', content_rowid='id', tokenize='trigram', detail='none', columnsize=0
);
INSERT INTO search(search) VALUES ('rebuild');
CREATE VIRTUAL TABLE trigram USING fts5vocab(search, row);

CREATE INDEX incident_by_consent ON incident(consent);
CREATE INDEX incident_unread ON incident(id) WHERE unread = 1;
CREATE INDEX related_by_name ON related(name) WHERE site_id IS NULL;
"""
