"""Step 22: an incident's waits for the first answer and for the first notice are two, whatever sites say to a letter.

Both were told apart by a name that since step 11 is also a column's, which goes before: an
incident had one of the two, and once a site had said something, two rows of one kind were refused.
"""

from __future__ import annotations

from ircon.store.steps import said


def _told_apart(script: str) -> str:
    return script.replace("'answer') AS said", "'answer') AS of_what").replace(
        "GROUP BY incident_id, said", "GROUP BY incident_id, of_what"
    )


COUNT_ANEW = _told_apart(said.COUNT_ANEW)
"""What the triggers add up to, worked out from the rows."""

STEP = (
    """
DROP TRIGGER tally_letter_insert_new;
DROP TRIGGER tally_letter_delete_old;
DROP TRIGGER tally_letter_update_new;
DROP TRIGGER tally_letter_update_old;
DELETE FROM promptness WHERE what IN ('answer', 'notice');
"""
    + _told_apart(said.TRIGGERS)
    + next(part for part in COUNT_ANEW.split(";\n") if "AS of_what" in part)
    + ";\n"
)
"""The whole step."""
