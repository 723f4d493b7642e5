"""Step 6: the class that a handler chose last for reports of a kind, see ``remembering``."""

from __future__ import annotations

STEP = """
CREATE TABLE chosen_class (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL UNIQUE, -- what marks such reports, see remembering.py
    class TEXT NOT NULL,
    handler TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
"""
