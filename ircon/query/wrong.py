"""What is said of a query that cannot be read: where, what, and what to write instead."""

from __future__ import annotations

from ircon.errors import Usage
from ircon.i18n import _
from ircon.query.fields import BY_NAME


class QueryError(Usage):
    """A query that cannot be read: where (character offset in the query), what, and what to write instead."""

    def __init__(self, position: int, message: str, remedy: str) -> None:
        where = {"column": position + 1, "message": message, "remedy": remedy}
        super().__init__(_("query, column {column}: {message}; {remedy}", **where))
        self.position = position
        self.message = message
        self.remedy = remedy


def must_be_known(name: str, at: int) -> None:
    """Raise ``QueryError`` at offset ``at`` where no field is called ``name``, with the nearest one there is."""
    if name in BY_NAME:
        return
    from difflib import get_close_matches

    near = get_close_matches(name, BY_NAME, n=1)
    hint = _("fields are {names}", names=", ".join(BY_NAME))
    hint = _("write {name}:", name=near[0]) if near else hint
    raise QueryError(
        at,
        _("there is no field {name}", name=name),
        _("{hint}, or put it in quotes to look for it in the text", hint=hint),
    )
