"""``ircon class``: the console's key K for scripts."""

from __future__ import annotations

import click

from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, open_store, print_json, say


@command("class")
@click.argument("number", type=int, shell_complete=completing.incidents)
@click.argument("klass", metavar="CLASS", shell_complete=completing.classes)
@as_json
def classify(number: int, klass: str, as_json: bool) -> int:
    """Say of which class an incident is: scan, intrusion, phishing ..., or a class's name in Japanese or English.

    Reports that come later and are marked alike open with the same class: those that state
    theirs in the same words, or come from the same sender in the same format.
    """
    from ircon import desk
    from ircon.store import incidents

    wanted = desk.class_named(klass)
    with open_store() as store:
        outcome = desk.classify(store, number, wanted)
        standing = incidents.load(store, number)
    if as_json:
        print_json(forms.incident(standing))
    say(outcome.message)
    return 0


COMMANDS = {"class": classify}
