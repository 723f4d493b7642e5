-- batch
CREATE TABLE batch (
    low INTEGER PRIMARY KEY REFERENCES journal(id),
    high INTEGER NOT NULL REFERENCES journal(id) CHECK (high >= low),
    first INTEGER NOT NULL REFERENCES journal(id)
) STRICT;

-- batch_by_first
CREATE INDEX batch_by_first ON batch(first, low);

-- chosen_class
CREATE TABLE chosen_class (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL UNIQUE, -- what marks such reports, see remembering.py
    class TEXT NOT NULL,
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- clock
CREATE TABLE clock (
    id INTEGER PRIMARY KEY,
    report_id INTEGER NOT NULL UNIQUE REFERENCES report(id),
    seconds REAL -- added to the instants of its lines; NULL: what the reporter states
) STRICT;

-- consent
CREATE TABLE "consent" (
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

-- consent_by_end
CREATE INDEX consent_by_end ON consent(until) WHERE until IS NOT NULL AND state = 'granted';

-- consent_by_report
CREATE INDEX consent_by_report ON consent(report_id);

-- contact
CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id) ON DELETE CASCADE,
    mail TEXT NOT NULL DEFAULT '',
    phone TEXT NOT NULL DEFAULT '',
    provenance TEXT NOT NULL, since TEXT NOT NULL DEFAULT '',
    UNIQUE (site_id, mail, phone),
    CHECK (mail <> '' OR phone <> '')
) STRICT;

-- coordination
CREATE TABLE coordination (
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    site_id INTEGER NOT NULL REFERENCES site(id),
    at TEXT NOT NULL,
    class TEXT NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (incident_id, site_id)
) STRICT, WITHOUT ROWID;

-- dictionary
CREATE TABLE "dictionary" (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('original', 'wording', 'entry')),
    adler INTEGER NOT NULL UNIQUE, -- by which what is packed with it names it (RFC 1950)
    words BLOB NOT NULL
) STRICT;

-- dictionary_is_kept_delete
CREATE TRIGGER dictionary_is_kept_delete BEFORE DELETE ON dictionary BEGIN
    SELECT raise(ABORT, 'dictionaries are kept: what is packed with them needs them');
END;

-- dictionary_is_kept_update
CREATE TRIGGER dictionary_is_kept_update BEFORE UPDATE ON dictionary BEGIN
    SELECT raise(ABORT, 'dictionaries are kept: what is packed with them needs them');
END;

-- domain
CREATE TABLE domain (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id) ON DELETE CASCADE,
    name TEXT NOT NULL UNIQUE CHECK (name = lower(name))
, provenance TEXT NOT NULL DEFAULT 'import', since TEXT NOT NULL DEFAULT '') STRICT;

-- domain_by_site
CREATE INDEX domain_by_site ON domain(site_id);

-- draft
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
    bounced_at TEXT, home INTEGER REFERENCES incident(id), said TEXT NOT NULL DEFAULT '' CHECK (said IN ('', 'acknowledged', 'fixed')), said_at TEXT, answer INTEGER REFERENCES report(id), joint INTEGER REFERENCES draft(id),
    CHECK ((kind IN ('notice', 'reminder')) = (site_id IS NOT NULL)),
    CHECK (state <> 'sent' OR sent_at IS NOT NULL)
) STRICT;

-- draft_by_incident
CREATE INDEX draft_by_incident ON draft(incident_id);

-- draft_by_joint
CREATE INDEX draft_by_joint ON draft(joint) WHERE joint IS NOT NULL;

-- draft_by_reference
CREATE INDEX draft_by_reference ON draft(reference) WHERE kind = 'notice';

-- draft_by_site
CREATE INDEX draft_by_site ON draft(site_id) WHERE site_id IS NOT NULL;

