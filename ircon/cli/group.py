"""The group of all commands, and how one of them is run.

A command's module is imported when it is called. Data goes to standard output (with
``--json`` one object a line, ASCII), what there is to say about it to standard error;
the exit status says how it went.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from ircon import __version__
from ircon.cli import HOMES, completing
from ircon.cli.helping import spoken, translated
from ircon.errors import IrconError
from ircon.i18n import speak


class _Commands(click.Group):
    """Finds a command in its module, so that calling one does not load the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = HOMES.get(cmd_name)
        if home is None:
            return None
        module = importlib.import_module(f"ircon.cli.{home}")
        command: click.Command = module.COMMANDS[cmd_name]
        return translated(command)


def _speak() -> None:
    """Speak as the configuration wants it; where that has a mistake, whoever needs it will say so."""
    from ircon.config import load

    try:
        speak(load().interface.language)
    except IrconError:
        speak()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, invoke_without_command=True)
@click.option(
    "--db", metavar="FILE", shell_complete=completing.files, help="The store; else $IRCON_DB, else the configuration."
)
@click.option("--read-only", is_flag=True, help="Only look: nothing can be changed.")
@click.version_option(__version__, prog_name="ircon")
@click.pass_context
def ircon(context: click.Context, db: str | None, read_only: bool) -> None:
    """Incident response console. Without a command it opens the console."""
    from ircon.store import looking

    context.obj = db
    looking.look_only(read_only)
    if context.invoked_subcommand is None:
        from ircon.cli.console import open_console

        context.exit(open_console(db))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status. Raises ``IrconError`` and its kin."""
    for stream in (sys.stdout, sys.stderr):
        # A script's locale may be C; what we print is ours to encode, and never a reason to fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _speak()
    with spoken():
        return _run(list(arguments))


def _run(arguments: list[str]) -> int:
    try:
        returned = translated(ircon).main(args=arguments, prog_name="ircon", standalone_mode=False)
    except click.exceptions.Exit as told:
        return told.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return returned if isinstance(returned, int) else 0
