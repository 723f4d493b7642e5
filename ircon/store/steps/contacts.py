"""Step 21: the language in which a contact is written to is known of it, as its role and its key are."""

from __future__ import annotations

STEP = """
CREATE TABLE fact_of_now (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id),
    kind TEXT NOT NULL CHECK (kind IN
        ('asn', 'provider', 'hold', 'person', 'role', 'language', 'zone', 'pgp', 'bounced', 'answered')),
    about TEXT NOT NULL DEFAULT '', -- the contact's mail address or phone number; '' for the site
    value TEXT NOT NULL,
    provenance TEXT NOT NULL,
    stated TEXT NOT NULL, -- the day on which it was so
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
INSERT INTO fact_of_now SELECT id, site_id, kind, about, value, provenance, stated, handler, at FROM fact;
DROP TABLE fact;
ALTER TABLE fact_of_now RENAME TO fact;
CREATE INDEX fact_by_site ON fact(site_id, id);
CREATE INDEX fact_by_about ON fact(kind, about, site_id);
"""
