"""Step 2: counters a month, kept by triggers; incidents that were put together; where reports come from.

Counting a million rows takes seconds, and an undo must count back, whichever way it
takes: so triggers keep the counters, in the transaction of whatever changes a row.
Months are those of the centre's own zone, which ``tally_zone`` holds as an offset.
"""

from __future__ import annotations

COUNT_ANEW = """
DELETE FROM promptness;
DELETE FROM coordination;
DELETE FROM tally;
INSERT INTO tally (what, facet, month, value, n)
    SELECT 'report', 'class', strftime('%Y-%m', report.received, offset) AS month, class, count(*)
    FROM report JOIN incident ON incident.id = incident_id, tally_zone GROUP BY month, class;
INSERT INTO tally (what, facet, month, value, n)
    SELECT 'report', 'country', strftime('%Y-%m', received, offset) AS month, country, count(*)
    FROM report, tally_zone GROUP BY month, country;
INSERT INTO tally (what, facet, month, value, n)
    SELECT 'incident', 'class', strftime('%Y-%m', received, offset) AS month, class, count(*)
    FROM incident, tally_zone WHERE merged_into IS NULL GROUP BY month, class;
INSERT INTO tally (what, facet, month, value, n)
    SELECT 'incident', 'country', strftime('%Y-%m', received, offset) AS month, country, count(*)
    FROM incident, tally_zone WHERE merged_into IS NULL GROUP BY month, country;
INSERT INTO coordination (incident_id, site_id, at, class, country)
    SELECT incident_id, site_id, min(sent_at), class, site.country
    FROM draft JOIN incident ON incident.id = incident_id JOIN site ON site.id = site_id
    WHERE kind = 'notice' AND state = 'sent' GROUP BY incident_id, site_id;
INSERT INTO promptness (incident_id, what, received, minutes)
    SELECT incident_id, iif(kind = 'notice', 'notice', 'answer') AS said, received,
           max(0, CAST((julianday(min(sent_at)) - julianday(received)) * 1440 AS INTEGER))
    FROM draft JOIN incident ON incident.id = incident_id WHERE state = 'sent' AND kind <> 'reminder'
    GROUP BY incident_id, said;
INSERT INTO promptness (incident_id, what, received, minutes)
    SELECT id, 'close', received, max(0, CAST((julianday(closed_at) - julianday(received)) * 1440 AS INTEGER))
    FROM incident WHERE closed_at IS NOT NULL AND merged_into IS NULL;
"""
"""What the triggers below add up to, worked out from the rows: for the step itself, a new zone, and the check."""

_TABLES = """
ALTER TABLE incident ADD COLUMN merged_into INTEGER REFERENCES incident(id);
ALTER TABLE incident ADD COLUMN country TEXT NOT NULL DEFAULT '';
CREATE INDEX incident_by_merged ON incident(merged_into) WHERE merged_into IS NOT NULL;

-- Where a report and a letter stood before incidents were put together: NULL where they still stand there.
ALTER TABLE report ADD COLUMN home INTEGER REFERENCES incident(id);
ALTER TABLE draft ADD COLUMN home INTEGER REFERENCES incident(id);

-- By the reporter's mail domain, where it is a country's: what stood in the report, so that a published count stays.
ALTER TABLE report ADD COLUMN country TEXT GENERATED ALWAYS AS (
    CASE WHEN key GLOB 'nuk.*' THEN 'GB' WHEN key GLOB 'n[a-z][a-z].*' THEN upper(substr(key, 2, 2)) ELSE '' END
) VIRTUAL;
ALTER TABLE site ADD COLUMN country TEXT NOT NULL DEFAULT '' CHECK (country = '' OR country GLOB '[A-Z][A-Z]');
UPDATE site SET country = coalesce((
    SELECT CASE WHEN name GLOB '*.uk' THEN 'GB' ELSE upper(substr(name, -2)) END
    FROM domain WHERE site_id = site.id AND name GLOB '*.[a-z][a-z]' ORDER BY name LIMIT 1), '');

UPDATE incident SET country = coalesce((
    SELECT country FROM report WHERE incident_id = incident.id ORDER BY received, id LIMIT 1), '');

CREATE TABLE tally_zone (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    offset TEXT NOT NULL CHECK (offset GLOB '[+-][0-9][0-9]:[0-9][0-9]')
) STRICT;
INSERT INTO tally_zone (id, offset) VALUES (1, '+09:00');

CREATE TABLE tally (
    what TEXT NOT NULL CHECK (what IN ('report', 'incident', 'coordination', 'answer', 'notice', 'close')),
    facet TEXT NOT NULL CHECK (facet IN ('class', 'country', 'minutes')),
    month TEXT NOT NULL,
    value TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (what, facet, month, value)
) STRICT, WITHOUT ROWID;

-- A site that was asked to act in an incident, once, from the first notice that was sent.
CREATE TABLE coordination (
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    site_id INTEGER NOT NULL REFERENCES site(id),
    at TEXT NOT NULL,
    class TEXT NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (incident_id, site_id)
) STRICT, WITHOUT ROWID;

-- How long an incident waited for the first answer, the first notice, the close.
CREATE TABLE promptness (
    incident_id INTEGER NOT NULL REFERENCES incident(id),
    what TEXT NOT NULL CHECK (what IN ('answer', 'notice', 'close')),
    received TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    PRIMARY KEY (incident_id, what)
) STRICT, WITHOUT ROWID;

-- Nothing is stored here: what is written to it is added to ``tally``.
CREATE VIEW tallying (what, facet, at, value, n) AS SELECT '', '', '', '', 0 WHERE 0;
CREATE TRIGGER tallying_adds INSTEAD OF INSERT ON tallying BEGIN
    INSERT INTO tally (what, facet, month, value, n)
        SELECT new.what, new.facet, strftime('%Y-%m', new.at, offset), new.value, new.n FROM tally_zone WHERE 1
        ON CONFLICT (what, facet, month, value) DO UPDATE SET n = n + excluded.n;
END;
"""

