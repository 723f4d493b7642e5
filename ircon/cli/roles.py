"""``ircon role``: the console's key p for scripts."""

from __future__ import annotations

import click

from ircon.cli import completing, forms
from ircon.cli.common import as_json, command, open_store, print_json, say
from ircon.errors import Usage
from ircon.i18n import _


@command("role")
@click.argument("number", type=int, shell_complete=completing.incidents)
@click.argument("site", shell_complete=completing.sites)
@click.argument("role", required=False, shell_complete=completing.roles)
@click.option("--as-proposed", is_flag=True, help="Take the word back: the part is what the reports name.")
@as_json
def role(number: int, site: str, role: str | None, as_proposed: bool, as_json: bool) -> int:
    """Say which part SITE plays in an incident; it stays so, whatever comes in.

    ROLE is source, target, stepping-stone, relay, malware-host, phishing-host or other. What a
    reporter permits to the source is permitted to whoever plays such a part.
    """
    from ircon import desk
    from ircon.store import incidents

    if as_proposed == bool(role):
        raise Usage(_("Name the part, or give --as-proposed."))
    wanted = desk.role_named(role) if role else None
    with open_store() as store:
        outcome = desk.say_role(store, number, site, wanted)
        standing = incidents.load(store, number)
    if as_json:
        print_json(forms.incident(standing))
    say(outcome.message)
    return 0


COMMANDS = {"role": role}