-- fact
CREATE TABLE "fact" (
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

-- fact_by_about
CREATE INDEX fact_by_about ON fact(kind, about, site_id);

-- fact_by_site
CREATE INDEX fact_by_site ON fact(site_id, id);

-- ignored
CREATE TABLE ignored (
    id INTEGER PRIMARY KEY,
    low TEXT NOT NULL, -- the first and last key, see keys.py
    high TEXT NOT NULL,
    value TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL,
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- ignored_by_low
CREATE INDEX ignored_by_low ON ignored(low, high);

-- incident
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
    need INTEGER NOT NULL DEFAULT 0 CHECK (need BETWEEN 0 AND 2), merged_into INTEGER REFERENCES incident(id), country TEXT NOT NULL DEFAULT '',
    CHECK ((status = 'closed') = (closed_at IS NOT NULL))
) STRICT;

-- incident_by_class
CREATE INDEX incident_by_class ON incident(class, need, ball_since);

-- incident_by_consent
CREATE INDEX incident_by_consent ON incident(consent);

-- incident_by_merged
CREATE INDEX incident_by_merged ON incident(merged_into) WHERE merged_into IS NOT NULL;

-- incident_by_owner
CREATE INDEX incident_by_owner ON incident(owner, need, ball_since);

-- incident_by_received
CREATE INDEX incident_by_received ON incident(received);

-- incident_by_reporter
CREATE INDEX incident_by_reporter ON incident(reporter);

-- incident_by_wait
CREATE INDEX incident_by_wait ON incident(ball_since);

-- incident_queue
CREATE INDEX incident_queue ON incident(need, ball_since, id);

-- incident_unread
CREATE INDEX incident_unread ON incident(id) WHERE unread = 1;

-- journal
CREATE TABLE "journal" (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    handler TEXT NOT NULL CHECK (handler <> ''),
    action TEXT NOT NULL,
    incident_id INTEGER REFERENCES incident(id),
    note TEXT NOT NULL,
    changes ANY NOT NULL, -- the rows before and after, packed if long; '[]' where there is nothing to take back
    kept ANY NOT NULL, -- what rows hold that is not taken back, packed if long: columns, or a seal over all of them
    undoes INTEGER REFERENCES "journal"(id),
    hash BLOB NOT NULL -- over what is meant, not over how it is packed, and over the hash of the entry before
) STRICT;

-- journal_by_handler
CREATE INDEX journal_by_handler ON journal(handler, id);

-- journal_by_incident
CREATE INDEX journal_by_incident ON journal(incident_id);

-- journal_by_undone
CREATE INDEX journal_by_undone ON journal(undoes) WHERE undoes IS NOT NULL;

-- journal_is_append_only_delete
CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal BEGIN
    SELECT raise(ABORT, 'the journal is never changed');
END;

-- journal_is_append_only_update
CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal BEGIN
    SELECT raise(ABORT, 'the journal is never changed');
END;

-- link
CREATE TABLE link (
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    other_id INTEGER NOT NULL REFERENCES incident(id),
    score REAL NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (incident_id, other_id)
) STRICT, WITHOUT ROWID;

-- link_by_other
CREATE INDEX link_by_other ON link(other_id);

-- log_line
CREATE TABLE log_line (
    report_id INTEGER NOT NULL REFERENCES report(id),
    line INTEGER NOT NULL,
    text TEXT NOT NULL,
    at TEXT,
    year TEXT NOT NULL CHECK (year IN ('written', 'stated', 'inferred')),
    zone TEXT NOT NULL CHECK (zone IN ('written', 'stated', 'inferred')),
    PRIMARY KEY (report_id, line)
) STRICT, WITHOUT ROWID;

-- looked
CREATE TABLE looked (
    handler TEXT NOT NULL,
    incident_id INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (handler, incident_id)
) STRICT, WITHOUT ROWID;

-- netblock
CREATE TABLE netblock (
    id INTEGER PRIMARY KEY,
    site_id INTEGER NOT NULL REFERENCES site(id) ON DELETE CASCADE,
    version INTEGER NOT NULL CHECK (version IN (4, 6)),
    length INTEGER NOT NULL CHECK (length BETWEEN 0 AND 128),
    low TEXT NOT NULL, -- the first address: 8 or 32 hexadecimal digits
    cidr TEXT NOT NULL, provenance TEXT NOT NULL DEFAULT 'import', since TEXT NOT NULL DEFAULT '',
    UNIQUE (version, length, low)
) STRICT;

-- netblock_by_site
CREATE INDEX netblock_by_site ON netblock(site_id);

-- note
CREATE TABLE note (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    home INTEGER, -- the incident that it was written in, where that one was put into another
    text TEXT NOT NULL CHECK (text <> ''),
    replaces INTEGER REFERENCES note(id), -- the version of which this is the next
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- note_by_incident
CREATE INDEX note_by_incident ON note(incident_id);

-- note_by_replaced
CREATE INDEX note_by_replaced ON note(replaces) WHERE replaces IS NOT NULL;

-- note_is_searchable
CREATE TRIGGER note_is_searchable AFTER INSERT ON note BEGIN
    INSERT INTO note_search(rowid, text) VALUES (new.id, new.text);
END;

-- note_is_taken_back
CREATE TRIGGER note_is_taken_back AFTER DELETE ON note BEGIN
    INSERT INTO note_search(note_search, rowid, text) VALUES ('delete', old.id, old.text);
END;

-- note_search
CREATE VIRTUAL TABLE note_search USING fts5(text, content='note', content_rowid='id', tokenize='trigram');

-- note_search_config
CREATE TABLE 'note_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

-- note_search_data
CREATE TABLE 'note_search_data'(id INTEGER PRIMARY KEY, block BLOB);

-- note_search_docsize
CREATE TABLE 'note_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

-- note_search_idx
CREATE TABLE 'note_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

-- observable
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

-- observable_by_incident
CREATE INDEX observable_by_incident ON observable(incident_id);

-- observable_by_key
CREATE INDEX observable_by_key ON observable(key, incident_id) WHERE key IS NOT NULL;

-- observable_by_report
CREATE INDEX observable_by_report ON observable(report_id);

-- observable_by_site
CREATE INDEX observable_by_site ON observable(site_id, incident_id) WHERE site_id IS NOT NULL;

-- observable_by_value
CREATE INDEX observable_by_value ON observable(value, incident_id);

-- open_by_class
CREATE INDEX open_by_class ON incident(class, need, ball_since) WHERE status = 'open';

-- open_by_number
CREATE INDEX open_by_number ON incident(id) WHERE status = 'open';

-- open_by_owner
CREATE INDEX open_by_owner ON incident(owner, need, ball_since) WHERE status = 'open';

-- open_by_queue
CREATE INDEX open_by_queue ON incident(need, ball_since) WHERE status = 'open';

-- open_by_received
CREATE INDEX open_by_received ON incident(received) WHERE status = 'open';

-- open_by_reporter
CREATE INDEX open_by_reporter ON incident(reporter) WHERE status = 'open';

-- open_by_wait
CREATE INDEX open_by_wait ON incident(ball_since) WHERE status = 'open';

-- original
CREATE TABLE original (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size >= 0),
    packed BLOB NOT NULL -- zlib
) STRICT;

-- original_is_kept_delete
CREATE TRIGGER original_is_kept_delete BEFORE DELETE ON original BEGIN
    SELECT raise(ABORT, 'originals are kept as they came');
END;

-- original_is_kept_update
CREATE TRIGGER original_is_kept_update BEFORE UPDATE ON original BEGIN
    SELECT raise(ABORT, 'originals are kept as they came');
END;

-- present
CREATE TABLE present (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    handler TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;

-- present_by_incident
CREATE INDEX present_by_incident ON present(incident_id);

-- present_by_process
CREATE INDEX present_by_process ON present(host, pid, started);

-- promptness
CREATE TABLE promptness (
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    what TEXT NOT NULL CHECK (what IN ('answer', 'notice', 'close')),
    received TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (incident_id, what)
) STRICT, WITHOUT ROWID;

-- related
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
    reports TEXT NOT NULL, said_by TEXT NOT NULL DEFAULT '', parts TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (incident_id, place)
) STRICT, WITHOUT ROWID;

-- related_by_name
CREATE INDEX related_by_name ON related(name) WHERE site_id IS NULL;

-- related_by_site
CREATE INDEX related_by_site ON related(site_id) WHERE site_id IS NOT NULL;

-- related_ready
CREATE INDEX related_ready ON related(incident_id) WHERE state = 'ready';

-- report
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
, home INTEGER REFERENCES incident(id), country TEXT GENERATED ALWAYS AS (
    CASE WHEN key GLOB 'nuk.*' THEN 'GB' WHEN key GLOB 'n[a-z][a-z].*' THEN upper(substr(key, 2, 2)) ELSE '' END
) VIRTUAL, shift REAL NOT NULL DEFAULT 0) STRICT;

