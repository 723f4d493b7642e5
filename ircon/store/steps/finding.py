"""Step 12: more orders of the queue, words of one or two characters, what a handler looked at, saved and opened."""

from __future__ import annotations

_ORDERS = """
-- Each order of the queue walks an index; is:open walks one that holds only what is open.
CREATE INDEX incident_by_received ON incident(received);
CREATE INDEX incident_by_wait ON incident(ball_since);
CREATE INDEX incident_by_reporter ON incident(reporter);
CREATE INDEX incident_by_class ON incident(class, need, ball_since);
CREATE INDEX incident_by_owner ON incident(owner, need, ball_since);
CREATE INDEX open_by_queue ON incident(need, ball_since) WHERE status = 'open';
CREATE INDEX open_by_number ON incident(id) WHERE status = 'open';
CREATE INDEX open_by_received ON incident(received) WHERE status = 'open';
CREATE INDEX open_by_wait ON incident(ball_since) WHERE status = 'open';
CREATE INDEX open_by_reporter ON incident(reporter) WHERE status = 'open';
CREATE INDEX open_by_class ON incident(class, need, ball_since) WHERE status = 'open';
CREATE INDEX open_by_owner ON incident(owner, need, ball_since) WHERE status = 'open';
CREATE INDEX related_ready ON related(incident_id) WHERE state = 'ready';
"""

_WORDS = """
-- The trigrams themselves: a shorter word is found by those that begin with it, and by the ends of the texts.
CREATE VIRTUAL TABLE trigram USING fts5vocab(search, row);
CREATE INDEX report_by_last_of_subject ON report(lower(substr(subject, -1)));
CREATE INDEX report_by_end_of_subject ON report(lower(substr(subject, -2)));
CREATE INDEX report_by_last_of_text ON report(lower(substr(text, -1)));
CREATE INDEX report_by_end_of_text ON report(lower(substr(text, -2)));
"""

_HANDLERS = """
-- Up to which entry of the journal a handler knows an incident; of incident 0, all that came before they were here.
CREATE TABLE looked (
    handler TEXT NOT NULL,
    incident_id INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (handler, incident_id)
) STRICT, WITHOUT ROWID;

-- A handler's own queries, under a name.
CREATE TABLE view (
    handler TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    query TEXT NOT NULL,
    sorted TEXT NOT NULL,
    PRIMARY KEY (handler, name)
) STRICT, WITHOUT ROWID;

-- Who has an incident open, in which process: whoever died has not, whatever still stands here.
CREATE TABLE present (
    id INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    handler TEXT NOT NULL,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    since TEXT NOT NULL
) STRICT;
CREATE INDEX present_by_incident ON present(incident_id);
CREATE INDEX present_by_process ON present(host, pid, started);
"""

STEP = _ORDERS + _WORDS + _HANDLERS
