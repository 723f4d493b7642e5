"""The ``[[csv]]`` sections of the configuration: tables of the centre's own, each checked before it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ircon.errors import Usage
from ircon.i18n import _, mark

if TYPE_CHECKING:
    from ircon.intake.own import OwnTable

Wrong = Callable[[int, str, str], Usage]
"""Makes the error for a key of the n-th section (from 0), with its line."""

_RECOGNISED = ("columns", "subject", "sender")
_MEANT = ("time", "zone", "source", "target", "class", "remarks", "contact")
_KEYS = ("name", *_RECOGNISED, *_MEANT, "timezone")
_HARDLY = mark('write columns = ["a", "b"], subject = "..." or sender = "..."')


def read(given: Any, wrong: Wrong) -> tuple[OwnTable, ...]:
    """Return the tables described. Raises what ``wrong`` makes for what cannot be meant."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise wrong(0, "", _("csv is a list of sections; write [[csv]] on a line of its own, in double brackets"))
    return tuple(_table(place, one, wrong) for place, one in enumerate(given))


def _table(place: int, given: dict[str, Any], wrong: Wrong) -> OwnTable:
    from ircon.intake.own import OwnTable

    for key in given:
        if key not in _KEYS:
            raise wrong(place, key, _("there is no setting {key!r}; {hint}", key=key, hint=_hint(key)))
    words = {key: _words(place, key, value, wrong) for key, value in given.items() if key != "columns"}
    if not words.get("name"):
        raise wrong(place, "name", _('this table has no name; write name = "..."'))
    columns = _columns(place, given.get("columns", []), wrong)
    if not columns and not words.get("subject") and not words.get("sender"):
        raise wrong(place, "", _("nothing says how {name} is recognised; {hint}", name=words["name"], hint=_(_HARDLY)))
    if not any(words.get(key) for key in ("source", "target")):
        raise wrong(
            place,
            "",
            _('no column of {name} holds an address; write source = "..." or target = "..."', name=words["name"]),
        )
    if words.get("timezone"):
        _must_be_a_zone(place, words["timezone"], wrong)
    return OwnTable(columns=columns, klass=words.pop("class", ""), **words)


def _hint(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, _KEYS, n=1)
    told = _("[[csv]] knows {names}", names=", ".join(_KEYS))
    return _("did you mean {name}?", name=near[0]) if near else told


def _words(place: int, key: str, value: Any, wrong: Wrong) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise wrong(place, key, _('{key} wants one line of text; write {key} = "...", or leave the line out', key=key))
    return value.strip()


def _columns(place: int, value: Any, wrong: Wrong) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise wrong(place, "columns", _('columns wants the names of columns; write columns = ["a", "b"]'))
    return tuple(one.strip() for one in value)


def _must_be_a_zone(place: int, name: str, wrong: Wrong) -> None:
    from ircon.intake.own import zone_named

    if zone_named(name) is None:
        raise wrong(
            place, "timezone", _('timezone cannot be {name!r}; write "Asia/Tokyo", "JST" or "+09:00"', name=name)
        )
