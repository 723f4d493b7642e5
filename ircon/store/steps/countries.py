"""Step 20: an incident that is opened with its country is not counted out and in again by its first report."""

from __future__ import annotations

STEP = """
DROP TRIGGER tally_report;
CREATE TRIGGER tally_report AFTER INSERT ON report BEGIN
    UPDATE incident SET country = new.country
        WHERE id = new.incident_id AND country <> new.country AND NOT EXISTS (
        SELECT 1 FROM report WHERE incident_id = new.incident_id AND id <> new.id);
    INSERT INTO tallying SELECT 'report', 'class', new.received, class, 1 FROM incident WHERE id = new.incident_id;
    INSERT INTO tallying VALUES ('report', 'country', new.received, new.country, 1);
END;
"""
