"""``ircon intake`` stores reports; ``ircon read`` says what would be read and stores nothing."""

from __future__ import annotations

import os
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, configuration, note_head, open_store, print_json, print_text, say
from ircon.errors import IrconError, TryAgain, Unreadable, Usage
from ircon.i18n import _, term
from ircon.intake import saying
from ircon.text import one_line, pad

if TYPE_CHECKING:
    from ircon.desk import Taken
    from ircon.intake.ready import Ready
    from ircon.intake.sources import Source
    from ircon.store import Store

_BATCH_SECONDS = 0.025
"""How long messages are stored into one commit: handlers wait for the lock meanwhile."""

_LET_IN = 0.002
"""Seconds between two commits in which somebody who waits gets the lock."""

_BATCH = 16
"""How many messages are gathered for one commit, at most."""


def _store() -> Store:
    """Open the store. Until somebody mends a mistake in the configuration, a mail server is to keep its mail."""
    try:
        return open_store().roomy()
    except Usage as error:
        raise TryAgain(str(error)) from None


def _received(context: click.Context, parameter: click.Parameter, told: str | None) -> datetime | None:
    del context, parameter
    try:
        return forms.instant(told) if told else None
    except ValueError:
        raise click.BadParameter(_("{told!r} is no instant; write 1999-06-23T14:02:11+09:00", told=told)) from None


_zone = click.option("--zone", help="The zone of log lines that have none: Asia/Tokyo, JST, +0900.")
_when = click.option("--received", callback=_received, metavar="ISO", help="When the message came; default now.")
_paths = click.argument("paths", nargs=-1, metavar="PATH...|-", shell_complete=completing.files)


@command("intake")
@_paths
@_zone
@_when
@click.option("--watch", is_flag=True, help="Go on taking in what arrives in these Maildirs, until terminated.")
@click.option("--by-hand", is_flag=True, help="Fill in a form in $VISUAL or $EDITOR: a fax, a call.")
@as_json
def intake(
    paths: tuple[str, ...],
    zone: str | None,
    received: datetime | None,
    watch: bool,
    by_hand: bool,
    as_json: bool,
) -> int:
    """Store reports from files, mailboxes and Maildirs, or from standard input with "-".

    imaps://user@host/INBOX takes what is unseen in a mailbox on a server and marks it as
    seen once it is stored; the password comes from $IRCON_IMAP_PASSWORD or a file that the
    configuration names.

    What cannot be read is stored all the same, shown as unread, and said with status 65.
    A Maildir's messages move from new to cur once they are stored.
    """
    if by_hand == bool(paths):
        raise Usage(_('Name what to read (a path, or "-"), or use --by-hand.'))
    from ircon.cli.progress import Progress
    from ircon.intake.sources import expected

    unreadable = count = 0
    progress = Progress(None if watch or by_hand else expected(paths))
    with _store() as store, _typed() if by_hand else nullcontext(_sources(paths, watch)) as where:
        for taken, name in _taken(store, where, zone, received, watch):
            unreadable += taken.format == "unreadable"
            count += 1
            if as_json:
                print_json(forms.taken(taken))
            else:
                print_text(_sentence(name, taken))
            progress.step()
            if watch:
                note_head(store)
        note_head(store)
    if unreadable:
        told = _(
            "{some} of {count} messages could not be read; stored and marked as unread.", some=unreadable, count=count
        )
        raise Unreadable(told)
    return 0


def _taken(
    store: Store, sources: Iterator[Source], zone: str | None, received: datetime | None, watch: bool
) -> Iterator[tuple[Taken, str]]:
    """Take in the messages in short batches; only what is committed may be forgotten by its source."""
    from ircon import desk

    settings = configuration()
    read = _read(sources, zone, received, watch=watch)
    for waiting in _gathered(read, 1 if watch else _BATCH):
        while waiting:
            batch: list[tuple[Taken, Source]] = []
            with store.together(undivided=True):
                until = time.monotonic() + _BATCH_SECONDS
                while waiting and time.monotonic() < until:
                    source, report = waiting[0]
                    taken = desk.take_in(
                        store, source.data, zone=zone, received=received, report=report, centre=settings.centre
                    )
                    batch.append((taken, source))
                    waiting.popleft()
            desk.follow_up(store, days=settings.answer_days, at=received)
            for taken, source in batch:
                source.done()
                yield taken, source.name
            time.sleep(_LET_IN)


def _read(
    sources: Iterator[Source], zone: str | None, received: datetime | None, *, watch: bool = False
) -> Iterator[tuple[Source, Ready]]:
    """Read each message as the centre has set it up: its own tables, its key ring."""
    from ircon.intake import signatures
    from ircon.intake.ahead import read_ahead

    config = configuration()
    ahead = {"ahead": 0} if watch else {}
    for source, found in read_ahead(sources, zone=zone, received=received, tables=config.csv, **ahead):
        noted = signatures.noted(found.report, source.data, config.keyring)
        yield source, found if noted is found.report else replace(found, report=noted)


