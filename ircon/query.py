"""The queue's query language: what a handler types behind ``/`` becomes data.

``is:open class:scan age:>7d ip:192.0.2.0/24 -class:spam "telnetd"`` is read into terms
(a field and what it must be) and words (looked for in the reports' text). All of them
must hold. A minus sign in front turns one round. Full-width signs and spaces, as
Japanese input methods write them, count as their plain fellows. Pure: the store turns
a ``Query`` into SQL, the screens show ``FIELDS`` as help.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ircon.errors import Usage
from ircon.i18n import _, term
from ircon.model import Ball, ConsentSummary, IncidentClass, Status

CONSENT_WORDS = tuple(map(str, ConsentSummary))
"""What ``QueueRow.consent`` can say."""

UNIT_SECONDS = {"m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


class QueryError(Usage):
    """A query that cannot be read: where (character offset in the query), what, and what to write instead."""

    def __init__(self, position: int, message: str, remedy: str) -> None:
        where = {"column": position + 1, "message": message, "remedy": remedy}
        super().__init__(_("query, column {column}: {message}; {remedy}", **where))
        self.position = position
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Term:
    """``field:value``. ``op`` is ``=``, or ``<`` and ``>`` for ages; ``value`` is in canonical spelling.

    ``owner:me`` and ``is:mine`` are left for the caller, who knows the handler.
    """

    field: str
    op: str
    value: str
    negated: bool = False

    @property
    def seconds(self) -> int:
        """The length of an ``age`` or ``wait`` term, in seconds."""
        return int(self.value[:-1]) * UNIT_SECONDS[self.value[-1]]

    @property
    def span(self) -> tuple[int, int, int]:
        """The addresses of an ``ip`` term: IP version, first and last address as integers."""
        import ipaddress

        network = ipaddress.ip_network(self.value)
        return network.version, int(network.network_address), int(network.broadcast_address)

    def __str__(self) -> str:
        value = self.value if _BARE_VALUE.fullmatch(self.value) else _quoted(self.value)
        return f"{'-' * self.negated}{self.field}:{'' if self.op == '=' else self.op}{value}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted phrase to be found (or, negated, not to be found) in a report's text."""

    text: str
    negated: bool = False

    def __str__(self) -> str:
        return "-" * self.negated + (self.text if _BARE_WORD.fullmatch(self.text) else _quoted(self.text))


