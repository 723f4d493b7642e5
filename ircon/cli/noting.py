"""``ircon note``: the console's key ``i`` for scripts."""

from __future__ import annotations

import sys

import click

from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, open_store, print_json, print_text, say
from ircon.i18n import _
from ircon.model import Note
from ircon.text import many_lines, one_line


@command("note")
@click.argument("number", type=int, shell_complete=completing.incidents)
@click.argument("text", required=False)
@click.option("--edit", "replaces", type=int, metavar="NOTE", help="The next version of this note, by its number.")
@as_json
def note(number: int, text: str | None, replaces: int | None, as_json: bool) -> int:
    """Note something of an incident for colleagues; without TEXT, print its notes. With -, read standard input.

    Notes stay in the house: nothing that leaves is ever made with one. They are found by
    the words of a query, and an edited one shows that it was.
    """
    from ircon import desk
    from ircon.errors import Usage
    from ircon.store import incidents, notes

    if text is None and replaces is not None:
        raise Usage(_("Give the note's new text, or - to read it from standard input."))
    told = sys.stdin.buffer.read().decode("utf-8", "replace") if text == "-" else text
    with open_store(read_only=told is None) as store:
        incidents.ticket(store, number)
        outcome = None if told is None else desk.write_note(store, number, told, replaces=replaces)
        found = notes.of_incident(store, outcome.incident or number if outcome else number)
    if as_json:
        for one in found:
            print_json(forms.note(one))
    elif outcome is None:
        print_text("\n".join(line for one in found for line in _sheet(one)))
    if outcome is not None:
        say(outcome.message)
    return 0


def _sheet(one: Note) -> list[str]:
    edited = ""
    if one.edited:
        began = forms.to_second(one.began)
        edited = "  " + _("(edited; begun by {author}, {at})", author=one_line(one.author), at=began)
    head = f"{_('note {number}', number=one.id)}  {forms.to_second(one.at)}  {one_line(one.handler)}{edited}"
    return [head, *(f"  {line}" for line in many_lines(one.text).split("\n"))]


COMMANDS = {"note": note}
