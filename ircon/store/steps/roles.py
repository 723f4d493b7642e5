"""The part that a related site plays in an incident, where a handler has said it."""

from __future__ import annotations

STEP = """
CREATE TABLE said_role (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    site_id INTEGER REFERENCES site(id),
    name TEXT NOT NULL DEFAULT '', -- the netblock or domain that an unknown site is known by; '' for a registered one
    key TEXT, -- an address or name of an unknown site's, see keys.py: whose it is once the register knows
    role TEXT CHECK (role IN (
        'source', 'target', 'stepping-stone', 'relay', 'malware-host', 'phishing-host', 'other')), -- NULL: as proposed
    handler TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK ((site_id IS NULL) = (name <> ''))
) STRICT;
CREATE UNIQUE INDEX said_role_by_party ON said_role(incident_id, coalesce(site_id, 0), name);
ALTER TABLE related ADD COLUMN said_by TEXT NOT NULL DEFAULT '';
"""
