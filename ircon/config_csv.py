"""The ``[[csv]]`` sections of the configuration: tables of the centre's own, each checked before it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ircon.errors import Usage

if TYPE_CHECKING:
    from ircon.intake.own import OwnTable

Wrong = Callable[[int, str, str], Usage]
"""Makes the error for a key of the n-th section (from 0), with its line."""

_RECOGNISED = ("columns", "subject", "sender")
_MEANT = ("time", "zone", "source", "target", "class", "remarks", "contact")
_KEYS = ("name", *_RECOGNISED, *_MEANT, "timezone")
_HARDLY = 'write columns = ["a", "b"], subject = "..." or sender = "..."'


def read(given: Any, wrong: Wrong) -> tuple[OwnTable, ...]:
    """Return the tables described. Raises what ``wrong`` makes for what cannot be meant."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise wrong(0, "", "csv is a list of sections; write [[csv]] on a line of its own, in double brackets")
    return tuple(_table(place, one, wrong) for place, one in enumerate(given))


def _table(place: int, given: dict[str, Any], wrong: Wrong) -> OwnTable:
    from ircon.intake.own import OwnTable

    for key in given:
        if key not in _KEYS:
            raise wrong(place, key, f"there is no setting {key!r}; {_hint(key)}")
    words = {key: _words(place, key, value, wrong) for key, value in given.items() if key != "columns"}
    if not words.get("name"):
        raise wrong(place, "name", 'this table has no name; write name = "..."')
    columns = _columns(place, given.get("columns", []), wrong)
    if not columns and not words.get("subject") and not words.get("sender"):
        raise wrong(place, "", f"nothing says how {words['name']} is recognised; {_HARDLY}")
    if not any(words.get(key) for key in ("source", "target")):
        raise wrong(place, "", f'no column of {words["name"]} holds an address; write source = "..." or target = "..."')
    if words.get("timezone"):
        _must_be_a_zone(place, words["timezone"], wrong)
    return OwnTable(columns=columns, klass=words.pop("class", ""), **words)


def _hint(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, _KEYS, n=1)
    return f"did you mean {near[0]}?" if near else f"[[csv]] knows {', '.join(_KEYS)}"


def _words(place: int, key: str, value: Any, wrong: Wrong) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise wrong(place, key, f'{key} wants one line of text; write {key} = "...", or leave the line out')
    return value.strip()


def _columns(place: int, value: Any, wrong: Wrong) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise wrong(place, "columns", 'columns wants the names of columns; write columns = ["a", "b"]')
    return tuple(one.strip() for one in value)


def _must_be_a_zone(place: int, name: str, wrong: Wrong) -> None:
    from ircon.intake.own import zone_named

    if zone_named(name) is None:
        raise wrong(place, "timezone", f'timezone cannot be {name!r}; write "Asia/Tokyo", "JST" or "+09:00"')