-- report_by_end_of_subject
CREATE INDEX report_by_end_of_subject ON report(lower(substr(subject, -2)));

-- report_by_end_of_text
CREATE INDEX report_by_end_of_text ON report(lower(substr(text, -2)));

-- report_by_incident
CREATE INDEX report_by_incident ON report(incident_id);

-- report_by_key
CREATE INDEX report_by_key ON report(key) WHERE key IS NOT NULL;

-- report_by_last_of_subject
CREATE INDEX report_by_last_of_subject ON report(lower(substr(subject, -1)));

-- report_by_last_of_text
CREATE INDEX report_by_last_of_text ON report(lower(substr(text, -1)));

-- report_by_message
CREATE INDEX report_by_message ON report(message_id) WHERE message_id <> '';

-- report_by_original
CREATE UNIQUE INDEX report_by_original ON report(sha256);

-- report_by_site
CREATE INDEX report_by_site ON report(site_id) WHERE site_id IS NOT NULL;

-- report_is_kept
CREATE TRIGGER report_is_kept BEFORE DELETE ON report BEGIN
    SELECT raise(ABORT, 'reports are kept');
END;

-- report_is_searchable
CREATE TRIGGER report_is_searchable AFTER INSERT ON report BEGIN
    INSERT INTO unsearched (report_id) VALUES (new.id);
