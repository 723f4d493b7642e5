"""Step 10: decisions about single items of a report, and grants that end."""

from __future__ import annotations

STEP = """
-- A row without items is about all of them, as its level says: what stood here before keeps its meaning.
CREATE TABLE consent_by_item (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report(id),
    state TEXT NOT NULL CHECK (state IN ('not-asked', 'asked', 'granted', 'refused', 'withdrawn', 'expired')),
    level TEXT NOT NULL CHECK (level IN ('none', 'facts', 'logs', 'full')),
    audience TEXT NOT NULL CHECK (audience IN ('source', 'related', 'site', 'csirts', 'public')),
    site_id INTEGER REFERENCES site(id),
    quote TEXT NOT NULL,
    message TEXT NOT NULL,
    handler TEXT NOT NULL,
    at TEXT NOT NULL,
    items TEXT NOT NULL DEFAULT '[]', -- of 'facts', 'logs', 'hosts', 'contact', 'identity'
    until TEXT, -- when a grant ends
    CHECK ((audience = 'site') = (site_id IS NOT NULL)),
    CHECK (state IN ('granted', 'expired') OR level = 'none'),
    CHECK (level = 'none' OR items = '[]'),
    CHECK (until IS NULL OR state IN ('granted', 'expired'))
) STRICT;
INSERT INTO consent_by_item (id, report_id, state, level, audience, site_id, quote, message, handler, at)
    SELECT id, report_id, state, level, audience, site_id, quote, message, handler, at FROM consent;
DROP TABLE consent;
ALTER TABLE consent_by_item RENAME TO consent;
CREATE INDEX consent_by_report ON consent(report_id);
CREATE INDEX consent_by_end ON consent(until) WHERE until IS NOT NULL AND state = 'granted';
"""