@dataclass(frozen=True, slots=True)
class Query:
    """What must hold of an incident to be listed; ``str()`` of it reads back as the same query."""

    terms: tuple[Term, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def matches_all(self) -> bool:
        """True where nothing is asked for, so that every incident is listed."""
        return not self.terms and not self.words

    def __str__(self) -> str:
        return " ".join(map(str, (*self.terms, *self.words)))


ALL = Query()


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field for help and completion: its fixed values (none where anything goes), one line, an example."""

    name: str
    values: tuple[str, ...]
    help: str
    example: str


FIELDS: tuple[FieldInfo, ...] = (
    FieldInfo("no", (), "the incident's number; #1042 says the same", "no:1042"),
    FieldInfo(
        "is",
        ("open", "closed", "unread", "mine", "new", "ready"),
        "where it stands; new: something came in or was changed since you looked; ready: a site can be told",
        "is:open",
    ),
    FieldInfo("class", tuple(map(str, IncidentClass)), "what kind of incident", "class:scan"),
    FieldInfo("owner", ("me", "none"), "the handler who took it: me, none, or a name", "owner:me"),
    FieldInfo("ball", tuple(map(str, Ball)), "who must act next", "ball:us"),
    FieldInfo("consent", CONSENT_WORDS, "what the reporter lets us disclose", "consent:none"),
    FieldInfo("site", (), "a site that reports or is related: name, domain or number", "site:bsite.example.jp"),
    FieldInfo("ip", (), "an address in the reports, or any address of a netblock", "ip:192.0.2.0/24"),
    FieldInfo("age", (), "how long ago it was received: m, h, d, w", "age:>7d"),
    FieldInfo("wait", (), "how long it has waited for whoever must act next", "wait:>7d"),
)
_BY_NAME = {field.name: field for field in FIELDS}


def parse(text: str) -> Query:
    """Read a query. Raises ``QueryError``, which points at the place, when it cannot be read."""
    terms: list[Term] = []
    words: list[Word] = []
    for token in _tokens(text):
        if token.field is None and (number := _HASH.fullmatch(_folded(token.value))):
            terms.append(Term("no", "=", str(int(number[1])), token.negated))
        elif token.field is None:
            words.append(Word(token.value, token.negated))
        else:
            terms.append(_term(token))
    return Query(tuple(terms), tuple(words))


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
    sign = "-" if last.startswith(_MINUS) else ""
    named, colon, told = last[len(sign) :].translate(_PLAIN_COLON).partition(":")
    name, value = _folded(named), told.lstrip(_QUOTES)
    if not colon:
        return tuple(f"{head}{sign}{field.name}:" for field in FIELDS if name and field.name.startswith(name))
    if field := _CALLED.get(named):
        words = list(map(term, _SHOWN.get(field, ()))) or _BY_NAME[field].values
        shown = [word for word in words if _folded(word).startswith(_folded(value))]
        return () if value in shown else tuple(f"{head}{sign}{named}:{word}" for word in shown)
    info = _BY_NAME.get(name)
    if info is None:
        return ()
    fixed = [v for v in info.values if v.startswith(_folded(value))]
    found = dict.fromkeys((*fixed, *known(name, value)))
    if value in found or _folded(value) in fixed:
        return ()
    return tuple(f"{head}{sign}{Term(name, '=', v)}" for v in found)


# --- cutting the text into tokens ---------------------------------------------------

_MINUS = ("-", "－")
_QUOTES = '"＂“”'
_COLON = ":："
_PLAIN_COLON = str.maketrans("：", ":")
_BARE_WORD = re.compile(r"[\w.@/][\w.@/-]*")
_BARE_VALUE = re.compile(r"[\w.@/:+*-]+", re.ASCII)
_LAST = re.compile(r"((?:.*\s)?)(\S*)", re.DOTALL)
_CALLED = {
    "番号": "no",
    "状態": "is",
    "分類": "class",
    "担当": "owner",
    "次の番": "ball",
    "開示許可": "consent",
    "サイト": "site",
    "アドレス": "ip",
    "受付": "age",
    "待ち": "wait",
}
"""What the fields are called in Japanese, for whoever types all of a query with an input method."""
_FIELD = re.compile(rf"([A-Za-zＡ-Ｚａ-ｚ]+|{'|'.join(_CALLED)})[{_COLON}]")
_PLAIN_TOKEN = re.compile(rf"[^\s{_QUOTES}]+")
_NOT_A_FIELD = re.compile(r"[a-z]+://|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.]*(/\d+)?(?=\s|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of the query: ``at`` is where it starts, ``value_at`` where its value does."""

    at: int
    value_at: int
    field: str | None
    value: str
    negated: bool


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        start, negated, name = place, text.startswith(_MINUS, place), None
        place += negated
        field = _FIELD.match(text, place)
        if field and not _NOT_A_FIELD.match(text, place):
            name, place = _CALLED.get(field[1]) or _folded(field[1]), field.end()
        value_at = place
        value, place = _value(text, place)
        if not value:
            raise _no_value(start, value_at, name)
        yield _Token(start, value_at, name, value, negated)


def _value(text: str, place: int) -> tuple[str, int]:
    """Read a word, or a phrase in quotes with ``\\"`` for a quote in it; return it and where it ended."""
    if not text.startswith(tuple(_QUOTES), place):
        plain = _PLAIN_TOKEN.match(text, place)
        return (plain[0], plain.end()) if plain else ("", place)
    kept: list[str] = []
    at = place + 1
    while at < len(text) and text[at] not in _QUOTES:
        at += text[at] == "\\" and at + 1 < len(text)
        kept.append(text[at])
        at += 1
    if at >= len(text):
        raise QueryError(place, _("this quote does not end"), _('add a " where the phrase ends'))
    return "".join(kept), at + 1


def _no_value(start: int, value_at: int, name: str | None) -> QueryError:
    if name is None:
        return QueryError(start, _("there is nothing to look for here"), _("write a word, or take the sign away"))
    _known(name, start)
    return QueryError(
        value_at, _("{name}: wants a value", name=name), _("for instance {example}", example=_BY_NAME[name].example)
    )


def _quoted(text: str) -> str:
    return '"' + re.sub(rf"([\\{_QUOTES}])", r"\\\1", text) + '"'


def _folded(text: str) -> str:
    """Full-width and capital letters as plain small ones."""
    return unicodedata.normalize("NFKC", text).lower()


# --- what each field takes -----------------------------------------------------------


def _known(name: str, at: int) -> None:
    if name in _BY_NAME:
        return
    from difflib import get_close_matches

    near = get_close_matches(name, _BY_NAME, n=1)
    hint = _("fields are {names}", names=", ".join(_BY_NAME))
    hint = _("write {name}:", name=near[0]) if near else hint
    raise QueryError(
        at,
        _("there is no field {name}", name=name),
        _("{hint}, or put it in quotes to look for it in the text", hint=hint),
    )


def _term(token: _Token) -> Term:
    assert token.field is not None
    _known(token.field, token.at + token.negated)
    op, value = _READERS.get(token.field, _one_of)(token)
    return Term(token.field, op, value, token.negated)


_SHOWN: dict[str, type[StrEnum]] = {
    "is": Status,
    "class": IncidentClass,
    "ball": Ball,
    "consent": ConsentSummary,
}
"""Fields whose values are taken as the columns show them, too."""


def _one_of(token: _Token) -> tuple[str, str]:
    info, value = _BY_NAME[token.field or ""], _folded(token.value)
    if value in info.values:
        return "=", value
    for word in _SHOWN.get(info.name, ()):
        if value == _folded(term(word)):
            return "=", str(word)
    from difflib import get_close_matches

    near = get_close_matches(value, info.values, n=1)
    remedy = _("it can be {values}", values=", ".join(info.values))
    remedy = _("did you mean {name}", name=near[0]) if near else remedy
    raise QueryError(token.value_at, _("{name}: cannot be {value}", name=info.name, value=token.value), remedy)


def _class(token: _Token) -> tuple[str, str]:
    """A class by its short word, or by what it is called in Japanese or English."""
    value = _folded(token.value)
    if value not in _BY_NAME["class"].values:
        from ircon.classes import NAMES

        for klass, info in NAMES.items():
            if value in (_folded(info.ja), _folded(info.en)):
                return "=", str(klass)
    return _one_of(token)


def _anything(token: _Token) -> tuple[str, str]:
    return "=", token.value


def _address(token: _Token) -> tuple[str, str]:
    import ipaddress

    spelled = _folded(token.value).replace("[.]", ".").replace("[:]", ":")
    try:
        network = ipaddress.ip_network(spelled, strict=False)
    except ValueError:
        raise QueryError(
            token.value_at,
            _("{value} is no address or netblock", value=token.value),
            _("write ip:192.0.2.1 or ip:192.0.2.0/24"),
        ) from None
    return "=", str(network) if "/" in spelled else str(network.network_address)


_AGE = re.compile(r"([<>])=?(\d{1,5})([mhdw])")


def _age(token: _Token) -> tuple[str, str]:
    match = _AGE.fullmatch(_folded(token.value))
    if not match:
        raise QueryError(
            token.value_at,
            _("{value} is no age", value=token.value),
            _("write {field}:>7d or {field}:<2h; units are m, h, d, w", field=token.field),
        )
    return match[1], f"{int(match[2])}{match[3]}"


_HASH = re.compile(r"#(\d{1,15})", re.ASCII)


def _number(token: _Token) -> tuple[str, str]:
    match = re.fullmatch(r"#?(\d{1,15})", _folded(token.value), re.ASCII)
    if not match:
        raise QueryError(token.value_at, _("{value} is no incident's number", value=token.value), _("write no:1042"))
    return "=", str(int(match[1]))


_READERS: dict[str, Callable[[_Token], tuple[str, str]]] = {
    "class": _class,
    "no": _number,
    "owner": _anything,
    "site": _anything,
    "ip": _address,
    "age": _age,
    "wait": _age,
}
