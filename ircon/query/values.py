"""What each field takes: a token becomes a term, or an error that says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from ircon.i18n import _, term
from ircon.query.asked import Term
from ircon.query.fields import BY_NAME, SHOWN
from ircon.query.spelling import folded
from ircon.query.tokens import Token
from ircon.query.wrong import QueryError, must_be_known


def take(token: Token) -> Term:
    """Return what ``field:value`` asks for. Raises ``QueryError`` where there is no such field or value."""
    assert token.field is not None
    must_be_known(token.field, token.at + token.negated)
    op, value = _READERS.get(token.field, _one_of)(token)
    return Term(token.field, op, value, token.negated)


def _one_of(token: Token) -> tuple[str, str]:
    info, value = BY_NAME[token.field or ""], folded(token.value)
    if value in info.values:
        return "=", value
    for word in SHOWN.get(info.name, ()):
        if value == folded(term(word)):
            return "=", str(word)
    from difflib import get_close_matches

    near = get_close_matches(value, info.values, n=1)
    remedy = _("it can be {values}", values=", ".join(info.values))
    remedy = _("did you mean {name}", name=near[0]) if near else remedy
    raise QueryError(token.value_at, _("{name}: cannot be {value}", name=info.name, value=token.value), remedy)


def _class(token: Token) -> tuple[str, str]:
    """A class by its short word, or by what it is called in Japanese or English."""
    value = folded(token.value)
    if value not in BY_NAME["class"].values:
        from ircon.classes import NAMES

        for klass, info in NAMES.items():
            if value in (folded(info.ja), folded(info.en)):
                return "=", str(klass)
    return _one_of(token)


def _anything(token: Token) -> tuple[str, str]:
    return "=", token.value


def _address(token: Token) -> tuple[str, str]:
    import ipaddress

    spelled = folded(token.value).replace("[.]", ".").replace("[:]", ":")
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


def _age(token: Token) -> tuple[str, str]:
    match = _AGE.fullmatch(folded(token.value))
    if not match:
        raise QueryError(
            token.value_at,
            _("{value} is no age", value=token.value),
            _("write {field}:>7d or {field}:<2h; units are m, h, d, w", field=token.field),
        )
    return match[1], f"{int(match[2])}{match[3]}"


def _number(token: Token) -> tuple[str, str]:
    match = re.fullmatch(r"#?(\d{1,15})", folded(token.value), re.ASCII)
    if not match:
        raise QueryError(token.value_at, _("{value} is no incident's number", value=token.value), _("write no:1042"))
    return "=", str(int(match[1]))


_READERS: dict[str, Callable[[Token], tuple[str, str]]] = {
    "class": _class,
    "no": _number,
    "owner": _anything,
    "site": _anything,
    "ip": _address,
    "age": _age,
    "wait": _age,
}
