"""``ircon together`` and ``ircon apart``: the console's key m for scripts."""

from __future__ import annotations

import click

from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, open_store, print_json, say


@command("together")
@click.argument("numbers", type=int, nargs=-1, required=True, shell_complete=completing.incidents)
@as_json
def together(numbers: tuple[int, ...], as_json: bool) -> int:
    """Put incidents together into the one with the lowest number.

    Each report keeps its own consent; an answer to any of the numbers joins that incident.
    """
    from ircon import desk
    from ircon.store import incidents

    with open_store() as store:
        outcome = desk.put_together(store, numbers)
        assert outcome.incident is not None
        standing = incidents.load(store, outcome.incident)
    if as_json:
        print_json(forms.incident(standing))
    say(outcome.message)
    return 0


@command("apart")
@click.argument("number", type=int, shell_complete=completing.incidents)
@click.option("--report", "reports", type=int, multiple=True, help="This report leaves for a new incident.")
@as_json
def apart(number: int, reports: tuple[int, ...], as_json: bool) -> int:
    """Take apart what was put together, or let single reports leave for a new incident."""
    from ircon import desk
    from ircon.store import incidents

    with open_store() as store:
        outcome = desk.take_apart(store, number, reports_out=reports)
        assert outcome.incident is not None
        standing = incidents.load(store, outcome.incident)
    if as_json:
        print_json(forms.incident(standing))
    say(outcome.message)
    return 0


COMMANDS = {"together": together, "apart": apart}
