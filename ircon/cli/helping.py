"""The command line's help and complaints in the handler's language, wrapped by the cells that they take.

``click`` has its own sentences translated by the standard library's ``gettext``, with the
domain that is set; those that a command line of ours can bring about stand here, so that
the catalogue holds them, too.
"""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click

from ircon import i18n
from ircon.i18n import _, mark
from ircon.notices.wrapping import wrapped
from ircon.text import pad

CLICKS = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Show this message and exit."),
    mark("Show the version and exit."),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing command."),
    mark("No such option {name!r}."),
    mark("No such command {name!r}."),
    mark("Option {name!r} does not take a value."),
    mark("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    mark("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    mark("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    mark("{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."),
    mark("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value} is not in the range {range}."),
)
"""What ``click`` says of itself, word for word."""


@contextmanager
def spoken() -> Iterator[None]:
    """Have ``click`` speak the handler's language, too; afterwards it is as before."""
    if i18n.language() == i18n.ENGLISH:
        yield
        return
    domain, asked = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain("ircon", str(i18n.LOCALE))
    gettext.textdomain("ircon")
    os.environ["LANGUAGE"] = i18n.language()
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if asked is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = asked


class _Formatter(click.HelpFormatter):
    """Wraps where a line of so many cells ends, between any two wide characters."""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for line in wrapped(text, max(20, self.width - len(indent))).split("\n"):
            self.write(f"{indent}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        rows = list(rows)
        column = min(max(len(first) for first, _told in rows), col_max) + col_spacing
        hang = " " * (self.current_indent + column)
        for first, told in rows:
            lead = f"{' ' * self.current_indent}{pad(first, column)}"
            if len(first) > column - col_spacing:
                self.write(f"{lead.rstrip()}\n")
                lead = hang
            for line in wrapped(told, max(20, self.width - len(hang))).split("\n"):
                self.write(f"{lead}{line}".rstrip() + "\n")
                lead = hang


class _Context(click.Context):
    formatter_class = _Formatter


def translated(command: click.Command) -> click.Command:
    """Return a command whose help, with that of its options and of its own commands, is in the handler's language."""
    if i18n.language() == i18n.ENGLISH:
        return command
    command.context_class = _Context
    command.help = _(inspect.cleandoc(command.help)) if command.help else None
    command.short_help = command.help.partition("。")[0] if command.help else None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            translated(below)
    return command
