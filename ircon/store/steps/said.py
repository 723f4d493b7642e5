"""Step 11: what a site said to a letter, which report answers it, and no count of letters that came back."""

from __future__ import annotations

from ircon.store.steps import tallies

NOTIFIED = "state = 'sent' AND bounced_at IS NULL"
"""A letter has reached somebody: it was marked as sent, and did not come back. A site is notified by such a notice."""


def _but_for_bounces(script: str) -> str:
    """Return what step 2 does, with letters that came back left out."""
    counted = script.replace("state = 'sent' GROUP", f"{NOTIFIED} GROUP").replace(
        "state = 'sent'\n        GROUP", f"{NOTIFIED}\n        GROUP"
    )
    return counted.replace("state = 'sent' AND kind <> 'reminder'", f"{NOTIFIED} AND kind <> 'reminder'")


COUNT_ANEW = _but_for_bounces(tallies.COUNT_ANEW)
"""What the triggers add up to, worked out from the rows."""

_CHANGED = "UPDATE OF state, sent_at, incident_id, bounced_at"
TRIGGERS = _but_for_bounces(
    tallies.letters("INSERT", "new.state = 'sent'", "new")
    + tallies.letters("DELETE", "old.state = 'sent'", "old")
    + tallies.letters(_CHANGED, "old.state = 'sent' OR new.state = 'sent'", "new")
    + tallies.letters("UPDATE OF incident_id", "old.state = 'sent' AND old.incident_id <> new.incident_id", "old")
)

STEP = (
    """
ALTER TABLE draft ADD COLUMN said TEXT NOT NULL DEFAULT '' CHECK (said IN ('', 'acknowledged', 'fixed'));
ALTER TABLE draft ADD COLUMN said_at TEXT;
ALTER TABLE draft ADD COLUMN answer INTEGER REFERENCES report(id); -- the first report that answers it
DROP TRIGGER tally_letter_insert_new;
DROP TRIGGER tally_letter_delete_old;
DROP TRIGGER tally_letter_update_new;
DROP TRIGGER tally_letter_update_old;
"""
    + TRIGGERS
    + COUNT_ANEW
)
"""The whole step."""