def _gathered(read: Iterator[tuple[Source, Ready]], most: int) -> Iterator[deque[tuple[Source, Ready]]]:
    """Yield messages some at a time: the lock is not held while the next one, which may be slow, is being read.

    What was read before a source failed is yielded first.
    """
    gathered: deque[tuple[Source, Ready]] = deque()
    try:
        for one in read:
            gathered.append(one)
            if len(gathered) >= most:
                yield gathered
                gathered = deque()
    except IrconError:
        if gathered:
            yield gathered
        raise
    if gathered:
        yield gathered


@contextmanager
def _typed() -> Iterator[Iterator[Source]]:
    """Let the handler fill in a form. It stands in a file until it is stored: a store that is locked loses no fax.

    Raises ``Usage`` where nothing was filled in, or where the editor failed.
    """
    from ircon.intake import by_hand
    from ircon.intake.sources import Source

    handle, name = tempfile.mkstemp(prefix="ircon-report-", suffix=".txt")
    os.close(handle)
    place = Path(name)
    place.write_text(by_hand.blank(configuration().centre.language), encoding="utf-8")
    try:
        try:
            click.edit(filename=name)
        except click.ClickException as error:
            raise Usage(_("{editor_said}; nothing was stored.", editor_said=one_line(error.format_message()))) from None
        typed = place.read_bytes()
        if not by_hand.is_filled_in(typed.decode(errors="replace")):
            raise Usage(_("Nothing was filled in, so nothing was stored."))
        yield iter([Source("by hand", typed, place.unlink)])
    finally:
        if place.exists():
            if by_hand.is_filled_in(place.read_text(encoding="utf-8", errors="replace")):
                say(_("What was typed is kept; `ircon intake {file}` stores it.", file=one_line(name)))
            else:
                place.unlink()


def _sources(paths: tuple[str, ...], watch: bool) -> Iterator[Source]:
    from ircon.intake import sources

    if watch:
        yield from sources.watched(paths)
    for path in paths:
        if "://" in path:
            yield from _mailbox(path)
        else:
            yield from sources.messages(path)


def _mailbox(address: str) -> Iterator[Source]:
    """The messages of a mailbox on a server; its library is loaded only for that."""
    from ircon.intake import imap

    if not imap.is_address(address):
        raise Usage(_("Of addresses only imaps://user@host/INBOX is read; ircon opens no connection to anybody else."))
    imap.place(address)
    secret = imap.password(os.environ.get("IRCON_IMAP_PASSWORD"), configuration().imap_password)
    yield from imap.messages(address, secret)


def _sentence(name: str, taken: Taken) -> str:
    if taken.sent:
        values = {"draft": taken.sent, "incident": taken.incident}
        what = _("the copy of draft {draft} of incident {incident}, which was sent", **values)
    elif not taken.new:
        what = _(
            "here already, as report {report} of incident {incident}", report=taken.report, incident=taken.incident
        )
    elif taken.joined:
        what = _("report {report}, joins incident {incident}", report=taken.report, incident=taken.incident)
    else:
        what = _("report {report}, new incident {incident}", report=taken.report, incident=taken.incident)
    return "\n".join(
        [f"{one_line(name)}: {what} ({taken.format})", *(f"  {one_line(saying.problem(p))}" for p in taken.problems)]
    )


@command("read")
@_paths
@_zone
@_when
@as_json
def read(paths: tuple[str, ...], zone: str | None, received: datetime | None, as_json: bool) -> int:
    """Say what would be read out of each file; store nothing."""
    if not paths:
        raise Usage(_('Name what to read: a path, or "-".'))
    unreadable = 0
    for source, ready in _read(_sources(paths, watch=False), zone, received):
        found = ready.report
        unreadable += found.format == "unreadable"
        if as_json:
            print_json(forms.report(found))
            continue
        who = found.reporter.mail or _("unknown")
        say(
            _(
                "{name}: {format}, {klass}, from {who}",
                name=one_line(source.name),
                format=found.format,
                klass=term(found.klass),
                who=one_line(who),
            )
        )
        for line in found.lines:
            print_text(f"{pad(forms.utc(line.at) or _('no time'), 20)} {one_line(line.text)}")
        for seen in found.observables:
            print_text(f"{seen.kind:<5} {one_line(seen.value)}")
        for problem in found.problems:
            say(saying.problem(problem))
    if unreadable:
        raise Unreadable(_("{count} of the messages could not be read.", count=unreadable))
    return 0


COMMANDS = {"intake": intake, "read": read}
