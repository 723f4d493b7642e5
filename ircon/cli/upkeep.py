"""``ircon check``, ``backup``, ``restore``, ``init`` and ``config``: looking after the store and the settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ircon.cli import forms
from ircon.cli.common import (
    as_json,
    command,
    configuration,
    note_head,
    open_store,
    places,
    print_json,
    print_text,
    say,
    store_path,
)
from ircon.errors import StoreUnavailable, Usage
from ircon.i18n import _, plural

if TYPE_CHECKING:
    from ircon.store import Store


@command("check")
@click.option("--noted", nargs=2, type=(int, str), metavar="NUMBER HASH", help="A journal head from a log or a note.")
@click.option("--against", type=click.Path(path_type=Path), metavar="FILE", help="A backup this store must continue.")
@click.option("--restored", is_flag=True, help="A backup was put back on purpose; go by the journal as it is now.")
@click.option("--thorough", is_flag=True, help="Also work out anew all that is kept ready. Takes minutes.")
@as_json
def check(noted: tuple[int, str] | None, against: Path | None, restored: bool, thorough: bool, as_json: bool) -> int:
    """Say whether the store is whole: schema, content, originals, journal, and each row as the journal tells it.

    The journal's head is noted with each check, backup and intake and whenever the console
    is left, in a file of your own and where [journal] in the configuration says. The
    journal must go through every head that was noted: else its end was cut off, or all
    of it rewritten.
    """
    from ircon.store import anchors, check, journal

    with open_store(read_only=True) as store:
        heads = {} if restored else anchors.noted(places(), store.path)
        faults = [*check.faults(store), *anchors.unlike(store, heads)]
        faults += journal.unlike_noted(store, *noted) if noted else ()
        faults += _unlike_copy(store, against) if against else ()
        faults += _worked_out_otherwise(store) if thorough else ()
        number, digest = journal.head(store)
        if not faults:
            note_head(store, asked=True, anew=restored)
    since: list[dict[str, Any]] = [
        {"file": str(file), "heads": len(told), "since": forms.to_second(told[0].at)} for file, told in heads.items()
    ]
    if as_json:
        print_json({"whole": not faults, "faults": faults, "entries": number, "head": digest, "noted": since})
    else:
        for fault in faults:
            print_text(fault)
        print_text(_("journal head: {number} {digest}", number=number, digest=digest))
        for told in since:
            print_text(
                plural(
                    "noted before: one head in {file}, of {since}",
                    "noted before: {count} heads in {file}, the first of {since}",
                    told["heads"],
                    file=told["file"],
                    since=told["since"],
                )
            )
        if not since:
            print_text(_("no head was noted before, so a cut or rewritten journal would not show"))
    if faults:
        raise StoreUnavailable(
            plural(
                "The store has one fault; keep it as it is and restore a backup.",
                "The store has {count} faults; keep it as it is and restore a backup.",
                len(faults),
            )
        )
    say(_("The store is whole."))
    return 0


def _worked_out_otherwise(store: Store) -> Iterator[str]:
    """Yield a sentence for all that is kept ready and is not what follows: who is related, links, lines, counters."""
    from ircon.desk import rechecking

    return rechecking.unlike(store, days=configuration().answer_days)


def _unlike_copy(store: Store, copy: Path) -> Iterator[str]:
    """Hold the journal to that of a backup."""
    from ircon.store import Store, journal

    with Store.open(copy, read_only=True) as other:
        number, digest = journal.head(other)
    yield from journal.unlike_noted(store, number, digest)


@command("backup")
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> int:
    """Copy the whole store to a new file, also while others write."""
    from ircon.store.copies import backup

    with open_store(read_only=True) as store:
        backup(store, target)
        note_head(store, asked=True)
    say(_("Copied to {file}.", file=target))
    return 0


@command("restore")
@click.argument("source", type=click.Path(path_type=Path))
def restore(source: Path) -> int:
    """Put a backup in the place of the store, which is set aside and kept. Refused while anybody has it open."""
    from ircon.store import Store
    from ircon.store.copies import restore

    target = store_path()
    with Store.open(source, read_only=True) as copy:
        kept = restore(copy, target)
    with Store.open(target, read_only=True) as store:
        note_head(store, anew=True)
    if kept:
        say(_("Restored to {file}. What stood there is kept as {kept}.", file=target, kept=kept.name))
    else:
        say(_("Restored to {file}.", file=target))
    return 0


@command("init")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def init(path: Path | None) -> int:
    """Create a new, empty store at PATH, or where the configuration wants it."""
    from ircon.cli import first

    where = path or store_path()
    first.create(where)
    say(_("A new store stands at {file}.", file=where))
    return 0


@click.command("config")
@click.option("--example", is_flag=True, help="Print an example with every setting.")
@click.option("--letters", is_flag=True, help="Say which wording of letters is the centre's own, and what it may hold.")
@click.option("--check", "look_over", is_flag=True, help="Say whether your configuration can be used, keys and all.")
def config(example: bool, letters: bool, look_over: bool) -> int:
    """Print a commented configuration file with every setting at its default, or look over your own, or your letters.

    A letter of the centre's own begins with a line "Subject: ...", then an empty line, then the
    text; $names in it are filled in. A name that a letter does not have is refused.
    """
    from ircon.config.example import example as commented

    if example + letters + look_over != 1:
        raise Usage(_("Give one of --example, --check and --letters."))
    if example:
        click.echo(commented(), nl=False)
        return 0
    return _look_over() if look_over else _own_letters(configuration().letters)


def _look_over() -> int:
    """Say where the configuration is, and which of its keys may not arrive; a mistake in it is raised."""
    from functools import partial

    from ircon.config import wrong_key
    from screens import keys, themes
    from screens.commands import remap

    config = configuration()
    remap(config.interface.keys, partial(wrong_key, config))
    themes.refuse_unknown(config)
    for sentence in keys.lost(config.interface.keys):
        print_text(sentence)
    if config.path is None:
        say(_("There is no configuration file; everything is at its default."))
    else:
        say(_("{file} can be used.", file=config.path))
    return 0


def _own_letters(directory: Path | None) -> int:
    """Say of each letter which names it may hold, and of each file of the centre's own whether it can be used."""
    from ircon.model import LetterKind
    from ircon.notices import templates

    for kind in LetterKind:
        print_text(f"{kind.value}.txt: {' '.join(f'${name}' for name in sorted(templates.names(kind)))}")
    found = list(templates.own(directory)) if directory else []
    for path, wrong in found:
        print_text(f"{path}: {wrong or _('can be used')}")
    if not found:
        say(_("No wording of your own in {directory}.", directory=directory or "letters"))
    if any(wrong for _path, wrong in found):
        raise Usage(_("Not all of your wording can be used."))
    return 0


COMMANDS = {"check": check, "backup": backup, "restore": restore, "init": init, "config": config}
