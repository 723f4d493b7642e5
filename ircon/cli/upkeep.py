"""``ircon check``, ``backup``, ``restore``, ``init`` and ``config``: looking after the store and the settings."""

from __future__ import annotations

from pathlib import Path

import click

from ircon.cli.common import as_json, command, open_store, print_json, print_text, say, store_path
from ircon.errors import StoreUnavailable


@command("check")
@click.option("--noted", nargs=2, type=(int, str), metavar="NUMBER HASH", help="A journal head that was noted earlier.")
@as_json
def check(noted: tuple[int, str] | None, as_json: bool) -> int:
    """Say whether the store is whole: schema, content, originals, journal, and each row as the journal tells it.

    The number and hash printed last are the journal's head: noted elsewhere and given with
    --noted, they show later whether its end was cut off or the whole of it rewritten.
    """
    from ircon.store import check, journal

    with open_store(read_only=True) as store:
        faults = [*check.faults(store), *(journal.unlike_noted(store, *noted) if noted else ())]
        number, digest = journal.head(store)
    if as_json:
        print_json({"whole": not faults, "faults": faults, "entries": number, "head": digest})
    else:
        for fault in faults:
            print_text(fault)
        print_text(f"journal head: {number} {digest}")
    if faults:
        raise StoreUnavailable(f"The store has {len(faults)} faults; keep it as it is and restore a backup.")
    say("The store is whole.")
    return 0


@command("backup")
@click.argument("target", type=click.Path(path_type=Path))
def backup(target: Path) -> int:
    """Copy the whole store to a new file, also while others write."""
    from ircon.store.copies import backup

    with open_store(read_only=True) as store:
        backup(store, target)
    say(f"Copied to {target}.")
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
    say(f"Restored to {target}." + (f" What stood there is kept as {kept.name}." if kept else ""))
    return 0


@command("init")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def init(path: Path | None) -> int:
    """Create a new, empty store at PATH, or where the configuration wants it."""
    from ircon.store import Store

    where = path or store_path()
    Store.create(where).close()
    say(f"A new store stands at {where}.")
    return 0


@click.command("config")
@click.option("--example", is_flag=True, required=True, help="Print an example with every setting.")
def config(example: bool) -> int:
    """Print a commented configuration file with every setting at its default."""
    del example
    from ircon.config import EXAMPLE

    click.echo(EXAMPLE, nl=False)
    return 0


COMMANDS = {"check": check, "backup": backup, "restore": restore, "init": init, "config": config}
