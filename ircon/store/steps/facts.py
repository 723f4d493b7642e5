"""Step 5: what is known of a site beyond names and netblocks, each fact with whence and when; dates for the rest."""

from __future__ import annotations

STEP = """
ALTER TABLE domain ADD COLUMN provenance TEXT NOT NULL DEFAULT 'import';
ALTER TABLE domain ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE netblock ADD COLUMN provenance TEXT NOT NULL DEFAULT 'import';
ALTER TABLE netblock ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN since TEXT NOT NULL DEFAULT '';

-- Never changed: the newest fact of a kind about the same thing counts, an empty value ends it.
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id),
    kind TEXT NOT NULL CHECK (kind IN
        ('asn', 'provider', 'hold', 'person', 'role', 'zone', 'pgp', 'bounced', 'answered')),
    about TEXT NOT NULL DEFAULT '', -- the contact's mail address or phone number; '' for the site
    value TEXT NOT NULL,
    provenance TEXT NOT NULL,
    stated TEXT NOT NULL, -- the day on which it was so
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX fact_by_site ON fact(site_id, id);
CREATE INDEX fact_by_about ON fact(kind, about, site_id);
"""
