"""What the commands share: which store is meant, how to open it, how to print."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ircon.cli import completing
from ircon.i18n import ENGLISH, speak
from ircon.text import many_lines, one_line

if TYPE_CHECKING:
    from ircon.config import Config
    from ircon.store import Store
    from ircon.store.anchors import Places


def command(name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command that also takes ``--db`` and ``--json`` behind its name."""

    def wrap(function: Callable[..., Any]) -> click.Command:
        @wraps(function)
        @click.pass_context
        def with_store(context: click.Context, /, db: str | None, **options: Any) -> Any:
            context.obj = db or context.obj
            return function(**options)

        told = click.option(
            "--db",
            metavar="FILE",
            shell_complete=completing.files,
            help="The store; else $IRCON_DB, else the configuration.",
        )
        return click.command(name)(told(with_store))

    return wrap


def _for_programs(context: click.Context, parameter: click.Parameter, told: bool) -> bool:
    """Speak English where a program listens: what it is told must not depend on whose locale it runs in."""
    del context, parameter
    if told:
        speak(ENGLISH)
    return told


as_json = click.option(
    "--json", "as_json", is_flag=True, callback=_for_programs, is_eager=True,
    help="Print data as JSON, one object a line; all else is then said in English, too.",
)  # fmt: skip


def configuration() -> Config:
    """Return what the centre has set. Raises ``Usage`` where its file has a mistake."""
    from ircon.config import load

    return load()


def store_path() -> Path:
    """Return the store that is meant: ``--db``, ``$IRCON_DB``, the configuration, the default place."""
    from ircon.config import database

    told = click.get_current_context().obj
    return database(Path(told) if told else None, configuration())


def open_store(*, read_only: bool = False) -> Store:
    """Open the store that is meant. Raises ``StoreUnavailable`` and its kin."""
    from ircon.store import Store

    return Store.open(store_path(), read_only=read_only)


def places() -> Places:
    """Return where the journal's head is noted, by the configuration."""
    from ircon.store.anchors import Places

    config = configuration()
    return Places(config.heads, config.syslog)


def note_head(store: Store, *, asked: bool = False, anew: bool = False) -> None:
    """Note the journal's head outside the store, and say where that was not possible. See ``ircon.store.anchors``."""
    from ircon.store import anchors

    for failed in anchors.note(store, places(), asked=asked, anew=anew):
        say(failed)


def print_json(data: dict[str, Any]) -> None:
    """Print one object as one line of ASCII: no control character of outside text can reach the terminal."""
    click.echo(json.dumps(data, ensure_ascii=True, separators=(", ", ": ")))


def say(message: str) -> None:
    """Tell the caller something on standard error."""
    click.echo(one_line(message), err=True)


def print_text(text: str) -> None:
    """Print text that may come from outside."""
    click.echo(many_lines(text))
