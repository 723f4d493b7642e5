"""``ircon intake`` stores reports; ``ircon read`` says what would be read and stores nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from ircon.cli import forms
from ircon.cli.common import as_json, command, open_store, print_json, print_text, say
from ircon.errors import Unreadable, Usage
from ircon.text import one_line


def _received(context: click.Context, parameter: click.Parameter, told: str | None) -> datetime | None:
    del context, parameter
    try:
        return forms.instant(told) if told else None
    except ValueError:
        raise click.BadParameter(f"{told!r} is no instant; write 1999-06-23T14:02:11+09:00") from None


_zone = click.option("--zone", help="The zone of log lines that have none: Asia/Tokyo, JST, +0900.")
_when = click.option("--received", callback=_received, metavar="ISO", help="When the message came; default now.")
_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")


@command("intake")
@_paths
@_zone
@_when
@as_json
def intake(paths: tuple[str, ...], zone: str | None, received: datetime | None, as_json: bool) -> int:
    """Store reports from files, or from standard input with "-".

    What cannot be read is stored all the same, shown as unread, and said with status 65.
    """
    from ircon import desk

    unreadable = 0
    with open_store() as store:
        for name, data in _messages(paths):
            taken = desk.take_in(store, data, zone=zone, received=received)
            unreadable += taken.format == "unreadable"
            if as_json:
                print_json(
                    {
                        "report": taken.report,
                        "incident": taken.incident,
                        "new": taken.new,
                        "format": taken.format,
                        "problems": list(taken.problems),
                    }
                )
            else:
                print_text(_sentence(name, taken))
    if unreadable:
        raise Unreadable(f"{unreadable} of the messages could not be read; stored and marked as unread.")
    return 0


def _sentence(name: str, taken: object) -> str:
    from ircon.desk import Taken

    assert isinstance(taken, Taken)
    if not taken.new:
        what = f"here already, as report {taken.report} of incident {taken.incident}"
    elif taken.joined:
        what = f"report {taken.report}, joins incident {taken.incident}"
    else:
        what = f"report {taken.report}, new incident {taken.incident}"
    return "\n".join([f"{one_line(name)}: {what} ({taken.format})", *(f"  {one_line(p)}" for p in taken.problems)])


@command("read")
@_paths
@_zone
@_when
@as_json
def read(paths: tuple[str, ...], zone: str | None, received: datetime | None, as_json: bool) -> int:
    """Say what would be read out of each file; store nothing."""
    from ircon import intake as reading

    unreadable = 0
    for name, data in _messages(paths):
        found = reading.read(data, zone=zone, received=received)
        unreadable += found.format == "unreadable"
        if as_json:
            print_json(forms.report(found))
            continue
        who = found.reporter.mail or "unknown"
        say(f"{one_line(name)}: {found.format}, {found.klass}, from {one_line(who)}")
        for line in found.lines:
            print_text(f"{forms.utc(line.at) or 'no time':<20} {one_line(line.text)}")
        for seen in found.observables:
            print_text(f"{seen.kind:<5} {one_line(seen.value)}")
        for problem in found.problems:
            say(problem)
    if unreadable:
        raise Unreadable(f"{unreadable} of the messages could not be read.")
    return 0


def _messages(paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield a name and the bytes of each message. Raises ``Usage`` for a path that is not there."""
    for path in paths:
        if path == "-":
            yield "standard input", sys.stdin.buffer.read()
            continue
        try:
            yield path, Path(path).read_bytes()
        except OSError as error:
            raise Usage(f"{path} cannot be read: {error.strerror}.") from None


COMMANDS = {"intake": intake, "read": read}
