"""What the last word of a query can become: fields, their fixed values, and what there is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ircon.i18n import term
from ircon.query.asked import Term
from ircon.query.fields import BY_NAME, CALLED, FIELDS, SHOWN
from ircon.query.spelling import MINUS, PLAIN_COLON, QUOTES, folded

_LAST = re.compile(r"((?:.*\s)?)(\S*)", re.DOTALL)


Known = Callable[[str, str], Iterable[str]]
"""Given a field and how a value of it begins, returns values that there are: handlers, sites."""


def _nothing(field: str, begins: str) -> tuple[str, ...]:
    del field, begins
    return ()


def last_word_at(text: str) -> int:
    """Return where the last word of ``text`` begins, the one that is completed."""
    return len(_LAST.fullmatch(text)[1])  # type: ignore[index]  # matches any text


def completions(text: str, known: Known = _nothing) -> tuple[str, ...]:
    """Return what the last word of ``text`` can become, as whole queries: fields, values that are fixed, or ``known``.

    Empty as well where the word is whole as it stands.
    """
    head, last = _LAST.fullmatch(text).groups()  # type: ignore[union-attr]  # matches any text
    sign = "-" if last.startswith(MINUS) else ""
    named, colon, told = last[len(sign) :].translate(PLAIN_COLON).partition(":")
    name, value = folded(named), told.lstrip(QUOTES)
    if not colon:
        return tuple(f"{head}{sign}{field.name}:" for field in FIELDS if name and field.name.startswith(name))
    if field := CALLED.get(named):
        words = list(map(term, SHOWN.get(field, ()))) or BY_NAME[field].values
        shown = [word for word in words if folded(word).startswith(folded(value))]
        return () if value in shown else tuple(f"{head}{sign}{named}:{word}" for word in shown)
    info = BY_NAME.get(name)
    if info is None:
        return ()
    fixed = [v for v in info.values if v.startswith(folded(value))]
    found = dict.fromkeys((*fixed, *known(name, value)))
    if value in found or folded(value) in fixed:
        return ()
    return tuple(f"{head}{sign}{Term(name, '=', v)}" for v in found)
