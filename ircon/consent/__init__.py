"""What a reporter allows: the words in which reports state it, and the ledger of decisions.

*Not stated means none*, and a doubtful phrase is a question to ask, never a grant.
"""

from ircon.consent.ledger import in_force, permitted, permitted_by_any, summary
from ircon.consent.stated import of_report, stated, statements

__all__ = ["in_force", "of_report", "permitted", "permitted_by_any", "stated", "statements", "summary"]