END;

-- report_moves
CREATE TRIGGER report_moves AFTER UPDATE OF incident_id ON report WHEN old.incident_id <> new.incident_id BEGIN
    UPDATE observable SET incident_id = new.incident_id WHERE report_id = new.id;
    INSERT INTO tallying SELECT 'report', 'class', new.received, class, -1 FROM incident WHERE id = old.incident_id;
    INSERT INTO tallying SELECT 'report', 'class', new.received, class, 1 FROM incident WHERE id = new.incident_id;
END;

-- said_role
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

-- said_role_by_party
CREATE UNIQUE INDEX said_role_by_party ON said_role(incident_id, coalesce(site_id, 0), name);

-- search
CREATE VIRTUAL TABLE search USING fts5(
    subject, text, content='report', content_rowid='id', tokenize='trigram', detail='none', columnsize=0
);

-- search_config
CREATE TABLE 'search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

-- search_data
CREATE TABLE 'search_data'(id INTEGER PRIMARY KEY, block BLOB);

-- search_idx
CREATE TABLE 'search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

-- site
CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    language TEXT NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'ja')),
    timezone TEXT NOT NULL DEFAULT ''
, country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]')) STRICT;

-- tally
CREATE TABLE tally (
    what TEXT NOT NULL CHECK (what IN ('report', 'incident', 'coordination', 'answer', 'notice', 'close')),
    facet TEXT NOT NULL CHECK (facet IN ('class', 'country', 'minutes')),
    month TEXT NOT NULL,
    value TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (what, facet, month, value)
) STRICT, WITHOUT ROWID;

-- tally_class
CREATE TRIGGER tally_class AFTER UPDATE OF class ON incident WHEN old.class <> new.class BEGIN
    INSERT INTO tallying SELECT 'report', 'class', received, old.class, -1 FROM report WHERE incident_id = new.id;
    INSERT INTO tallying SELECT 'report', 'class', received, new.class, 1 FROM report WHERE incident_id = new.id;
    UPDATE coordination SET class = new.class WHERE incident_id = new.id;
END;

