"""Cut what was typed into tokens, each with its place, so that an error can point at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ircon.i18n import _
from ircon.query.fields import BY_NAME, CALLED
from ircon.query.spelling import COLON, MINUS, QUOTES, folded
from ircon.query.wrong import QueryError, must_be_known

_FIELD = re.compile(rf"([A-Za-zＡ-Ｚａ-ｚ]+|{'|'.join(CALLED)})[{COLON}]")
_PLAIN_TOKEN = re.compile(rf"[^\s{QUOTES}]+")
_NOT_A_FIELD = re.compile(r"[a-z]+://|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*(/\d+)?(?=\s|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the query: ``at`` is where it starts, ``value_at`` where its value does."""

    at: int
    value_at: int
    field: str | None
    value: str
    negated: bool


def tokens(text: str) -> Iterator[Token]:
    """Yield the pieces of a query in order. Raises ``QueryError`` at a quote that does not end, or a sign alone."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        start, negated, name = place, text.startswith(MINUS, place), None
        place += negated
        field = _FIELD.match(text, place)
        if field and not _NOT_A_FIELD.match(text, place):
            name, place = CALLED.get(field[1]) or folded(field[1]), field.end()
        value_at = place
        value, place = _value(text, place)
        if not value:
            raise _no_value(start, value_at, name)
        yield Token(start, value_at, name, value, negated)


def _value(text: str, place: int) -> tuple[str, int]:
    """Read a word, or a phrase in quotes with ``\\"`` for a quote in it; return it and where it ended."""
    if not text.startswith(tuple(QUOTES), place):
        plain = _PLAIN_TOKEN.match(text, place)
        return (plain[0], plain.end()) if plain else ("", place)
    kept: list[str] = []
    at = place + 1
    while at < len(text) and text[at] not in QUOTES:
        at += text[at] == "\\" and at + 1 < len(text)
        kept.append(text[at])
        at += 1
    if at >= len(text):
        raise QueryError(place, _("this quote does not end"), _('add a " where the phrase ends'))
    return "".join(kept), at + 1


def _no_value(start: int, value_at: int, name: str | None) -> QueryError:
    if name is None:
        return QueryError(start, _("there is nothing to look for here"), _("write a word, or take the sign away"))
    must_be_known(name, start)
    return QueryError(
        value_at, _("{name}: wants a value", name=name), _("for instance {example}", example=BY_NAME[name].example)
    )
