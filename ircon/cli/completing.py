"""What a shell is told while a command line is typed: values of arguments and options, also from the store.

The store is opened for reading alone, never made and never brought up; where it cannot be
opened, nothing is offered and nothing said: whoever presses tab wants no complaint in the
middle of a line. What stands on the command line will be run by the shell, so of words
from outside only those are offered that no shell reads anything into.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from ircon.errors import IrconError
from ircon.i18n import term
from ircon.text import one_line

if TYPE_CHECKING:
    from ircon.store import Store

Offers = list[CompletionItem]

_PLAIN = re.compile(r"[0-9A-Za-z\u00a1-\U0010ffff](?:[0-9A-Za-z_.\-]|[\u00a1-\U0010ffff])*")
"""Words without a meaning to any shell, and that are no option."""

PATIENCE = 0.2
"""Seconds for which tab waits for a lock."""


def incidents(context: click.Context, parameter: click.Parameter, begins: str) -> Offers:
    """Offer open incidents by their numbers."""
    del parameter

    def asked(store: Store) -> Offers:
        from ircon.store import suggesting

        rows = suggesting.incidents(store, begins)
        return [_item(str(row.incident), f"{term(row.klass)}, {row.reporter}") for row in rows]

    return _from_store(context, asked)


def sites(context: click.Context, parameter: click.Parameter, begins: str) -> Offers:
    """Offer sites by domain or name: those that the incident on the command line involves, else the register's."""
    del parameter
    number = context.params.get("number")

    def asked(store: Store) -> Offers:
        from ircon.store import incidents, suggesting

        involved: list[tuple[str, str]] = []
        if isinstance(number, int):
            involved = [(name, name) for name in incidents.related_names(store, number) if name.startswith(begins)]
        found = [(value, name) for value, name in involved if _PLAIN.fullmatch(value)]
        return [_item(value, "" if value == name else name) for value, name in found or suggesting.sites(store, begins)]

    return [offer for offer in _from_store(context, asked) if _PLAIN.fullmatch(str(offer.value))]


def audiences(context: click.Context, parameter: click.Parameter, begins: str) -> Offers:
    """Offer the kinds of recipient, then sites."""
    from ircon.model.words import Audience

    kinds = [audience for audience in Audience if audience is not Audience.SITE]
    return [*_of_words(kinds, begins), *sites(context, parameter, begins)]


def classes(context: click.Context, parameter: click.Parameter, begins: str) -> Offers:
    """Offer the classes of incidents."""
    del context, parameter
    from ircon.model.words import IncidentClass

    return _of_words(IncidentClass, begins)


def roles(context: click.Context, parameter: click.Parameter, begins: str) -> Offers:
    """Offer the parts that a site can play."""
    del context, parameter
    from ircon.model.words import Role

    return _of_words(Role, begins)


def reasons(context: click.Context, parameter: click.Parameter, begins: str) -> Offers:
    """Offer the reasons for which incidents are closed."""
    del context, parameter
    from ircon.model.words import CloseReason

    return _of_words(CloseReason, begins)


def files(context: click.Context, parameter: click.Parameter, begins: str) -> Offers:
    """Have the shell offer files."""
    del context, parameter
    return [CompletionItem(begins, type="file")]


def _of_words(words: Iterable[Any], begins: str) -> Offers:
    return [_item(str(word), term(word)) for word in words if str(word).startswith(begins)]


def _item(value: str, told: str) -> CompletionItem:
    return CompletionItem(value, help=one_line(told) if told and told != value else None)


def _from_store(context: click.Context, asked: Callable[[Store], Offers]) -> Offers:
    from ircon.config import database, load
    from ircon.store import Store, looking

    looking.look_only()
    with suppress(IrconError, OSError):
        named = _named(context)
        place = database(Path(named).expanduser() if named else None, load())
        if place.exists():
            with Store.open(place, read_only=True, patience=PATIENCE) as store:
                return asked(store)
    return []


def _named(context: click.Context | None) -> str | None:
    """Return the store that the command line names so far: behind the command, else in front of it."""
    while context is not None:
        if context.params.get("db"):
            return str(context.params["db"])
        context = context.parent
    return None