-- tally_close
CREATE TRIGGER tally_close AFTER UPDATE OF closed_at, merged_into ON incident
WHEN old.closed_at IS NOT new.closed_at OR old.merged_into IS NOT new.merged_into BEGIN
    DELETE FROM promptness WHERE incident_id = new.id AND what = 'close';
    INSERT INTO promptness SELECT new.id, 'close', new.received,
        max(0, CAST((julianday(new.closed_at) - julianday(new.received)) * 1440 AS INTEGER))
        WHERE new.closed_at IS NOT NULL AND new.merged_into IS NULL;
END;

-- tally_coordination
CREATE TRIGGER tally_coordination AFTER INSERT ON coordination BEGIN
    INSERT INTO tallying VALUES ('coordination', 'class', new.at, new.class, 1);
    INSERT INTO tallying VALUES ('coordination', 'country', new.at, new.country, 1);
END;

-- tally_coordination_class
CREATE TRIGGER tally_coordination_class AFTER UPDATE OF class ON coordination BEGIN
    INSERT INTO tallying VALUES ('coordination', 'class', old.at, old.class, -1);
    INSERT INTO tallying VALUES ('coordination', 'class', new.at, new.class, 1);
END;

-- tally_coordination_no_more
CREATE TRIGGER tally_coordination_no_more AFTER DELETE ON coordination BEGIN
    INSERT INTO tallying VALUES ('coordination', 'class', old.at, old.class, -1);
    INSERT INTO tallying VALUES ('coordination', 'country', old.at, old.country, -1);
END;

-- tally_incident
CREATE TRIGGER tally_incident AFTER INSERT ON incident WHEN new.merged_into IS NULL BEGIN
    INSERT INTO tallying VALUES ('incident', 'class', new.received, new.class, 1);
    INSERT INTO tallying VALUES ('incident', 'country', new.received, new.country, 1);
END;

-- tally_incident_anew
CREATE TRIGGER tally_incident_anew AFTER UPDATE OF class, country, merged_into ON incident
WHEN new.merged_into IS NULL BEGIN
    INSERT INTO tallying VALUES ('incident', 'class', new.received, new.class, 1);
    INSERT INTO tallying VALUES ('incident', 'country', new.received, new.country, 1);
END;

-- tally_incident_no_more
CREATE TRIGGER tally_incident_no_more AFTER UPDATE OF class, country, merged_into ON incident
WHEN old.merged_into IS NULL BEGIN
    INSERT INTO tallying VALUES ('incident', 'class', old.received, old.class, -1);
    INSERT INTO tallying VALUES ('incident', 'country', old.received, old.country, -1);
END;

-- tally_letter_delete_old
CREATE TRIGGER tally_letter_delete_old AFTER DELETE ON draft WHEN old.state = 'sent' BEGIN
    DELETE FROM coordination WHERE incident_id = old.incident_id AND site_id = old.site_id;
    INSERT INTO coordination (incident_id, site_id, at, class, country)
        SELECT incident_id, site_id, min(sent_at), class, site.country
        FROM draft JOIN incident ON incident.id = incident_id JOIN site ON site.id = site_id
        WHERE incident_id = old.incident_id AND site_id = old.site_id AND kind = 'notice' AND state = 'sent' AND bounced_at IS NULL
        GROUP BY incident_id, site_id;
    DELETE FROM promptness WHERE incident_id = old.incident_id AND what IN ('answer', 'notice');
    INSERT INTO promptness (incident_id, what, received, minutes)
        SELECT incident_id, iif(kind = 'notice', 'notice', 'answer') AS of_what, received,
               max(0, CAST((julianday(min(sent_at)) - julianday(received)) * 1440 AS INTEGER))
        FROM draft JOIN incident ON incident.id = incident_id
        WHERE incident_id = old.incident_id AND state = 'sent' AND bounced_at IS NULL AND kind <> 'reminder' GROUP BY incident_id, of_what;
END;

