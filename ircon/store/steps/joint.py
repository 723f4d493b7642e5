"""Step 15: one notice about several incidents: a row for each, all of them one letter."""

from __future__ import annotations

STEP = """
ALTER TABLE draft ADD COLUMN joint INTEGER REFERENCES draft(id); -- the first of the rows that are one letter
CREATE INDEX draft_by_joint ON draft(joint) WHERE joint IS NOT NULL;
"""