_OF_REPORTS = """
CREATE TRIGGER tally_report AFTER INSERT ON report BEGIN
    UPDATE incident SET country = new.country WHERE id = new.incident_id AND NOT EXISTS (
        SELECT 1 FROM report WHERE incident_id = new.incident_id AND id <> new.id);
    INSERT INTO tallying SELECT 'report', 'class', new.received, class, 1 FROM incident WHERE id = new.incident_id;
    INSERT INTO tallying VALUES ('report', 'country', new.received, new.country, 1);
END;
CREATE TRIGGER report_moves AFTER UPDATE OF incident_id ON report WHEN old.incident_id <> new.incident_id BEGIN
    UPDATE observable SET incident_id = new.incident_id WHERE report_id = new.id;
    INSERT INTO tallying SELECT 'report', 'class', new.received, class, -1 FROM incident WHERE id = old.incident_id;
    INSERT INTO tallying SELECT 'report', 'class', new.received, class, 1 FROM incident WHERE id = new.incident_id;
END;
"""

_OF_INCIDENTS = """
CREATE TRIGGER tally_incident AFTER INSERT ON incident WHEN new.merged_into IS NULL BEGIN
    INSERT INTO tallying VALUES ('incident', 'class', new.received, new.class, 1);
    INSERT INTO tallying VALUES ('incident', 'country', new.received, new.country, 1);
END;
CREATE TRIGGER tally_incident_no_more AFTER UPDATE OF class, country, merged_into ON incident
WHEN old.merged_into IS NULL BEGIN
    INSERT INTO tallying VALUES ('incident', 'class', old.received, old.class, -1);
    INSERT INTO tallying VALUES ('incident', 'country', old.received, old.country, -1);
END;
CREATE TRIGGER tally_incident_anew AFTER UPDATE OF class, country, merged_into ON incident
WHEN new.merged_into IS NULL BEGIN
    INSERT INTO tallying VALUES ('incident', 'class', new.received, new.class, 1);
    INSERT INTO tallying VALUES ('incident', 'country', new.received, new.country, 1);
END;
CREATE TRIGGER tally_class AFTER UPDATE OF class ON incident WHEN old.class <> new.class BEGIN
    INSERT INTO tallying SELECT 'report', 'class', received, old.class, -1 FROM report WHERE incident_id = new.id;
    INSERT INTO tallying SELECT 'report', 'class', received, new.class, 1 FROM report WHERE incident_id = new.id;
    UPDATE coordination SET class = new.class WHERE incident_id = new.id;
END;
CREATE TRIGGER tally_close AFTER UPDATE OF closed_at, merged_into ON incident
WHEN old.closed_at IS NOT new.closed_at OR old.merged_into IS NOT new.merged_into BEGIN
    DELETE FROM promptness WHERE incident_id = new.id AND what = 'close';
    INSERT INTO promptness SELECT new.id, 'close', new.received,
        max(0, CAST((julianday(new.closed_at) - julianday(new.received)) * 1440 AS INTEGER))
        WHERE new.closed_at IS NOT NULL AND new.merged_into IS NULL;
END;
"""