-- tally_letter_insert_new
CREATE TRIGGER tally_letter_insert_new AFTER INSERT ON draft WHEN new.state = 'sent' BEGIN
    DELETE FROM coordination WHERE incident_id = new.incident_id AND site_id = new.site_id;
    INSERT INTO coordination (incident_id, site_id, at, class, country)
        SELECT incident_id, site_id, min(sent_at), class, site.country
        FROM draft JOIN incident ON incident.id = incident_id JOIN site ON site.id = site_id
        WHERE incident_id = new.incident_id AND site_id = new.site_id AND kind = 'notice' AND state = 'sent' AND bounced_at IS NULL
        GROUP BY incident_id, site_id;
    DELETE FROM promptness WHERE incident_id = new.incident_id AND what IN ('answer', 'notice');
    INSERT INTO promptness (incident_id, what, received, minutes)
        SELECT incident_id, iif(kind = 'notice', 'notice', 'answer') AS of_what, received,
               max(0, CAST((julianday(min(sent_at)) - julianday(received)) * 1440 AS INTEGER))
        FROM draft JOIN incident ON incident.id = incident_id
        WHERE incident_id = new.incident_id AND state = 'sent' AND bounced_at IS NULL AND kind <> 'reminder' GROUP BY incident_id, of_what;
END;

-- tally_letter_update_new
CREATE TRIGGER tally_letter_update_new AFTER UPDATE OF state, sent_at, incident_id, bounced_at ON draft WHEN old.state = 'sent' OR new.state = 'sent' BEGIN
    DELETE FROM coordination WHERE incident_id = new.incident_id AND site_id = new.site_id;
    INSERT INTO coordination (incident_id, site_id, at, class, country)
        SELECT incident_id, site_id, min(sent_at), class, site.country
        FROM draft JOIN incident ON incident.id = incident_id JOIN site ON site.id = site_id
        WHERE incident_id = new.incident_id AND site_id = new.site_id AND kind = 'notice' AND state = 'sent' AND bounced_at IS NULL
        GROUP BY incident_id, site_id;
    DELETE FROM promptness WHERE incident_id = new.incident_id AND what IN ('answer', 'notice');
    INSERT INTO promptness (incident_id, what, received, minutes)
        SELECT incident_id, iif(kind = 'notice', 'notice', 'answer') AS of_what, received,
               max(0, CAST((julianday(min(sent_at)) - julianday(received)) * 1440 AS INTEGER))
        FROM draft JOIN incident ON incident.id = incident_id
        WHERE incident_id = new.incident_id AND state = 'sent' AND bounced_at IS NULL AND kind <> 'reminder' GROUP BY incident_id, of_what;
END;

-- tally_letter_update_old
CREATE TRIGGER tally_letter_update_old AFTER UPDATE OF incident_id ON draft WHEN old.state = 'sent' AND old.incident_id <> new.incident_id BEGIN
    DELETE FROM coordination WHERE incident_id = old.incident_id AND site_id = old.site_id;
    INSERT INTO coordination (incident_id, site_id, at, class, country)
        SELECT incident_id, site_id, min(sent_at), class, site.country
        FROM draft JOIN incident ON incident.id = incident_id JOIN site ON site.id = site_id
        WHERE incident_id = old.incident_id AND site_id = old.site_id AND kind = 'notice' AND state = 'sent' AND bounced_at IS NULL
        GROUP BY incident_id, site_id;
    DELETE FROM promptness WHERE incident_id = old.incident_id AND what IN ('answer', 'notice');
    INSERT INTO promptness (incident_id, what, received, minutes)
        SELECT incident_id, iif(kind = 'notice', 'notice', 'answer') AS of_what, received,
               max(0, CAST((julianday(min(sent_at)) - julianday(received)) * 1440 AS INTEGER))
        FROM draft JOIN incident ON incident.id = incident_id
        WHERE incident_id = old.incident_id AND state = 'sent' AND bounced_at IS NULL AND kind <> 'reminder' GROUP BY incident_id, of_what;
END;

-- tally_report
CREATE TRIGGER tally_report AFTER INSERT ON report BEGIN
    UPDATE incident SET country = new.country
        WHERE id = new.incident_id AND country <> new.country AND NOT EXISTS (
        SELECT 1 FROM report WHERE incident_id = new.incident_id AND id <> new.id);
    INSERT INTO tallying SELECT 'report', 'class', new.received, class, 1 FROM incident WHERE id = new.incident_id;
    INSERT INTO tallying VALUES ('report', 'country', new.received, new.country, 1);
