"""Keys: how they are called, whose they are now, and which of them never arrive.

A command has the keys of the registry until the configuration gives it others; that is
decided once, when the console starts, and everything that names a key asks here. A key
that two commands of one place would have is refused with both of their names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from ircon.errors import Usage
from ircon.i18n import _, mark

Wrong = Callable[[str, str], Usage]
"""Makes the error for what the configuration says of a command, with its line."""


class Keyed(Protocol):
    """What has keys: a command of the registry."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def named(self) -> str: ...  # noqa: D102
    @property
    def where(self) -> frozenset[str]: ...  # noqa: D102


_NAMES = {
    "asterisk": "*",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
}
_SPELLED = {shown: key for key, shown in _NAMES.items()}
_NAMED = frozenset(
    "up down left right home end pageup pagedown insert delete enter escape tab space backspace comma".split()
)
_TYPED = {"enter": "\r", "tab": "\t", "escape": "\x1b", "space": " "}
_KEY = re.compile(r"((?:ctrl|shift|alt)\+)*(\S|f\d{1,2}|[a-z_]{2,})")

_own: dict[str, tuple[str, ...]] = {}


def key_name(key: str) -> str:
    """Return a key as one reads it: ``slash`` is /."""
    return _NAMES.get(key, key)


def pressed(shown: str) -> tuple[str, str | None] | None:
    """Return the key that is shown so and the character that it types, if any; None where there is no such key."""
    key = _SPELLED.get(shown, shown)
    found = _KEY.fullmatch(key)
    if found is None or not (len(found[2]) == 1 or found[2] in _NAMED or found[2] in _NAMES or found[2][1:].isdigit()):
        return None
    return key, _TYPED.get(key, shown if len(shown) == 1 else None)


def of(command: Keyed) -> tuple[str, ...]:
    """Return the keys that a command has now, the one that is shown first in front."""
    return _own.get(command.id) or tuple(command.named.split())


def as_registered() -> None:
    """Give every command the keys of the registry again."""
    _own.clear()


def remap(commands: Sequence[Keyed], given: Iterable[tuple[str, str]], wrong: Wrong) -> None:
    """Give commands keys of the handler's own, pairs of a command's name and its keys.

    Raises what ``wrong`` makes for a command that there is not, a key that there is not, and
    a key that another command has in one of its places.
    """
    fresh: dict[str, tuple[str, ...]] = {}
    for name, told in given:
        if all(name != command.id for command in commands):
            raise wrong(name, _no_command(name, [command.id for command in commands]))
        fresh[name] = tuple(_read(name, key, wrong) for key in told.replace(",", " ").split())
        if not fresh[name]:
            raise wrong(name, _("give {name} a key, or leave the line out", name=name))
    _refuse_clashes(commands, fresh, wrong)
    _own.clear()
    _own.update(fresh)


def _no_command(name: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=1)
    if near:
        return _("there is no command {name}; did you mean {near}?", name=name, near=near[0])
    return _("there is no command {name}; ? in the console lists them by their keys", name=name)


def _read(name: str, told: str, wrong: Wrong) -> str:
    key = _SPELLED.get(told, told)
    found = _KEY.fullmatch(key)
    last = found[2] if found else ""
    if len(last) == 1 or last in _NAMED or last in _NAMES or re.fullmatch(r"f\d+", last):
        return key
    raise wrong(name, _("there is no key {key}; write x, X, f8, ctrl+x, pgdn or space", key=told))


def _refuse_clashes(commands: Sequence[Keyed], fresh: dict[str, tuple[str, ...]], wrong: Wrong) -> None:
    taken: dict[tuple[str, str], str] = {}
    for command in sorted(commands, key=lambda one: one.id in fresh):  # those that were there before come first
        for key in fresh.get(command.id) or command.named.split():
            for place in sorted(command.where):
                holder = taken.setdefault((place, key), command.id)
                if holder != command.id:
                    said = _(
                        "{key} is the key of {holder} already; give {name} another key, or {holder} as well",
                        key=key_name(key), holder=holder, name=command.id,
                    )  # fmt: skip
                    raise wrong(command.id, said)


_LOST = {
    "ctrl+h": mark("terminals send it for backspace"),
    "ctrl+i": mark("terminals send it for tab"),
    "ctrl+m": mark("terminals send it for enter"),
    "ctrl+j": mark("some terminals send it for enter"),
    "ctrl+s": mark("it stops the terminal's output"),
    "ctrl+q": mark("it starts the terminal's output again"),
    "ctrl+a": mark("GNU screen takes it for itself"),
    "ctrl+b": mark("tmux takes it for itself"),
    "ctrl+c": mark("it only says how to leave"),
    "ctrl+z": mark("it suspends"),
}


def lost(given: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a sentence for each key that the configuration names and that does not arrive everywhere."""
    for name, told in given:
        for key in told.replace(",", " ").split():
            why = _why_lost(name, key)
            if why:
                yield _("{key} for {name} may not arrive: {why}", key=key, name=name, why=_(why))


def _why_lost(name: str, key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if key in _LOST:
        return "" if (name, key) == ("suspend", "ctrl+z") else _LOST[key]
    if key == "shift+tab":
        return ""  # a sequence of its own, which they do send
    if "alt" in modifiers or "shift" in modifiers or ("ctrl" in modifiers and len(last) > 1):
        return mark("few terminals send it over SSH")
    if re.fullmatch(r"f(1[1-9]|2\d)", last):
        return mark("terminals and window managers keep it for themselves")
    return ""