def letters(event: str, condition: str, row: str) -> str:
    """Return the trigger that works out the coordination and promptness of a letter's incident again."""
    name = f"tally_letter_{event.split()[0].lower()}_{row}"
    return f"""
CREATE TRIGGER {name} AFTER {event} ON draft WHEN {condition} BEGIN
    DELETE FROM coordination WHERE incident_id = {row}.incident_id AND site_id = {row}.site_id;
    INSERT INTO coordination (incident_id, site_id, at, class, country)
        SELECT incident_id, site_id, min(sent_at), class, site.country
        FROM draft JOIN incident ON incident.id = incident_id JOIN site ON site.id = site_id
        WHERE incident_id = {row}.incident_id AND site_id = {row}.site_id AND kind = 'notice' AND state = 'sent'
        GROUP BY incident_id, site_id;
    DELETE FROM promptness WHERE incident_id = {row}.incident_id AND what IN ('answer', 'notice');
    INSERT INTO promptness (incident_id, what, received, minutes)
        SELECT incident_id, iif(kind = 'notice', 'notice', 'answer') AS said, received,
               max(0, CAST((julianday(min(sent_at)) - julianday(received)) * 1440 AS INTEGER))
        FROM draft JOIN incident ON incident.id = incident_id
        WHERE incident_id = {row}.incident_id AND state = 'sent' AND kind <> 'reminder' GROUP BY incident_id, said;
END;
"""


_OF_LETTERS = (
    letters("INSERT", "new.state = 'sent'", "new")
    + letters("DELETE", "old.state = 'sent'", "old")
    + letters("UPDATE OF state, sent_at, incident_id", "old.state = 'sent' OR new.state = 'sent'", "new")
    + letters("UPDATE OF incident_id", "old.state = 'sent' AND old.incident_id <> new.incident_id", "old")
)

_SITES_AND_WAITS = """
CREATE TRIGGER tally_coordination AFTER INSERT ON coordination BEGIN
    INSERT INTO tallying VALUES ('coordination', 'class', new.at, new.class, 1);
    INSERT INTO tallying VALUES ('coordination', 'country', new.at, new.country, 1);
END;
CREATE TRIGGER tally_coordination_no_more AFTER DELETE ON coordination BEGIN
    INSERT INTO tallying VALUES ('coordination', 'class', old.at, old.class, -1);
    INSERT INTO tallying VALUES ('coordination', 'country', old.at, old.country, -1);
END;
CREATE TRIGGER tally_coordination_class AFTER UPDATE OF class ON coordination BEGIN
    INSERT INTO tallying VALUES ('coordination', 'class', old.at, old.class, -1);
    INSERT INTO tallying VALUES ('coordination', 'class', new.at, new.class, 1);
END;
CREATE TRIGGER tally_wait AFTER INSERT ON promptness BEGIN
    INSERT INTO tallying VALUES (new.what, 'minutes', new.received, printf('%08d', {rounded_new}), 1);
END;
CREATE TRIGGER tally_wait_no_more AFTER DELETE ON promptness BEGIN
    INSERT INTO tallying VALUES (old.what, 'minutes', old.received, printf('%08d', {rounded_old}), -1);
END;
"""


def rounded(minutes: str) -> str:
    """As finely as it is told: to ten minutes under an hour, then the hour, six hours, the day, ten days.

    Finer steps would make a table of twenty years read hundreds of thousands of counters.
    """
    return (
        f"CASE WHEN {minutes} < 60 THEN {minutes} / 10 * 10 WHEN {minutes} < 1440 THEN {minutes} / 60 * 60"
        f" WHEN {minutes} < 14400 THEN {minutes} / 360 * 360 WHEN {minutes} < 86400 THEN {minutes} / 1440 * 1440"
        f" ELSE {minutes} / 14400 * 14400 END"
    )


STEP = (
    _TABLES
    + _OF_REPORTS
    + _OF_INCIDENTS
    + _OF_LETTERS
    + _SITES_AND_WAITS.format(rounded_new=rounded("new.minutes"), rounded_old=rounded("old.minutes"))
    + COUNT_ANEW
)
"""The whole step."""
