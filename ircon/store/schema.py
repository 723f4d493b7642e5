"""What the store looks like: the tables, and the ordered steps that lead to them.

A step is never edited once it has been released; the next need is a new step. The
golden dump in the tests shows the whole schema after the last one. Instants are text,
``YYYY-MM-DDTHH:MM:SSZ``; flags are 0 or 1; lists are JSON arrays.
"""

from __future__ import annotations

from ircon.store.steps import (
    batches,
    classes,
    clocks,
    contacts,
    countries,
    entries,
    facts,
    finding,
    found,
    items,
    joint,
    notes,
    parts,
    roles,
    said,
    searching,
    tallies,
    traces,
    unsaved,
    waits,
    wordings,
)

APPLICATION_ID = 0x4952434E
"""``IRCN`` in the file's header: tells our files from any other program's."""

_FIRST = """
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    packed BLOB NOT NULL -- zlib
) STRICT;

CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ja')),
    timezone TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE domain (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id) ON DELETE CASCADE,
    name TEXT NOT NULL UNIQUE CHECK (name = lower(name))
) STRICT;
CREATE INDEX domain_by_site ON domain(site_id);

CREATE TABLE netblock (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id) ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version IN (4, 6)),
    length INTEGER NOT NULL CHECK (length BETWEEN 0 AND 128),
    low TEXT NOT NULL, -- the first address: 8 or 32 hexadecimal digits
    cidr TEXT NOT NULL,
    UNIQUE (version, length, low)
) STRICT;
CREATE INDEX netblock_by_site ON netblock(site_id);

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id) ON DELETE CASCADE,
    mail TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    provenance TEXT NOT NULL,
    UNIQUE (site_id, mail, phone),
    CHECK (mail <> '' OR phone <> '')
) STRICT;

-- The first columns are decided by handlers. Those from ``reporter`` on are worked out
-- again after each change: the queue's line, standing ready, so that listing joins nothing.
CREATE TABLE incident (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    class TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '',
    closed_for TEXT NOT NULL DEFAULT '',
    closed_at TEXT,
    received TEXT NOT NULL,
    reporter TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    consent TEXT NOT NULL DEFAULT 'none',
    sites_ready INTEGER NOT NULL DEFAULT 0,
    sites_all INTEGER NOT NULL DEFAULT 0,
    seen_before INTEGER NOT NULL DEFAULT 0,
    ball TEXT NOT NULL DEFAULT 'us' CHECK (ball IN ('us', 'reporter', 'site', 'nobody')),
    ball_since TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    unread INTEGER NOT NULL DEFAULT 0 CHECK (unread IN (0, 1)),
    need INTEGER NOT NULL DEFAULT 0 CHECK (need BETWEEN 0 AND 2),
    CHECK ((status = 'closed') = (closed_at IS NOT NULL))
) STRICT;
CREATE INDEX incident_queue ON incident(need, ball_since, id);

CREATE TABLE report (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    sha256 TEXT NOT NULL REFERENCES original(sha256),
    message_id TEXT NOT NULL DEFAULT '',
    received TEXT NOT NULL,
    sent_at TEXT,
    format TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    name TEXT NOT NULL,
    mail TEXT NOT NULL,
    site_name TEXT NOT NULL,
    site_id INTEGER REFERENCES site(id) ON DELETE SET NULL,
    key TEXT, -- the reporter's domain, see keys.py
    proposed_class TEXT NOT NULL,
    class_as_written TEXT NOT NULL,
    occurred TEXT NOT NULL,
    found_by TEXT NOT NULL,
    request TEXT NOT NULL,
    condition TEXT NOT NULL,
    remarks TEXT NOT NULL,
    stated_level TEXT NOT NULL CHECK (stated_level IN ('none', 'facts', 'logs', 'full')),
    stated_quote TEXT NOT NULL,
    stated_audience TEXT NOT NULL,
    stated_refused INTEGER NOT NULL CHECK (stated_refused IN (0, 1)),
    problems TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE UNIQUE INDEX report_by_original ON report(sha256);
CREATE INDEX report_by_incident ON report(incident_id);
CREATE INDEX report_by_message ON report(message_id) WHERE message_id <> '';
CREATE INDEX report_by_site ON report(site_id) WHERE site_id IS NOT NULL;
CREATE INDEX report_by_key ON report(key) WHERE key IS NOT NULL;

CREATE TABLE observable (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report(id),
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    kind TEXT NOT NULL CHECK (kind IN ('ipv4', 'ipv6', 'cidr', 'host', 'url', 'mail')),
    value TEXT NOT NULL,
    line INTEGER,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    role TEXT,
    site_id INTEGER REFERENCES site(id) ON DELETE SET NULL,
    key TEXT -- what sorts an address with its netblock and a name with its domain, see keys.py
) STRICT;
CREATE INDEX observable_by_report ON observable(report_id);
CREATE INDEX observable_by_value ON observable(value, incident_id);
CREATE INDEX observable_by_key ON observable(key, incident_id) WHERE key IS NOT NULL;
CREATE INDEX observable_by_site ON observable(site_id, incident_id) WHERE site_id IS NOT NULL;
CREATE INDEX observable_by_incident ON observable(incident_id);

CREATE TABLE log_line (
    report_id INTEGER NOT NULL REFERENCES report(id),
    line INTEGER NOT NULL,
    text TEXT NOT NULL,
    at TEXT,
    year TEXT NOT NULL CHECK (year IN ('written', 'stated', 'inferred')),
    zone TEXT NOT NULL CHECK (zone IN ('written', 'stated', 'inferred')),
    PRIMARY KEY (report_id, line)
) STRICT, WITHOUT ROWID;

-- Worked out from observables, the register and what others reported; never edited by hand.
CREATE TABLE related (
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    place INTEGER NOT NULL,
    site_id INTEGER REFERENCES site(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    evidence TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL,
    permitted TEXT NOT NULL,
    reports TEXT NOT NULL,
    PRIMARY KEY (incident_id, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_by_site ON related(site_id) WHERE site_id IS NOT NULL;

CREATE TABLE link (
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    other_id INTEGER NOT NULL REFERENCES incident(id),
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (incident_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_other ON link(other_id);

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL REFERENCES report(id),
    state TEXT NOT NULL CHECK (state IN ('not-asked', 'asked', 'granted', 'refused', 'withdrawn')),
    level TEXT NOT NULL CHECK (level IN ('none', 'facts', 'logs', 'full')),
    audience TEXT NOT NULL CHECK (audience IN ('source', 'related', 'site', 'csirts', 'public')),
    site_id INTEGER REFERENCES site(id),
    quote TEXT NOT NULL,
    message TEXT NOT NULL,
    handler TEXT NOT NULL,
    at TEXT NOT NULL,
    CHECK ((audience = 'site') = (site_id IS NOT NULL)),
    CHECK (state = 'granted' OR level = 'none')
) STRICT;
CREATE INDEX consent_by_report ON consent(report_id);

CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    kind TEXT NOT NULL,
    site_id INTEGER REFERENCES site(id),
    recipient TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'ja')),
    reference INTEGER NOT NULL,
    subject TEXT NOT NULL CHECK (instr(subject, char(10)) = 0 AND instr(subject, char(13)) = 0),
    body TEXT NOT NULL,
    withheld TEXT NOT NULL DEFAULT '[]',
    relies TEXT NOT NULL DEFAULT '{}', -- {report: level} that the text was written with
    state TEXT NOT NULL DEFAULT 'drafted' CHECK (state IN ('drafted', 'sent', 'stale')),
    written_at TEXT NOT NULL,
    sent_at TEXT,
    hands TEXT NOT NULL DEFAULT '[]', -- the handlers who have had a hand in the text
    released TEXT NOT NULL DEFAULT '', -- who released it, blocked as it was: {by, reason, at, findings}
    overdue_at TEXT, -- when it had waited too long for an answer
    bounced_at TEXT,
    CHECK ((kind IN ('notice', 'reminder')) = (site_id IS NOT NULL)),
    CHECK (state <> 'sent' OR sent_at IS NOT NULL)
) STRICT;
CREATE INDEX draft_by_reference ON draft(reference) WHERE kind = 'notice';
CREATE INDEX draft_by_incident ON draft(incident_id);
CREATE INDEX draft_by_site ON draft(site_id) WHERE site_id IS NOT NULL;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    handler TEXT NOT NULL CHECK (handler <> ''),
    action TEXT NOT NULL,
    incident_id INTEGER REFERENCES incident(id),
    note TEXT NOT NULL,
    changes TEXT NOT NULL, -- the rows before and after; [] where there is nothing to take back
    kept TEXT NOT NULL, -- what rows hold that is not taken back: columns, or a seal over all that belongs to them
    undoes INTEGER REFERENCES journal(id),
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX journal_by_incident ON journal(incident_id);
CREATE INDEX journal_by_handler ON journal(handler, id);

CREATE VIRTUAL TABLE search USING fts5(
    subject, text, content='report', content_rowid='id', tokenize='trigram'
);
CREATE TRIGGER report_is_searchable AFTER INSERT ON report BEGIN
    INSERT INTO search(rowid, subject, text) VALUES (new.id, new.subject, new.text);
END;

CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal BEGIN
    SELECT raise(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal BEGIN
    SELECT raise(ABORT, 'the journal is never changed');
END;
CREATE TRIGGER original_is_kept_update BEFORE UPDATE ON original BEGIN
    SELECT raise(ABORT, 'originals are kept as they came');
END;
CREATE TRIGGER original_is_kept_delete BEFORE DELETE ON original BEGIN
    SELECT raise(ABORT, 'originals are kept as they came');
END;
CREATE TRIGGER report_is_kept BEFORE DELETE ON report BEGIN
    SELECT raise(ABORT, 'reports are kept');
END;
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST,
    tallies.STEP,
    clocks.STEP,
    traces.STEP,
    facts.STEP,
    classes.STEP,
    roles.STEP,
    notes.STEP,
    batches.STEP,
    items.STEP,
    said.STEP,
    finding.STEP,
    wordings.STEP,
    unsaved.STEP,
    found.STEP,
    joint.STEP,
    searching.STEP,
    entries.STEP,
    parts.STEP,
    countries.STEP,
    contacts.STEP,
    waits.STEP,
)
"""One script a step; the file's ``user_version`` says how many have been taken."""