END;

-- tally_wait
CREATE TRIGGER tally_wait AFTER INSERT ON promptness BEGIN
    INSERT INTO tallying VALUES (new.what, 'minutes', new.received, printf('%08d', CASE WHEN new.minutes < 60 THEN new.minutes / 10 * 10 WHEN new.minutes < 1440 THEN new.minutes / 60 * 60 WHEN new.minutes < 14400 THEN new.minutes / 360 * 360 WHEN new.minutes < 86400 THEN new.minutes / 1440 * 1440 ELSE new.minutes / 14400 * 14400 END), 1);
END;

-- tally_wait_no_more
CREATE TRIGGER tally_wait_no_more AFTER DELETE ON promptness BEGIN
    INSERT INTO tallying VALUES (old.what, 'minutes', old.received, printf('%08d', CASE WHEN old.minutes < 60 THEN old.minutes / 10 * 10 WHEN old.minutes < 1440 THEN old.minutes / 60 * 60 WHEN old.minutes < 14400 THEN old.minutes / 360 * 360 WHEN old.minutes < 86400 THEN old.minutes / 1440 * 1440 ELSE old.minutes / 14400 * 14400 END), -1);
END;

-- tally_zone
CREATE TABLE tally_zone (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    offset TEXT NOT NULL CHECK (offset GLOB '[+-][0-9][0-9]:[0-9][0-9]')
) STRICT;

-- tallying
CREATE VIEW tallying (what, facet, at, value, n) AS SELECT '', '', '', '', 0 WHERE 0;

-- tallying_adds
CREATE TRIGGER tallying_adds INSTEAD OF INSERT ON tallying BEGIN
    INSERT INTO tally (what, facet, month, value, n)
        SELECT new.what, new.facet, strftime('%Y-%m', new.at, offset), new.value, new.n FROM tally_zone WHERE 1
        ON CONFLICT (what, facet, month, value) DO UPDATE SET n = n + excluded.n;
END;

-- trace
CREATE TABLE trace (
    report_id INTEGER NOT NULL REFERENCES report(id),
    kind TEXT NOT NULL CHECK (kind IN ('word', 'line')),
    value TEXT NOT NULL,
    PRIMARY KEY (report_id, kind, value)
) STRICT, WITHOUT ROWID;

-- trace_by_value
CREATE INDEX trace_by_value ON trace(value, kind, report_id);

-- trigram
CREATE VIRTUAL TABLE trigram USING fts5vocab(search, row);

-- unfinished
CREATE TABLE unfinished (
    handler TEXT NOT NULL,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    replaces INTEGER,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (handler, incident_id)
) STRICT, WITHOUT ROWID;

-- unsaved
CREATE TABLE unsaved (
    handler TEXT NOT NULL,
    draft_id INTEGER NOT NULL REFERENCES draft(id),
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (handler, draft_id)
) STRICT, WITHOUT ROWID;

-- unsearched
CREATE TABLE unsearched (
    report_id INTEGER PRIMARY KEY -- not yet in ``search``; empty between transactions, see searching.py
) STRICT;

-- view
CREATE TABLE view (
    handler TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    query TEXT NOT NULL,
    sorted TEXT NOT NULL,
    PRIMARY KEY (handler, name)
) STRICT, WITHOUT ROWID;

-- wording
CREATE TABLE wording (
    sha256 BLOB PRIMARY KEY CHECK (length(sha256) = 32),
    packed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- wording_is_kept_delete
CREATE TRIGGER wording_is_kept_delete BEFORE DELETE ON wording BEGIN
    SELECT raise(ABORT, 'wordings are kept as they were written');
END;

-- wording_is_kept_update
CREATE TRIGGER wording_is_kept_update BEFORE UPDATE ON wording BEGIN
    SELECT raise(ABORT, 'wordings are kept as they were written');
END;

