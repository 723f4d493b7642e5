"""The queue's query language: what a handler types behind ``/`` becomes data.

``is:open class:scan age:>7d ip:192.0.2.0/24 -class:spam "telnetd"`` is read into terms
(a field and what it must be) and words (looked for in the reports' text). All of them
must hold. A minus sign in front turns one round. Full-width signs and spaces, as
Japanese input methods write them, count as their plain fellows. Pure: the store turns
a ``Query`` into SQL, the screens show ``FIELDS`` as help.
"""

from __future__ import annotations

import re

from ircon.query.asked import ALL, Query, Term, Word
from ircon.query.completing import completions, last_word_at
from ircon.query.fields import FIELDS
from ircon.query.spelling import folded
from ircon.query.tokens import tokens
from ircon.query.values import take
from ircon.query.wrong import QueryError

__all__ = [
    "ALL",
    "FIELDS",
    "Query",
    "QueryError",
    "Term",
    "Word",
    "completions",
    "last_word_at",
    "parse",
]

_HASH = re.compile(r"#(\d{1,15})", re.ASCII)


def parse(text: str) -> Query:
    """Read a query. Raises ``QueryError``, which points at the place, when it cannot be read."""
    terms: list[Term] = []
    words: list[Word] = []
    for token in tokens(text):
        if token.field is None and (number := _HASH.fullmatch(folded(token.value))):
            terms.append(Term("no", "=", str(int(number[1])), token.negated))
        elif token.field is None:
            words.append(Word(token.value, token.negated))
        else:
            terms.append(take(token))
    return Query(tuple(terms), tuple(words))
