"""Step 19: the part that each report alone gives a related site, for what its sender permits."""

from __future__ import annotations

STEP = """
ALTER TABLE related ADD COLUMN parts TEXT NOT NULL DEFAULT '[]'; -- [[report, role], ...]
UPDATE related SET parts = (
    SELECT coalesce(json_group_array(json_array(value, related.role)), '[]') FROM json_each(related.reports)
) WHERE reports <> '[]';
"""
